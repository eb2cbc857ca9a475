import { ApiKey, readApiKey } from '../../domain/organization/api-key.js';
import { BootstrapKeyMalformed } from '../../domain/organization/errors.js';
import { SCOPES, type Scope } from '../../domain/organization/scope.js';
import type { Environment } from '../../domain/organization/tenant.js';
import type { Instant } from '../../domain/shared/instant.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';
import type { Clock } from '../ports/clock.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';
import type { Secrets } from '../ports/secrets.js';
import type { GenerateApiKey } from './generate-api-key.js';
import { existingOrganization } from './get-organization.js';

export interface IssueApiKeyDeps {
  readonly organizations: OrganizationRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly generateApiKey: GenerateApiKey;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

export interface IssueApiKeyInput {
  readonly organizationId: string;
  readonly environment: Environment;
  readonly scopes?: readonly Scope[];
  readonly name?: string | null;
  readonly expiresAt?: Instant | null;
}

export interface IssuedApiKey {
  readonly apiKey: ApiKey;
  /** The key itself: never to be had again. */
  readonly plainText: string;
}

export class IssueApiKey {
  constructor(private readonly deps: IssueApiKeyDeps) {}

  async execute({ organizationId, environment, scopes, name, expiresAt }: IssueApiKeyInput): Promise<IssuedApiKey> {
    const { organizations, apiKeys, generateApiKey, secrets, clock } = this.deps;
    await existingOrganization(organizations, organizationId);
    const plainText = generateApiKey.execute({ environment });
    const terms = { scopes: scopes ?? SCOPES, name: name ?? null, expiresAt: expiresAt ?? null };
    const apiKey = apiKeyOf(plainText, organizationId, secrets, terms, clock.now());
    await apiKeys.add(apiKey);
    return { apiKey, plainText };
  }
}

type Terms = Parameters<typeof ApiKey.issue>[3];

/** The record of a key, whether it was drawn here or brought along by the operator. */
export function apiKeyOf(
  plainText: string,
  organizationId: string,
  secrets: Secrets,
  terms: Terms,
  now: Instant,
): ApiKey {
  const parts = readApiKey(plainText);
  if (parts === undefined) throw new BootstrapKeyMalformed('it is not well-formed, or its checksum does not fit');
  return ApiKey.issue(parts, organizationId, secrets.digest(plainText), terms, now);
}
