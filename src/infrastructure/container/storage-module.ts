import { ContainerModule } from 'inversify';
import { openInMemoryStorage } from '../../adapters/outbound/in-memory/in-memory-storage.js';
import type { SqlDialect } from '../../adapters/outbound/sql/dialects/dialect.js';
import { mySqlDialect } from '../../adapters/outbound/sql/dialects/mysql.js';
import { sqliteDialect } from '../../adapters/outbound/sql/dialects/sqlite.js';
import { openSqlStorage } from '../../adapters/outbound/sql/sql-storage.js';
import type { Storage } from '../../adapters/outbound/storage.js';
import type { Settings } from '../config/settings.js';
import { TOKENS as T } from './tokens.js';

/** The SQL dialect that the settings choose; undefined for storages that have no schema. */
export function dialectOf({ storage, storageTimeoutMs }: Settings): SqlDialect | undefined {
  const acquireTimeoutMs = storageTimeoutMs;
  switch (storage.kind) {
    case 'memory':
      return undefined;
    case 'sqlite':
      return sqliteDialect({ path: storage.path, acquireTimeoutMs });
    case 'mysql':
      return mySqlDialect({ url: storage.url, poolSize: storage.poolSize, acquireTimeoutMs });
  }
}

export function openStorage(settings: Settings): Storage {
  const dialect = dialectOf(settings);
  return dialect === undefined ? openInMemoryStorage() : openSqlStorage(dialect, settings.storageTimeoutMs);
}

export function storageModule(storage: Storage): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(T.OrganizationRepository).toConstantValue(storage.organizations);
    bind(T.ApiKeyRepository).toConstantValue(storage.apiKeys);
    bind(T.CustomerRepository).toConstantValue(storage.customers);
    bind(T.PhoneDirectory).toConstantValue(storage.phoneDirectory);
    bind(T.TransactionRepository).toConstantValue(storage.transactions);
    bind(T.StorageProbe).toConstantValue(storage.probe);
  });
}
