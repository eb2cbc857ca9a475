import type { Organization } from '../../domain/organization/organization.js';
import type { DefaultCountry } from '../../domain/customer/phone-number.js';

export interface OrganizationRepository {
  /** Fails with OrganizationIdTaken. */
  add(organization: Organization): Promise<void>;
  find(id: string): Promise<Organization | undefined>;
  /** As with customers, `change` is pure and may run again. Fails with OrganizationNotFound. */
  update(id: string, change: (organization: Organization) => Organization): Promise<Organization>;
  /** In the order of their ids, those behind `afterId`. */
  list(limit: number, afterId?: string): Promise<readonly Organization[]>;
  /** Every default country that some organization has, once. */
  defaultCountries(): Promise<readonly DefaultCountry[]>;
}
