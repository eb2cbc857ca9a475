import { setImmediate as aTurn } from 'node:timers/promises';
import type { Knex } from 'knex';
import type {
  CustomerChange,
  CustomerFilter,
  CustomerPage,
  CustomerQuery,
  CustomerRepository,
} from '../../../application/ports/customer-repository.js';
import type { Customer, CustomerPolicy } from '../../../domain/customer/customer.js';
import { CustomerIdTaken, CustomerNotFound, EmailTaken } from '../../../domain/customer/errors.js';
import { OrganizationNotFound } from '../../../domain/organization/errors.js';
import type { Tenant } from '../../../domain/organization/tenant.js';
import { pageOf } from '../../../domain/shared/page.js';
import { foldCase } from '../../../domain/shared/text.js';
import {
  CUSTOMER_COLUMNS,
  customerOfRow,
  rowOfCustomer,
  tenantColumns,
  type StoredCustomerRow,
} from './customer-row.js';
import { moveTally, readTally } from './customer-tally.js';
import { DuplicateKey, type SqlDatabase } from './sql-database.js';
import type { OrganizationRow } from './sql-organization-repository.js';

export class SqlCustomerRepository implements CustomerRepository {
  constructor(private readonly database: SqlDatabase) {}

  async add(tenant: Tenant, make: (policy: CustomerPolicy) => Customer): Promise<Customer> {
    return refusingDuplicates(
      this.database.transaction(async (transaction) => {
        const customer = make(await policyOf(transaction, tenant));
        await transaction('customers').insert(rowOfCustomer(tenant, customer));
        await moveTally(transaction, tenant, undefined, customer);
        return customer;
      }),
    );
  }

  async find(tenant: Tenant, id: string): Promise<Customer | undefined> {
    const row = await this.database.read((knex) => customerRow(knex, tenant, id).whereNull('deleted_at'));
    return row === undefined ? undefined : customerOfRow(row);
  }

  async update(tenant: Tenant, id: string, change: CustomerChange): Promise<Customer> {
    return refusingDuplicates(
      this.database.transaction(async (transaction) => {
        const policy = await policyOf(transaction, tenant);
        const customer = await lockedCustomer(transaction, tenant, id);
        const changed = change(customer, policy);
        await replaceCustomer(transaction, tenant, customer, changed);
        return changed;
      }),
    );
  }

  async list(tenant: Tenant, { filter, limit, start }: CustomerQuery): Promise<CustomerPage> {
    return this.database.read(async (knex) => {
      const rows = matching(knex, tenant, filter).orderBy('created_at', 'desc').orderBy('customer_id', 'desc');
      if ('after' in start) this.database.dialect.whereBehind(rows, start.after, 'created_at', 'customer_id');
      else void rows.offset(start.skip);
      const found = (await rows.limit(limit + 1).select(CUSTOMER_COLUMNS)) as StoredCustomerRow[];
      const { items, hasMore } = pageOf(found, limit);
      return { customers: items.map(customerOfRow), totalCount: await countMatching(knex, tenant, filter), hasMore };
    });
  }

  async updateNext(
    tenant: Tenant,
    afterId: string | undefined,
    limit: number,
    change: CustomerChange,
  ): Promise<string | undefined> {
    // SQLite answers within one turn of the event loop: a walk would keep everybody else waiting for its end.
    await aTurn();
    return refusingDuplicates(
      this.database.transaction(async (transaction) => {
        const policy = await policyOf(transaction, tenant);
        const next = transaction('customers')
          .where(tenantColumns(tenant))
          .orderBy('customer_id')
          .limit(limit)
          .forUpdate();
        if (afterId !== undefined) void next.where('customer_id', '>', afterId);
        const rows = (await next.select(CUSTOMER_COLUMNS)) as StoredCustomerRow[];
        for (const customer of rows.map(customerOfRow)) {
          await replaceCustomer(transaction, tenant, customer, change(customer, policy));
        }
        return rows.at(-1)?.customer_id;
      }),
    );
  }
}

/** Held until the transaction ends: whoever changes the policy waits for those who store under the old one. */
async function policyOf(transaction: Knex.Transaction, { organizationId }: Tenant): Promise<CustomerPolicy> {
  const row = await transaction<OrganizationRow>('organizations')
    .where('organization_id', organizationId)
    .first('default_country', 'unique_emails')
    .forShare();
  if (row === undefined) throw new OrganizationNotFound(organizationId);
  return { defaultCountry: row.default_country, uniqueEmails: Boolean(row.unique_emails) };
}

/** Locked until the transaction ends, deleted or not. */
export async function lockedCustomer(transaction: Knex.Transaction, tenant: Tenant, id: string): Promise<Customer> {
  const row = await customerRow(transaction, tenant, id).forUpdate();
  if (row === undefined) throw new CustomerNotFound(id);
  return customerOfRow(row);
}

export async function replaceCustomer(
  transaction: Knex.Transaction,
  tenant: Tenant,
  before: Customer,
  after: Customer,
): Promise<void> {
  if (after === before) return;
  await transaction('customers')
    .where({ ...tenantColumns(tenant), customer_id: before.id })
    .update(rowOfCustomer(tenant, after));
  await moveTally(transaction, tenant, before, after);
}

function customerRow(
  knex: Knex,
  tenant: Tenant,
  id: string,
): Knex.QueryBuilder<StoredCustomerRow, StoredCustomerRow | undefined> {
  return knex('customers')
    .where({ ...tenantColumns(tenant), customer_id: id })
    .first(CUSTOMER_COLUMNS) as never;
}

function matching(
  knex: Knex,
  tenant: Tenant,
  { search, isBusiness, hasBought, status }: CustomerFilter,
): Knex.QueryBuilder {
  const query = knex('customers').where(tenantColumns(tenant)).whereNull('deleted_at');
  if (isBusiness !== undefined) void query.where('is_business', Number(isBusiness));
  if (hasBought !== undefined) void query.where('has_bought', Number(hasBought));
  if (status !== undefined) void query.where('customer_status', status);
  // Unlike LIKE, INSTR knows no special characters, so there is nothing to escape.
  if (search !== undefined)
    void query.whereRaw('(instr(folded_name, ?) > 0 or instr(folded_email, ?) > 0)', [
      foldCase(search),
      foldCase(search),
    ]);
  return query;
}

async function countMatching(knex: Knex, tenant: Tenant, filter: CustomerFilter): Promise<number> {
  if (filter.search === undefined) return readTally(knex, tenant, filter);
  const [count] = (await matching(knex, tenant, filter).count({ total: '*' })) as { total: number }[];
  return count?.total ?? 0;
}

async function refusingDuplicates<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    throw error.key === 'live_email' ? new EmailTaken() : new CustomerIdTaken();
  }
}
