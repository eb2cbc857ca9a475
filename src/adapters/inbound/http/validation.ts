import type Joi from 'joi';
import { ValidationFailed, type Fault } from '../../../domain/shared/fault.js';
import { isJsonObject } from '../../../domain/shared/json.js';
import type { BodyRule } from './route.js';

/** Query parameters are text, so they are converted; every fault is listed. */
export function validQuery(schema: Joi.ObjectSchema | undefined, query: unknown): unknown {
  if (schema === undefined) return {};
  const { value, faults } = check(schema, query, { convert: true });
  if (faults.length > 0) throw new ValidationFailed(faults);
  return value;
}

/** JSON has types of its own, so nothing is converted: "1500" is no number. */
export function validBody({ schema, faults }: BodyRule, body: unknown): unknown {
  const checked = check(schema, body === undefined ? {} : body, { convert: false });
  const found = [...checked.faults, ...(faults?.(isJsonObject(body) ? body : {}) ?? [])];
  if (found.length > 0) throw new ValidationFailed(found);
  return checked.value;
}

function check(
  schema: Joi.ObjectSchema,
  input: unknown,
  { convert }: { convert: boolean },
): { value: unknown; faults: Fault[] } {
  const { value, error } = schema.validate(input, { abortEarly: false, convert, errors: { label: false } });
  const faults: Fault[] = (error?.details ?? [])
    .map(({ path, message }) => ({ path, problem: message }))
    .filter(isFirst);
  // Joi passes over this key in silence.
  if (isJsonObject(input) && Object.hasOwn(input, '__proto__'))
    faults.push({ path: ['__proto__'], problem: 'is not allowed' });
  return { value: value as unknown, faults };
}

/** Two rules about one field may say the same. */
function isFirst(fault: Fault, index: number, faults: readonly Fault[]): boolean {
  const textOf = ({ path, problem }: Fault): string => JSON.stringify([path, problem]);
  return faults.findIndex((other) => textOf(other) === textOf(fault)) === index;
}
