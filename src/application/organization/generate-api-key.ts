import { KEY_ID_LENGTH, SECRET_LENGTH, writeApiKey } from '../../domain/organization/api-key.js';
import type { Environment } from '../../domain/organization/tenant.js';
import type { Secrets } from '../ports/secrets.js';

/** A well-formed key that nothing knows of yet. */
export class GenerateApiKey {
  constructor(private readonly deps: { readonly secrets: Secrets }) {}

  execute({ environment }: { environment: Environment }): string {
    const { secrets } = this.deps;
    return writeApiKey({
      environment,
      keyId: secrets.randomText(KEY_ID_LENGTH),
      secret: secrets.randomText(SECRET_LENGTH),
    });
  }
}
