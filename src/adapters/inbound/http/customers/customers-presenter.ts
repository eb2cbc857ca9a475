import type { Customer } from '../../../../domain/customer/customer.js';
import type {
  Channel,
  CustomerChanges,
  CustomerDetails,
  CustomerStatus,
} from '../../../../domain/customer/customer-details.js';
import { LIFETIME_VALUE_DECIMALS } from '../../../../domain/customer/customer-faults.js';
import type { Tenant } from '../../../../domain/organization/tenant.js';
import { formatInstant, parseInstant } from '../../../../domain/shared/instant.js';
import type { JsonObject } from '../../../../domain/shared/json.js';
import { fromUnits, toUnits } from '../../../../domain/shared/money.js';
import {
  AMOUNT_DECIMALS,
  type Transaction,
  type TransactionReport,
  type TransactionStatus,
} from '../../../../domain/transaction/transaction.js';

export const MERGE_PATCH = 'application/merge-patch+json';

/** A customer as callers send it, in either dialect. */
export interface CustomerBody {
  readonly name?: string | null;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly email?: string | null;
  readonly email_address?: string | null;
  readonly phone_number?: string | null;
  readonly whatsapp_number?: string | null;
  readonly country?: string | null;
  readonly state?: string | null;
  readonly city?: string | null;
  readonly address?: string | null;
  readonly postal_code?: string | null;
  readonly date_of_birth?: string | null;
  readonly is_business?: boolean | null;
  readonly preferred_communication_channels?: Channel[] | null;
  readonly is_loyalty_member?: 'y' | 'n' | null;
  readonly customer_status?: CustomerStatus | null;
  readonly lifetime_value?: number | null;
  readonly customer_acquisition_date?: string | null;
  readonly metadata?: JsonObject | null;
}

export function changesOf(body: CustomerBody, contentType = ''): CustomerChanges {
  const mergesMetadata = contentType === MERGE_PATCH && body.metadata !== undefined && body.metadata !== null;
  const changes: { [Field in keyof CustomerDetails]: CustomerDetails[Field] | null | undefined } = {
    name: body.name,
    firstName: body.first_name,
    lastName: body.last_name,
    email: body.email === undefined ? body.email_address : body.email,
    phoneNumber: body.phone_number,
    whatsappNumber: body.whatsapp_number,
    country: body.country,
    state: body.state,
    city: body.city,
    address: body.address,
    postalCode: body.postal_code,
    dateOfBirth: body.date_of_birth,
    isBusiness: body.is_business,
    preferredChannels: body.preferred_communication_channels,
    isLoyaltyMember: mapped(body.is_loyalty_member, (letter) => letter === 'y'),
    status: body.customer_status,
    lifetimeValueCents: mapped(body.lifetime_value, (value) => toUnits(value, LIFETIME_VALUE_DECIMALS)),
    acquiredAt: mapped(body.customer_acquisition_date, (text) => parseInstant(text)!),
    metadata: mergesMetadata ? undefined : body.metadata,
  };
  const sent = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  ) as CustomerChanges;
  return mergesMetadata ? { ...sent, metadataPatch: body.metadata } : sent;
}

export function presentCustomer({ organizationId, environment }: Tenant, { state }: Customer): object {
  const { details } = state;
  return {
    customer_id: state.id,
    organization_id: organizationId,
    name: details.name,
    first_name: details.firstName,
    last_name: details.lastName,
    email: details.email,
    email_address: details.email,
    phone_number: details.phoneNumber,
    whatsapp_number: details.whatsappNumber,
    country: details.country,
    state: details.state,
    city: details.city,
    address: details.address,
    postal_code: details.postalCode,
    date_of_birth: details.dateOfBirth,
    is_business: details.isBusiness,
    preferred_communication_channels: details.preferredChannels,
    is_loyalty_member: details.isLoyaltyMember ? 'y' : 'n',
    customer_status: details.status,
    lifetime_value: fromUnits(details.lifetimeValueCents, LIFETIME_VALUE_DECIMALS),
    customer_acquisition_date: formatInstant(details.acquiredAt),
    metadata: details.metadata,
    environment,
    created_at: formatInstant(state.createdAt),
    updated_at: formatInstant(state.updatedAt),
  };
}

export interface TransactionBody {
  readonly transaction_id?: string;
  readonly gross_amount: number;
  readonly currency_code: string;
  readonly status?: TransactionStatus;
  readonly description?: string | null;
  readonly created_at?: string;
}

export function reportOf(body: TransactionBody): TransactionReport {
  return {
    amountThousandths: toUnits(body.gross_amount, AMOUNT_DECIMALS),
    currencyCode: body.currency_code,
    ...(body.status === undefined ? {} : { status: body.status }),
    ...(body.description === undefined ? {} : { description: body.description }),
    ...(body.created_at === undefined ? {} : { createdAt: parseInstant(body.created_at)! }),
  };
}

export function presentTransaction({ state }: Transaction): object {
  return {
    transaction_id: state.id,
    description: state.description,
    gross_amount: fromUnits(state.amountThousandths, AMOUNT_DECIMALS),
    currency_code: state.currencyCode,
    created_at: formatInstant(state.createdAt),
    status: state.status,
  };
}

function mapped<In, Out>(value: In | null | undefined, map: (value: In) => Out): Out | null | undefined {
  if (value === undefined) return undefined;
  return value === null ? null : map(value);
}
