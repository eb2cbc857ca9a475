import type { DefaultCountry } from '../../domain/customer/phone-number.js';
import type { Environment, Tenant } from '../../domain/organization/tenant.js';
import type { Instant } from '../../domain/shared/instant.js';

export interface PhoneMatch {
  readonly phoneKey: string;
  readonly customerId: string;
  readonly createdAt: Instant;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly defaultCountry: DefaultCountry;
}

/** Finds live customers by the keys of their phone and WhatsApp numbers. The hottest path of the product. */
export interface PhoneDirectory {
  findByPhone(tenant: Tenant, phoneKeys: readonly string[]): Promise<readonly PhoneMatch[]>;

  /** The one question that is asked across the walls between organizations. */
  findByPhoneAcrossOrganizations(
    environment: Environment,
    phoneKeys: readonly string[],
  ): Promise<readonly PhoneMatch[]>;
}
