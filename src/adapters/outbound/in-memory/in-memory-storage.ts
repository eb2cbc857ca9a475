import type { Storage } from '../storage.js';
import { InMemoryApiKeyRepository } from './in-memory-api-key-repository.js';
import { InMemoryCustomerRepository } from './in-memory-customer-repository.js';
import { InMemoryDatabase } from './in-memory-database.js';
import { InMemoryOrganizationRepository } from './in-memory-organization-repository.js';
import { InMemoryPhoneDirectory } from './in-memory-phone-directory.js';
import { InMemoryTransactionRepository } from './in-memory-transaction-repository.js';

/** Forgets everything when the process ends. For tests, and for trying things out. */
export function openInMemoryStorage(): Storage {
  const database = new InMemoryDatabase();
  return {
    organizations: new InMemoryOrganizationRepository(database),
    apiKeys: new InMemoryApiKeyRepository(database),
    customers: new InMemoryCustomerRepository(database),
    phoneDirectory: new InMemoryPhoneDirectory(database),
    transactions: new InMemoryTransactionRepository(database),
    probe: { ping: async () => {} },
    close: async () => {},
  };
}
