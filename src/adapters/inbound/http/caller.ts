import type { Scope } from '../../../domain/organization/scope.js';
import type { Tenant } from '../../../domain/organization/tenant.js';

export interface OrganizationCaller {
  readonly kind: 'organization';
  readonly tenant: Tenant;
  /** Undefined where a gateway in front of us has authenticated the caller. */
  readonly keyId: string | undefined;
  readonly scopes: readonly Scope[];
}

export interface ServiceCaller {
  readonly kind: 'service';
}

export interface AnyCaller {
  readonly kind: 'anyone';
}

export type Caller = OrganizationCaller | ServiceCaller | AnyCaller;
