import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/** A country whose national numbers can be read, by its ISO 3166 code; null where an organization has named none. */
export type DefaultCountry = string | null;

export const MAX_PHONE_NUMBER_LENGTH = 40;
/** An optional plus, which a bracket may precede, then digits with what people put between them. */
const WRITTEN = /^[\s(]*\+?[\d\s().\-/‐-―−·]+$/;
/** Where the digits of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai, full-width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** Callers of messaging gateways hand numbers over with a scheme, and RFC 3966 ones with parameters behind a semicolon. */
export function withoutScheme(text: string): string {
  const match = /^\s*(?:(?:whatsapp|tel):)+([^;]*)/i.exec(text);
  return (match?.[1] ?? text).trim();
}

export function isPossiblePhoneNumber(text: string): boolean {
  const ascii = withAsciiDigits(text).trim();
  if (text.length > MAX_PHONE_NUMBER_LENGTH || !WRITTEN.test(ascii)) return false;
  const { length } = bareDigits(ascii);
  return length >= 5 && length <= 20;
}

/**
 * What two spellings of one number share: E.164 where the number can be read with the country's help, else its bare digits.
 * Only for possible numbers.
 */
export function phoneKey(text: string, defaultCountry: DefaultCountry): string {
  const digits = bareDigits(withAsciiDigits(text));
  const country = defaultCountry === null ? {} : { defaultCountry: defaultCountry as CountryCode };
  const number = parsePhoneNumberFromString(namesItsCountry(text) ? `+${digits}` : digits, {
    ...country,
    extract: false,
  });
  return number?.isPossible() === true ? number.number : digits;
}

/** A number that names its country is read alike by every organization. */
export function namesItsCountry(text: string): boolean {
  return withAsciiDigits(text).includes('+');
}

export const COUNTRY_PROBLEM = 'must be an ISO 3166 country code of two capital letters, such as SN';

export function isKnownCountry(code: string): boolean {
  return isSupportedCountry(code);
}

function bareDigits(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** Also without the invisible marks that contact lists wrap around numbers. */
function withAsciiDigits(text: string): string {
  return text
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll('＋', '+')
    .replaceAll(/\P{ASCII}/gu, (char) => {
      const code = char.codePointAt(0)!;
      const zero = ZEROS.find((start) => code >= start && code < start + 10);
      return zero === undefined ? char : String(code - zero);
    });
}
