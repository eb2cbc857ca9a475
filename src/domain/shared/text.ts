/**
 * The one folding that every storage compares by, so that a search finds the same customers everywhere. Upper case first,
 * because only that unites ß with SS and ς with Σ; again until nothing changes, because ẞ needs two rounds.
 */
export function foldCase(text: string): string {
  const once = text.normalize('NFC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
  return once === text ? once : foldCase(once);
}

/** Text that every storage gives back as it got it: no NUL, no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}
