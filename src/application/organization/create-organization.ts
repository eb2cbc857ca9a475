import { Organization } from '../../domain/organization/organization.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';

export interface CreateOrganizationDeps {
  readonly organizations: OrganizationRepository;
  readonly ids: IdGenerator;
  readonly clock: Clock;
}

export interface CreateOrganizationInput {
  readonly id?: string;
  readonly name: string;
  readonly defaultCountry?: string | null;
  readonly uniqueEmails?: boolean;
}

export class CreateOrganization {
  constructor(private readonly deps: CreateOrganizationDeps) {}

  async execute({ id, ...about }: CreateOrganizationInput): Promise<Organization> {
    const { organizations, ids, clock } = this.deps;
    const organization = Organization.found(id ?? ids.newId(), about, clock.now());
    await organizations.add(organization);
    return organization;
  }
}
