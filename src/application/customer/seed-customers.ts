import { Customer, type CustomerPolicy } from '../../domain/customer/customer.js';
import type { CustomerChanges } from '../../domain/customer/customer-details.js';
import { CustomerIdTaken, SeedNeedsTestEnvironment } from '../../domain/customer/errors.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import { policyOf } from '../organization/policy-of.js';
import type { Clock } from '../ports/clock.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';
import { sampleCustomers } from './sample-customers.js';

export interface SeedCustomersDeps {
  readonly customers: CustomerRepository;
  readonly organizations: OrganizationRepository;
  readonly clock: Clock;
}

/** The sample customers have fixed ids, so that seeding again finds the same ten, brings back deleted ones, and adds none. */
export class SeedCustomers {
  constructor(private readonly deps: SeedCustomersDeps) {}

  async execute({ tenant }: { tenant: Tenant }): Promise<readonly Customer[]> {
    if (tenant.environment !== 'test') throw new SeedNeedsTestEnvironment();
    const policy = await policyOf(this.deps.organizations, tenant);
    const seeded: Customer[] = [];
    for (const { id, draft } of sampleCustomers) seeded.push(await this.ensure(tenant, id, draft, policy));
    return seeded;
  }

  private async ensure(tenant: Tenant, id: string, draft: CustomerChanges, policy: CustomerPolicy): Promise<Customer> {
    const { customers, clock } = this.deps;
    const existing = await customers.find(tenant, id);
    if (existing !== undefined) return existing;
    const now = clock.now();
    const sample = Customer.register(id, draft, policy, now);
    try {
      await customers.add(tenant, sample);
      return sample;
    } catch (error) {
      if (!(error instanceof CustomerIdTaken)) throw error;
      return customers.update(tenant, id, (customer) => (customer.isDeleted ? customer.restore(now) : customer));
    }
  }
}
