/** Knex's own dialect classes, which it publishes without types. Only what the clients here build on is described. */
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  import type { Knex } from 'knex';

  export default class BetterSqlite3Client extends Knex.Client {
    connectionSettings: { filename: string };
    acquireRawConnection(): Promise<unknown>;
    _query(connection: unknown, statement: unknown): Promise<unknown>;
    _formatBindings(bindings: readonly unknown[] | undefined): unknown[];
  }
}

declare module 'knex/lib/dialects/mysql2/index.js' {
  import type { Knex } from 'knex';

  export default class MySql2Client extends Knex.Client {
    driver: { createConnection(settings: object): unknown };
    connectionSettings: object;
    acquireRawConnection(): Promise<unknown>;
    _query(connection: unknown, statement: unknown): Promise<unknown>;
  }
}

declare module 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js' {
  export default class SqliteTransaction {
    constructor(client: unknown, ...rest: unknown[]);
    begin(connection: unknown): Promise<unknown>;
    query(connection: unknown, sql: string): Promise<unknown>;
  }
}
