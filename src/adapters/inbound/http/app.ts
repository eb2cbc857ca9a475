import { parse } from 'node:querystring';
import express, { Router, type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { MethodNotAllowed, RouteNotFound, UrlMalformed } from './http-errors.js';
import { headersOf, problemOf } from './errors.js';
import { cors } from './middleware/cors.js';
import { observed } from './middleware/observation.js';
import { withRequestId } from './middleware/request-id.js';
import { apiHeaders, pageHeaders } from './middleware/security-headers.js';
import type { HttpObserver } from './observer.js';
import type { Door, Route } from './route.js';
import { send, serve, type ServeDeps } from './serve-route.js';

export interface AppDeps extends ServeDeps {
  /** The first one's shape is used outside all doors. */
  readonly doors: readonly [Door, ...Door[]];
  readonly observer: HttpObserver;
  readonly allowedOrigins: ReadonlySet<string>;
  /** How many proxies in front of us are believed about the caller's address. */
  readonly trustedProxies: number;
}

export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('trust proxy', deps.trustedProxies);
  app.set('query parser', (text: string) => parse(text, '&', '=', { maxKeys: 0 }));
  app.use(withRequestId, observed(deps.observer), cors(deps.allowedOrigins));
  app.use('/docs', pageHeaders);
  app.use(/^(?!\/docs)/, apiHeaders);
  for (const door of deps.doors) app.use(routerOf(door, deps));
  app.use(refuseUnknownPath(deps));
  app.use(answerErrors(deps));
  return app;
}

function routerOf(door: Door, deps: ServeDeps): Router {
  const router = Router({ caseSensitive: true });
  for (const route of door.routes) router[route.method](route.path, serve(route, door.isRateLimited, deps));
  for (const path of new Set(door.routes.map((route) => route.path))) router.all(path, refuseMethod(path, door.routes));
  return router;
}

function refuseMethod(path: string, routes: readonly Route[]): RequestHandler {
  const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return (request, response) => {
    response.locals['route'] = path;
    if (request.method !== 'OPTIONS') throw new MethodNotAllowed(allowed);
    response.writeHead(204, { Allow: [...allowed, 'OPTIONS'].join(', ') }).end();
  };
}

function refuseUnknownPath({ limits }: ServeDeps): RequestHandler {
  return async (request, response) => {
    await limits.countRequest(request, response);
    throw new RouteNotFound();
  };
}

function answerErrors({ doors, observer }: AppDeps): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = thrown instanceof URIError ? new UrlMalformed() : thrown;
    const problem = problemOf(error, response.locals['requestId'] as string);
    response.locals['code'] = problem.code;
    if (problem.status >= 500) observer.failed(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const door = doors.find(({ prefixes }) => prefixes.some((prefix) => isUnder(prefix, request.path))) ?? doors[0];
    send(response, { status: problem.status, body: door.errorBody(problem), headers: headersOf(problem) });
  };
}

function isUnder(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
