import type { Storage } from '../../src/adapters/outbound/storage.js';
import { commitBreaker } from '../support/commit-breaker.js';
import { openFreshStorage, storageKinds, type OpenStorage } from '../support/storages.js';
import { apiKeyRepositoryContract } from './api-key-repository.contract.js';
import { customerRepositoryContract } from './customer-repository.contract.js';
import { organizationRepositoryContract } from './organization-repository.contract.js';
import { phoneDirectoryContract } from './phone-directory.contract.js';
import { transactionRepositoryContract } from './transaction-repository.contract.js';

for (const kind of storageKinds) {
  describe(`storage contract [${kind.name}]`, () => {
    const { failNextCommit, repair } = commitBreaker(kind);
    let opened: OpenStorage;
    before(async () => {
      opened = await openFreshStorage(kind);
    });
    afterEach(repair);
    after(() => opened.close());

    const open = (): Storage => opened.storage;
    customerRepositoryContract(open, { failNextCommit });
    transactionRepositoryContract(open, { failNextCommit });
    phoneDirectoryContract(open);
    organizationRepositoryContract(open);
    apiKeyRepositoryContract(open);
  });
}
