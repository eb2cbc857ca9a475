import { readApiKey, type ApiKey } from '../../domain/organization/api-key.js';
import { ApiKeyRefused } from '../../domain/organization/errors.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';
import type { Clock } from '../ports/clock.js';
import type { Secrets } from '../ports/secrets.js';

export interface AuthenticateApiKeyDeps {
  readonly apiKeys: ApiKeyRepository;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** Reads the key's record afresh each time: a revocation bites at once, in every process. */
export class AuthenticateApiKey {
  constructor(private readonly deps: AuthenticateApiKeyDeps) {}

  async execute({ plainText }: { plainText: string }): Promise<ApiKey> {
    const { apiKeys, secrets, clock } = this.deps;
    const parts = readApiKey(plainText);
    const apiKey = parts === undefined ? undefined : await apiKeys.find(parts.keyId);
    const now = clock.now();
    if (
      apiKey === undefined ||
      !secrets.areEqual(secrets.digest(plainText), apiKey.state.hash) ||
      !apiKey.opensAt(now)
    ) {
      throw new ApiKeyRefused();
    }
    return apiKey.isUseWorthNoting(now) ? apiKeys.update(apiKey.state.keyId, (fresh) => fresh.use(now)) : apiKey;
  }
}
