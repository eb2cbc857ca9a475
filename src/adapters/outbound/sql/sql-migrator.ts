import type { Knex } from 'knex';
import { StorageUnavailable } from '../../../application/ports/errors.js';
import type { SqlDialect } from './dialects/dialect.js';
import { migrations, type Migration } from './migrations/migrations.js';
import { SqlDatabase } from './sql-database.js';

const LOCK_PATIENCE_MS = 60_000;

export const migratorConfig: Knex.MigratorConfig = {
  tableName: 'clientele_migrations',
  migrationSource: {
    getMigrations: async () => [...migrations],
    getMigrationName: (migration: Migration) => migration.name,
    getMigration: async (migration: Migration) => migration,
  } satisfies Knex.MigrationSource<Migration> as Knex.MigrationSource<unknown>,
};

export interface MigrationStatus {
  readonly done: readonly string[];
  readonly pending: readonly string[];
}

/** Brings the schema up to date. Several processes may try at once: one works, the others wait for it. */
export class SqlMigrator {
  constructor(private readonly dialect: SqlDialect) {}

  async up(): Promise<readonly string[]> {
    return this.alone(async (knex) => {
      await openKnexLock(knex);
      const [, names] = (await knex.migrate.latest(migratorConfig)) as [batch: number, names: string[]];
      return names;
    });
  }

  /** Takes back the last batch. */
  async down(): Promise<readonly string[]> {
    return this.alone(async (knex) => {
      await openKnexLock(knex);
      const [, names] = (await knex.migrate.rollback(migratorConfig)) as [batch: number, names: string[]];
      return names;
    });
  }

  async status(): Promise<MigrationStatus> {
    return this.alone(async (knex) => {
      const [done, pending] = (await knex.migrate.list(migratorConfig)) as [{ name: string }[], Migration[]];
      return { done: done.map(({ name }) => name), pending: pending.map(({ name }) => name) };
    });
  }

  /** Under a lock of ours, because Knex's own is neither safe nor mortal. */
  private async alone<T>(work: (knex: Knex) => Promise<T>): Promise<T> {
    const { dialect: keeperDialect, takenBy } = this.dialect.migrationLock;
    const keeper = new SqlDatabase(keeperDialect(), LOCK_PATIENCE_MS);
    try {
      return await keeper.transaction(async (lock) => {
        if (takenBy !== undefined) this.assertTaken(await lock.raw(takenBy));
        return this.connected((database) => database.read(work));
      });
    } finally {
      await keeper.close();
    }
  }

  private assertTaken(answer: unknown): void {
    const [row] = this.dialect.rowsOf(answer) as Record<string, unknown>[];
    const isTaken = Object.values(row ?? {})[0] === 1;
    if (!isTaken)
      throw new StorageUnavailable(
        Object.assign(new Error('another process migrates'), { code: 'MIGRATION_UNDER_WAY' }),
      );
  }

  private async connected<T>(work: (database: SqlDatabase) => Promise<T>): Promise<T> {
    const database = new SqlDatabase(this.dialect);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }
}

/**
 * Two that make the table of Knex's lock at once leave two rows in it, and one that dies leaves it closed; either way it stays
 * closed for good. Whoever holds our lock knows that nobody holds Knex's.
 */
async function openKnexLock(knex: Knex): Promise<void> {
  await knex.migrate.list(migratorConfig);
  await knex.migrate.forceFreeMigrationsLock(migratorConfig);
}
