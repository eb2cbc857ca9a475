import { EmailTaken } from '../../domain/customer/errors.js';
import { EmailsNotUnique, OrganizationNotFound } from '../../domain/organization/errors.js';
import type { Organization, OrganizationChanges } from '../../domain/organization/organization.js';
import { ENVIRONMENTS, tenantOf } from '../../domain/organization/tenant.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import type { Clock } from '../ports/clock.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';

const CUSTOMERS_AT_ONCE = 500;

export interface ChangeOrganizationDeps {
  readonly organizations: OrganizationRepository;
  readonly customers: CustomerRepository;
  readonly clock: Clock;
}

/**
 * A new policy counts at once for new customers, then the keys of all existing ones are made anew, batch by batch.
 * Sending the same policy again makes them anew again: so it can be repeated after a crash half-way.
 */
export class ChangeOrganization {
  constructor(private readonly deps: ChangeOrganizationDeps) {}

  async execute({
    organizationId,
    changes,
  }: {
    organizationId: string;
    changes: OrganizationChanges;
  }): Promise<Organization> {
    const organization = await this.save(organizationId, changes);
    const policySent = changes.defaultCountry !== undefined || changes.uniqueEmails !== undefined;
    if (!policySent) return organization;
    try {
      await this.applyPolicy(organization);
      return organization;
    } catch (error) {
      if (!(error instanceof EmailTaken)) throw error;
      await this.applyPolicy(await this.save(organizationId, { uniqueEmails: false }));
      throw new EmailsNotUnique();
    }
  }

  private async save(organizationId: string, changes: OrganizationChanges): Promise<Organization> {
    if (!isRecordId(organizationId)) throw new OrganizationNotFound(organizationId);
    const now = this.deps.clock.now();
    return this.deps.organizations.update(organizationId, (organization) => organization.change(changes, now));
  }

  private async applyPolicy({ id, state: policy }: Organization): Promise<void> {
    for (const environment of ENVIRONMENTS) {
      const tenant = tenantOf(id, environment);
      let reached: string | undefined;
      do {
        reached = await this.deps.customers.updateNext(tenant, reached, CUSTOMERS_AT_ONCE, (customer) =>
          customer.underPolicy(policy),
        );
      } while (reached !== undefined);
    }
  }
}
