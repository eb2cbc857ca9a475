import type { CustomerPolicy } from '../../domain/customer/customer.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';
import { existingOrganization } from './get-organization.js';

/** What the tenant's organization decides about its customers, read afresh so that a decision counts at once. */
export async function policyOf(organizations: OrganizationRepository, tenant: Tenant): Promise<CustomerPolicy> {
  return (await existingOrganization(organizations, tenant.organizationId)).state;
}
