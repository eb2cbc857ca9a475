import type { Instant } from '../shared/instant.js';
import type { JsonObject } from '../shared/json.js';

export const CHANNELS = ['email', 'text', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

export const CUSTOMER_STATUSES = ['active', 'inactive', 'canceled'] as const;
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];

/** What an organization knows about a customer, as it wrote it. */
export interface CustomerDetails {
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phoneNumber: string | null;
  readonly whatsappNumber: string | null;
  readonly country: string | null;
  readonly state: string | null;
  readonly city: string | null;
  readonly address: string | null;
  readonly postalCode: string | null;
  readonly dateOfBirth: string | null;
  readonly isBusiness: boolean;
  readonly preferredChannels: readonly Channel[];
  readonly isLoyaltyMember: boolean;
  readonly status: CustomerStatus;
  readonly lifetimeValueCents: number;
  readonly acquiredAt: Instant;
  readonly metadata: JsonObject;
}

/** Changes to some of the details; null clears one, which sets it back to its default. */
export type CustomerChanges = { readonly [Field in keyof CustomerDetails]?: CustomerDetails[Field] | null } & {
  /** Merged into the metadata key by key (RFC 7396), where `metadata` would replace it whole. */
  readonly metadataPatch?: JsonObject;
};

export function defaultDetails(acquiredAt: Instant): CustomerDetails {
  return {
    name: '',
    firstName: null,
    lastName: null,
    email: null,
    phoneNumber: null,
    whatsappNumber: null,
    country: null,
    state: null,
    city: null,
    address: null,
    postalCode: null,
    dateOfBirth: null,
    isBusiness: false,
    preferredChannels: [],
    isLoyaltyMember: false,
    status: 'active',
    lifetimeValueCents: 0,
    acquiredAt,
    metadata: {},
  };
}
