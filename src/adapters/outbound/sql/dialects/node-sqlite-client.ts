import { DatabaseSync, type StatementSync } from 'node:sqlite';
import BetterSqlite3Client from 'knex/lib/dialects/better-sqlite3/index.js';
import SqliteTransaction from 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js';
import { disposeWhenInDoubt } from './disposal.js';

/** While opening; afterwards nobody is waited for in this thread, which serves everybody. */
const OPENING_TIMEOUT_MS = 2000;
const KEPT_STATEMENTS = 200;

interface Statement {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
  response?: unknown;
  context?: unknown;
}

interface PreparedStatement {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** Takes the write lock at once: one that reads first and writes later would, beside another writer, have to run again. */
class ImmediateTransaction extends SqliteTransaction {
  override begin(connection: unknown): Promise<unknown> {
    return this.query(connection, 'BEGIN IMMEDIATE;');
  }
}

/** Knex over the SQLite that is built into Node. */
export class NodeSqliteClient extends BetterSqlite3Client {
  _driver(): unknown {
    return DatabaseSync;
  }

  override transaction(container: unknown, config: unknown, outerTransaction: unknown): never {
    return new ImmediateTransaction(this, container, config, outerTransaction) as never;
  }

  override async acquireRawConnection(): Promise<DatabaseSync> {
    const database = new DatabaseSync(this.connectionSettings.filename, { timeout: OPENING_TIMEOUT_MS });
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 0;',
    );
    return database;
  }

  override async _query(connection: DatabaseSync, statement: Statement): Promise<Statement> {
    try {
      const { statement: prepared, returnsRows } = prepare(connection, statement.sql);
      const bindings = this._formatBindings(statement.bindings) as never[];
      if (returnsRows) {
        statement.response = prepared.all(...bindings);
      } else {
        const { changes, lastInsertRowid } = prepared.run(...bindings);
        statement.response = { changes, lastInsertRowid };
        statement.context = { changes, lastID: lastInsertRowid };
      }
      return statement;
    } catch (error) {
      disposeWhenInDoubt(connection, statement.sql, error);
      throw error;
    }
  }
}

/** Outside the client: Knex makes clients for transactions without calling a constructor. */
const preparedBy = new WeakMap<DatabaseSync, Map<string, PreparedStatement>>();

function prepare(connection: DatabaseSync, sql: string): PreparedStatement {
  const kept = preparedBy.get(connection) ?? new Map<string, PreparedStatement>();
  preparedBy.set(connection, kept);
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const statement = connection.prepare(sql);
  const prepared = { statement, returnsRows: statement.columns().length > 0 };
  if (kept.size >= KEPT_STATEMENTS) kept.clear();
  kept.set(sql, prepared);
  return prepared;
}
