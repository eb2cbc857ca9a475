import type Joi from 'joi';
import { errorSchema } from '../error-shape.js';
import type { AnswerRule, Door, Route, Security } from '../route.js';
import { componentNameOf, jsonSchemaOf, type JsonSchema } from './json-schema.js';

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'What was sent is not valid; every fault is listed',
  401: 'The credential is missing or wrong',
  403: 'The credential does not allow this',
  404: 'There is no such thing for this caller',
  409: 'It is in conflict with what is stored',
  413: 'The body is larger than 256 kB',
  415: 'The body has the wrong content type',
  429: 'Too many requests; wait as long as Retry-After says',
  500: 'A defect of ours; quote the request id',
  503: 'The storage does not answer; try again after Retry-After',
};

/** OpenAPI 3.1 of every route and nothing else, made from the objects that serve them. */
export function openApiDocument(doors: readonly Door[], version: string): JsonSchema {
  const components = new Components();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const door of doors) {
    for (const route of door.routes) {
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [route.method]: operationOf(route, door, components) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Clientele',
      version,
      description: 'Who is this customer, and whose customer is it?',
    },
    tags: doors.map(({ name, description }) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        metricsToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'Guards the metrics where the operator has set one.',
        },
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'x-api-key',
          description: 'One organization in one environment.',
        },
        serviceKey: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Service-Key',
          description: "A service of the operator's own.",
        },
      },
      schemas: components.schemas,
    },
  };
}

function operationOf(route: Route, door: Door, components: Components): JsonSchema {
  return {
    operationId: route.name,
    summary: route.summary,
    tags: [door.name],
    ...securityOf(route.security),
    parameters: parametersOf(route),
    ...(route.body === undefined
      ? {}
      : { requestBody: bodyOf(route.body.schema, route.body.alsoTypes ?? [], components) }),
    responses: responsesOf(route, door, components),
  };
}

function securityOf(security: Security): JsonSchema {
  if (security === 'open') return { security: [] };
  if (security === 'metrics') return { security: [{}, { metricsToken: [] }] };
  if (security === 'service') return { security: [{ serviceKey: [] }] };
  const scope = 'apiKey' in security ? security.apiKey : security.serviceOrApiKey;
  const description = `Needs the scope \`${scope}\`.`;
  return { description, security: 'apiKey' in security ? [{ apiKey: [] }] : [{ apiKey: [] }, { serviceKey: [] }] };
}

function parametersOf({ path, query }: Route): JsonSchema[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const properties = query === undefined ? {} : (jsonSchemaOf(query)['properties'] as Record<string, JsonSchema>);
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => {
    return { name, in: 'query', required: false, ...(description === undefined ? {} : { description }), schema };
  });
  return [...inPath, ...inQuery];
}

function bodyOf(schema: Joi.Schema, alsoTypes: readonly string[], components: Components): JsonSchema {
  const content = { schema: components.reference(schema) };
  return {
    required: true,
    content: Object.fromEntries(['application/json', ...alsoTypes].map((type) => [type, content])),
  };
}

function responsesOf(route: Route, door: Door, components: Components): JsonSchema {
  const refusals = [...(route.refusals ?? []), ...commonRefusals(route, door)].filter(
    (status) => !(status in route.answers),
  );
  const errors = [...new Set(refusals)].map((status) => [status, refusalOf(status, door, components)]);
  const limits = door.isRateLimited ? rateLimitHeaders : {};
  const answers = Object.entries(route.answers).map(([status, rule]) => [status, answerOf(rule, limits, components)]);
  return Object.fromEntries([...answers, ...errors]) as JsonSchema;
}

/** Any route can be asked with a malformed URL or body, while the storage is down, or when we have a defect. */
function commonRefusals({ security }: Route, { isRateLimited }: Door): number[] {
  return [
    400,
    ...(security === 'open' ? [] : [401, 429]),
    ...(typeof security === 'string' ? [] : [403]),
    413,
    415,
    ...(isRateLimited ? [429] : []),
    500,
    503,
  ];
}

function answerOf(
  { description, schema, contentType = 'application/json', headers = {} }: AnswerRule,
  limits: JsonSchema,
  components: Components,
): JsonSchema {
  const content = schema === undefined ? { schema: { type: 'string' } } : { schema: components.reference(schema) };
  const headersOut = Object.fromEntries(
    Object.entries(headers).flatMap(([name, text]) => Object.entries(headerOf(name, text))),
  );
  return {
    description,
    headers: { ...headersOut, ...limits, ...requestIdHeader },
    content: { [contentType]: content },
  };
}

function refusalOf(status: number, { errorSchema: schema }: Door, components: Components): JsonSchema {
  const reference = schema === errorSchema ? components.add('Error', schema) : components.reference(schema);
  const headers = {
    ...requestIdHeader,
    ...(status === 401 ? headerOf('WWW-Authenticate', 'What to authenticate with') : {}),
    ...(status === 429 || status === 503 ? headerOf('Retry-After', 'So many seconds') : {}),
  };
  return { description: REFUSALS[status], headers, content: { 'application/json': { schema: reference } } };
}

function headerOf(name: string, description: string): JsonSchema {
  return { [name]: { description, schema: { type: 'string' } } };
}

const rateLimitHeaders = {
  ...headerOf('RateLimit-Policy', 'How many requests in how many seconds (IETF draft 8)'),
  ...headerOf('RateLimit', 'How many are left, and for how long'),
};

const requestIdHeader = headerOf('X-Request-Id', 'The one sent, when it was acceptable, or one made for this request');

/** Named schemas, written once; wherever the same shape stands inside another it is referred to. */
class Components {
  readonly schemas: Record<string, JsonSchema> = {};
  readonly #names = new Map<string, string>();

  reference(schema: Joi.Schema): JsonSchema {
    const name = componentNameOf(schema);
    return name === undefined ? this.withReferences(jsonSchemaOf(schema)) : this.add(name, schema);
  }

  add(name: string, schema: Joi.Schema): JsonSchema {
    const made = jsonSchemaOf(schema);
    if (this.schemas[name] === undefined) {
      this.schemas[name] = this.withReferences(made);
      this.#names.set(JSON.stringify(made), name);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  private withReferences(schema: JsonSchema): JsonSchema {
    return mapSchema(schema, (inner) => {
      const name = this.#names.get(JSON.stringify(inner));
      return name === undefined ? undefined : { $ref: `#/components/schemas/${name}` };
    }) as JsonSchema;
  }
}

function mapSchema(value: unknown, replace: (schema: object) => object | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => mapSchema(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return (
    replace(value) ?? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapSchema(inner, replace)]))
  );
}
