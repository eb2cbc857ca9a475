import { setTimeout as delay } from 'node:timers/promises';
import knex, { type Knex } from 'knex';
import { StorageUnavailable } from '../../../application/ports/errors.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { SqlDialect } from './dialects/dialect.js';

const DEFAULT_PATIENCE_MS = 5000;
const MAX_BACKOFF_MS = 30;

/** A row with this key exists. Repositories turn it into the refusal that it means there. */
export class DuplicateKey extends Error {
  constructor(readonly key: 'primary' | 'live_email') {
    super(`duplicate ${key} key`);
  }
}

class Conflict extends Error {}

/** Knex with the house's rules: drivers' errors end here, and a transaction that met another one runs again. */
export class SqlDatabase {
  readonly knex: Knex;
  private readonly patienceMs: number;

  constructor(
    readonly dialect: SqlDialect,
    statementTimeoutMs?: number,
  ) {
    this.patienceMs = statementTimeoutMs ?? DEFAULT_PATIENCE_MS;
    this.knex = knex({ ...dialect.connect(statementTimeoutMs), compileSqlOnError: false, log: silentLog });
  }

  async read<T>(work: (knex: Knex) => PromiseLike<T>): Promise<T> {
    return this.retrying(async () => work(this.knex));
  }

  /** All or nothing. `work` may run several times, so it has no effect but on the transaction. */
  async transaction<T>(work: (transaction: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.retrying(() => this.knex.transaction(work));
  }

  async rows<Row>(sql: string, bindings: readonly string[]): Promise<Row[]> {
    return this.read(async (connection) => this.dialect.rowsOf(await connection.raw(sql, bindings)) as Row[]);
  }

  async close(): Promise<void> {
    await this.knex.destroy();
  }

  /** Waits for others without holding a connection, for as long as a statement may take. */
  private async retrying<T>(attempt: () => Promise<T>): Promise<T> {
    for (const giveUpAt = performance.now() + this.patienceMs; ;) {
      try {
        return await attempt();
      } catch (thrown) {
        const error = this.translated(thrown);
        if (!(error instanceof Conflict)) throw error;
        if (performance.now() > giveUpAt) throw new StorageUnavailable(error.cause);
        await delay(Math.random() * MAX_BACKOFF_MS);
      }
    }
  }

  private translated(error: unknown): unknown {
    if (error instanceof DomainError || !(error instanceof Error)) return error;
    if (error.name === 'KnexTimeoutError') return new StorageUnavailable(error);
    const failure = this.dialect.failureOf(error);
    switch (failure.kind) {
      case 'duplicate':
        return new DuplicateKey(failure.key);
      case 'conflict':
        return new Conflict('conflict with another transaction', { cause: error });
      case 'unavailable':
        return new StorageUnavailable(error);
      case 'unknown':
        return error;
    }
  }
}

/** Whatever Knex would print reaches us as an error too, and its texts may quote customers' data. */
const silentLog = { warn() {}, error() {}, deprecate() {}, debug() {} };
