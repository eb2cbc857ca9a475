import { Customer } from '../../domain/customer/customer.js';
import type { CustomerChanges } from '../../domain/customer/customer-details.js';
import { CustomerIdTaken, SeedNeedsTestEnvironment } from '../../domain/customer/errors.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import type { Clock } from '../ports/clock.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import { sampleCustomers } from './sample-customers.js';

/** The sample customers have fixed ids, so that seeding again finds the same ten, brings back deleted ones, and adds none. */
export class SeedCustomers {
  constructor(private readonly deps: { readonly customers: CustomerRepository; readonly clock: Clock }) {}

  async execute({ tenant }: { tenant: Tenant }): Promise<readonly Customer[]> {
    if (tenant.environment !== 'test') throw new SeedNeedsTestEnvironment();
    const seeded: Customer[] = [];
    for (const { id, draft } of sampleCustomers) seeded.push(await this.ensure(tenant, id, draft));
    return seeded;
  }

  private async ensure(tenant: Tenant, id: string, draft: CustomerChanges): Promise<Customer> {
    const { customers, clock } = this.deps;
    const existing = await customers.find(tenant, id);
    if (existing !== undefined) return existing;
    const now = clock.now();
    try {
      return await customers.add(tenant, (policy) => Customer.register(id, draft, policy, now));
    } catch (error) {
      if (!(error instanceof CustomerIdTaken)) throw error;
      return customers.update(tenant, id, (customer) => (customer.isDeleted ? customer.restore(now) : customer));
    }
  }
}
