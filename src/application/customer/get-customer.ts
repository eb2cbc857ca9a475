import type { Customer } from '../../domain/customer/customer.js';
import { CustomerNotFound } from '../../domain/customer/errors.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import type { CustomerRepository } from '../ports/customer-repository.js';

export class GetCustomer {
  constructor(private readonly deps: { readonly customers: CustomerRepository }) {}

  async execute({ tenant, customerId }: { tenant: Tenant; customerId: string }): Promise<Customer> {
    const customer = isRecordId(customerId) ? await this.deps.customers.find(tenant, customerId) : undefined;
    if (customer === undefined) throw new CustomerNotFound(customerId);
    return customer;
  }
}
