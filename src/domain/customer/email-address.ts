import { isStorableText } from '../shared/text.js';

const MAX_LENGTH = 254;
const EMAIL = /^[^\s@"(),:;<>[\]\\]{1,64}@(?=.{1,253}$)[^\s@"(),:;<>[\]\\.]{1,63}(\.[^\s@"(),:;<>[\]\\.]{1,63})+$/u;

export function isEmailAddress(text: string): boolean {
  return (
    EMAIL.test(text) &&
    isStorableText(text) &&
    !/\p{C}/u.test(text) &&
    !hasStrayMarks(text) &&
    ![...text].some(looksLikeAscii) &&
    emailKey(text).length <= MAX_LENGTH
  );
}

/**
 * Two spellings of one address have one key. Lower case only: a search may take ß for ss and ı for i, but these are
 * different mailboxes, and taking one for the other would hand over an account.
 */
export function emailKey(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

/** Such as the Kelvin sign, which becomes a plain K. */
function looksLikeAscii(char: string): boolean {
  return !/\p{ASCII}/u.test(char) && /\p{ASCII}/u.test(char.normalize('NFC'));
}

function hasStrayMarks(text: string): boolean {
  return (
    text.startsWith('.') ||
    text.includes('..') ||
    text.includes('.@') ||
    /[@.]-|-(\.|$)/.test(text.slice(text.indexOf('@')))
  );
}
