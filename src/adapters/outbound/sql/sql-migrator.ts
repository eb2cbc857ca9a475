import { setTimeout as delay } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { SqlDialect } from './dialects/dialect.js';
import { migrations, type Migration } from './migrations/migrations.js';
import { SqlDatabase } from './sql-database.js';

const LOCK_PATIENCE_MS = 60_000;
const LOCK_POLL_MS = 200;

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
    return this.withLock((knex) => knex.migrate.latest(migratorConfig));
  }

  /** Takes back the last batch. */
  async down(): Promise<readonly string[]> {
    return this.withLock((knex) => knex.migrate.rollback(migratorConfig));
  }

  async status(): Promise<MigrationStatus> {
    return this.connected(async (database) =>
      database.read(async (knex) => {
        const [done, pending] = (await knex.migrate.list(migratorConfig)) as [{ name: string }[], Migration[]];
        return { done: done.map(({ name }) => name), pending: pending.map(({ name }) => name) };
      }),
    );
  }

  /** After a crash in the middle of a migration, which leaves the lock behind. */
  async unlock(): Promise<void> {
    await this.connected(async (database) =>
      database.read((knex) => knex.migrate.forceFreeMigrationsLock(migratorConfig)),
    );
  }

  private async withLock(work: (knex: Knex) => Promise<[batch: number, names: string[]]>): Promise<readonly string[]> {
    return this.connected(async (database) => {
      for (const giveUpAt = Date.now() + LOCK_PATIENCE_MS; ; await delay(LOCK_POLL_MS)) {
        try {
          const [, names] = await database.read(work);
          return names;
        } catch (error) {
          if (!isHeldByAnother(error) || Date.now() > giveUpAt) throw error;
        }
      }
    });
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

/** Two that create the tables of the lock itself in one moment meet here too: the second finds them on its next try. */
function isHeldByAnother(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'MigrationLocked' || /clientele_migrations\w*['`]? already exists/.test(message);
}
