import { AsyncResource } from 'node:async_hooks';
import type { RequestHandler } from 'express';
import type { Caller } from '../caller.js';
import type { HttpObserver } from '../observer.js';

/** Tells the observer of every request once, whether it was answered or its caller went away. */
export function observed(observer: HttpObserver): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    // The socket closes outside the request's context, whose id the log line must carry.
    const inContext = AsyncResource.bind(() => {
      const { route, caller, code } = response.locals as { route?: string; caller?: Caller; code?: string };
      observer.answered({
        method: request.method,
        route: route ?? 'none',
        status: response.writableFinished ? response.statusCode : 499,
        durationMs: performance.now() - startedAt,
        caller,
        code,
      });
    });
    response.once('close', inContext);
    next();
  };
}
