import type { RequestHandler } from 'express';

const EXPOSED = 'X-Encrypted, X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, Link, Location';
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const HEADERS = 'Authorization, Content-Type, X-Api-Key, X-Request-Id';
const PREFLIGHT_SECONDS = '600';

/** Pages of the listed origins may call; to all others a browser shows nothing. Preflights are answered before anything else is asked. */
export function cors(allowedOrigins: ReadonlySet<string>): RequestHandler {
  return (request, response, next) => {
    if (allowedOrigins.size > 0) response.vary('Origin');
    const origin = request.get('origin');
    const isAllowed = origin !== undefined && allowedOrigins.has(origin);
    if (isAllowed) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Expose-Headers', EXPOSED);
    }
    const isPreflight = request.method === 'OPTIONS' && request.get('access-control-request-method') !== undefined;
    if (!isPreflight) return next();
    if (isAllowed) {
      response.setHeader('Access-Control-Allow-Methods', METHODS);
      response.setHeader('Access-Control-Allow-Headers', HEADERS);
      response.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
    }
    response.writeHead(204).end();
  };
}
