import type { Knex } from 'knex';
import type { Position } from '../../../../domain/shared/page.js';

/** What a driver's error means, whichever driver it is. */
export type SqlFailure =
  | { readonly kind: 'duplicate'; readonly key: 'primary' | 'live_email' }
  /** Another transaction was in the way: run this one again. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'unknown' };

/** Where MySQL and SQLite differ; everything else is written once. */
export interface SqlDialect {
  readonly name: 'sqlite' | 'mysql';
  /** `statementTimeoutMs` is left out for migrations, which may take their time. */
  connect(statementTimeoutMs?: number): Knex.Config;
  /** Narrows a newest-first list to what lies behind a position, in the form that this engine reads as an index range. */
  whereBehind(query: Knex.QueryBuilder, position: Position, createdAt: string, id: string): void;
  /** Where a transaction holds the lock under which one process at a time migrates; whoever dies lets go of it. */
  readonly migrationLock: {
    readonly dialect: () => SqlDialect;
    /** Undefined where the transaction itself is the lock. */
    readonly takenBy: string | undefined;
  };
  rowsOf(rawResponse: unknown): unknown[];
  failureOf(error: unknown): SqlFailure;
}
