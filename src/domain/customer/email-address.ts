import { foldCase, isStorableText } from '../shared/text.js';

const MAX_LENGTH = 254;
const EMAIL = /^[^\s@"(),:;<>[\]\\]{1,64}@(?=.{1,253}$)[^\s@"(),:;<>[\]\\.]{1,63}(\.[^\s@"(),:;<>[\]\\.]{1,63})+$/u;

export function isEmailAddress(text: string): boolean {
  return (
    EMAIL.test(text) &&
    isStorableText(text) &&
    !/\p{Cc}/u.test(text) &&
    !hasStrayDots(text) &&
    emailKey(text).length <= MAX_LENGTH
  );
}

/** Two spellings of one address have one key. */
export function emailKey(email: string): string {
  return foldCase(email);
}

function hasStrayDots(text: string): boolean {
  return text.startsWith('.') || text.includes('..') || text.includes('.@');
}
