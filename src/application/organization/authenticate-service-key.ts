import { ServiceKeyRefused } from '../../domain/organization/errors.js';
import type { Secrets } from '../ports/secrets.js';

export interface AuthenticateServiceKeyDeps {
  readonly secrets: Secrets;
  /** Undefined where the operator has set none: then nobody is a service. */
  readonly serviceKey: string | undefined;
}

export class AuthenticateServiceKey {
  constructor(private readonly deps: AuthenticateServiceKeyDeps) {}

  execute({ presented }: { presented: string }): void {
    const { secrets, serviceKey } = this.deps;
    if (serviceKey === undefined || !secrets.areEqual(presented, serviceKey)) throw new ServiceKeyRefused();
  }
}
