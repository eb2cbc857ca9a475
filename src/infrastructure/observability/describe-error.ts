import { DomainError } from '../../domain/shared/domain-error.js';

export interface ErrorDescription {
  readonly name: string;
  readonly message?: string;
  readonly code?: string;
  readonly number?: number;
  readonly frames?: readonly string[];
  readonly cause?: ErrorDescription;
}

/** The engine's own words about a defect. Not SyntaxError: JSON.parse quotes what it could not read. */
const QUOTABLE = [TypeError, RangeError, ReferenceError];

const MAX_CAUSES = 4;

/**
 * What went wrong and where, without what was sent: drivers' messages quote values ("Duplicate entry 'a@b.c'"), so only
 * the engine's messages about our own code are kept, and of the stack only its frames.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, errno, errcode } = error as { code?: unknown; errno?: unknown; errcode?: unknown };
  const number = [errno, errcode].find((candidate) => typeof candidate === 'number');
  return {
    name: error.name,
    ...(QUOTABLE.some((type) => error instanceof type) ? { message: error.message } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof number === 'number' ? { number } : {}),
    ...(error instanceof DomainError ? {} : { frames: framesOf(error) }),
    ...(error.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}
