import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Knex } from 'knex';
import { StorageUnavailable } from '../../../../application/ports/errors.js';
import type { Position } from '../../../../domain/shared/page.js';
import type { SqlDialect, SqlFailure } from './dialect.js';
import { NodeSqliteClient } from './node-sqlite-client.js';

/** SQLite's primary result codes for a file that cannot be used just now: not permitted, aborted, read-only, full, damaged, … */
const UNAVAILABLE_CODES = new Set([3, 4, 7, 8, 9, 10, 11, 13, 14, 15, 23, 26]);
/** Another process writes: worth waiting for, but not in this thread. */
const BUSY_CODES = new Set([5, 6]);
const CONSTRAINT_CODE = 19;

export interface SqliteSettings {
  readonly path: string;
  readonly acquireTimeoutMs: number;
}

export function sqliteDialect({ path, acquireTimeoutMs }: SqliteSettings): SqlDialect {
  return {
    name: 'sqlite',

    // A file beside the database: one of them can begin to write it, and the database stays free for the work.
    migrationLock: {
      dialect: () => sqliteDialect({ path: `${path}-migrating`, acquireTimeoutMs }),
      takenBy: undefined,
    },

    connect(): Knex.Config {
      makeFolderOf(path);
      return {
        client: NodeSqliteClient,
        connection: { filename: path },
        useNullAsDefault: true,
        // One connection: SQLite runs in this thread, and a file has one writer.
        pool: { min: 1, max: 1 },
        acquireConnectionTimeout: acquireTimeoutMs,
      };
    },

    whereBehind(query: Knex.QueryBuilder, position: Position, createdAt: string, id: string): void {
      query.whereRaw('(??, ??) < (?, ?)', [createdAt, id, position.createdAt, position.id]);
    },

    rowsOf(rawResponse: unknown): unknown[] {
      return rawResponse as unknown[];
    },

    failureOf(error: unknown): SqlFailure {
      const { errcode, code, message } = error as { errcode?: number; code?: string; message: string };
      if (code === 'ERR_INVALID_STATE') return { kind: 'unavailable' };
      if (typeof errcode !== 'number') return { kind: 'unknown' };
      const primaryCode = errcode & 0xff;
      if (primaryCode === CONSTRAINT_CODE && message.includes('UNIQUE constraint failed')) {
        return { kind: 'duplicate', key: message.includes('live_email_key') ? 'live_email' : 'primary' };
      }
      if (BUSY_CODES.has(primaryCode)) return { kind: 'conflict' };
      return { kind: UNAVAILABLE_CODES.has(primaryCode) ? 'unavailable' : 'unknown' };
    },
  };
}

function makeFolderOf(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw new StorageUnavailable(error);
  }
}
