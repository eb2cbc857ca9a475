import type { LookUpOutcome } from '../../../../application/lookup/look-up-batch.js';
import type { LookUpAnswer } from '../../../../application/lookup/phone-look-up.js';
import { problemOf, type Failure, type Problem } from '../errors.js';
import { faultText } from '../fault-text.js';

export function presentAnswer({ customerId, organizationId, organizationName }: LookUpAnswer): object {
  return { customer_id: customerId, company_id: organizationId, company_name: organizationName };
}

export function presentOutcome(phoneNumber: unknown, outcome: LookUpOutcome): object {
  const given = typeof phoneNumber === 'string' ? phoneNumber : null;
  if ('answer' in outcome) return { phone_number: given, status: 200, ...presentAnswer(outcome.answer) };
  const { refusal } = outcome;
  return { phone_number: given, status: problemOf(refusal, '').status, ...refusalBody(refusal) };
}

/** The shape of errors at this door. */
export function errorBody({ status, failure, requestId }: Problem): object {
  if (status === 503) return { error: 'Customer data is unavailable', request_id: requestId };
  if (failure === undefined || status >= 500) return { error: 'Internal server error', request_id: requestId };
  return refusalBody(failure);
}

function refusalBody(failure: Failure): object {
  if (failure.code === 'validation_failed') return { error: failure.faults.map(faultText).join('; ') };
  if (failure.code === 'phone_ambiguous') return { error: failure.message, company_ids: failure.organizationIds };
  return { error: failure.message };
}
