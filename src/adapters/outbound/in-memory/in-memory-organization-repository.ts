import type { OrganizationRepository } from '../../../application/ports/organization-repository.js';
import type { DefaultCountry } from '../../../domain/customer/phone-number.js';
import { OrganizationIdTaken, OrganizationNotFound } from '../../../domain/organization/errors.js';
import type { Organization } from '../../../domain/organization/organization.js';
import type { InMemoryDatabase } from './in-memory-database.js';
import { byId } from './order.js';

export class InMemoryOrganizationRepository implements OrganizationRepository {
  constructor(private readonly database: InMemoryDatabase) {}

  async add(organization: Organization): Promise<void> {
    if (this.database.organizations.has(organization.id)) throw new OrganizationIdTaken();
    this.database.organizations.set(organization.id, organization);
  }

  async find(id: string): Promise<Organization | undefined> {
    return this.database.organizations.get(id);
  }

  async update(id: string, change: (organization: Organization) => Organization): Promise<Organization> {
    const organization = this.database.organizations.get(id);
    if (organization === undefined) throw new OrganizationNotFound(id);
    const changed = change(organization);
    this.database.organizations.set(id, changed);
    return changed;
  }

  async list(limit: number, afterId?: string): Promise<readonly Organization[]> {
    return [...this.database.organizations.values()]
      .filter(({ id }) => afterId === undefined || id > afterId)
      .toSorted(byId)
      .slice(0, limit);
  }

  async defaultCountries(): Promise<readonly DefaultCountry[]> {
    return [...new Set([...this.database.organizations.values()].map(({ state }) => state.defaultCountry))];
  }
}
