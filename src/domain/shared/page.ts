import { DomainError } from './domain-error.js';
import type { Instant } from './instant.js';
import { isRecordId } from './record-id.js';

/** A place in a list that runs newest first with ties broken by id: right behind the row with these two values. */
export interface Position {
  readonly createdAt: Instant;
  readonly id: string;
}

/** Storages are asked for one more than a page holds: so they know whether there is more. */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
): { readonly items: readonly T[]; readonly hasMore: boolean } {
  return { items: found.slice(0, limit), hasMore: found.length > limit };
}

export class CursorNotUsable extends DomainError {
  readonly code = 'cursor_not_usable';

  constructor() {
    super('The cursor is not one of ours, or it was made for other filters.');
  }
}

/** Callers treat a cursor as opaque. It carries the position and a mark of the list it belongs to. */
export function encodeCursor(position: Position, list: unknown): string {
  const text = JSON.stringify([position.createdAt, position.id, markOf(list)]);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function decodeCursor(cursor: string, list: unknown): Position {
  const [createdAt, id, mark] = readCursor(cursor);
  if (!Number.isSafeInteger(createdAt) || typeof id !== 'string' || !isRecordId(id) || mark !== markOf(list)) {
    throw new CursorNotUsable();
  }
  return { createdAt: createdAt as Instant, id };
}

function readCursor(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')));
    return Array.isArray(parts) ? parts : [];
  } catch {
    throw new CursorNotUsable();
  }
}

/** FNV-1a: the mark guards against mistakes, not against forgery; a forged cursor only moves its owner about their own list. */
function markOf(list: unknown): string {
  let hash = 0x811c9dc5;
  for (const char of JSON.stringify(list)) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return (hash >>> 0).toString(36);
}
