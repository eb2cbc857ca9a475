import { PhoneBelongsToSeveral, PhoneMissing, PhoneNotFound, PhoneNotPossible } from '../../domain/customer/errors.js';
import {
  isPossiblePhoneNumber,
  namesItsCountry,
  phoneKey,
  withoutScheme,
  type DefaultCountry,
} from '../../domain/customer/phone-number.js';
import { tenantOf, type Environment } from '../../domain/organization/tenant.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';
import type { PhoneDirectory, PhoneMatch } from '../ports/phone-directory.js';

export interface PhoneLookUpDeps {
  readonly directory: PhoneDirectory;
  readonly organizations: OrganizationRepository;
}

export interface LookUpScope {
  readonly environment: Environment;
  /** The wall around the caller; services of the operator's own have none, and look across all organizations. */
  readonly organizationId?: string;
  /** Whose customers are meant, when the caller knows. */
  readonly companyId?: string;
}

export interface LookUpAnswer {
  readonly customerId: string;
  readonly organizationId: string;
  readonly organizationName: string;
}

/** Whose customers are these numbers? Serves one request; whatever its numbers need in common is asked once. */
export class PhoneLookUp {
  #countries: Promise<readonly DefaultCountry[]> | undefined;
  /** The only organization to look in; undefined for all of them. */
  readonly #organizationId: string | undefined;

  constructor(
    private readonly deps: PhoneLookUpDeps,
    private readonly scope: LookUpScope,
  ) {
    this.#organizationId = scope.organizationId ?? scope.companyId;
  }

  async whose(phoneNumber: string): Promise<LookUpAnswer> {
    const number = withoutScheme(phoneNumber);
    if (number === '') throw new PhoneMissing();
    if (!isPossiblePhoneNumber(number)) throw new PhoneNotPossible();
    const matches = await this.matchesOf(number);
    const oldest = matches.toSorted(byAge)[0];
    if (oldest === undefined) throw new PhoneNotFound(number);
    const organizationIds = [...new Set(matches.map((match) => match.organizationId))];
    if (organizationIds.length > 1) throw new PhoneBelongsToSeveral(organizationIds.toSorted());
    const { customerId, organizationId, organizationName } = oldest;
    return { customerId, organizationId, organizationName };
  }

  /** A national number means what it means in the customer's own organization: 0812… is one number in Indonesia, another in Senegal. */
  private async matchesOf(number: string): Promise<readonly PhoneMatch[]> {
    if (namesItsCountry(number)) return this.find([phoneKey(number, null)]);
    this.#countries ??= this.countries();
    const keys = new Map((await this.#countries).map((country) => [country, phoneKey(number, country)]));
    const matches = await this.find([...new Set(keys.values())]);
    return matches.filter((match) => match.phoneKey === keys.get(match.defaultCountry));
  }

  private async countries(): Promise<readonly DefaultCountry[]> {
    const organizationId = this.#organizationId;
    if (organizationId === undefined) return this.deps.organizations.defaultCountries();
    const organization = isRecordId(organizationId) ? await this.deps.organizations.find(organizationId) : undefined;
    return organization === undefined ? [] : [organization.state.defaultCountry];
  }

  private async find(phoneKeys: readonly string[]): Promise<readonly PhoneMatch[]> {
    const { environment, companyId } = this.scope;
    const organizationId = this.#organizationId;
    const isOutsideTheWall = companyId !== undefined && companyId !== organizationId;
    if (phoneKeys.length === 0 || isOutsideTheWall) return [];
    if (organizationId === undefined) return this.deps.directory.findByPhoneAcrossOrganizations(environment, phoneKeys);
    return isRecordId(organizationId)
      ? this.deps.directory.findByPhone(tenantOf(organizationId, environment), phoneKeys)
      : [];
  }
}

function byAge(one: PhoneMatch, other: PhoneMatch): number {
  return one.createdAt - other.createdAt || (one.customerId < other.customerId ? -1 : 1);
}
