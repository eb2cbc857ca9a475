import type { Caller } from './caller.js';

export interface AnsweredRequest {
  readonly method: string;
  /** The template, never the path: ids, addresses and numbers in it are nobody's business but the caller's. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly caller: Caller | undefined;
  readonly code: string | undefined;
}

/** Who watches the doors: logs and metrics. */
export interface HttpObserver {
  answered(request: AnsweredRequest): void;
  /** A defect of ours, or a storage that failed: the truth that callers are not told. */
  failed(error: unknown): void;
}
