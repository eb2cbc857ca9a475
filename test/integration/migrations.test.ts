import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { SqlDatabase } from '../../src/adapters/outbound/sql/sql-database.js';
import { SqlMigrator } from '../../src/adapters/outbound/sql/sql-migrator.js';
import { sqlKinds, type Place } from '../support/storages.js';

for (const kind of sqlKinds) {
  describe(`migrations [${kind.name}]`, () => {
    let place: Place;
    beforeEach(async () => {
      place = await kind.prepare();
    });
    afterEach(() => place.remove());

    it('can be run by several at once: one works, the others wait', async () => {
      for (let round = 0; round < 8; round += 1) {
        const fresh = await kind.prepare();
        const migrators = [1, 2, 3].map(() => new SqlMigrator(fresh.dialect!));
        const ran = await Promise.all(
          migrators.map(async (migrator) => [await migrator.status(), await migrator.up()] as const),
        );
        expect(ran.flatMap(([, names]) => names)).to.deep.equal(['0001-foundation']);
        await fresh.remove();
      }
    });

    it('go on though a process that died left Knex’s own lock closed', async () => {
      const migrator = new SqlMigrator(place.dialect!);
      await migrator.status();
      const database = new SqlDatabase(place.dialect!);
      await database.knex('clientele_migrations_lock').update({ is_locked: 1 });
      await database.close();
      expect(await migrator.up()).to.deep.equal(['0001-foundation']);
    });

    it('can be run again after a crash half-way', async () => {
      const migrator = new SqlMigrator(place.dialect!);
      await migrator.up();
      const database = new SqlDatabase(place.dialect!);
      await database.knex('clientele_migrations').delete();
      await database.knex.schema.dropTable('transactions');
      await database.close();
      await migrator.up();
      expect(await migrator.status()).to.deep.equal({ done: ['0001-foundation'], pending: [] });
    });

    it('are known to Knex’s own command line through the knexfile', () => {
      const knex = (...words: string[]) =>
        spawnSync(
          process.execPath,
          ['node_modules/knex/bin/cli.js', '--knexfile', '.build/knexfile.js', '--cwd', process.cwd(), ...words],
          { env: { ...place.environment }, encoding: 'utf8', timeout: 20_000 },
        );
      expect(knex('migrate:latest').stdout).to.include('Batch 1 run: 1 migrations');
      const status = knex('migrate:list');
      expect(status.stdout, status.stderr).to.include('0001-foundation');
    });
  });
}
