import type { AuthenticateApiKey } from '../../../../application/organization/authenticate-api-key.js';
import type { AuthenticateServiceKey } from '../../../../application/organization/authenticate-service-key.js';
import { SCOPES } from '../../../../domain/organization/scope.js';
import { tenantOf } from '../../../../domain/organization/tenant.js';
import type { Caller } from '../caller.js';
import { CredentialMissing, ScopeMissing } from '../http-errors.js';
import type { Security } from '../route.js';

export interface AuthenticationDeps {
  readonly authenticateApiKey: AuthenticateApiKey;
  readonly authenticateServiceKey: AuthenticateServiceKey;
  /** Callers without a credential act as this organization, where a gateway has authenticated them already. */
  readonly trustUpstreamAs: string | undefined;
}

export interface Credentials {
  readonly apiKey: string | undefined;
  readonly serviceKey: string | undefined;
}

export class Authentication {
  constructor(private readonly deps: AuthenticationDeps) {}

  async authenticate(security: Security, { apiKey, serviceKey }: Credentials): Promise<Caller> {
    if (security === 'open') return { kind: 'anyone' };
    if (security === 'service') return this.service(serviceKey);
    if ('apiKey' in security || serviceKey === undefined) return this.organization(apiKey);
    return this.service(serviceKey);
  }

  authorize(security: Security, caller: Caller): void {
    if (caller.kind !== 'organization' || typeof security === 'string') return;
    const scope = 'apiKey' in security ? security.apiKey : security.serviceOrApiKey;
    if (!caller.scopes.includes(scope)) throw new ScopeMissing(scope);
  }

  private service(serviceKey: string | undefined): Caller {
    if (serviceKey === undefined) throw new CredentialMissing('Service key');
    this.deps.authenticateServiceKey.execute({ presented: serviceKey });
    return { kind: 'service' };
  }

  private async organization(plainText: string | undefined): Promise<Caller> {
    const { authenticateApiKey, trustUpstreamAs } = this.deps;
    if (plainText === undefined) {
      if (trustUpstreamAs === undefined) throw new CredentialMissing('API key');
      return { kind: 'organization', tenant: tenantOf(trustUpstreamAs, 'live'), keyId: undefined, scopes: SCOPES };
    }
    const { state } = await authenticateApiKey.execute({ plainText });
    return { kind: 'organization', tenant: state.tenant, keyId: state.keyId, scopes: state.scopes };
  }
}
