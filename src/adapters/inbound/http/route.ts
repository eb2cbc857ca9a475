import type Joi from 'joi';
import type { Fault } from '../../../domain/shared/fault.js';
import type { Scope } from '../../../domain/organization/scope.js';
import type { AnyCaller, OrganizationCaller, ServiceCaller } from './caller.js';
import type { Problem } from './errors.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Who may call; `metrics` is open unless a token guards it. The type of the caller that a handler gets follows from it.
 */
export type Security =
  'open' | 'metrics' | 'service' | { readonly apiKey: Scope } | { readonly serviceOrApiKey: Scope };

export type CallerOf<S extends Security> = S extends 'open' | 'metrics'
  ? AnyCaller
  : S extends 'service'
    ? ServiceCaller
    : S extends { apiKey: Scope }
      ? OrganizationCaller
      : OrganizationCaller | ServiceCaller;

export interface BodyRule {
  readonly schema: Joi.ObjectSchema;
  /** Faults that no schema can tell, listed together with the schema's own. */
  readonly faults?: (body: Readonly<Record<string, unknown>>) => readonly Fault[];
  /** In addition to application/json. */
  readonly alsoTypes?: readonly string[];
}

export interface Request<Query, Body, C> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** Without parameters, lower case; empty when there was no body. */
  readonly contentType: string;
  readonly requestId: string;
  readonly caller: C;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is no JSON: a page, a stylesheet, metrics. */
export class Raw {
  constructor(
    readonly contentType: string,
    readonly content: string | Buffer,
  ) {}
}

export interface AnswerRule {
  readonly description: string;
  readonly schema?: Joi.Schema;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route is one object; it is served from it, and the OpenAPI document is made from it. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly security: Security;
  readonly query?: Joi.ObjectSchema;
  readonly body?: BodyRule;
  readonly answers: Readonly<Record<number, AnswerRule>>;
  /** Refusals of this route's own, beyond those that every route of its security and body has. */
  readonly refusals?: readonly number[];
  /** Works through everything an organization has, step by step: each step has a time limit, all of them together have none. */
  readonly takesItsTime?: true;
  readonly handle: (request: Request<never, never, never>) => Promise<Answer>;
}

/** Checks a handler against its route's security, then forgets the types that only the handler needs. */
export function route<S extends Security, Query = Record<string, never>, Body = undefined>(
  description: Omit<Route, 'handle' | 'security'> & {
    readonly security: S;
    readonly handle: (request: Request<Query, Body, CallerOf<S>>) => Promise<Answer>;
  },
): Route {
  return description as unknown as Route;
}

/** One kind of callers, with a dialect of errors of its own. */
export interface Door {
  readonly name: string;
  readonly description: string;
  /** Errors under these paths take the door's shape. */
  readonly prefixes: readonly string[];
  readonly routes: readonly Route[];
  readonly isRateLimited: boolean;
  readonly errorSchema: Joi.Schema;
  readonly errorBody: (problem: Problem) => unknown;
}
