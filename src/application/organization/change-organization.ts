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
 * A new policy counts at once for whatever is stored from then on, and then the keys of all existing customers are made
 * anew, batch by batch, always under the policy that holds at that moment: of several changes at once the last one wins
 * everywhere. Sending the same policy again walks again, so it can be repeated after a crash half-way.
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
    const { before, after } = await this.save(organizationId, changes);
    if (changes.defaultCountry === undefined && changes.uniqueEmails === undefined) return after;
    try {
      await this.applyPolicy(organizationId);
      return after;
    } catch (error) {
      if (!(error instanceof EmailTaken)) throw error;
      await this.save(organizationId, before.state);
      await this.applyPolicy(organizationId);
      throw new EmailsNotUnique();
    }
  }

  private async save(
    id: string,
    { name, defaultCountry, uniqueEmails }: OrganizationChanges,
  ): Promise<{ before: Organization; after: Organization }> {
    if (!isRecordId(id)) throw new OrganizationNotFound(id);
    const now = this.deps.clock.now();
    const changes = Object.fromEntries(
      Object.entries({ name, defaultCountry, uniqueEmails }).filter(([, value]) => value !== undefined),
    );
    let before: Organization | undefined;
    const after = await this.deps.organizations.update(id, (organization) => {
      before = organization;
      return organization.change(changes, now);
    });
    return { before: before ?? after, after };
  }

  private async applyPolicy(organizationId: string): Promise<void> {
    const { customers } = this.deps;
    for (const environment of ENVIRONMENTS) {
      const tenant = tenantOf(organizationId, environment);
      let reached: string | undefined;
      do {
        reached = await customers.updateNext(tenant, reached, CUSTOMERS_AT_ONCE, (customer, policy) =>
          customer.underPolicy(policy),
        );
      } while (reached !== undefined);
    }
  }
}
