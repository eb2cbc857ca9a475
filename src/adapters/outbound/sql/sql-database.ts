import { setTimeout as delay } from 'node:timers/promises';
import knex, { type Knex } from 'knex';
import { StorageUnavailable } from '../../../application/ports/errors.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { SqlDialect } from './dialects/dialect.js';

const MAX_ATTEMPTS = 12;
const MAX_BACKOFF_MS = 100;

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

  constructor(
    readonly dialect: SqlDialect,
    statementTimeoutMs?: number,
  ) {
    this.knex = knex({ ...dialect.connect(statementTimeoutMs), compileSqlOnError: false, log: silentLog });
  }

  async read<T>(work: (knex: Knex) => PromiseLike<T>): Promise<T> {
    try {
      return await work(this.knex);
    } catch (error) {
      throw this.translated(error);
    }
  }

  /** All or nothing. `work` may run several times, so it has no effect but on the transaction. */
  async transaction<T>(work: (transaction: Knex.Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        if (attempt === MAX_ATTEMPTS) throw new StorageUnavailable(error);
        await delay(Math.random() * Math.min(MAX_BACKOFF_MS, 2 ** attempt));
      }
    }
  }

  async rows<Row>(sql: string, bindings: readonly string[]): Promise<Row[]> {
    return this.read(async (connection) => this.dialect.rowsOf(await connection.raw(sql, bindings)) as Row[]);
  }

  async close(): Promise<void> {
    await this.knex.destroy();
  }

  private async attempt<T>(work: (transaction: Knex.Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.knex.transaction(work);
    } catch (error) {
      throw this.translated(error);
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
