import { CustomerNotFound } from '../../domain/customer/errors.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import type { Clock } from '../ports/clock.js';
import type { CustomerRepository } from '../ports/customer-repository.js';

export class DeleteCustomer {
  constructor(private readonly deps: { readonly customers: CustomerRepository; readonly clock: Clock }) {}

  async execute({ tenant, customerId }: { tenant: Tenant; customerId: string }): Promise<void> {
    if (!isRecordId(customerId)) throw new CustomerNotFound(customerId);
    const now = this.deps.clock.now();
    await this.deps.customers.update(tenant, customerId, (customer) => customer.delete(now));
  }
}
