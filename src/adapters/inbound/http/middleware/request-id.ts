import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { requestContext } from '../request-context.js';

const ACCEPTABLE = /^[\w-]{8,64}$/;

export const withRequestId: RequestHandler = (request, response, next) => {
  const offered = request.get('x-request-id') ?? '';
  const requestId = ACCEPTABLE.test(offered) ? offered : randomUUID();
  response.locals['requestId'] = requestId;
  response.setHeader('X-Request-Id', requestId);
  requestContext.run({ requestId }, next);
};
