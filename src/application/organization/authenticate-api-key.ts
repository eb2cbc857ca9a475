import { readApiKey, type ApiKey } from '../../domain/organization/api-key.js';
import { ApiKeyRefused } from '../../domain/organization/errors.js';
import type { Instant } from '../../domain/shared/instant.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';
import type { Background } from '../ports/background.js';
import type { Clock } from '../ports/clock.js';
import type { Secrets } from '../ports/secrets.js';

export interface AuthenticateApiKeyDeps {
  readonly apiKeys: ApiKeyRepository;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly background: Background;
}

/** Reads the key's record afresh each time: a revocation bites at once, in every process. */
export class AuthenticateApiKey {
  readonly #beingNoted = new Set<string>();

  constructor(private readonly deps: AuthenticateApiKeyDeps) {}

  async execute({ plainText }: { plainText: string }): Promise<ApiKey> {
    const { apiKeys, secrets, clock } = this.deps;
    const parts = readApiKey(plainText);
    const apiKey = parts === undefined ? undefined : await apiKeys.find(parts.keyId);
    const now = clock.now();
    const isRight = apiKey !== undefined && secrets.areEqual(secrets.digest(plainText), apiKey.state.hash);
    if (!isRight || !apiKey.opensAt(now)) throw new ApiKeyRefused();
    if (apiKey.isUseWorthNoting(now)) this.noteUse(apiKey.state.keyId, now);
    return apiKey;
  }

  /** Beside the request: reading goes on while nothing can be written. Once at a time for each key. */
  private noteUse(keyId: string, now: Instant): void {
    if (this.#beingNoted.has(keyId)) return;
    this.#beingNoted.add(keyId);
    this.deps.background.run(async () => {
      try {
        await this.deps.apiKeys.update(keyId, (fresh) => (fresh.isUseWorthNoting(now) ? fresh.use(now) : fresh));
      } finally {
        this.#beingNoted.delete(keyId);
      }
    });
  }
}
