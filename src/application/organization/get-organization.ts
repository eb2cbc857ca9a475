import { OrganizationNotFound } from '../../domain/organization/errors.js';
import type { Organization } from '../../domain/organization/organization.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';

export class GetOrganization {
  constructor(private readonly deps: { readonly organizations: OrganizationRepository }) {}

  async execute({ organizationId }: { organizationId: string }): Promise<Organization> {
    return existingOrganization(this.deps.organizations, organizationId);
  }
}

export async function existingOrganization(organizations: OrganizationRepository, id: string): Promise<Organization> {
  const organization = isRecordId(id) ? await organizations.find(id) : undefined;
  if (organization === undefined) throw new OrganizationNotFound(id);
  return organization;
}
