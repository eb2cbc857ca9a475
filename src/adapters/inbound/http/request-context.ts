import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestContext {
  readonly requestId: string;
}

/** Lets every log line of a request carry its id, however deep it is written. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
