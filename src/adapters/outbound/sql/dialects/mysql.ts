import type { Knex } from 'knex';
import type { Position } from '../../../../domain/shared/page.js';
import type { SqlDialect, SqlFailure } from './dialect.js';
import { MySqlClient, type MySqlClientConfig } from './mysql-client.js';

const DUPLICATE_ENTRY = 1062;
/** The key's name ends the message in every language of the server. */
const LIVE_EMAIL_KEY = /'[^']*customers_live_email'\s*$/;

/**
 * Deadlocks and certification conflicts of a cluster (also at COMMIT), rows and tables that changed since this transaction
 * began, and what distributed servers say of their own write conflicts: all want to be run again.
 */
const CONFLICTS = new Set([1020, 1180, 1213, 1412, 1615, 3101, 8028, 9007]);

/**
 * The server is not to be reached, stops, has no room, no memory or no quorum, refuses this client or its rights, is
 * read-only, waited too long for a lock, or gave up the statement.
 */
const UNAVAILABLE_NUMBERS = new Set([
  1021, 1030, 1037, 1038, 1040, 1041, 1044, 1045, 1047, 1049, 1053, 1114, 1129, 1130, 1142, 1152, 1158, 1159, 1160,
  1161, 1203, 1205, 1206, 1226, 1290, 1317, 1792, 1820, 1836, 1927, 1969, 3024, 3032, 3159, 3168, 4031, 9001, 9005,
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

export function mySqlDialect(settings: MySqlSettings): SqlDialect {
  const { url, poolSize, acquireTimeoutMs } = settings;
  return {
    name: 'mysql',

    // The server's own lock, named after the database; Knex's is a row, which outlives its holder.
    migrationLock: {
      dialect: () => mySqlDialect(settings),
      takenBy: "select get_lock(concat('clientele_', md5(database())), 50)",
    },

    connect(statementTimeoutMs?: number): Knex.Config {
      const connection: Knex.MySql2ConnectionConfig & { uri: string } = { uri: url, connectTimeout: acquireTimeoutMs };
      const clientConfig: MySqlClientConfig = {
        sessionSettings: sessionSettings(acquireTimeoutMs),
        openTimeoutMs: acquireTimeoutMs,
      };
      return {
        client: MySqlClient,
        connection,
        pool: { min: 0, max: poolSize },
        ...clientConfig,
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
        return { kind: 'duplicate', key: LIVE_EMAIL_KEY.test(message) ? 'live_email' : 'primary' };
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

/**
 * Sessions behave alike whatever the server's defaults are. A mode of our own also keeps NO_BACKSLASH_ESCAPES away, under
 * which the driver's quoting would not be safe. Under READ COMMITTED a search for a missing row locks no gap.
 */
function sessionSettings(lockWaitMs: number): readonly string[] {
  return [
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    `SET SESSION innodb_lock_wait_timeout = ${Math.max(1, Math.ceil(lockWaitMs / 1000))}`,
  ];
}
