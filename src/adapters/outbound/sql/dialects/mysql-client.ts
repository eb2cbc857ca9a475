import type { Duplex } from 'node:stream';
import MySql2Client from 'knex/lib/dialects/mysql2/index.js';
import { dispose, disposeWhenInDoubt } from './disposal.js';

/** How long a server may take to say goodbye. */
const GOODBYE_MS = 500;

interface Statement {
  readonly sql: string;
  options?: object;
}

type Done = (error: Error | null) => void;

interface Connection {
  /** Its own `destroy` only says goodbye, and a server that hangs never answers that. */
  readonly stream: Duplex;
  connect(done: Done): void;
  query(sql: string, done: Done): void;
  end(done: Done): void;
  on(event: 'error', listener: (error: Error) => void): void;
  readonly __knex__disposed?: unknown;
}

export interface MySqlClientConfig {
  /** Run at the beginning of each session. */
  readonly sessionSettings: readonly string[];
  readonly openTimeoutMs: number;
}

function answered(ask: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => ask((error) => (error ? reject(error) : resolve())));
}

/** Knex over mysql2, with a time limit on every statement and no connection kept that is in doubt. */
export class MySqlClient extends MySql2Client {
  override async _query(connection: unknown, statement: Statement | string): Promise<unknown> {
    const { sql, options, ...rest } = typeof statement === 'string' ? { sql: statement } : statement;
    const { statementTimeoutMs } = this.config as { statementTimeoutMs?: number };
    const limit = statementTimeoutMs === undefined ? {} : { timeout: statementTimeoutMs };
    try {
      const answered = (await super._query(connection, { ...rest, sql, options: { ...limit, ...options } })) as object;
      return typeof statement === 'string' ? answered : Object.assign(statement, answered);
    } catch (error) {
      disposeWhenInDoubt(connection, sql, error);
      // The answer to a statement that was given up may still come; nobody else must read it as theirs.
      if ((error as { code?: string }).code === 'PROTOCOL_SEQUENCE_TIMEOUT') dispose(connection, error);
      throw error;
    }
  }

  /** Connected, and its session prepared, within the time limit: or there is no connection, and nothing left of it. */
  override async acquireRawConnection(): Promise<Connection> {
    const { sessionSettings, openTimeoutMs } = this.config as unknown as MySqlClientConfig;
    const connection = this.driver.createConnection(this.connectionSettings) as Connection;
    connection.on('error', (error) => dispose(connection, error));
    const impatience = setTimeout(() => connection.stream.destroy(), openTimeoutMs);
    try {
      await answered((done) => connection.connect(done));
      for (const sql of sessionSettings) await answered((done) => connection.query(sql, done));
      return connection;
    } catch (error) {
      connection.stream.destroy();
      throw error;
    } finally {
      clearTimeout(impatience);
    }
  }

  /** A connection in doubt is cut: a polite goodbye would queue behind the statement that hangs. */
  override async destroyRawConnection(connection: Connection): Promise<void> {
    if (connection.__knex__disposed !== undefined) return void connection.stream.destroy();
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const impatience = setTimeout(() => connection.stream.destroy(), GOODBYE_MS);
    connection.stream.once('close', resolve);
    connection.end(() => {});
    await closed;
    clearTimeout(impatience);
  }
}
