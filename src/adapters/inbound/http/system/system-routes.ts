import Joi from 'joi';
import type { CheckReadiness } from '../../../../application/system/check-readiness.js';
import { errorBody, errorSchema } from '../error-shape.js';
import { MetricsTokenRefused, RouteNotFound } from '../http-errors.js';
import { answer } from '../joi.js';
import { Raw, route, type Answer, type Door, type Route } from '../route.js';
import { documentationPage, readAsset } from './swagger-ui.js';

export interface SystemDeps {
  readonly checkReadiness: CheckReadiness;
  readonly version: string;
  readonly openApiDocument: () => unknown;
  readonly renderMetrics: () => Promise<{ contentType: string; text: string }>;
  /** Undefined where nothing guards the metrics. */
  readonly acceptsMetricsToken: ((token: string) => boolean) | undefined;
}

export function systemDoor(deps: SystemDeps): Door {
  return {
    name: 'System',
    description: 'For those who run the service. Open to all, and cheap.',
    prefixes: ['/health', '/livez', '/readyz', '/api/v1/health', '/docs', '/openapi.json', '/metrics'],
    isRateLimited: false,
    errorSchema,
    errorBody,
    routes: [
      health(deps),
      livez(),
      readyz(deps),
      apiHealth(deps),
      detailedHealth(deps),
      openApi(deps),
      documentation(),
      documentationAsset(),
      metrics(deps),
    ],
  };
}

const healthSchema = answer({ status: Joi.string().valid('ok'), version: Joi.string() });
const checksSchema = answer({
  storage: Joi.string().valid('up', 'down'),
  process: Joi.string().valid('running', 'stopping'),
});
const readinessSchema = answer({ status: Joi.string().valid('ready', 'unready'), checks: checksSchema });
const apiHealthSchema = answer({ status: Joi.string().valid('healthy'), service: Joi.string(), version: Joi.string() });
const detailedSchema = answer({
  status: Joi.string().valid('healthy', 'unhealthy'),
  service: Joi.string(),
  version: Joi.string(),
  checks: checksSchema,
});

function health({ version }: SystemDeps): Route {
  return route({
    method: 'get',
    path: '/health',
    name: 'health',
    summary: 'The process answers',
    security: 'open',
    answers: { 200: { description: 'It does', schema: healthSchema } },
    handle: async () => ({ status: 200, body: { status: 'ok', version } }),
  });
}

function livez(): Route {
  return route({
    method: 'get',
    path: '/livez',
    name: 'livez',
    summary: 'The process lives; touches nothing',
    security: 'open',
    answers: { 200: { description: 'It does', schema: answer({ status: Joi.string().valid('ok') }) } },
    handle: async () => ({ status: 200, body: { status: 'ok' } }),
  });
}

function readyz({ checkReadiness }: SystemDeps): Route {
  return route({
    method: 'get',
    path: '/readyz',
    name: 'readyz',
    summary: 'Callers may be sent here: the storage answers, and the process is not stopping',
    security: 'open',
    answers: {
      200: { description: 'They may', schema: readinessSchema },
      503: { description: 'They may not', schema: readinessSchema },
    },
    async handle() {
      const { isReady, checks } = await checkReadiness.execute();
      return readinessAnswer(isReady, { status: isReady ? 'ready' : 'unready', checks });
    },
  });
}

function apiHealth({ version }: SystemDeps): Route {
  return route({
    method: 'get',
    path: '/api/v1/health',
    name: 'apiHealth',
    summary: 'The process answers, as dealers ask',
    security: 'open',
    answers: { 200: { description: 'It does', schema: apiHealthSchema } },
    handle: async () => ({ status: 200, body: { status: 'healthy', service: 'clientele', version } }),
  });
}

function detailedHealth({ checkReadiness, version }: SystemDeps): Route {
  return route({
    method: 'get',
    path: '/api/v1/health/detailed',
    name: 'detailedHealth',
    summary: 'Each thing that the service depends on',
    security: 'open',
    answers: {
      200: { description: 'All of them are well', schema: detailedSchema },
      503: { description: 'Not all of them are', schema: detailedSchema },
    },
    async handle() {
      const { isReady, checks } = await checkReadiness.execute();
      return readinessAnswer(isReady, {
        status: isReady ? 'healthy' : 'unhealthy',
        service: 'clientele',
        version,
        checks,
      });
    },
  });
}

function readinessAnswer(isReady: boolean, body: object): Answer {
  return isReady ? { status: 200, body } : { status: 503, body, headers: { 'Retry-After': '5' } };
}

function openApi({ openApiDocument }: SystemDeps): Route {
  return route({
    method: 'get',
    path: '/openapi.json',
    name: 'openApi',
    summary: 'This document',
    security: 'open',
    answers: { 200: { description: 'OpenAPI 3.1', schema: Joi.object().unknown(true) } },
    handle: async () => ({ status: 200, body: openApiDocument() }),
  });
}

function documentation(): Route {
  return route({
    method: 'get',
    path: '/docs',
    name: 'docs',
    summary: 'This document to read and to try',
    security: 'open',
    answers: { 200: { description: 'A page', contentType: 'text/html' } },
    handle: async () => ({ status: 200, body: new Raw('text/html; charset=utf-8', documentationPage) }),
  });
}

function documentationAsset(): Route {
  return route({
    method: 'get',
    path: '/docs/:asset',
    name: 'docsAsset',
    summary: 'What the page is made of; served from here, so that it works offline',
    security: 'open',
    answers: { 200: { description: 'A script, a stylesheet or an icon', contentType: '*/*' } },
    refusals: [404],
    async handle({ params: { asset = '' } }) {
      const content = await readAsset(asset);
      if (content === undefined) throw new RouteNotFound();
      return { status: 200, body: content, headers: { 'Cache-Control': 'public, max-age=3600' } };
    },
  });
}

function metrics({ renderMetrics, acceptsMetricsToken }: SystemDeps): Route {
  return route({
    method: 'get',
    path: '/metrics',
    name: 'metrics',
    summary: 'Metrics for Prometheus; guarded by a bearer token when one is set',
    security: 'open',
    answers: { 200: { description: 'Metrics', contentType: 'text/plain' } },
    refusals: [401],
    async handle({ header }) {
      const token = /^Bearer (.+)$/.exec(header('authorization') ?? '')?.[1] ?? '';
      if (acceptsMetricsToken !== undefined && !acceptsMetricsToken(token)) throw new MetricsTokenRefused();
      const { contentType, text } = await renderMetrics();
      return { status: 200, body: new Raw(contentType, text) };
    },
  });
}
