import { documentProblem, type JsonObject } from '../shared/json.js';

const MAX_KEYS = 50;
const MAX_BYTES = 8192;

/** What is wrong with a customer's metadata; undefined when nothing is. */
export function metadataProblem(metadata: JsonObject): string | undefined {
  const problem = documentProblem(metadata);
  if (problem !== undefined) return problem;
  if (Object.keys(metadata).length > MAX_KEYS) return `must have at most ${MAX_KEYS} keys`;
  if (new TextEncoder().encode(JSON.stringify(metadata)).length > MAX_BYTES)
    return `must be at most ${MAX_BYTES} bytes of JSON`;
  return undefined;
}
