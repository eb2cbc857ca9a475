import Joi from 'joi';
import { ENVIRONMENTS } from '../../../../domain/organization/tenant.js';
import { answer, named } from '../joi.js';

export const MAX_BATCH = 1000;

const scope = {
  company_id: Joi.string().max(64).allow(null).description('Settles which organization is meant.'),
  environment: Joi.string()
    .valid(...ENVIRONMENTS)
    .description('For service keys; live when left out. An API key looks up its own environment.'),
};

const phoneNumber = Joi.string()
  .max(128)
  .allow('', null)
  .description(
    'Required. With its country (+…) in any usual spelling, or as the default country of the organization writes it; a leading `whatsapp:` or `tel:` is dropped.',
  );

/** Without a phone number, the use case says so in the sentence that callers know. */
export const lookUp = named('LookUp', Joi.object({ phone_number: phoneNumber, ...scope }));

export const lookUpQuery = Joi.object({ phone_number: phoneNumber, ...scope });

export const lookUpBatch = named(
  'LookUpBatch',
  Joi.object({ phone_numbers: Joi.array().max(MAX_BATCH).required(), ...scope }),
);

const found = { customer_id: Joi.string(), company_id: Joi.string(), company_name: Joi.string() };

export const foundCustomer = named('FoundCustomer', answer(found));

export const error = named(
  'LookUpError',
  Joi.object({
    error: Joi.string().required(),
    company_ids: Joi.array().items(Joi.string()),
    request_id: Joi.string(),
  }),
);

export const batchResults = named(
  'LookUpResults',
  answer({
    results: Joi.array().items(
      Joi.object({
        phone_number: Joi.string().allow('', null).required(),
        status: Joi.number().valid(200, 400, 404, 409).required(),
        ...found,
        error: Joi.string(),
        company_ids: Joi.array().items(Joi.string()),
      }),
    ),
  }),
);
