import type { ServiceIdentifier } from 'inversify';
import type { Authentication } from '../../adapters/inbound/http/middleware/authentication.js';
import type { RateLimits } from '../../adapters/inbound/http/middleware/rate-limits.js';
import type { Door } from '../../adapters/inbound/http/route.js';
import type { DetachedBackground } from '../../adapters/outbound/system/detached-background.js';
import type { ChangeCustomer } from '../../application/customer/change-customer.js';
import type { CreateCustomer } from '../../application/customer/create-customer.js';
import type { DeleteCustomer } from '../../application/customer/delete-customer.js';
import type { GetCustomer } from '../../application/customer/get-customer.js';
import type { ListCustomers } from '../../application/customer/list-customers.js';
import type { RestoreCustomer } from '../../application/customer/restore-customer.js';
import type { SeedCustomers } from '../../application/customer/seed-customers.js';
import type { LookUpBatch } from '../../application/lookup/look-up-batch.js';
import type { LookUpCustomer } from '../../application/lookup/look-up-customer.js';
import type { AuthenticateApiKey } from '../../application/organization/authenticate-api-key.js';
import type { AuthenticateServiceKey } from '../../application/organization/authenticate-service-key.js';
import type { Bootstrap } from '../../application/organization/bootstrap.js';
import type { ChangeOrganization } from '../../application/organization/change-organization.js';
import type { CreateOrganization } from '../../application/organization/create-organization.js';
import type { GenerateApiKey } from '../../application/organization/generate-api-key.js';
import type { GetOrganization } from '../../application/organization/get-organization.js';
import type { IssueApiKey } from '../../application/organization/issue-api-key.js';
import type { ListApiKeys } from '../../application/organization/list-api-keys.js';
import type { ListOrganizations } from '../../application/organization/list-organizations.js';
import type { RevokeApiKey } from '../../application/organization/revoke-api-key.js';
import type { ApiKeyRepository } from '../../application/ports/api-key-repository.js';
import type { Clock } from '../../application/ports/clock.js';
import type { CustomerRepository } from '../../application/ports/customer-repository.js';
import type { IdGenerator } from '../../application/ports/id-generator.js';
import type { OrganizationRepository } from '../../application/ports/organization-repository.js';
import type { PhoneDirectory } from '../../application/ports/phone-directory.js';
import type { Secrets } from '../../application/ports/secrets.js';
import type { StorageProbe } from '../../application/ports/storage-probe.js';
import type { TransactionRepository } from '../../application/ports/transaction-repository.js';
import type { CheckReadiness } from '../../application/system/check-readiness.js';
import type { ListTransactions } from '../../application/transaction/list-transactions.js';
import type { RecordTransaction } from '../../application/transaction/record-transaction.js';
import type { Settings } from '../config/settings.js';
import type { ProcessState } from '../lifecycle/process-state.js';
import type { HttpWatch } from '../observability/http-watch.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';

/** A token knows the type of what it stands for, so that a swapped or missing dependency does not compile. */
const token = <T>(name: string): ServiceIdentifier<T> => Symbol.for(name);

export const TOKENS = {
  // What the process brings along
  Settings: token<Settings>('Settings'),
  Log: token<Log>('Log'),
  Metrics: token<Metrics>('Metrics'),
  ProcessState: token<ProcessState>('ProcessState'),

  // Ports
  Clock: token<Clock>('Clock'),
  Background: token<DetachedBackground>('Background'),
  IdGenerator: token<IdGenerator>('IdGenerator'),
  Secrets: token<Secrets>('Secrets'),
  OrganizationRepository: token<OrganizationRepository>('OrganizationRepository'),
  ApiKeyRepository: token<ApiKeyRepository>('ApiKeyRepository'),
  CustomerRepository: token<CustomerRepository>('CustomerRepository'),
  PhoneDirectory: token<PhoneDirectory>('PhoneDirectory'),
  TransactionRepository: token<TransactionRepository>('TransactionRepository'),
  StorageProbe: token<StorageProbe>('StorageProbe'),

  // Use cases
  CreateCustomer: token<CreateCustomer>('CreateCustomer'),
  GetCustomer: token<GetCustomer>('GetCustomer'),
  ChangeCustomer: token<ChangeCustomer>('ChangeCustomer'),
  DeleteCustomer: token<DeleteCustomer>('DeleteCustomer'),
  RestoreCustomer: token<RestoreCustomer>('RestoreCustomer'),
  ListCustomers: token<ListCustomers>('ListCustomers'),
  SeedCustomers: token<SeedCustomers>('SeedCustomers'),
  RecordTransaction: token<RecordTransaction>('RecordTransaction'),
  ListTransactions: token<ListTransactions>('ListTransactions'),
  LookUpCustomer: token<LookUpCustomer>('LookUpCustomer'),
  LookUpBatch: token<LookUpBatch>('LookUpBatch'),
  CreateOrganization: token<CreateOrganization>('CreateOrganization'),
  GetOrganization: token<GetOrganization>('GetOrganization'),
  ListOrganizations: token<ListOrganizations>('ListOrganizations'),
  ChangeOrganization: token<ChangeOrganization>('ChangeOrganization'),
  GenerateApiKey: token<GenerateApiKey>('GenerateApiKey'),
  IssueApiKey: token<IssueApiKey>('IssueApiKey'),
  ListApiKeys: token<ListApiKeys>('ListApiKeys'),
  RevokeApiKey: token<RevokeApiKey>('RevokeApiKey'),
  AuthenticateApiKey: token<AuthenticateApiKey>('AuthenticateApiKey'),
  AuthenticateServiceKey: token<AuthenticateServiceKey>('AuthenticateServiceKey'),
  Bootstrap: token<Bootstrap>('Bootstrap'),
  CheckReadiness: token<CheckReadiness>('CheckReadiness'),

  // The HTTP side
  Authentication: token<Authentication>('Authentication'),
  RateLimits: token<RateLimits>('RateLimits'),
  CustomersDoor: token<Door>('CustomersDoor'),
  LookUpDoor: token<Door>('LookUpDoor'),
  OrganizationsDoor: token<Door>('OrganizationsDoor'),
  Doors: token<readonly [Door, ...Door[]]>('Doors'),
  HttpWatch: token<HttpWatch>('HttpWatch'),
} as const;
