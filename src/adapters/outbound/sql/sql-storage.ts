import type { Storage } from '../storage.js';
import type { SqlDialect } from './dialects/dialect.js';
import { SqlApiKeyRepository } from './sql-api-key-repository.js';
import { SqlCustomerRepository } from './sql-customer-repository.js';
import { SqlDatabase } from './sql-database.js';
import { SqlOrganizationRepository } from './sql-organization-repository.js';
import { SqlPhoneDirectory } from './sql-phone-directory.js';
import { SqlTransactionRepository } from './sql-transaction-repository.js';

/** SQLite or a server of the MySQL family, whichever the dialect speaks of. The schema is the migrator's affair. */
export function openSqlStorage(dialect: SqlDialect, statementTimeoutMs: number): Storage {
  const database = new SqlDatabase(dialect, statementTimeoutMs);
  return {
    organizations: new SqlOrganizationRepository(database),
    apiKeys: new SqlApiKeyRepository(database),
    customers: new SqlCustomerRepository(database),
    phoneDirectory: new SqlPhoneDirectory(database),
    transactions: new SqlTransactionRepository(database),
    probe: { ping: async () => void (await database.rows('select 1', [])) },
    close: () => database.close(),
  };
}
