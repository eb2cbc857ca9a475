import Joi from 'joi';
import { COUNTRY_PROBLEM, isKnownCountry } from '../../../../domain/customer/phone-number.js';
import { MAX_API_KEY_NAME_LENGTH } from '../../../../domain/organization/api-key.js';
import { MAX_ORGANIZATION_NAME_LENGTH } from '../../../../domain/organization/organization.js';
import { SCOPES } from '../../../../domain/organization/scope.js';
import { ENVIRONMENTS } from '../../../../domain/organization/tenant.js';
import { answer, filledText, instant, instantAnswer, named, recordId, someOf } from '../joi.js';

const defaultCountry = Joi.string()
  .pattern(/^[A-Z]{2}$/)
  .messages({ 'string.pattern.base': COUNTRY_PROBLEM })
  .custom((value: string, helpers) => (isKnownCountry(value) ? value : helpers.message({ custom: COUNTRY_PROBLEM })))
  .allow(null)
  .description('National phone numbers are read as this country’s.');

const uniqueEmails = Joi.boolean().description('Whether one e-mail address belongs to at most one live customer.');

export const newOrganization = named(
  'NewOrganization',
  Joi.object({
    id: recordId(),
    name: filledText(MAX_ORGANIZATION_NAME_LENGTH).required(),
    default_country: defaultCountry,
    unique_emails: uniqueEmails,
  }),
);

export const organizationChanges = named(
  'OrganizationChanges',
  Joi.object({
    name: filledText(MAX_ORGANIZATION_NAME_LENGTH),
    default_country: defaultCountry,
    unique_emails: uniqueEmails,
  })
    .min(1)
    .messages({ 'object.min': 'must change at least one field' }),
);

export const organization = named(
  'Organization',
  answer({
    id: Joi.string(),
    name: Joi.string(),
    default_country: Joi.string().allow(null),
    unique_emails: Joi.boolean(),
    created_at: instantAnswer(),
    updated_at: instantAnswer(),
  }),
);

export const listQuery = Joi.object({
  pageSize: Joi.number().integer().min(1).max(200).default(50),
  cursor: Joi.string().max(512).description('The `nextCursor` of the page before.'),
});

export const organizationPage = named(
  'OrganizationPage',
  answer({
    organizations: Joi.array().items(organization),
    pagination: answer({ pageSize: Joi.number().integer(), nextCursor: Joi.string().allow(null) }),
  }),
);

export const newApiKey = named(
  'NewApiKey',
  Joi.object({
    environment: Joi.string()
      .valid(...ENVIRONMENTS)
      .required(),
    scopes: someOf(SCOPES).min(1).description('All when left out.'),
    name: filledText(MAX_API_KEY_NAME_LENGTH).allow(null),
    expires_at: instant().allow(null).description('Never when left out.'),
  }),
);

const apiKeyFields = {
  key_id: Joi.string(),
  environment: Joi.string().valid(...ENVIRONMENTS),
  scopes: Joi.array().items(Joi.string().valid(...SCOPES)),
  name: Joi.string().allow(null),
  expires_at: instantAnswer().allow(null),
  created_at: instantAnswer(),
};

export const issuedApiKey = named(
  'IssuedApiKey',
  answer({ ...apiKeyFields, api_key: Joi.string().description('Shown here, and never again.') }),
);

export const apiKey = named(
  'ApiKey',
  answer({ ...apiKeyFields, last_used_at: instantAnswer().allow(null), revoked_at: instantAnswer().allow(null) }),
);

export const apiKeys = answer({ api_keys: Joi.array().items(apiKey) });
