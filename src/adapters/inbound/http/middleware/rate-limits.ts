import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Caller } from '../caller.js';
import { TooManyRequests } from '../http-errors.js';

export interface RateLimitSettings {
  readonly requests: number;
  readonly windowSeconds: number;
  readonly failedAuthentications: number;
  readonly includesServices: boolean;
}

export interface RateLimits {
  /** Per API key, and per address where there is none. */
  readonly countRequest: (request: Request, response: Response) => Promise<void>;
  /** Per address: who guesses is stopped long before who works. */
  readonly countFailedAuthentication: (request: Request, response: Response) => Promise<void>;
}

export function rateLimits({
  requests,
  windowSeconds,
  failedAuthentications,
  includesServices,
}: RateLimitSettings): RateLimits {
  const common = {
    windowMs: windowSeconds * 1000,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
  } as const;
  const perCaller = rateLimit({
    ...common,
    limit: requests,
    identifier: 'requests',
    keyGenerator: (request, response) => callerKey(request, response.locals['caller'] as Caller | undefined),
    skip: (_request, response) =>
      !includesServices && (response.locals['caller'] as Caller | undefined)?.kind === 'service',
    handler: (_request, _response, next) => next(new TooManyRequests('requests')),
  });
  const perFailure = rateLimit({
    ...common,
    limit: failedAuthentications,
    identifier: 'failed-authentications',
    keyGenerator: addressKey,
    handler: (_request, _response, next) => next(new TooManyRequests('failed authentications')),
  });
  return { countRequest: asPromise(perCaller), countFailedAuthentication: asPromise(perFailure) };
}

function callerKey(request: Request, caller: Caller | undefined): string {
  if (caller?.kind === 'service') return 'service';
  return caller?.kind === 'organization' && caller.keyId !== undefined ? `key ${caller.keyId}` : addressKey(request);
}

function addressKey(request: Request): string {
  return `address ${ipKeyGenerator(request.ip ?? '')}`;
}

function asPromise(limiter: RequestHandler): (request: Request, response: Response) => Promise<void> {
  return (request, response) =>
    new Promise((resolve, reject) => {
      void limiter(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error as Error)));
    });
}
