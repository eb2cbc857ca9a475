/** A moment as milliseconds since 1970-01-01T00:00:00Z. Always handed in: the domain has no clock. */
export type Instant = number;

const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT_PATTERN =
  /^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/** What can be written with four digits for the year, once an offset is taken off. */
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

export function isRealDay(text: string): boolean {
  const match = DAY_PATTERN.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1) return false;
  // Not Date.UTC(year, …): it reads the years 0–99 as 1900–1999.
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year > 0 && day <= lengths[month - 1]!;
}

/** Reads an ISO 8601 moment (with its offset) or a plain day (midnight UTC); undefined when it is neither. */
export function parseInstant(text: string): Instant | undefined {
  if (!INSTANT_PATTERN.test(text) || !isRealDay(text.slice(0, 10))) return undefined;
  const instant = Date.parse(text);
  return instant >= FIRST_INSTANT && instant <= LAST_INSTANT ? instant : undefined;
}

export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}

export function dayOf(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}
