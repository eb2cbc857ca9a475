import type { Request as ExpressRequest, RequestHandler, Response } from 'express';
import Joi from 'joi';
import { ApiKeyRefused, ServiceKeyRefused } from '../../../domain/organization/errors.js';
import type { Caller } from './caller.js';
import { CredentialMissing, MetricsTokenRefused } from './http-errors.js';
import type { Authentication } from './middleware/authentication.js';
import { contentTypeOf, readBody } from './middleware/body.js';
import type { RateLimits } from './middleware/rate-limits.js';
import { requestContext } from './request-context.js';
import { Raw, type Answer, type Request, type Route } from './route.js';
import { validBody, validQuery } from './validation.js';

export interface ServeDeps {
  readonly authentication: Authentication;
  readonly limits: RateLimits;
  /** For all that a use case does, once the request has arrived whole: a slow sender's time is the sender's own. */
  readonly requestTimeLimitMs: number;
}

const NO_PARAMETERS = Joi.object({});

/** The life of a request: who calls, how often, what is sent, one use case, the answer. */
export function serve(route: Route, isRateLimited: boolean, deps: ServeDeps): RequestHandler {
  const { authentication, limits, requestTimeLimitMs } = deps;
  return async (request, response) => {
    response.locals['route'] = route.path;
    const caller = await authenticate(request, response, route, authentication, limits);
    response.locals['caller'] = caller;
    if (isRateLimited) await limits.countRequest(request, response);
    authentication.authorize(route.security, caller);
    const body = await readBody(request, response, route.body?.alsoTypes);
    const requestId = response.locals['requestId'] as string;
    const input = {
      params: request.params as Record<string, string>,
      query: validQuery(route.query ?? NO_PARAMETERS, request.query),
      body: route.body === undefined ? undefined : validBody(route.body, body),
      contentType: contentTypeOf(request),
      requestId,
      caller,
    } as Request<never, never, never>;
    const timeLimitMs = route.takesItsTime === true ? Infinity : requestTimeLimitMs;
    const context = { requestId, deadline: performance.now() + timeLimitMs };
    send(response, await requestContext.run(context, () => route.handle(input)));
  };
}

/** Who shows nothing is counted as a caller without a key, who shows something wrong as one who guesses. */
async function authenticate(
  request: ExpressRequest,
  response: Response,
  { security }: Route,
  authentication: Authentication,
  limits: RateLimits,
): Promise<Caller> {
  const header = (name: string): string | undefined => request.get(name) || undefined;
  const credentials = {
    apiKey: header('x-api-key'),
    serviceKey: header('x-service-key'),
    authorization: header('authorization'),
  };
  try {
    return await authentication.authenticate(security, credentials);
  } catch (error) {
    const isWrong = [ApiKeyRefused, ServiceKeyRefused, MetricsTokenRefused].some((refusal) => error instanceof refusal);
    if (isWrong) await limits.countFailedAuthentication(request, response);
    if (error instanceof CredentialMissing) await limits.countRequest(request, response);
    throw error;
  }
}

export function send(response: Response, { status, body, headers }: Answer): void {
  const isRaw = body instanceof Raw;
  const content = isRaw ? body.content : JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': isRaw ? body.contentType : 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(content),
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(content);
}
