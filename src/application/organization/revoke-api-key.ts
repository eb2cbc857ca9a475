import type { ApiKey } from '../../domain/organization/api-key.js';
import { ApiKeyNotFound } from '../../domain/organization/errors.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';
import type { Clock } from '../ports/clock.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';
import { existingOrganization } from './get-organization.js';

export interface RevokeApiKeyDeps {
  readonly organizations: OrganizationRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly clock: Clock;
}

export class RevokeApiKey {
  constructor(private readonly deps: RevokeApiKeyDeps) {}

  async execute({ organizationId, keyId }: { organizationId: string; keyId: string }): Promise<ApiKey> {
    const { organizations, apiKeys, clock } = this.deps;
    await existingOrganization(organizations, organizationId);
    if (!isRecordId(keyId)) throw new ApiKeyNotFound(keyId);
    const now = clock.now();
    return apiKeys.update(keyId, (apiKey) => {
      if (apiKey.state.tenant.organizationId !== organizationId) throw new ApiKeyNotFound(keyId);
      return apiKey.revoke(now);
    });
  }
}
