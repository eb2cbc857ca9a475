import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { requestContext } from '../request-context.js';

const ACCEPTABLE = /^[\w-]{8,64}$/;

/** The caller's own id, or one of ours, and the time by which the request must be answered. */
export function withContext(timeLimitMs: number): RequestHandler {
  return (request, response, next) => {
    const offered = request.get('x-request-id') ?? '';
    const requestId = ACCEPTABLE.test(offered) ? offered : randomUUID();
    response.locals['requestId'] = requestId;
    response.setHeader('X-Request-Id', requestId);
    requestContext.run({ requestId, deadline: performance.now() + timeLimitMs }, next);
  };
}
