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
 * What makes a document unsafe to keep: keys that reach into prototypes, numbers that JSON cannot write, or nesting.
 * Undefined when the document is sound.
 */
export function documentProblem(document: unknown): string | undefined {
  return firstProblem(
    document,
    (value, depth) => depthProblem(value, depth) ?? numberProblem(value) ?? keyProblem(value),
  );
}

/** Nesting that exhausts the stack of whoever walks the document with recursion, as most do. */
export function nestingProblem(document: unknown): string | undefined {
  return firstProblem(document, depthProblem);
}

/** Walks without recursion, for the reason above. */
function firstProblem(
  document: unknown,
  judge: (value: unknown, depth: number) => string | undefined,
): string | undefined {
  const waiting: { value: unknown; depth: number }[] = [{ value: document, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    const problem = judge(value, depth);
    if (problem !== undefined) return problem;
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) waiting.push({ value: inner, depth: depth + 1 });
  }
  return undefined;
}

function depthProblem(value: unknown, depth: number): string | undefined {
  const isTooDeep = depth >= MAX_DEPTH && typeof value === 'object' && value !== null;
  return isTooDeep ? `must not be nested deeper than ${MAX_DEPTH} levels` : undefined;
}

function numberProblem(value: unknown): string | undefined {
  const isBeyond = typeof value === 'number' && !Number.isFinite(value);
  return isBeyond ? 'must not contain numbers beyond what JSON can keep' : undefined;
}

function keyProblem(value: unknown): string | undefined {
  const forbidden = isJsonObject(value) ? Object.keys(value).find((key) => FORBIDDEN_KEYS.has(key)) : undefined;
  return forbidden === undefined ? undefined : `must not contain the key ${forbidden}`;
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
