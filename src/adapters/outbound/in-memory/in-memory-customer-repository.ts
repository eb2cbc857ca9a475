import { setImmediate as aTurn } from 'node:timers/promises';
import type {
  CustomerChange,
  CustomerFilter,
  CustomerPage,
  CustomerQuery,
  CustomerRepository,
} from '../../../application/ports/customer-repository.js';
import type { Customer, CustomerPolicy } from '../../../domain/customer/customer.js';
import { CustomerIdTaken, CustomerNotFound } from '../../../domain/customer/errors.js';
import { OrganizationNotFound } from '../../../domain/organization/errors.js';
import type { Tenant } from '../../../domain/organization/tenant.js';
import { pageOf } from '../../../domain/shared/page.js';
import { foldCase } from '../../../domain/shared/text.js';
import type { InMemoryDatabase } from './in-memory-database.js';
import { byId, isBehind, newestFirst } from './order.js';

export class InMemoryCustomerRepository implements CustomerRepository {
  constructor(private readonly database: InMemoryDatabase) {}

  async add(tenant: Tenant, make: (policy: CustomerPolicy) => Customer): Promise<Customer> {
    const room = this.database.roomOf(tenant);
    const customer = make(this.policyOf(tenant));
    if (room.customer(customer.id) !== undefined) throw new CustomerIdTaken();
    room.put(customer);
    return customer;
  }

  async find(tenant: Tenant, id: string): Promise<Customer | undefined> {
    const customer = this.database.roomOf(tenant).customer(id);
    return customer?.isDeleted === false ? customer : undefined;
  }

  async update(tenant: Tenant, id: string, change: CustomerChange): Promise<Customer> {
    const room = this.database.roomOf(tenant);
    const customer = room.customer(id);
    if (customer === undefined) throw new CustomerNotFound(id);
    const changed = change(customer, this.policyOf(tenant));
    room.put(changed);
    return changed;
  }

  async list(tenant: Tenant, { filter, limit, start }: CustomerQuery): Promise<CustomerPage> {
    const matching = [...this.database.roomOf(tenant).customers]
      .filter((customer) => passes(customer, filter))
      .toSorted(newestFirst);
    const rest =
      'after' in start ? matching.filter((customer) => isBehind(customer, start.after)) : matching.slice(start.skip);
    const { items: customers, hasMore } = pageOf(rest, limit);
    return { customers, totalCount: matching.length, hasMore };
  }

  async updateNext(
    tenant: Tenant,
    afterId: string | undefined,
    limit: number,
    change: CustomerChange,
  ): Promise<string | undefined> {
    await aTurn();
    const room = this.database.roomOf(tenant);
    const behind = [...room.customers].filter(({ id }) => afterId === undefined || id > afterId).toSorted(byId);
    const originals = behind.slice(0, limit);
    const policy = this.policyOf(tenant);
    const stored: Customer[] = [];
    try {
      for (const original of originals) {
        room.put(change(original, policy));
        stored.push(original);
      }
    } catch (error) {
      stored.forEach((original) => room.put(original));
      throw error;
    }
    return originals.at(-1)?.id;
  }

  private policyOf({ organizationId }: Tenant): CustomerPolicy {
    const organization = this.database.organizations.get(organizationId);
    if (organization === undefined) throw new OrganizationNotFound(organizationId);
    return organization.state;
  }
}

function passes({ state, isDeleted }: Customer, { search, isBusiness, hasBought, status }: CustomerFilter): boolean {
  return (
    !isDeleted &&
    (isBusiness === undefined || state.details.isBusiness === isBusiness) &&
    (hasBought === undefined || state.hasBought === hasBought) &&
    (status === undefined || state.details.status === status) &&
    (search === undefined || isFoundBy(state.details, foldCase(search)))
  );
}

function isFoundBy({ name, email }: { name: string; email: string | null }, folded: string): boolean {
  return foldCase(name).includes(folded) || (email !== null && foldCase(email).includes(folded));
}
