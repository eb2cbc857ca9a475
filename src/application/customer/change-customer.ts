import type { Customer } from '../../domain/customer/customer.js';
import type { CustomerChanges } from '../../domain/customer/customer-details.js';
import { CustomerNotFound } from '../../domain/customer/errors.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import type { Clock } from '../ports/clock.js';
import type { CustomerRepository } from '../ports/customer-repository.js';

export interface ChangeCustomerDeps {
  readonly customers: CustomerRepository;
  readonly clock: Clock;
}

export interface ChangeCustomerInput {
  readonly tenant: Tenant;
  readonly customerId: string;
  readonly changes: CustomerChanges;
}

export class ChangeCustomer {
  constructor(private readonly deps: ChangeCustomerDeps) {}

  async execute({ tenant, customerId, changes }: ChangeCustomerInput): Promise<Customer> {
    const { customers, clock } = this.deps;
    if (!isRecordId(customerId)) throw new CustomerNotFound(customerId);
    const now = clock.now();
    return customers.update(tenant, customerId, (customer, policy) => customer.change(changes, policy, now));
  }
}
