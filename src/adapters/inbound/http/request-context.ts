import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestContext {
  /** Lets every log line of a request carry its id, however deep it is written. */
  readonly requestId: string;
  /** On the clock of `performance.now()`: by when the caller is to have an answer. Set once the request has arrived whole. */
  readonly deadline?: number;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();
