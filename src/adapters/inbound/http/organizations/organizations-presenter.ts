import type { ApiKey } from '../../../../domain/organization/api-key.js';
import type { Organization, OrganizationChanges } from '../../../../domain/organization/organization.js';
import type { Scope } from '../../../../domain/organization/scope.js';
import type { Environment } from '../../../../domain/organization/tenant.js';
import { formatInstant, parseInstant, type Instant } from '../../../../domain/shared/instant.js';

export interface OrganizationBody {
  readonly name?: string;
  readonly default_country?: string | null;
  readonly unique_emails?: boolean;
}

export function changesOf({ name, default_country, unique_emails }: OrganizationBody): OrganizationChanges {
  return {
    ...(name === undefined ? {} : { name }),
    ...(default_country === undefined ? {} : { defaultCountry: default_country }),
    ...(unique_emails === undefined ? {} : { uniqueEmails: unique_emails }),
  };
}

export function presentOrganization({ state }: Organization): object {
  return {
    id: state.id,
    name: state.name,
    default_country: state.defaultCountry,
    unique_emails: state.uniqueEmails,
    created_at: formatInstant(state.createdAt),
    updated_at: formatInstant(state.updatedAt),
  };
}

export interface ApiKeyBody {
  readonly environment: Environment;
  readonly scopes?: readonly Scope[];
  readonly name?: string | null;
  readonly expires_at?: string | null;
}

export function termsOf({ environment, scopes, name, expires_at }: ApiKeyBody) {
  const expiresAt = typeof expires_at === 'string' ? parseInstant(expires_at)! : null;
  return { environment, ...(scopes === undefined ? {} : { scopes }), name: name ?? null, expiresAt };
}

export function presentIssuedKey(apiKey: ApiKey, plainText: string): object {
  return { ...commonFields(apiKey), api_key: plainText };
}

export function presentApiKey(apiKey: ApiKey): object {
  const { lastUsedAt, revokedAt } = apiKey.state;
  return { ...commonFields(apiKey), last_used_at: presentMoment(lastUsedAt), revoked_at: presentMoment(revokedAt) };
}

function commonFields({ state }: ApiKey): object {
  return {
    key_id: state.keyId,
    environment: state.tenant.environment,
    scopes: state.scopes,
    name: state.name,
    expires_at: presentMoment(state.expiresAt),
    created_at: formatInstant(state.createdAt),
  };
}

function presentMoment(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}
