import { ContainerModule } from 'inversify';
import { openInMemoryStorage } from '../../adapters/outbound/in-memory/in-memory-storage.js';
import type { SqlDialect } from '../../adapters/outbound/sql/dialects/dialect.js';
import { mySqlDialect } from '../../adapters/outbound/sql/dialects/mysql.js';
import { sqliteDialect } from '../../adapters/outbound/sql/dialects/sqlite.js';
import { SqlMigrator } from '../../adapters/outbound/sql/sql-migrator.js';
import { openSqlStorage } from '../../adapters/outbound/sql/sql-storage.js';
import type { Storage } from '../../adapters/outbound/storage.js';
import type { Settings, StorageSettings } from '../config/settings.js';
import { TOKENS as T } from './tokens.js';

/** Each storage that can be chosen, and how it is opened. */
export function openStorage(settings: Settings): Storage {
  switch (settings.storage.kind) {
    case 'memory':
      return openInMemoryStorage();
    case 'sqlite':
    case 'mysql':
      return openSqlStorage(dialectOf(settings.storage, settings.storageTimeoutMs), settings.storageTimeoutMs);
  }
}

/** For storages that have a schema; undefined for the others. */
export function migratorOf({ storage, storageTimeoutMs }: Settings): SqlMigrator | undefined {
  return storage.kind === 'memory' ? undefined : new SqlMigrator(dialectOf(storage, storageTimeoutMs));
}

type SqlSettings = Extract<StorageSettings, { kind: 'sqlite' | 'mysql' }>;

export function dialectOf(storage: SqlSettings, acquireTimeoutMs: number): SqlDialect {
  switch (storage.kind) {
    case 'sqlite':
      return sqliteDialect({ path: storage.path, acquireTimeoutMs });
    case 'mysql':
      return mySqlDialect({ url: storage.url, poolSize: storage.poolSize, acquireTimeoutMs });
  }
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
