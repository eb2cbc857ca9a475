import { Customer } from '../../domain/customer/customer.js';
import type { CustomerChanges } from '../../domain/customer/customer-details.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import type { Clock } from '../ports/clock.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import type { IdGenerator } from '../ports/id-generator.js';

export interface CreateCustomerDeps {
  readonly customers: CustomerRepository;
  readonly ids: IdGenerator;
  readonly clock: Clock;
}

export class CreateCustomer {
  constructor(private readonly deps: CreateCustomerDeps) {}

  async execute({ tenant, draft }: { tenant: Tenant; draft: CustomerChanges }): Promise<Customer> {
    const { customers, ids, clock } = this.deps;
    const id = ids.newId();
    const now = clock.now();
    return customers.add(tenant, (policy) => Customer.register(id, draft, policy, now));
  }
}
