import type { ApiKeyRepository } from '../../../application/ports/api-key-repository.js';
import type { ApiKey } from '../../../domain/organization/api-key.js';
import { ApiKeyIdTaken, ApiKeyNotFound } from '../../../domain/organization/errors.js';
import type { InMemoryDatabase } from './in-memory-database.js';

export class InMemoryApiKeyRepository implements ApiKeyRepository {
  constructor(private readonly database: InMemoryDatabase) {}

  async add(apiKey: ApiKey): Promise<void> {
    if (this.database.apiKeys.has(apiKey.state.keyId)) throw new ApiKeyIdTaken();
    this.database.apiKeys.set(apiKey.state.keyId, apiKey);
  }

  async find(keyId: string): Promise<ApiKey | undefined> {
    return this.database.apiKeys.get(keyId);
  }

  async update(keyId: string, change: (apiKey: ApiKey) => ApiKey): Promise<ApiKey> {
    const apiKey = this.database.apiKeys.get(keyId);
    if (apiKey === undefined) throw new ApiKeyNotFound(keyId);
    const changed = change(apiKey);
    this.database.apiKeys.set(keyId, changed);
    return changed;
  }

  async listOf(organizationId: string): Promise<readonly ApiKey[]> {
    return [...this.database.apiKeys.values()]
      .filter(({ state }) => state.tenant.organizationId === organizationId)
      .toSorted(
        (one, other) => one.state.createdAt - other.state.createdAt || (one.state.keyId < other.state.keyId ? -1 : 1),
      );
  }
}
