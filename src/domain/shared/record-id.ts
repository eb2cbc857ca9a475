export const RECORD_ID = /^[A-Za-z0-9_-]{1,64}$/;
export const RECORD_ID_PROBLEM = 'must be 1 to 64 characters from A-Z a-z 0-9 _ -';

/** Ids are opaque to everybody: 1–64 characters that are safe in a URL, a file name and a log. */
export function isRecordId(text: string): boolean {
  return RECORD_ID.test(text);
}
