import type { Request as ExpressRequest, RequestHandler, Response } from 'express';
import { ApiKeyRefused, ServiceKeyRefused } from '../../../domain/organization/errors.js';
import type { Caller } from './caller.js';
import { CredentialMissing } from './http-errors.js';
import type { Authentication } from './middleware/authentication.js';
import { contentTypeOf, readBody } from './middleware/body.js';
import type { RateLimits } from './middleware/rate-limits.js';
import { Raw, type Answer, type Request, type Route } from './route.js';
import { validBody, validQuery } from './validation.js';

export interface ServeDeps {
  readonly authentication: Authentication;
  readonly limits: RateLimits;
}

/** The life of a request: who calls, how often, what is sent, one use case, the answer. */
export function serve(route: Route, isRateLimited: boolean, { authentication, limits }: ServeDeps): RequestHandler {
  return async (request, response) => {
    response.locals['route'] = route.path;
    const caller = await authenticate(request, response, route, authentication, limits);
    response.locals['caller'] = caller;
    if (isRateLimited) await limits.countRequest(request, response);
    authentication.authorize(route.security, caller);
    const body = route.body === undefined ? undefined : await readBody(request, response, route.body.alsoTypes);
    const answer = await route.handle({
      params: request.params as Record<string, string>,
      query: validQuery(route.query, request.query),
      body: route.body === undefined ? undefined : validBody(route.body, body),
      contentType: contentTypeOf(request),
      header: (name: string) => request.get(name),
      caller,
    } as Request<never, never, never>);
    send(response, answer);
  };
}

async function authenticate(
  request: ExpressRequest,
  response: Response,
  { security }: Route,
  authentication: Authentication,
  limits: RateLimits,
): Promise<Caller> {
  try {
    const credentials = { apiKey: request.get('x-api-key'), serviceKey: request.get('x-service-key') };
    return await authentication.authenticate(security, credentials);
  } catch (error) {
    const hasFailed = [ApiKeyRefused, ServiceKeyRefused, CredentialMissing].some((refusal) => error instanceof refusal);
    if (hasFailed) await limits.countFailedAuthentication(request, response);
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
