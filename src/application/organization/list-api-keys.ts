import type { ApiKey } from '../../domain/organization/api-key.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';
import { existingOrganization } from './get-organization.js';

export class ListApiKeys {
  constructor(
    private readonly deps: { readonly organizations: OrganizationRepository; readonly apiKeys: ApiKeyRepository },
  ) {}

  async execute({ organizationId }: { organizationId: string }): Promise<readonly ApiKey[]> {
    await existingOrganization(this.deps.organizations, organizationId);
    return this.deps.apiKeys.listOf(organizationId);
  }
}
