import type { Refusal, RefusalCode } from '../../../application/errors.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { HttpRefusal } from './http-errors.js';

type Code = RefusalCode | HttpRefusal['code'];

/** The one table from what went wrong to the status that says so. A code without a row does not compile. */
const STATUS_OF = {
  body_malformed: 400,
  cursor_not_usable: 400,
  phone_missing: 400,
  phone_not_possible: 400,
  url_malformed: 400,
  validation_failed: 400,
  api_key_refused: 401,
  credential_missing: 401,
  metrics_token_refused: 401,
  service_key_refused: 401,
  scope_missing: 403,
  seed_needs_test_environment: 403,
  api_key_not_found: 404,
  customer_not_found: 404,
  organization_not_found: 404,
  phone_not_found: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  api_key_id_taken: 409,
  customer_id_taken: 409,
  customer_not_deleted: 409,
  email_taken: 409,
  emails_not_unique: 409,
  organization_id_taken: 409,
  phone_ambiguous: 409,
  transaction_content_differs: 409,
  transaction_move_refused: 409,
  body_too_large: 413,
  content_type_unsupported: 415,
  too_many_requests: 429,
  bootstrap_key_malformed: 500,
  storage_unavailable: 503,
} satisfies Record<Code, number>;

export type Failure = Refusal | HttpRefusal;

/** What a door's error shape is made from. A defect of ours has no failure to show: its caller learns the request id. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly failure: Failure | undefined;
  readonly requestId: string;
}

export function problemOf(error: unknown, requestId: string): Problem {
  if (!isFailure(error)) return { status: 500, code: 'internal_error', failure: undefined, requestId };
  return { status: STATUS_OF[error.code], code: error.code, failure: error, requestId };
}

function isFailure(error: unknown): error is Failure {
  return error instanceof DomainError && Object.hasOwn(STATUS_OF, error.code);
}

const RETRY_AFTER_SECONDS = 5;

export function headersOf({ failure, status }: Problem): Record<string, string> {
  if (failure?.code === 'method_not_allowed') return { Allow: failure.allowed.join(', ') };
  if (status === 401) return { 'WWW-Authenticate': failure?.code === 'metrics_token_refused' ? 'Bearer' : 'ApiKey' };
  if (status === 503) return { 'Retry-After': String(RETRY_AFTER_SECONDS) };
  return {};
}
