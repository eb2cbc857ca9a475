import type { AuthenticateApiKey } from '../../../../application/organization/authenticate-api-key.js';
import type { AuthenticateServiceKey } from '../../../../application/organization/authenticate-service-key.js';
import { SCOPES } from '../../../../domain/organization/scope.js';
import { tenantOf } from '../../../../domain/organization/tenant.js';
import type { Caller } from '../caller.js';
import { CredentialMissing, MetricsTokenRefused, ScopeMissing } from '../http-errors.js';
import type { Security } from '../route.js';

export interface AuthenticationDeps {
  readonly authenticateApiKey: AuthenticateApiKey;
  readonly authenticateServiceKey: AuthenticateServiceKey;
  /** Callers without any credential act as this organization, where a gateway has authenticated them already. */
  readonly trustUpstreamAs: string | undefined;
  /** Undefined where nothing guards the metrics. */
  readonly acceptsMetricsToken: ((token: string) => boolean) | undefined;
}

/** What a caller shows. An empty header shows nothing. */
export interface Credentials {
  readonly apiKey: string | undefined;
  readonly serviceKey: string | undefined;
  readonly authorization: string | undefined;
}

export class Authentication {
  constructor(private readonly deps: AuthenticationDeps) {}

  async authenticate(security: Security, credentials: Credentials): Promise<Caller> {
    if (security === 'open') return { kind: 'anyone' };
    if (security === 'metrics') return this.metricsReader(credentials);
    if (security === 'service') return this.service(credentials);
    if ('apiKey' in security || credentials.serviceKey === undefined) return this.organization(credentials);
    return this.service(credentials);
  }

  authorize(security: Security, caller: Caller): void {
    if (caller.kind !== 'organization' || typeof security === 'string') return;
    const scope = 'apiKey' in security ? security.apiKey : security.serviceOrApiKey;
    if (!caller.scopes.includes(scope)) throw new ScopeMissing(scope);
  }

  private metricsReader({ authorization = '' }: Credentials): Caller {
    const { acceptsMetricsToken } = this.deps;
    const token = /^bearer +(.+)$/i.exec(authorization)?.[1] ?? '';
    if (acceptsMetricsToken !== undefined && !acceptsMetricsToken(token)) throw new MetricsTokenRefused();
    return { kind: 'anyone' };
  }

  private service({ serviceKey }: Credentials): Caller {
    if (serviceKey === undefined) throw new CredentialMissing('Service key');
    this.deps.authenticateServiceKey.execute({ presented: serviceKey });
    return { kind: 'service' };
  }

  private async organization(credentials: Credentials): Promise<Caller> {
    const { authenticateApiKey, trustUpstreamAs } = this.deps;
    if (credentials.apiKey === undefined) {
      const showsAny = Object.values(credentials).some((credential) => credential !== undefined);
      if (trustUpstreamAs === undefined || showsAny) throw new CredentialMissing('API key');
      return { kind: 'organization', tenant: tenantOf(trustUpstreamAs, 'live'), keyId: undefined, scopes: SCOPES };
    }
    const { state } = await authenticateApiKey.execute({ plainText: credentials.apiKey });
    return { kind: 'organization', tenant: state.tenant, keyId: state.keyId, scopes: state.scopes };
  }
}
