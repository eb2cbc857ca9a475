import type { Customer } from '../../domain/customer/customer.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import { decodeCursor, encodeCursor } from '../../domain/shared/page.js';
import type { CustomerFilter, CustomerQuery, CustomerRepository } from '../ports/customer-repository.js';

export interface ListCustomersInput {
  readonly tenant: Tenant;
  readonly filter: CustomerFilter;
  readonly pageSize: number;
  readonly at: { readonly page: number } | { readonly cursor: string };
}

export interface CustomerListing {
  readonly customers: readonly Customer[];
  readonly totalCount: number;
  readonly totalPages: number;
  readonly nextCursor: string | null;
}

export class ListCustomers {
  constructor(private readonly deps: { readonly customers: CustomerRepository }) {}

  async execute({ tenant, filter, pageSize, at }: ListCustomersInput): Promise<CustomerListing> {
    const list = [tenant, filter.search, filter.isBusiness, filter.hasBought, filter.status];
    const start: CustomerQuery['start'] =
      'cursor' in at ? { after: decodeCursor(at.cursor, list) } : { skip: (at.page - 1) * pageSize };
    const { customers, totalCount, hasMore } = await this.deps.customers.list(tenant, {
      filter,
      limit: pageSize,
      start,
    });
    const last = customers.at(-1);
    return {
      customers,
      totalCount,
      totalPages: Math.ceil(totalCount / pageSize),
      nextCursor:
        hasMore && last !== undefined ? encodeCursor({ createdAt: last.state.createdAt, id: last.id }, list) : null,
    };
  }
}
