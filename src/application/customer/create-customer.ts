import { Customer } from '../../domain/customer/customer.js';
import type { CustomerChanges } from '../../domain/customer/customer-details.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import { policyOf } from '../organization/policy-of.js';
import type { Clock } from '../ports/clock.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';

export interface CreateCustomerDeps {
  readonly customers: CustomerRepository;
  readonly organizations: OrganizationRepository;
  readonly ids: IdGenerator;
  readonly clock: Clock;
}

export class CreateCustomer {
  constructor(private readonly deps: CreateCustomerDeps) {}

  async execute({ tenant, draft }: { tenant: Tenant; draft: CustomerChanges }): Promise<Customer> {
    const { customers, organizations, ids, clock } = this.deps;
    const policy = await policyOf(organizations, tenant);
    const customer = Customer.register(ids.newId(), draft, policy, clock.now());
    await customers.add(tenant, customer);
    return customer;
  }
}
