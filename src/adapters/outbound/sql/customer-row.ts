import { Customer } from '../../../domain/customer/customer.js';
import type { Channel, CustomerStatus } from '../../../domain/customer/customer-details.js';
import type { Environment, Tenant } from '../../../domain/organization/tenant.js';
import type { JsonObject } from '../../../domain/shared/json.js';
import { foldCase } from '../../../domain/shared/text.js';

export interface CustomerRow {
  organization_id: string;
  environment: Environment;
  customer_id: string;
  name: string;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  phone_number: string | null;
  whatsapp_number: string | null;
  country: string | null;
  state: string | null;
  city: string | null;
  address: string | null;
  postal_code: string | null;
  date_of_birth: string | null;
  is_business: number;
  channels: string;
  is_loyalty_member: number;
  customer_status: CustomerStatus;
  lifetime_value_cents: number;
  acquired_at: number;
  metadata: string;
  phone_key: string | null;
  whatsapp_key: string | null;
  unique_email_key: string | null;
  folded_name: string;
  folded_email: string | null;
  has_bought: number;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
}

/** Every column that is written; the generated one is not among them. */
export const CUSTOMER_COLUMNS = [
  'organization_id',
  'environment',
  'customer_id',
  'name',
  'first_name',
  'last_name',
  'email',
  'phone_number',
  'whatsapp_number',
  'country',
  'state',
  'city',
  'address',
  'postal_code',
  'date_of_birth',
  'is_business',
  'channels',
  'is_loyalty_member',
  'customer_status',
  'lifetime_value_cents',
  'acquired_at',
  'metadata',
  'phone_key',
  'whatsapp_key',
  'unique_email_key',
  'has_bought',
  'created_at',
  'updated_at',
  'deleted_at',
] as const satisfies readonly (keyof CustomerRow)[];

export function rowOfCustomer(tenant: Tenant, { state }: Customer): CustomerRow {
  const { details, keys } = state;
  return {
    organization_id: tenant.organizationId,
    environment: tenant.environment,
    customer_id: state.id,
    name: details.name,
    first_name: details.firstName,
    last_name: details.lastName,
    email: details.email,
    phone_number: details.phoneNumber,
    whatsapp_number: details.whatsappNumber,
    country: details.country,
    state: details.state,
    city: details.city,
    address: details.address,
    postal_code: details.postalCode,
    date_of_birth: details.dateOfBirth,
    is_business: Number(details.isBusiness),
    channels: details.preferredChannels.join(','),
    is_loyalty_member: Number(details.isLoyaltyMember),
    customer_status: details.status,
    lifetime_value_cents: details.lifetimeValueCents,
    acquired_at: details.acquiredAt,
    metadata: JSON.stringify(details.metadata),
    phone_key: keys.phoneKey,
    whatsapp_key: keys.whatsappKey,
    unique_email_key: keys.uniqueEmailKey,
    folded_name: foldCase(details.name),
    folded_email: details.email === null ? null : foldCase(details.email),
    has_bought: Number(state.hasBought),
    created_at: state.createdAt,
    updated_at: state.updatedAt,
    deleted_at: state.deletedAt,
  };
}

export type StoredCustomerRow = Pick<CustomerRow, (typeof CUSTOMER_COLUMNS)[number]>;

export function customerOfRow(row: StoredCustomerRow): Customer {
  return Customer.fromState({
    id: row.customer_id,
    details: {
      name: row.name,
      firstName: row.first_name,
      lastName: row.last_name,
      email: row.email,
      phoneNumber: row.phone_number,
      whatsappNumber: row.whatsapp_number,
      country: row.country,
      state: row.state,
      city: row.city,
      address: row.address,
      postalCode: row.postal_code,
      dateOfBirth: row.date_of_birth,
      isBusiness: Boolean(row.is_business),
      preferredChannels: row.channels === '' ? [] : (row.channels.split(',') as Channel[]),
      isLoyaltyMember: Boolean(row.is_loyalty_member),
      status: row.customer_status,
      lifetimeValueCents: row.lifetime_value_cents,
      acquiredAt: row.acquired_at,
      metadata: JSON.parse(row.metadata) as JsonObject,
    },
    keys: { phoneKey: row.phone_key, whatsappKey: row.whatsapp_key, uniqueEmailKey: row.unique_email_key },
    hasBought: Boolean(row.has_bought),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  });
}

export function tenantColumns({ organizationId, environment }: Tenant): {
  organization_id: string;
  environment: Environment;
} {
  return { organization_id: organizationId, environment };
}
