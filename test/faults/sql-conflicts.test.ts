import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { createConnection } from 'mysql2/promise';
import { ChangeOrganization } from '../../src/application/organization/change-organization.js';
import { StorageUnavailable } from '../../src/application/ports/errors.js';
import { SqlDatabase } from '../../src/adapters/outbound/sql/sql-database.js';
import { Child } from '../support/child.js';
import { rejection } from '../support/rejection.js';
import { TestService } from '../support/services.js';
import { aCustomer, aTenantIn, NOW } from '../support/builders.js';
import { openFreshStorage, sqlKinds } from '../support/storages.js';

for (const kind of sqlKinds) {
  describe(`a conflict with another transaction [${kind.name}]`, () => {
    const conflict = kind.name === 'mysql' ? { errno: 1213 } : { errcode: 5 };

    it('is run again until it succeeds, reading or writing', async () => {
      const place = await kind.prepare();
      const database = new SqlDatabase(place.dialect!, 2000);
      const failing = (times: number) => {
        let attempts = 0;
        return async (): Promise<number> => {
          attempts += 1;
          if (attempts <= times) throw Object.assign(new Error('conflict'), conflict);
          return attempts;
        };
      };
      expect(await database.transaction(failing(9))).to.equal(10);
      expect(await database.read(failing(9))).to.equal(10);
      await database.close();
      await place.remove();
    });

    it('is unavailability when it does not end', async () => {
      const place = await kind.prepare();
      const database = new SqlDatabase(place.dialect!, 200);
      const never = (): Promise<never> => Promise.reject(Object.assign(new Error('conflict'), conflict));
      expect(await rejection(database.transaction(never))).to.be.instanceOf(StorageUnavailable);
      expect(await rejection(database.read(never))).to.be.instanceOf(StorageUnavailable);
      await database.close();
      await place.remove();
    });
  });
}

/** The server shows who waits for locks, and refreshes the picture only when nobody has looked for a tenth of a second. */
const SERVER_REFRESHES_MS = 150;

describe('a customer who is being stored while the policy changes [mysql]', () => {
  it('ends up under the new policy, in whatever order the locks are had', async () => {
    const mysql = sqlKinds.find(({ name }) => name === 'mysql')!;
    const { storage, place, close } = await openFreshStorage(mysql);
    const tenant = await aTenantIn(storage);
    const other = await createConnection(place.environment['DATABASE_URL']!);
    const waiting = async (): Promise<number> => {
      const [rows] = await other.query(
        "select count(*) as n from information_schema.innodb_trx where trx_state = 'LOCK WAIT'",
      );
      return (rows as { n: number }[])[0]!.n;
    };
    // The customer's transaction has read the policy and cannot insert: the gaps of the empty table are locked.
    await other.query('begin');
    await other.query('select * from customers for update');
    const adding = storage.customers.add(tenant, (policy) =>
      aCustomer({ id: 'held', phoneNumber: '77 123 45 67', policy }),
    );
    while ((await waiting()) < 1) await delay(SERVER_REFRESHES_MS);
    const changeOrganization = new ChangeOrganization({ ...storage, clock: { now: () => NOW } });
    const progress = { isChanged: false };
    const changing = changeOrganization
      .execute({ organizationId: tenant.organizationId, changes: { defaultCountry: 'SN' } })
      .then(() => {
        progress.isChanged = true;
        return progress;
      });
    while ((await waiting()) < 2 && !progress.isChanged) await delay(SERVER_REFRESHES_MS);
    await other.query('rollback');
    await Promise.all([adding, changing]);
    expect((await storage.customers.find(tenant, 'held'))?.state.keys.phoneKey).to.equal('+221771234567');
    await other.end();
    await close();
  });
});

describe('a SQLite file that another process writes', () => {
  const [sqlite] = sqlKinds;

  it('keeps writers waiting and nobody else, and lets them on afterwards', async () => {
    const service = await TestService.start(sqlite!);
    const { live: key } = await service.api.organization();
    const other = new DatabaseSync(service.place.environment['DATABASE_PATH']!);
    other.exec('BEGIN IMMEDIATE');
    const writes = Promise.all([1, 2, 3].map(() => service.api.post('/customers', { key, body: { name: 'Waiting' } })));
    let longest = 0;
    for (let round = 0; round < 20; round += 1) {
      const startedAt = performance.now();
      expect((await service.api.get('/customers', { key })).status).to.equal(200);
      longest = Math.max(longest, performance.now() - startedAt);
      await delay(10);
    }
    const command = await Child.run('cli', ['organizations', 'list'], service.place.environment);
    expect([command.code, command.err], 'a command that reads').to.deep.equal([0, '']);
    other.exec('COMMIT');
    other.close();
    expect((await writes).map(({ status }) => status)).to.deep.equal([201, 201, 201]);
    expect(longest).to.be.lessThan(500);
    await service.remove();
  });

  it('answers 503 in time when that does not end', async () => {
    const service = await TestService.start(sqlite!, { STORAGE_TIMEOUT_MS: '400' });
    const { live: key } = await service.api.organization();
    const other = new DatabaseSync(service.place.environment['DATABASE_PATH']!);
    other.exec('BEGIN IMMEDIATE');
    expect((await service.api.post('/customers', { key, body: { name: 'Waiting' } })).status).to.equal(503);
    other.exec('COMMIT');
    other.close();
    expect((await service.api.post('/customers', { key, body: { name: 'On' } })).status).to.equal(201);
    await service.remove();
  });

  it('is opened with a write-ahead log and full synchronisation', async () => {
    const place = await sqlite!.prepare();
    const database = new SqlDatabase(place.dialect!, 2000);
    expect(await database.rows('pragma journal_mode', [])).to.deep.equal([{ journal_mode: 'wal' }]);
    expect(await database.rows('pragma synchronous', [])).to.deep.equal([{ synchronous: 2 }]);
    await database.close();
    await place.remove();
  });

  it('loses no change of two connections that read and then write', async () => {
    const place = await sqlite!.prepare();
    const [one, two] = [new SqlDatabase(place.dialect!, 2000), new SqlDatabase(place.dialect!, 2000)];
    await one.knex.raw('create table numbers (n integer)');
    await one.knex.raw('insert into numbers values (0)');
    const addOne = (database: SqlDatabase) =>
      database.transaction(async (transaction) => {
        const { n } = (await transaction('numbers').first('n')) as { n: number };
        await delay(1);
        await transaction('numbers').update({ n: n + 1 });
      });
    await Promise.all(Array.from({ length: 20 }, (_, index) => addOne(index % 2 === 0 ? one : two)));
    expect(await one.knex('numbers').first('n')).to.deep.equal({ n: 20 });
    await Promise.all([one.close(), two.close()]);
    await place.remove();
  });
});
