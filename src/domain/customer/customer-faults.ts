import { faultAt, type Fault } from '../shared/fault.js';
import { dayOf, isRealDay, type Instant } from '../shared/instant.js';
import { hasAtMostDecimals, fromUnits } from '../shared/money.js';
import { isBlank, isStorableText } from '../shared/text.js';
import type { CustomerDetails } from './customer-details.js';
import { isEmailAddress } from './email-address.js';
import { metadataProblem } from './metadata.js';
import { isPossiblePhoneNumber } from './phone-number.js';

export const MAX_NAME_LENGTH = 255;
/** Two parts and the space between them fit a name. */
export const MAX_NAME_PART_LENGTH = 127;
export const MAX_ADDRESS_LENGTH = 500;
export const MAX_PLACE_LENGTH = 100;
export const MAX_POSTAL_CODE_LENGTH = 20;
export const MAX_LIFETIME_VALUE = 999_999_999_999.99;
export const LIFETIME_VALUE_DECIMALS = 2;

const TEXTS = [
  ['name', 'name', MAX_NAME_LENGTH],
  ['first_name', 'firstName', MAX_NAME_PART_LENGTH],
  ['last_name', 'lastName', MAX_NAME_PART_LENGTH],
  ['country', 'country', MAX_PLACE_LENGTH],
  ['state', 'state', MAX_PLACE_LENGTH],
  ['city', 'city', MAX_PLACE_LENGTH],
  ['address', 'address', MAX_ADDRESS_LENGTH],
  ['postal_code', 'postalCode', MAX_POSTAL_CODE_LENGTH],
] as const;

/**
 * Everything that is wrong with a customer's details: the invariants that hold whichever door they came through. Faults
 * name the fields as they are published, because they are read by whoever sent them.
 */
export function customerFaults(details: CustomerDetails, now: Instant): Fault[] {
  const faults: Fault[] = [];
  const check = (field: string, problem: string | undefined): void => {
    if (problem !== undefined) faults.push(faultAt(field, problem));
  };
  for (const [field, detail, maxLength] of TEXTS) check(field, textProblem(details[detail], maxLength));
  if (isBlank(details.name)) check('name', 'must not be empty');
  if (details.email !== null && !isEmailAddress(details.email)) check('email', 'must be an email');
  check('phone_number', phoneProblem(details.phoneNumber));
  check('whatsapp_number', phoneProblem(details.whatsappNumber));
  check('date_of_birth', birthProblem(details.dateOfBirth, now));
  check('lifetime_value', moneyProblem(details.lifetimeValueCents));
  check('metadata', metadataProblem(details.metadata));
  const { preferredChannels } = details;
  const repeats = new Set(preferredChannels).size < preferredChannels.length;
  if (repeats) check('preferred_communication_channels', 'must not repeat a value');
  return faults;
}

export function phoneProblem(number: string | null): string | undefined {
  if (number === null || isPossiblePhoneNumber(number)) return undefined;
  return 'must be a possible phone number: 5 to 20 digits, which spaces, brackets, dots, hyphens and a leading + may group';
}

export function birthProblem(day: string | null, now: Instant): string | undefined {
  if (day === null || (isRealDay(day) && day < dayOf(now))) return undefined;
  return 'must be a real day in the past, written YYYY-MM-DD';
}

export function textProblem(text: string | null, maxLength: number): string | undefined {
  if (text === null) return undefined;
  if (text.length > maxLength) return `must be at most ${maxLength} characters`;
  return isStorableText(text) ? undefined : 'must be well-formed text without NUL characters';
}

function moneyProblem(cents: number): string | undefined {
  const value = fromUnits(cents, LIFETIME_VALUE_DECIMALS);
  const isExact = Number.isSafeInteger(cents) && hasAtMostDecimals(value, LIFETIME_VALUE_DECIMALS);
  return isExact && cents >= 0 && value <= MAX_LIFETIME_VALUE ? undefined : 'must be an amount of money from 0 on';
}
