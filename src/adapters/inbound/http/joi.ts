import Joi, { type CustomHelpers, type StringSchema } from 'joi';
import { isEmailAddress } from '../../../domain/customer/email-address.js';
import { MAX_PHONE_NUMBER_LENGTH } from '../../../domain/customer/phone-number.js';
import { birthProblem, phoneProblem, textProblem } from '../../../domain/customer/customer-faults.js';
import { faultAt, type Fault } from '../../../domain/shared/fault.js';
import { parseInstant } from '../../../domain/shared/instant.js';
import { RECORD_ID, RECORD_ID_PROBLEM } from '../../../domain/shared/record-id.js';
import { hasAtMostDecimals } from '../../../domain/shared/money.js';

/** Joi words for what the domain judges, so that a door lists every fault at once and no rule is written twice. */

function judged(value: string, problem: string | undefined, helpers: CustomHelpers): unknown {
  return problem === undefined ? value : helpers.message({ custom: problem });
}

export function text(maxLength: number): StringSchema {
  return Joi.string()
    .max(maxLength)
    .custom((value: string, helpers) => judged(value, textProblem(value, Infinity), helpers));
}

/** Text that says something. */
export function filledText(maxLength: number): StringSchema {
  return text(maxLength)
    .pattern(/\S/)
    .messages({ 'string.pattern.base': 'must not be empty', 'string.empty': 'must not be empty' });
}

export function recordId(): StringSchema {
  return Joi.string().pattern(RECORD_ID).messages({ 'string.pattern.base': RECORD_ID_PROBLEM });
}

export function email(): StringSchema {
  return Joi.string()
    .max(254)
    .messages({ 'string.empty': 'must be an email' })
    .custom((value: string, helpers) => judged(value, isEmailAddress(value) ? undefined : 'must be an email', helpers))
    .meta({ schema: { format: 'email' } });
}

export function phone(): StringSchema {
  return Joi.string()
    .custom((value: string, helpers) => judged(value, phoneProblem(value), helpers))
    .messages({ 'string.empty': PHONE_PROBLEM })
    .meta({ schema: { maxLength: MAX_PHONE_NUMBER_LENGTH } });
}

const PHONE_PROBLEM = phoneProblem('')!;

export function pastDay(): StringSchema {
  return Joi.string()
    .custom((value: string, helpers) => judged(value, birthProblem(value, Date.now()), helpers))
    .meta({ schema: { format: 'date' } });
}

export function instant(): StringSchema {
  const problem = 'must be an ISO 8601 date, or date and time with offset';
  return Joi.string()
    .max(40)
    .custom((value: string, helpers) =>
      judged(value, parseInstant(value) === undefined ? problem : undefined, helpers),
    );
}

export function money(decimals: number, max: number): Joi.NumberSchema {
  return Joi.number()
    .min(0)
    .max(max)
    .unsafe()
    .custom((value: number, helpers) =>
      hasAtMostDecimals(value, decimals)
        ? value
        : helpers.message({ custom: `must have at most ${decimals} decimals` }),
    );
}

/** Some of these words. That none repeats is for `repetitionFaults`: Joi's own `unique` compares whatever it is given, however deep. */
export function someOf(words: readonly string[]): Joi.ArraySchema {
  return Joi.array()
    .items(Joi.string().valid(...words))
    .max(words.length)
    .meta({ schema: { uniqueItems: true } });
}

/** Told beside the schema's faults, so that a list with a wrong word in it is told of its repetitions too. */
export function repetitionFaults(body: Readonly<Record<string, unknown>>, field: string): readonly Fault[] {
  const list = body[field];
  const repeats = Array.isArray(list) && new Set(list).size < list.length;
  return repeats ? [faultAt(field, 'must not repeat a value')] : [];
}

/** Moments leave in one form. */
export function instantAnswer(): StringSchema {
  return Joi.string().isoDate();
}

/** An object that leaves: every key is there, null where there is nothing to say. */
export function answer(keys: Record<string, Joi.Schema>): Joi.ObjectSchema {
  return Joi.object(Object.fromEntries(Object.entries(keys).map(([key, schema]) => [key, schema.required()])));
}

/** Schemas with a name become components of the OpenAPI document. */
export function named<S extends Joi.Schema>(name: string, schema: S): S {
  return schema.meta({ component: name }) as S;
}
