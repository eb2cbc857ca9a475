import { rowOfCustomer } from '../../src/adapters/outbound/sql/customer-row.js';
import { addToTally, bucketOf } from '../../src/adapters/outbound/sql/customer-tally.js';
import type { SqlDatabase } from '../../src/adapters/outbound/sql/sql-database.js';
import { Customer } from '../../src/domain/customer/customer.js';
import { CUSTOMER_STATUSES } from '../../src/domain/customer/customer-details.js';
import type { Tenant } from '../../src/domain/organization/tenant.js';
import { NO_POLICY } from './builders.js';

const AT_ONCE = 500;
const SAME_MOMENT = 100;
/** Neighbours, so that engines plan as they do in a real house. */
const OTHER_ORGANIZATIONS = 400;

/** The customer at an index: a number of its own, and a moment that it shares with 99 others. */
function customerAt(index: number): Customer {
  const id = `c${String(index).padStart(8, '0')}`;
  const createdAt = 1_700_000_000_000 + Math.floor(index / SAME_MOMENT) * 1000;
  const draft = {
    name: `Customer ${index}`,
    email: `customer${index}@example.com`,
    phoneNumber: phoneAt(index),
    isBusiness: index % 3 === 0,
    status: CUSTOMER_STATUSES[index % 3]!,
  };
  const customer = Customer.register(id, draft, NO_POLICY, createdAt);
  return index % 2 === 0 ? customer.markAsBuyer() : customer;
}

export function phoneAt(index: number): string {
  return `+1${4_150_000_000 + index}`;
}

/** An organization with so many customers, written in bulk, the tallies included. */
export async function fillWithCustomers(database: SqlDatabase, tenant: Tenant, count: number): Promise<void> {
  const organizationIds = [
    tenant.organizationId,
    ...Array.from({ length: OTHER_ORGANIZATIONS }, (_, index) => `other-${index}`),
  ];
  await database
    .knex('organizations')
    .insert(
      organizationIds.map((id) => ({ organization_id: id, name: id, unique_emails: 0, created_at: 0, updated_at: 0 })),
    );
  const tallies = new Map<string, number>();
  for (let start = 0; start < count; start += AT_ONCE * 20) {
    await database.transaction(async (transaction) => {
      for (let from = start; from < Math.min(count, start + AT_ONCE * 20); from += AT_ONCE) {
        const batch = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, offset) => customerAt(from + offset));
        for (const customer of batch) {
          const bucket = JSON.stringify(bucketOf(customer));
          tallies.set(bucket, (tallies.get(bucket) ?? 0) + 1);
        }
        await transaction('customers').insert(batch.map((customer) => rowOfCustomer(tenant, customer)));
      }
    });
  }
  await database.transaction(async (transaction) => {
    for (const [bucket, customers] of tallies)
      await addToTally(transaction, tenant, JSON.parse(bucket) as never, customers);
  });
  // MySQL's servers do this by themselves after a while; SQLite never does.
  if (database.dialect.name === 'mysql') await database.knex.raw('analyze table customers, organizations');
}
