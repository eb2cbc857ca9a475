export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_DEPTH = 32;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What makes a document unsafe to keep: keys that reach into prototypes, or nesting that exhausts the stack of whoever
 * walks it next. Walks without recursion for that reason. Undefined when the document is sound.
 */
export function documentProblem(document: unknown): string | undefined {
  const waiting: { value: unknown; depth: number }[] = [{ value: document, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === 'number' && !Number.isFinite(value))
      return 'must not contain numbers beyond what JSON can keep';
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) return `must not be nested deeper than ${MAX_DEPTH} levels`;
    for (const key of Object.keys(value)) {
      if (!Array.isArray(value) && FORBIDDEN_KEYS.has(key)) return `must not contain the key ${key}`;
      waiting.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 });
    }
  }
  return undefined;
}

/** RFC 7396: objects are merged key by key, null removes a key, everything else replaces. */
export function mergePatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const merged: Record<string, JsonValue> = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key] ?? null, value);
  }
  return merged;
}

/** A frozen copy that shares nothing with its source, so that nobody can change a record behind its back. */
export function frozenCopy(source: JsonObject): JsonObject {
  const copy = structuredClone(source) as JsonObject;
  freezeDeeply(copy);
  return copy;
}

function freezeDeeply(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) freezeDeeply(inner as JsonValue);
  Object.freeze(value);
}
