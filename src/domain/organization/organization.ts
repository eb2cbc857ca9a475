import type { CustomerPolicy } from '../customer/customer.js';
import { COUNTRY_PROBLEM, isKnownCountry } from '../customer/phone-number.js';
import { faultAt, ValidationFailed, type Fault } from '../shared/fault.js';
import type { Instant } from '../shared/instant.js';
import { isRecordId, RECORD_ID_PROBLEM } from '../shared/record-id.js';
import { isBlank, isStorableText } from '../shared/text.js';

export const MAX_ORGANIZATION_NAME_LENGTH = 255;

export interface OrganizationState extends CustomerPolicy {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface OrganizationChanges {
  readonly name?: string;
  readonly defaultCountry?: string | null;
  readonly uniqueEmails?: boolean;
}

/** A company whose customers are kept here. Immutable. */
export class Organization {
  private constructor(readonly state: OrganizationState) {}

  static found(
    id: string,
    { name, defaultCountry, uniqueEmails }: OrganizationChanges & { name: string },
    now: Instant,
  ): Organization {
    const policy = { defaultCountry: defaultCountry ?? null, uniqueEmails: uniqueEmails ?? false };
    return Organization.sound({ id, name, ...policy, createdAt: now, updatedAt: now });
  }

  static fromState(state: OrganizationState): Organization {
    return new Organization(Object.freeze({ ...state }));
  }

  get id(): string {
    return this.state.id;
  }

  change(changes: OrganizationChanges, now: Instant): Organization {
    return Organization.sound({ ...this.state, ...changes, updatedAt: now });
  }

  private static sound(state: OrganizationState): Organization {
    const faults = organizationFaults(state);
    if (faults.length > 0) throw new ValidationFailed(faults);
    return Organization.fromState(state);
  }
}

function organizationFaults({ id, name, defaultCountry }: OrganizationState): Fault[] {
  const faults: Fault[] = [];
  if (!isRecordId(id)) faults.push(faultAt('id', RECORD_ID_PROBLEM));
  if (isBlank(name) || name.length > MAX_ORGANIZATION_NAME_LENGTH || !isStorableText(name)) {
    faults.push(faultAt('name', `must be text of 1 to ${MAX_ORGANIZATION_NAME_LENGTH} characters`));
  }
  if (defaultCountry !== null && !isKnownCountry(defaultCountry)) {
    faults.push(faultAt('default_country', COUNTRY_PROBLEM));
  }
  return faults;
}
