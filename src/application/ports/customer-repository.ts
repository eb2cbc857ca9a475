import type { Customer, CustomerPolicy } from '../../domain/customer/customer.js';
import type { CustomerStatus } from '../../domain/customer/customer-details.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import type { Position } from '../../domain/shared/page.js';

export interface CustomerFilter {
  /** Part of the name or the e-mail address, whatever its case; every character is an ordinary one. */
  readonly search?: string;
  readonly isBusiness?: boolean;
  readonly hasBought?: boolean;
  readonly status?: CustomerStatus;
}

export interface CustomerQuery {
  readonly filter: CustomerFilter;
  readonly limit: number;
  /** Where to begin: behind a position, which costs the same at any depth, or after so many customers, which does not. */
  readonly start: { readonly after: Position } | { readonly skip: number };
}

export interface CustomerPage {
  /** Newest first, ties broken by the greater id first. */
  readonly customers: readonly Customer[];
  /** How many live customers the filter lets through, wherever the page lies. */
  readonly totalCount: number;
  readonly hasMore: boolean;
}

/**
 * Makes a customer of another one, under the policy of its organization. The repository reads the policy in the very step
 * that stores the result, so that no customer is stored under a policy that no longer holds. Pure: it may run again.
 */
export type CustomerChange = (customer: Customer, policy: CustomerPolicy) => Customer;

export interface CustomerRepository {
  /**
   * Fails with OrganizationNotFound, with CustomerIdTaken, or with EmailTaken when a live customer of the tenant holds the
   * unique e-mail key.
   */
  add(tenant: Tenant, make: (policy: CustomerPolicy) => Customer): Promise<Customer>;

  /** Live customers only. */
  find(tenant: Tenant, id: string): Promise<Customer | undefined>;

  /**
   * Stores what `change` makes of the record, deleted ones included, with no other change in between. Whatever it throws
   * leaves the record as it was. Fails with CustomerNotFound, or with EmailTaken.
   */
  update(tenant: Tenant, id: string, change: CustomerChange): Promise<Customer>;

  list(tenant: Tenant, query: CustomerQuery): Promise<CustomerPage>;

  /**
   * Runs `change` over the next customers in the order of their ids, deleted ones included, in one step for them all.
   * Answers the last id it reached; undefined behind the end.
   */
  updateNext(
    tenant: Tenant,
    afterId: string | undefined,
    limit: number,
    change: CustomerChange,
  ): Promise<string | undefined>;
}
