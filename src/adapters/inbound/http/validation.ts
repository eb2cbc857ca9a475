import type Joi from 'joi';
import { ValidationFailed, type Fault } from '../../../domain/shared/fault.js';
import { isJsonObject, nestingProblem } from '../../../domain/shared/json.js';
import type { BodyRule } from './route.js';

/** More faults than anybody reads; each costs something to tell. */
const MAX_FAULTS = 100;
/** No input of ours has nearly so many fields; judging each unknown one costs something too. */
const MAX_FIELDS = 200;
/** The longest list that any door takes. */
const MAX_ITEMS = 1000;

/** Query parameters are text, so they are converted; every fault is listed. */
export function validQuery(schema: Joi.ObjectSchema, query: unknown): unknown {
  const { value, faults } = check(schema, query, { convert: true });
  if (faults.length > 0) throw new ValidationFailed(faults);
  return value;
}

/** JSON has types of its own, so nothing is converted: "1500" is no number. */
export function validBody({ schema, faults }: BodyRule, body: unknown): unknown {
  const checked = check(schema, body === undefined ? {} : body, { convert: false });
  const beyondSchema = body === undefined ? faults?.({}) : isJsonObject(body) ? faults?.(body) : [];
  const found = [...checked.faults, ...(beyondSchema ?? [])];
  if (found.length > 0) throw new ValidationFailed(found);
  return checked.value;
}

/** What could exhaust the stack or the patience of a validator is refused before one sees it. */
function outrageousFault(input: unknown): Fault | undefined {
  const problem = nestingProblem(input);
  if (problem !== undefined) return { path: [], problem };
  if (!isJsonObject(input)) return undefined;
  const fields = Object.entries(input);
  if (fields.length > MAX_FIELDS) return { path: [], problem: `must have at most ${MAX_FIELDS} fields` };
  const [tooLong] = fields.find(([, value]) => Array.isArray(value) && value.length > MAX_ITEMS) ?? [];
  return tooLong === undefined ? undefined : { path: [tooLong], problem: `must have at most ${MAX_ITEMS} items` };
}

function check(
  schema: Joi.ObjectSchema,
  input: unknown,
  { convert }: { convert: boolean },
): { value: unknown; faults: Fault[] } {
  const outrage = outrageousFault(input);
  if (outrage !== undefined) throw new ValidationFailed([outrage]);
  const { value, error } = schema.validate(input, { abortEarly: false, convert, errors: { label: false } });
  const faults: Fault[] = (error?.details ?? [])
    .slice(0, MAX_FAULTS)
    .map(({ path, message }) => ({ path, problem: message }));
  // Joi passes over this key in silence.
  if (isJsonObject(input) && Object.hasOwn(input, '__proto__'))
    faults.push({ path: ['__proto__'], problem: 'is not allowed' });
  return { value: value as unknown, faults: withoutRepetition(faults) };
}

/** Two rules about one field may say the same. */
function withoutRepetition(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify([fault.path, fault.problem]), fault])).values()];
}
