import { DomainError } from '../shared/domain-error.js';

export class OrganizationNotFound extends DomainError {
  readonly code = 'organization_not_found';

  constructor(readonly organizationId: string) {
    super(`Organization with ID ${organizationId} not found`);
  }
}

export class OrganizationIdTaken extends DomainError {
  readonly code = 'organization_id_taken';

  constructor() {
    super('An organization with this ID exists already');
  }
}

export class EmailsNotUnique extends DomainError {
  readonly code = 'emails_not_unique';

  constructor() {
    super('Several customers of this organization share an email address, so addresses cannot be made unique yet');
  }
}

export class ApiKeyNotFound extends DomainError {
  readonly code = 'api_key_not_found';

  constructor(readonly keyId: string) {
    super(`API key with ID ${keyId} not found`);
  }
}

export class ApiKeyIdTaken extends DomainError {
  readonly code = 'api_key_id_taken';

  constructor() {
    super('An API key with this ID exists already');
  }
}

/** One answer for unknown, wrong, expired and revoked: which of these it is helps nobody but a thief. */
export class ApiKeyRefused extends DomainError {
  readonly code = 'api_key_refused';

  constructor() {
    super('Invalid API key');
  }
}

export class ServiceKeyRefused extends DomainError {
  readonly code = 'service_key_refused';

  constructor() {
    super('Invalid service key');
  }
}

export class BootstrapKeyMalformed extends DomainError {
  readonly code = 'bootstrap_key_malformed';

  constructor(reason: string) {
    super(`A bootstrap key cannot be used: ${reason}`);
  }
}
