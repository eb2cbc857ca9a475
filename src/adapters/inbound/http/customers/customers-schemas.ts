import Joi from 'joi';
import { CHANNELS, CUSTOMER_STATUSES } from '../../../../domain/customer/customer-details.js';
import {
  LIFETIME_VALUE_DECIMALS,
  MAX_ADDRESS_LENGTH,
  MAX_LIFETIME_VALUE,
  MAX_NAME_LENGTH,
  MAX_NAME_PART_LENGTH,
  MAX_PLACE_LENGTH,
  MAX_POSTAL_CODE_LENGTH,
} from '../../../../domain/customer/customer-faults.js';
import { metadataProblem } from '../../../../domain/customer/metadata.js';
import { ENVIRONMENTS } from '../../../../domain/organization/tenant.js';
import { faultAt, type Fault } from '../../../../domain/shared/fault.js';
import { documentProblem, type JsonObject } from '../../../../domain/shared/json.js';
import {
  AMOUNT_DECIMALS,
  MAX_AMOUNT,
  MAX_DESCRIPTION_LENGTH,
  TRANSACTION_STATUSES,
} from '../../../../domain/transaction/transaction.js';
import { CURRENCY_PROBLEM, isCurrencyCode } from '../../../../domain/transaction/currency.js';
import {
  answer,
  email,
  filledText,
  instant,
  instantAnswer,
  money,
  named,
  pastDay,
  phone,
  recordId,
  repetitionFaults,
  someOf,
  text,
} from '../joi.js';

/** Judged here already, so that its faults are listed along with all others. */
function metadataJudgedBy(problemOf: (metadata: JsonObject) => string | undefined): Joi.Schema {
  return Joi.object()
    .unknown(true)
    .allow(null)
    .custom((value: JsonObject, helpers) => {
      const problem = problemOf(value);
      return problem === undefined ? value : helpers.message({ custom: problem });
    })
    .description('Up to 50 keys and 8 kB; `__proto__`, `constructor` and `prototype` are refused at any depth.');
}

const optionalFields = {
  first_name: filledText(MAX_NAME_PART_LENGTH).allow(null),
  last_name: filledText(MAX_NAME_PART_LENGTH).allow(null),
  email: email().allow(null),
  email_address: email().allow(null).meta({ deprecated: true }).description('The older spelling of `email`.'),
  phone_number: phone().allow(null).description('Kept as written; found by whatever spelling of the same number.'),
  whatsapp_number: phone().allow(null),
  country: text(MAX_PLACE_LENGTH).allow(null, ''),
  state: text(MAX_PLACE_LENGTH).allow(null, ''),
  city: text(MAX_PLACE_LENGTH).allow(null, ''),
  address: text(MAX_ADDRESS_LENGTH).allow(null, ''),
  postal_code: text(MAX_POSTAL_CODE_LENGTH).allow(null, ''),
  date_of_birth: pastDay().allow(null).description('A real past day, YYYY-MM-DD.'),
  is_business: Joi.boolean().allow(null),
  preferred_communication_channels: someOf(CHANNELS).allow(null),
  is_loyalty_member: Joi.string().valid('y', 'n', null),
  customer_status: Joi.string().valid(...CUSTOMER_STATUSES, null),
  lifetime_value: money(LIFETIME_VALUE_DECIMALS, MAX_LIFETIME_VALUE).allow(null).description('Up to two decimals.'),
  customer_acquisition_date: instant().allow(null),
};

const NAMINGS = [['name'], ['first_name', 'last_name']].map((names) => ({
  required: names,
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
}));

export const newCustomer = named(
  'NewCustomer',
  Joi.object({
    name: filledText(MAX_NAME_LENGTH).allow(null),
    ...optionalFields,
    metadata: metadataJudgedBy(metadataProblem),
  })
    .description('A name is required: `name`, or `first_name` with `last_name`. Everything else is optional.')
    .meta({ schema: { anyOf: NAMINGS } }),
);

export const customerChanges = named(
  'CustomerChanges',
  Joi.object({ name: filledText(MAX_NAME_LENGTH), ...optionalFields, metadata: metadataJudgedBy(documentProblem) })
    .min(1)
    .messages({ 'object.min': 'must change at least one field' })
    .description('Just the fields sent change; `null` clears an optional one.'),
);

export function customerChangesFaults(body: Readonly<Record<string, unknown>>): readonly Fault[] {
  const { email: address, email_address: older } = body;
  const differ = address !== undefined && older !== undefined && address !== older;
  return [
    ...(differ ? [faultAt('email_address', 'must equal email when both are sent')] : []),
    ...repetitionFaults(body, 'preferred_communication_channels'),
  ];
}

