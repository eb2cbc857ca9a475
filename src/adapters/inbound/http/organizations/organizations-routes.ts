import type { ChangeOrganization } from '../../../../application/organization/change-organization.js';
import type { CreateOrganization } from '../../../../application/organization/create-organization.js';
import type { GetOrganization } from '../../../../application/organization/get-organization.js';
import type { IssueApiKey } from '../../../../application/organization/issue-api-key.js';
import type { ListApiKeys } from '../../../../application/organization/list-api-keys.js';
import type { ListOrganizations } from '../../../../application/organization/list-organizations.js';
import type { RevokeApiKey } from '../../../../application/organization/revoke-api-key.js';
import { errorBody, errorSchema } from '../error-shape.js';
import { repetitionFaults } from '../joi.js';
import { route, type Door, type Route } from '../route.js';
import {
  changesOf,
  presentApiKey,
  presentIssuedKey,
  presentOrganization,
  termsOf,
  type ApiKeyBody,
  type OrganizationBody,
} from './organizations-presenter.js';
import * as schemas from './organizations-schemas.js';

export interface OrganizationsDeps {
  readonly createOrganization: CreateOrganization;
  readonly listOrganizations: ListOrganizations;
  readonly getOrganization: GetOrganization;
  readonly changeOrganization: ChangeOrganization;
  readonly issueApiKey: IssueApiKey;
  readonly listApiKeys: ListApiKeys;
  readonly revokeApiKey: RevokeApiKey;
}

export function organizationsDoor(deps: OrganizationsDeps): Door {
  return {
    name: 'Administration',
    description: "For the operator's own services: organizations and their API keys.",
    prefixes: ['/organizations'],
    isRateLimited: true,
    errorSchema,
    errorBody,
    routes: [
      createRoute(deps),
      listRoute(deps),
      getRoute(deps),
      changeRoute(deps),
      issueKeyRoute(deps),
      listKeysRoute(deps),
      revokeKeyRoute(deps),
    ],
  };
}

function createRoute({ createOrganization }: OrganizationsDeps): Route {
  return route<'service', object, OrganizationBody & { id?: string; name: string }>({
    method: 'post',
    path: '/organizations',
    name: 'createOrganization',
    summary: 'Creates an organization',
    security: 'service',
    body: { schema: schemas.newOrganization },
    answers: {
      201: {
        description: 'The new organization',
        schema: schemas.organization,
        headers: { Location: 'The path of the new organization' },
      },
    },
    refusals: [409],
    async handle({ body }) {
      const own = body.id === undefined ? {} : { id: body.id };
      const organization = await createOrganization.execute({ ...own, ...changesOf(body), name: body.name });
      return {
        status: 201,
        body: presentOrganization(organization),
        headers: { Location: `/organizations/${organization.id}` },
      };
    },
  });
}

function listRoute({ listOrganizations }: OrganizationsDeps): Route {
  return route<'service', { pageSize: number; cursor?: string }>({
    method: 'get',
    path: '/organizations',
    name: 'listOrganizations',
    summary: 'Lists organizations by id',
    security: 'service',
    query: schemas.listQuery,
    answers: { 200: { description: 'One page of organizations', schema: schemas.organizationPage } },
    async handle({ query }) {
      const { organizations, nextCursor } = await listOrganizations.execute(query);
      const pagination = { pageSize: query.pageSize, nextCursor };
      return { status: 200, body: { organizations: organizations.map(presentOrganization), pagination } };
    },
  });
}

function getRoute({ getOrganization }: OrganizationsDeps): Route {
  return route({
    method: 'get',
    path: '/organizations/:id',
    name: 'getOrganization',
    summary: 'Shows an organization',
    security: 'service',
    answers: { 200: { description: 'The organization', schema: schemas.organization } },
    refusals: [404],
    async handle({ params: { id = '' } }) {
      return { status: 200, body: presentOrganization(await getOrganization.execute({ organizationId: id })) };
    },
  });
}

function changeRoute({ changeOrganization }: OrganizationsDeps): Route {
  return route<'service', object, OrganizationBody>({
    method: 'patch',
    path: '/organizations/:id',
    name: 'changeOrganization',
    takesItsTime: true,
    summary: 'Changes just the fields sent; a new policy is applied to existing customers too',
    security: 'service',
    body: { schema: schemas.organizationChanges },
    answers: { 200: { description: 'The whole organization', schema: schemas.organization } },
    refusals: [404, 409],
    async handle({ params: { id = '' }, body }) {
      const organization = await changeOrganization.execute({ organizationId: id, changes: changesOf(body) });
      return { status: 200, body: presentOrganization(organization) };
    },
  });
}

function issueKeyRoute({ issueApiKey }: OrganizationsDeps): Route {
  return route<'service', object, ApiKeyBody>({
    method: 'post',
    path: '/organizations/:id/api-keys',
    name: 'issueApiKey',
    summary: 'Issues an API key',
    security: 'service',
    body: { schema: schemas.newApiKey, faults: (body) => repetitionFaults(body, 'scopes') },
    answers: { 201: { description: 'The only time that the key is shown', schema: schemas.issuedApiKey } },
    refusals: [404],
    async handle({ params: { id = '' }, body }) {
      const { apiKey, plainText } = await issueApiKey.execute({ organizationId: id, ...termsOf(body) });
      return { status: 201, body: presentIssuedKey(apiKey, plainText) };
    },
  });
}

function listKeysRoute({ listApiKeys }: OrganizationsDeps): Route {
  return route({
    method: 'get',
    path: '/organizations/:id/api-keys',
    name: 'listApiKeys',
    summary: 'Lists API keys, oldest first, revoked ones too',
    security: 'service',
    answers: { 200: { description: 'The keys, without their secrets', schema: schemas.apiKeys } },
    refusals: [404],
    async handle({ params: { id = '' } }) {
      const apiKeys = await listApiKeys.execute({ organizationId: id });
      return { status: 200, body: { api_keys: apiKeys.map(presentApiKey) } };
    },
  });
}

function revokeKeyRoute({ revokeApiKey }: OrganizationsDeps): Route {
  return route({
    method: 'delete',
    path: '/organizations/:id/api-keys/:keyId',
    name: 'revokeApiKey',
    summary: 'Revokes an API key at once; revoking it again changes nothing',
    security: 'service',
    answers: { 200: { description: 'The revoked key', schema: schemas.apiKey } },
    refusals: [404],
    async handle({ params: { id = '', keyId = '' } }) {
      return { status: 200, body: presentApiKey(await revokeApiKey.execute({ organizationId: id, keyId })) };
    },
  });
}
