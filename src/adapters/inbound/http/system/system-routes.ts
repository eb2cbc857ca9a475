import Joi from 'joi';
import type { CheckReadiness, Readiness } from '../../../../application/system/check-readiness.js';
import { errorBody, errorSchema } from '../error-shape.js';
import { RouteNotFound } from '../http-errors.js';
import { answer } from '../joi.js';
import { Raw, route, type Answer, type Door, type Route } from '../route.js';
import { documentationPage, readAsset } from './swagger-ui.js';

export interface SystemDeps {
  readonly checkReadiness: CheckReadiness;
  readonly version: string;
  readonly openApiDocument: () => unknown;
  readonly renderMetrics: () => Promise<{ contentType: string; text: string }>;
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
const trouble = { message: Joi.string(), request_id: Joi.string() };
const readinessSchema = answer({ status: Joi.string().valid('ready'), checks: checksSchema });
const unreadinessSchema = answer({ status: Joi.string().valid('unready'), checks: checksSchema, ...trouble });
const apiHealthSchema = answer({ status: Joi.string().valid('healthy'), service: Joi.string(), version: Joi.string() });
const detailedFields = { service: Joi.string(), version: Joi.string(), checks: checksSchema };
const healthySchema = answer({ status: Joi.string().valid('healthy'), ...detailedFields });
const unhealthySchema = answer({ status: Joi.string().valid('unhealthy'), ...detailedFields, ...trouble });

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
      503: { description: 'They may not', schema: unreadinessSchema },
    },
    async handle({ requestId }) {
      const readiness = await checkReadiness.execute();
      return readinessAnswer(readiness, requestId, { status: readiness.isReady ? 'ready' : 'unready' });
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
      200: { description: 'All of them are well', schema: healthySchema },
      503: { description: 'Not all of them are', schema: unhealthySchema },
    },
    async handle({ requestId }) {
      const readiness = await checkReadiness.execute();
      return readinessAnswer(readiness, requestId, {
        status: readiness.isReady ? 'healthy' : 'unhealthy',
        service: 'clientele',
        version,
      });
    },
  });
}

function readinessAnswer({ isReady, checks }: Readiness, requestId: string, about: object): Answer {
  if (isReady) return { status: 200, body: { ...about, checks } };
  const message = checks.process === 'stopping' ? 'This process is stopping' : 'The storage does not answer';
  return { status: 503, body: { ...about, checks, message, request_id: requestId }, headers: { 'Retry-After': '5' } };
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

function metrics({ renderMetrics }: SystemDeps): Route {
  return route({
    method: 'get',
    path: '/metrics',
    name: 'metrics',
    summary: 'Metrics for Prometheus; guarded by a bearer token when one is set',
    security: 'metrics',
    answers: { 200: { description: 'Metrics', contentType: 'text/plain' } },
    async handle() {
      const { contentType, text } = await renderMetrics();
      return { status: 200, body: new Raw(contentType, text) };
    },
  });
}
