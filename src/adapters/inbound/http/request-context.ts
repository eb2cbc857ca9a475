import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestContext {
  readonly requestId: string;
  /** On the clock of `performance.now()`: when the caller is to have an answer, whatever it is. */
  readonly deadline: number;
}

/** Lets every log line of a request carry its id, however deep it is written. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
