import type { ApiKey } from '../../domain/organization/api-key.js';

export interface ApiKeyRepository {
  /** Fails with ApiKeyIdTaken. */
  add(apiKey: ApiKey): Promise<void>;
  find(keyId: string): Promise<ApiKey | undefined>;
  /** As with customers, `change` is pure and may run again. Fails with ApiKeyNotFound. */
  update(keyId: string, change: (apiKey: ApiKey) => ApiKey): Promise<ApiKey>;
  /** One organization's, oldest first, ties broken by id, in both environments. */
  listOf(organizationId: string): Promise<readonly ApiKey[]>;
}
