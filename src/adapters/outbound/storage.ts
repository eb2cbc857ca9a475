import type { ApiKeyRepository } from '../../application/ports/api-key-repository.js';
import type { CustomerRepository } from '../../application/ports/customer-repository.js';
import type { OrganizationRepository } from '../../application/ports/organization-repository.js';
import type { PhoneDirectory } from '../../application/ports/phone-directory.js';
import type { StorageProbe } from '../../application/ports/storage-probe.js';
import type { TransactionRepository } from '../../application/ports/transaction-repository.js';

/** What a storage technology supplies: every port, and a way to let go of its connections. */
export interface Storage {
  readonly organizations: OrganizationRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly customers: CustomerRepository;
  readonly phoneDirectory: PhoneDirectory;
  readonly transactions: TransactionRepository;
  readonly probe: StorageProbe;
  close(): Promise<void>;
}