export function newCustomerFaults(body: Readonly<Record<string, unknown>>): readonly Fault[] {
  const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
  const hasName = isGiven(body['name']) || (isGiven(body['first_name']) && isGiven(body['last_name']));
  return [
    ...(hasName ? [] : [faultAt('name', 'should not be empty: send name, or first_name with last_name')]),
    ...customerChangesFaults(body),
  ];
}

const nullableText = Joi.string().allow(null, '');

export const customer = named(
  'Customer',
  answer({
    customer_id: Joi.string(),
    organization_id: Joi.string(),
    name: Joi.string(),
    first_name: nullableText,
    last_name: nullableText,
    email: nullableText,
    email_address: nullableText.meta({ deprecated: true }),
    phone_number: nullableText,
    whatsapp_number: nullableText,
    country: nullableText,
    state: nullableText,
    city: nullableText,
    address: nullableText,
    postal_code: nullableText,
    date_of_birth: nullableText,
    is_business: Joi.boolean(),
    preferred_communication_channels: Joi.array().items(Joi.string().valid(...CHANNELS)),
    is_loyalty_member: Joi.string().valid('y', 'n'),
    customer_status: Joi.string().valid(...CUSTOMER_STATUSES),
    lifetime_value: Joi.number(),
    customer_acquisition_date: instantAnswer(),
    metadata: Joi.object().unknown(true),
    environment: Joi.string().valid(...ENVIRONMENTS),
    created_at: instantAnswer(),
    updated_at: instantAnswer(),
  }),
);

export const listQuery = Joi.object({
  search: Joi.string().max(255).allow('').description('Part of the name or the e-mail address, whatever its case.'),
  type: Joi.string().valid('business', 'individual', 'all').default('all'),
  status: Joi.string()
    .valid('active', 'inactive', 'all')
    .default('all')
    .description('active: has at least one completed or refunded transaction.'),
  customer_status: Joi.string().valid(...CUSTOMER_STATUSES),
  page: Joi.number().integer().min(1).max(1_000_000_000),
  pageSize: Joi.number().integer().min(1).max(200).default(50),
  cursor: Joi.string()
    .max(512)
    .description('The `nextCursor` of the page before, with the same filters; instead of `page`.'),
})
  .oxor('page', 'cursor')
  .messages({ 'object.oxor': 'takes page or cursor, not both' });

export const customerPage = named(
  'CustomerPage',
  answer({
    customers: Joi.array().items(customer),
    pagination: answer({
      page: Joi.number().integer().allow(null).description('null when the page was asked for by cursor.'),
      pageSize: Joi.number().integer(),
      totalCount: Joi.number().integer(),
      totalPages: Joi.number().integer(),
      nextCursor: Joi.string().allow(null),
    }),
  }),
);

export const message = answer({ message: Joi.string() });
export const seeded = answer({ message: Joi.string(), customers: Joi.array().items(customer) });

export const newTransaction = named(
  'NewTransaction',
  Joi.object({
    transaction_id: recordId().description(
      'Yours; with it, sending the same again is safe, and a later call may move the status on.',
    ),
    gross_amount: money(AMOUNT_DECIMALS, MAX_AMOUNT).required().description('Up to three decimals.'),
    currency_code: Joi.string()
      .pattern(/^[A-Z]{3}$/)
      .messages({ 'string.pattern.base': CURRENCY_PROBLEM })
      .custom((value: string, helpers) =>
        isCurrencyCode(value) ? value : helpers.message({ custom: CURRENCY_PROBLEM }),
      )
      .required(),
    status: Joi.string()
      .valid(...TRANSACTION_STATUSES)
      .description('pending when left out of the first call.'),
    description: text(MAX_DESCRIPTION_LENGTH).allow(null, ''),
    created_at: instant().description('Now when left out of the first call.'),
  }),
);

export const transaction = named(
  'Transaction',
  answer({
    transaction_id: Joi.string(),
    description: nullableText,
    gross_amount: Joi.number(),
    currency_code: Joi.string(),
    created_at: instantAnswer(),
    status: Joi.string().valid(...TRANSACTION_STATUSES),
  }),
);

export const transactionsQuery = Joi.object({
  limit: Joi.number().integer().min(1).max(1000).default(200),
  cursor: Joi.string().max(512).description('From the `Link` header of the page before.'),
});

export const transactions = Joi.array().items(transaction);
