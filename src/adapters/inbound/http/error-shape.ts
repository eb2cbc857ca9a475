import Joi from 'joi';
import type { Problem } from './errors.js';
import { faultText } from './fault-text.js';

/** The shape of door 1, and of everything outside all doors. */
export const errorSchema = Joi.object({
  statusCode: Joi.number().integer().required(),
  message: Joi.alternatives(Joi.string(), Joi.array().items(Joi.string())).required(),
  code: Joi.string().required(),
  request_id: Joi.string(),
});

export function errorBody({ status, code, failure, requestId }: Problem): unknown {
  if (failure?.code === 'validation_failed')
    return { statusCode: status, message: failure.faults.map(faultText), code };
  return {
    statusCode: status,
    message: sentenceOf({ status, failure }),
    code,
    ...(status >= 500 ? { request_id: requestId } : {}),
  };
}

function sentenceOf({ status, failure }: Pick<Problem, 'status' | 'failure'>): string {
  if (status === 503) return 'The service is unavailable just now; please try again in a few seconds';
  if (failure === undefined || status >= 500) return 'Something went wrong on our side; please tell us the request id';
  return failure.message;
}
