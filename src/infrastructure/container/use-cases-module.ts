import { ContainerModule } from 'inversify';
import { ChangeCustomer } from '../../application/customer/change-customer.js';
import { CreateCustomer } from '../../application/customer/create-customer.js';
import { DeleteCustomer } from '../../application/customer/delete-customer.js';
import { GetCustomer } from '../../application/customer/get-customer.js';
import { ListCustomers } from '../../application/customer/list-customers.js';
import { RestoreCustomer } from '../../application/customer/restore-customer.js';
import { SeedCustomers } from '../../application/customer/seed-customers.js';
import { LookUpBatch } from '../../application/lookup/look-up-batch.js';
import { LookUpCustomer } from '../../application/lookup/look-up-customer.js';
import { AuthenticateApiKey } from '../../application/organization/authenticate-api-key.js';
import { AuthenticateServiceKey } from '../../application/organization/authenticate-service-key.js';
import { Bootstrap } from '../../application/organization/bootstrap.js';
import { ChangeOrganization } from '../../application/organization/change-organization.js';
import { CreateOrganization } from '../../application/organization/create-organization.js';
import { GenerateApiKey } from '../../application/organization/generate-api-key.js';
import { GetOrganization } from '../../application/organization/get-organization.js';
import { IssueApiKey } from '../../application/organization/issue-api-key.js';
import { ListApiKeys } from '../../application/organization/list-api-keys.js';
import { ListOrganizations } from '../../application/organization/list-organizations.js';
import { RevokeApiKey } from '../../application/organization/revoke-api-key.js';
import { CheckReadiness } from '../../application/system/check-readiness.js';
import { ListTransactions } from '../../application/transaction/list-transactions.js';
import { RecordTransaction } from '../../application/transaction/record-transaction.js';
import { TOKENS as T } from './tokens.js';

/** The table of contents of the product: everything that can be done, and what doing it needs. */
export const useCasesModule = new ContainerModule(({ bind }) => {
  // Customers
  bind(T.CreateCustomer)
    .toResolvedValue(
      (customers, ids, clock) => new CreateCustomer({ customers, ids, clock }),
      [T.CustomerRepository, T.IdGenerator, T.Clock],
    )
    .inSingletonScope();
  bind(T.GetCustomer)
    .toResolvedValue((customers) => new GetCustomer({ customers }), [T.CustomerRepository])
    .inSingletonScope();
  bind(T.ChangeCustomer)
    .toResolvedValue((customers, clock) => new ChangeCustomer({ customers, clock }), [T.CustomerRepository, T.Clock])
    .inSingletonScope();
  bind(T.DeleteCustomer)
    .toResolvedValue((customers, clock) => new DeleteCustomer({ customers, clock }), [T.CustomerRepository, T.Clock])
    .inSingletonScope();
  bind(T.RestoreCustomer)
    .toResolvedValue((customers, clock) => new RestoreCustomer({ customers, clock }), [T.CustomerRepository, T.Clock])
    .inSingletonScope();
  bind(T.ListCustomers)
    .toResolvedValue((customers) => new ListCustomers({ customers }), [T.CustomerRepository])
    .inSingletonScope();
  bind(T.SeedCustomers)
    .toResolvedValue((customers, clock) => new SeedCustomers({ customers, clock }), [T.CustomerRepository, T.Clock])
    .inSingletonScope();

  // Transactions
  bind(T.RecordTransaction)
    .toResolvedValue(
      (transactions, ids, clock) => new RecordTransaction({ transactions, ids, clock }),
      [T.TransactionRepository, T.IdGenerator, T.Clock],
    )
    .inSingletonScope();
  bind(T.ListTransactions)
    .toResolvedValue(
      (customers, transactions) => new ListTransactions({ customers, transactions }),
      [T.CustomerRepository, T.TransactionRepository],
    )
    .inSingletonScope();

  // Look-up
  bind(T.LookUpCustomer)
    .toResolvedValue(
      (directory, organizations) => new LookUpCustomer({ directory, organizations }),
      [T.PhoneDirectory, T.OrganizationRepository],
    )
    .inSingletonScope();
  bind(T.LookUpBatch)
    .toResolvedValue(
      (directory, organizations) => new LookUpBatch({ directory, organizations }),
      [T.PhoneDirectory, T.OrganizationRepository],
    )
    .inSingletonScope();

  // Organizations and their keys
  bind(T.CreateOrganization)
    .toResolvedValue(
      (organizations, ids, clock) => new CreateOrganization({ organizations, ids, clock }),
      [T.OrganizationRepository, T.IdGenerator, T.Clock],
    )
    .inSingletonScope();
  bind(T.GetOrganization)
    .toResolvedValue((organizations) => new GetOrganization({ organizations }), [T.OrganizationRepository])
    .inSingletonScope();
  bind(T.ListOrganizations)
    .toResolvedValue((organizations) => new ListOrganizations({ organizations }), [T.OrganizationRepository])
    .inSingletonScope();
  bind(T.ChangeOrganization)
    .toResolvedValue(
      (organizations, customers, clock) => new ChangeOrganization({ organizations, customers, clock }),
      [T.OrganizationRepository, T.CustomerRepository, T.Clock],
    )
    .inSingletonScope();
  bind(T.GenerateApiKey)
    .toResolvedValue((secrets) => new GenerateApiKey({ secrets }), [T.Secrets])
    .inSingletonScope();
  bind(T.IssueApiKey)
    .toResolvedValue(
      (organizations, apiKeys, generateApiKey, secrets, clock) =>
        new IssueApiKey({ organizations, apiKeys, generateApiKey, secrets, clock }),
      [T.OrganizationRepository, T.ApiKeyRepository, T.GenerateApiKey, T.Secrets, T.Clock],
    )
    .inSingletonScope();
  bind(T.ListApiKeys)
    .toResolvedValue(
      (organizations, apiKeys) => new ListApiKeys({ organizations, apiKeys }),
      [T.OrganizationRepository, T.ApiKeyRepository],
    )
    .inSingletonScope();
  bind(T.RevokeApiKey)
    .toResolvedValue(
      (organizations, apiKeys, clock) => new RevokeApiKey({ organizations, apiKeys, clock }),
      [T.OrganizationRepository, T.ApiKeyRepository, T.Clock],
    )
    .inSingletonScope();
  bind(T.AuthenticateApiKey)
    .toResolvedValue(
      (apiKeys, secrets, clock, background) => new AuthenticateApiKey({ apiKeys, secrets, clock, background }),
      [T.ApiKeyRepository, T.Secrets, T.Clock, T.Background],
    )
    .inSingletonScope();
  bind(T.AuthenticateServiceKey)
    .toResolvedValue(
      (secrets, { serviceKey }) => new AuthenticateServiceKey({ secrets, serviceKey }),
      [T.Secrets, T.Settings],
    )
    .inSingletonScope();
  bind(T.Bootstrap)
    .toResolvedValue(
      (organizations, apiKeys, createOrganization, issueApiKey, secrets, clock) =>
        new Bootstrap({ organizations, apiKeys, createOrganization, issueApiKey, secrets, clock }),
      [T.OrganizationRepository, T.ApiKeyRepository, T.CreateOrganization, T.IssueApiKey, T.Secrets, T.Clock],
    )
    .inSingletonScope();

  // The service itself
  bind(T.CheckReadiness)
    .toResolvedValue((storage, process) => new CheckReadiness({ storage, process }), [T.StorageProbe, T.ProcessState])
    .inSingletonScope();
});
