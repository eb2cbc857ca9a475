import { DomainError } from '../../../domain/shared/domain-error.js';

/** What this door refuses before any use case is asked. */
export type HttpRefusal =
  | CredentialMissing
  | ScopeMissing
  | TooManyRequests
  | BodyMalformed
  | BodyTooLarge
  | ContentTypeUnsupported
  | UrlMalformed
  | RouteNotFound
  | MethodNotAllowed
  | MetricsTokenRefused;

export class CredentialMissing extends DomainError {
  readonly code = 'credential_missing';

  constructor(credential: 'API key' | 'Service key') {
    super(`${credential} is missing`);
  }
}

export class ScopeMissing extends DomainError {
  readonly code = 'scope_missing';

  constructor(scope: string) {
    super(`This API key lacks the scope ${scope}`);
  }
}

export class TooManyRequests extends DomainError {
  readonly code = 'too_many_requests';

  constructor(what: 'requests' | 'failed authentications') {
    super(`Too many ${what}; wait for as many seconds as Retry-After says`);
  }
}

export class BodyMalformed extends DomainError {
  readonly code = 'body_malformed';

  constructor() {
    super('The body is not well-formed JSON');
  }
}

export class BodyTooLarge extends DomainError {
  readonly code = 'body_too_large';

  constructor() {
    super('The body is larger than 256 kB');
  }
}

export class ContentTypeUnsupported extends DomainError {
  readonly code = 'content_type_unsupported';

  constructor(supported: readonly string[]) {
    super(`The body must be sent as UTF-8 with content type ${supported.join(' or ')}`);
  }
}

export class UrlMalformed extends DomainError {
  readonly code = 'url_malformed';

  constructor() {
    super('The URL is not well-formed');
  }
}

export class RouteNotFound extends DomainError {
  readonly code = 'route_not_found';

  constructor() {
    super('There is nothing at this path');
  }
}

export class MethodNotAllowed extends DomainError {
  readonly code = 'method_not_allowed';

  constructor(readonly allowed: readonly string[]) {
    super(`This path takes ${allowed.join(', ')} only`);
  }
}

export class MetricsTokenRefused extends DomainError {
  readonly code = 'metrics_token_refused';

  constructor() {
    super('The metrics are guarded by a bearer token');
  }
}
