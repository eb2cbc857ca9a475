import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/** A country whose national numbers can be read, by its ISO 3166 code; null where an organization has named none. */
export type DefaultCountry = string | null;

const MAX_WRITTEN_LENGTH = 40;
const WRITTEN = /^\+?[\p{Nd}\s().\-/‐-―·]+$/u;
const ZERO_DIGITS = [0x660, 0x6f0, 0x966, 0xff10];

/** Callers of messaging gateways hand numbers over with a scheme, and RFC 3966 ones with parameters behind a semicolon. */
export function withoutScheme(text: string): string {
  const match = /^\s*(?:whatsapp|tel):([^;]*)/i.exec(text);
  return (match?.[1] ?? text).trim();
}

export function isPossiblePhoneNumber(text: string): boolean {
  if (text.length > MAX_WRITTEN_LENGTH || !WRITTEN.test(text.trim())) return false;
  const { length } = bareDigits(text);
  return length >= 5 && length <= 20;
}

/**
 * What two spellings of one number share: E.164 where the number can be read with the country's help, else its bare digits.
 * Only for possible numbers.
 */
export function phoneKey(text: string, defaultCountry: DefaultCountry): string {
  const country = defaultCountry === null ? {} : { defaultCountry: defaultCountry as CountryCode };
  const number = parsePhoneNumberFromString(text.trim(), { ...country, extract: false });
  return number?.isPossible() === true ? number.number : bareDigits(text);
}

/** A number that names its country is read alike by every organization. */
export function namesItsCountry(text: string): boolean {
  return text.trim().startsWith('+');
}

export function isKnownCountry(code: string): boolean {
  return isSupportedCountry(code);
}

function bareDigits(text: string): string {
  return [...text].map(asciiDigit).join('');
}

function asciiDigit(char: string): string {
  if (!/\p{Nd}/u.test(char)) return '';
  const code = char.codePointAt(0)!;
  const zero = ZERO_DIGITS.find((start) => code >= start && code < start + 10);
  return zero === undefined ? (code < 0x80 ? char : '') : String(code - zero);
}
