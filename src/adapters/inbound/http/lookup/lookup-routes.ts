import type { LookUpBatch } from '../../../../application/lookup/look-up-batch.js';
import type { LookUpCustomer } from '../../../../application/lookup/look-up-customer.js';
import type { LookUpScope } from '../../../../application/lookup/phone-look-up.js';
import type { Environment } from '../../../../domain/organization/tenant.js';
import { faultAt, ValidationFailed } from '../../../../domain/shared/fault.js';
import type { OrganizationCaller, ServiceCaller } from '../caller.js';
import { route, type Door, type Route } from '../route.js';
import { errorBody, presentAnswer, presentOutcome } from './lookup-presenter.js';
import * as schemas from './lookup-schemas.js';

export interface LookUpDeps {
  readonly lookUpCustomer: LookUpCustomer;
  readonly lookUpBatch: LookUpBatch;
}

interface ScopeInput {
  readonly company_id?: string | null;
  readonly environment?: Environment;
}

interface LookUpInput extends ScopeInput {
  readonly phone_number?: string | null;
}

const looking = { serviceOrApiKey: 'lookup' } as const;

export function lookUpDoor(deps: LookUpDeps): Door {
  return {
    name: 'Look-up',
    description: 'For services that authorize and route: whose customer is this number?',
    prefixes: ['/lookup'],
    isRateLimited: true,
    errorSchema: schemas.error,
    errorBody,
    routes: [lookUpByPost(deps), lookUpByGet(deps), lookUpMany(deps)],
  };
}

function lookUpByPost({ lookUpCustomer }: LookUpDeps): Route {
  return route<typeof looking, object, LookUpInput>({
    method: 'post',
    path: '/lookup',
    name: 'lookUp',
    summary: 'Finds whose customer a phone number is',
    security: looking,
    body: { schema: schemas.lookUp },
    answers: { 200: { description: 'The customer', schema: schemas.foundCustomer } },
    refusals: [404, 409],
    async handle({ caller, body }) {
      const answer = await lookUpCustomer.execute({
        phoneNumber: body.phone_number ?? '',
        scope: scopeOf(caller, body),
      });
      return { status: 200, body: presentAnswer(answer) };
    },
  });
}

function lookUpByGet({ lookUpCustomer }: LookUpDeps): Route {
  return route<typeof looking, LookUpInput>({
    method: 'get',
    path: '/lookup',
    name: 'lookUpByQuery',
    summary: 'Finds whose customer a phone number is',
    security: looking,
    query: schemas.lookUpQuery,
    answers: { 200: { description: 'The customer', schema: schemas.foundCustomer } },
    refusals: [404, 409],
    async handle({ caller, query }) {
      const phoneNumber = withPlus(query.phone_number ?? '');
      const answer = await lookUpCustomer.execute({ phoneNumber, scope: scopeOf(caller, query) });
      return { status: 200, body: presentAnswer(answer) };
    },
  });
}

interface BatchInput extends ScopeInput {
  readonly phone_numbers: readonly unknown[];
}

function lookUpMany({ lookUpBatch }: LookUpDeps): Route {
  return route<typeof looking, object, BatchInput>({
    method: 'post',
    path: '/lookup/batch',
    name: 'lookUpBatch',
    summary: 'Finds whose customers up to 1000 phone numbers are',
    security: looking,
    body: { schema: schemas.lookUpBatch },
    answers: { 200: { description: 'One result for each number, in their order', schema: schemas.batchResults } },
    async handle({ caller, body }) {
      const phoneNumbers = body.phone_numbers.map((given) => (typeof given === 'string' ? given : undefined));
      const scope = scopeOf(caller, body);
      const outcomes = await lookUpBatch.execute({ phoneNumbers, scope });
      const results = outcomes.map((outcome, index) => presentOutcome(body.phone_numbers[index], outcome));
      return { status: 200, body: { results } };
    },
  });
}

/** An unescaped + arrives as a space: whoever forgets to write %2B means a plus all the same. */
function withPlus(phoneNumber: string): string {
  return phoneNumber.replace(/^(\w+:)? (?=\d)/, '$1+');
}

/** To an API key, another company's customers are nobody's. */
function scopeOf(caller: OrganizationCaller | ServiceCaller, { company_id, environment }: ScopeInput): LookUpScope {
  const company = company_id === undefined || company_id === null ? {} : { companyId: company_id };
  if (caller.kind === 'service') return { environment: environment ?? 'live', ...company };
  const { tenant } = caller;
  if (environment !== undefined && environment !== tenant.environment) {
    throw new ValidationFailed([
      faultAt('environment', `is ${tenant.environment} for this API key; only a service key chooses it`),
    ]);
  }
  return { ...tenant, ...company };
}
