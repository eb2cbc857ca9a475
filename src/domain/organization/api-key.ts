import { faultAt, ValidationFailed, type Fault } from '../shared/fault.js';
import type { Instant } from '../shared/instant.js';
import { isBlank, isStorableText } from '../shared/text.js';
import type { Scope } from './scope.js';
import { tenantOf, type Environment, type Tenant } from './tenant.js';

export interface ApiKeyState {
  readonly keyId: string;
  readonly tenant: Tenant;
  /** SHA-256 of the whole key. Its secret has 190 bits of randomness, so a slow hash would add nothing. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly name: string | null;
  readonly expiresAt: Instant | null;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export interface ApiKeyTerms {
  readonly scopes: readonly Scope[];
  readonly name: string | null;
  readonly expiresAt: Instant | null;
}

/** How exact "last used" is. Coarser means fewer writes on the way of every request. */
export const LAST_USED_PRECISION_MS = 60_000;

/** What an organization's programs show to be let in. The key itself is known to its holder alone. Immutable. */
export class ApiKey {
  private constructor(readonly state: ApiKeyState) {}

  static issue(parts: ApiKeyParts, organizationId: string, hash: string, terms: ApiKeyTerms, now: Instant): ApiKey {
    const faults = apiKeyFaults(terms, now);
    if (faults.length > 0) throw new ValidationFailed(faults);
    const tenant = tenantOf(organizationId, parts.environment);
    const { keyId } = parts;
    return ApiKey.fromState({ keyId, tenant, hash, ...terms, createdAt: now, lastUsedAt: null, revokedAt: null });
  }

  static fromState(state: ApiKeyState): ApiKey {
    return new ApiKey(Object.freeze({ ...state, scopes: Object.freeze([...state.scopes]) }));
  }

  opensAt(now: Instant): boolean {
    const { revokedAt, expiresAt } = this.state;
    return revokedAt === null && (expiresAt === null || now < expiresAt);
  }

  /** Revoking twice is revoking once. */
  revoke(now: Instant): ApiKey {
    return this.state.revokedAt === null ? ApiKey.fromState({ ...this.state, revokedAt: now }) : this;
  }

  use(now: Instant): ApiKey {
    return ApiKey.fromState({ ...this.state, lastUsedAt: Math.max(now, this.state.lastUsedAt ?? 0) });
  }

  isUseWorthNoting(now: Instant): boolean {
    return this.state.lastUsedAt === null || now - this.state.lastUsedAt >= LAST_USED_PRECISION_MS;
  }
}

export const MAX_API_KEY_NAME_LENGTH = 255;

function apiKeyFaults({ scopes, name, expiresAt }: ApiKeyTerms, now: Instant): Fault[] {
  const faults: Fault[] = [];
  if (scopes.length === 0 || new Set(scopes).size < scopes.length)
    faults.push(faultAt('scopes', 'must be some scopes, none twice'));
  if (name !== null && (isBlank(name) || name.length > MAX_API_KEY_NAME_LENGTH || !isStorableText(name))) {
    faults.push(faultAt('name', `must be text of 1 to ${MAX_API_KEY_NAME_LENGTH} characters`));
  }
  if (expiresAt !== null && expiresAt <= now) faults.push(faultAt('expires_at', 'must be in the future'));
  return faults;
}

export interface ApiKeyParts {
  readonly environment: Environment;
  readonly keyId: string;
  readonly secret: string;
}

export const KEY_ID_LENGTH = 12;
export const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const API_KEY = /^ck_(live|test)_([0-9A-Za-z]{4,32})_([0-9A-Za-z]{32,128})_([0-9A-Za-z]{6})$/;

/** `ck_<live|test>_<id>_<secret>_<checksum>`: the checksum tells a mistyped key from an unknown one without asking a storage. */
export function writeApiKey({ environment, keyId, secret }: ApiKeyParts): string {
  const body = `ck_${environment}_${keyId}_${secret}`;
  return `${body}_${checksum(body)}`;
}

export function readApiKey(text: string): ApiKeyParts | undefined {
  const match = API_KEY.exec(text);
  if (match === null || checksum(text.slice(0, -CHECKSUM_LENGTH - 1)) !== match[4]) return undefined;
  return { environment: match[1] as Environment, keyId: match[2]!, secret: match[3]! };
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    digits = BASE62[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
