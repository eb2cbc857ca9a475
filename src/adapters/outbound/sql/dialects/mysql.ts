import type { Knex } from 'knex';
import type { Position } from '../../../../domain/shared/page.js';
import type { SqlDialect, SqlFailure } from './dialect.js';
import { MySqlClient } from './mysql-client.js';

const DUPLICATE_ENTRY = 1062;

/** Deadlocks, certification conflicts of a cluster (also at COMMIT), and a row that changed since this transaction read it. */
const CONFLICTS = new Set([1213, 1020]);

/** The server is not to be reached, stops, refuses this client, waits for a lock, or has lost its cluster's quorum. */
const UNAVAILABLE_NUMBERS = new Set([
  1040, 1041, 1044, 1045, 1047, 1049, 1053, 1129, 1130, 1152, 1158, 1159, 1160, 1161, 1203, 1205, 1290, 1317, 1836,
  1927, 3024, 3032, 4031,
]);
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'HANDSHAKE_NO_SSL_SUPPORT',
]);

export interface MySqlSettings {
  readonly url: string;
  readonly poolSize: number;
  readonly acquireTimeoutMs: number;
}

export function mySqlDialect({ url, poolSize, acquireTimeoutMs }: MySqlSettings): SqlDialect {
  return {
    name: 'mysql',

    connect(statementTimeoutMs?: number): Knex.Config {
      const connection: Knex.MySql2ConnectionConfig & { uri: string } = { uri: url, connectTimeout: acquireTimeoutMs };
      return {
        client: MySqlClient,
        connection,
        pool: { min: 0, max: poolSize, afterCreate: prepareSession },
        acquireConnectionTimeout: acquireTimeoutMs,
        ...(statementTimeoutMs === undefined ? {} : { statementTimeoutMs }),
      };
    },

    /** A row constructor is no index range to MySQL and MariaDB; the expanded form is. */
    whereBehind(query: Knex.QueryBuilder, position: Position, createdAt: string, id: string): void {
      query.whereRaw('(?? < ? or (?? = ? and ?? < ?))', [
        createdAt,
        position.createdAt,
        createdAt,
        position.createdAt,
        id,
        position.id,
      ]);
    },

    rowsOf(rawResponse: unknown): unknown[] {
      return (rawResponse as [unknown[]])[0];
    },

    failureOf(error: unknown): SqlFailure {
      const { errno, code, message, fatal } = error as {
        errno?: number;
        code?: string;
        message: string;
        fatal?: boolean;
      };
      if (errno === DUPLICATE_ENTRY) {
        return { kind: 'duplicate', key: /for key '[^']*live_email[^']*'$/.test(message) ? 'live_email' : 'primary' };
      }
      if (errno !== undefined && CONFLICTS.has(errno)) return { kind: 'conflict' };
      const isUnavailable =
        UNAVAILABLE_NUMBERS.has(errno ?? 0) || UNAVAILABLE_CODES.has(code ?? '') || fatal === true || isClosed(message);
      return { kind: isUnavailable ? 'unavailable' : 'unknown' };
    },
  };
}

/** mysql2 says this without a code, of a connection that broke before it was asked. */
function isClosed(message: string): boolean {
  return message.includes('connection is in closed state');
}

const SESSION_SETTINGS = [
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
  'SET SESSION innodb_lock_wait_timeout = 3',
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];

/**
 * Sessions behave alike whatever the server's defaults are. A mode of our own also keeps NO_BACKSLASH_ESCAPES away, under
 * which the driver's quoting would not be safe. Under READ COMMITTED a search for a missing row locks no gap.
 */
function prepareSession(connection: Session, done: (error: Error | null, connection: unknown) => void): void {
  const [first, ...rest] = SESSION_SETTINGS;
  const run = (sql: string | undefined): void => {
    if (sql === undefined) return done(null, connection);
    connection.query(sql, (error) => (error === null ? run(rest.shift()) : done(error, connection)));
  };
  run(first);
}

interface Session {
  query(sql: string, done: (error: Error | null) => void): void;
}
