import { randomUUID } from 'node:crypto';
import type { Storage } from '../../src/adapters/outbound/storage.js';
import { Customer, type CustomerPolicy } from '../../src/domain/customer/customer.js';
import type { CustomerChanges } from '../../src/domain/customer/customer-details.js';
import { Organization, type OrganizationChanges } from '../../src/domain/organization/organization.js';
import { tenantOf, type Tenant } from '../../src/domain/organization/tenant.js';
import { Transaction, type TransactionReport } from '../../src/domain/transaction/transaction.js';

export const NOW = Date.UTC(2026, 0, 15, 10, 30);
export const NO_POLICY: CustomerPolicy = { defaultCountry: null, uniqueEmails: false };
export const UNIQUE_EMAILS: CustomerPolicy = { defaultCountry: null, uniqueEmails: true };

export function anId(): string {
  return randomUUID();
}

/** A tenant of an organization that the storage knows. */
export async function aTenantIn({ organizations }: Storage, about: OrganizationChanges = {}): Promise<Tenant> {
  const organization = anOrganization(about);
  await organizations.add(organization);
  return tenantOf(organization.id, 'live');
}

export interface CustomerOverrides extends CustomerChanges {
  readonly id?: string;
  readonly createdAt?: number;
  readonly policy?: CustomerPolicy;
}

export function aCustomer({
  id = anId(),
  createdAt = NOW,
  policy = NO_POLICY,
  ...draft
}: CustomerOverrides = {}): Customer {
  return Customer.register(id, { name: 'John Doe', ...draft }, policy, createdAt);
}

export function anOrganization({
  id = `org-${anId()}`,
  ...about
}: OrganizationChanges & { id?: string } = {}): Organization {
  return Organization.found(id, { name: 'Baobab Crafts', ...about }, NOW);
}

export function aTransaction(
  customerId: string,
  { id = anId(), now = NOW, ...report }: Partial<TransactionReport> & { id?: string; now?: number } = {},
): Transaction {
  return Transaction.record(
    id,
    customerId,
    { amountThousandths: 12_500, currencyCode: 'XOF', status: 'completed', ...report },
    now,
  );
}
