import { EmailTaken } from '../../domain/customer/errors.js';
import { EmailsNotUnique, OrganizationNotFound } from '../../domain/organization/errors.js';
import type { Organization, OrganizationChanges } from '../../domain/organization/organization.js';
import { ENVIRONMENTS, tenantOf } from '../../domain/organization/tenant.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import type { Clock } from '../ports/clock.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';

export interface ChangeOrganizationInput {
  readonly organizationId: string;
  readonly changes: OrganizationChanges;
}

/** Few enough that an embedded storage, which works in the server's own thread, lets others in between. */
const CUSTOMERS_AT_ONCE = 100;

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

  async execute({ organizationId, changes }: ChangeOrganizationInput): Promise<Organization> {
    if (!isRecordId(organizationId)) throw new OrganizationNotFound(organizationId);
    const { before, after } = await this.save(organizationId, changes);
    if (changes.defaultCountry === undefined && changes.uniqueEmails === undefined) return after;
    try {
      await this.applyPolicy(organizationId);
      return after;
    } catch (error) {
      if (!(error instanceof EmailTaken)) throw error;
      await this.takeBack(before, after);
      await this.applyPolicy(organizationId);
      throw new EmailsNotUnique();
    }
  }

  private async save(id: string, changes: OrganizationChanges): Promise<{ before: Organization; after: Organization }> {
    const now = this.deps.clock.now();
    const seen: Organization[] = [];
    const after = await this.deps.organizations.update(id, (organization) => {
      seen.push(organization);
      return organization.change(changes, now);
    });
    return { before: seen.at(-1)!, after };
  }

  /** What was changed here and by nobody since. Addresses that are not unique are never left as if they were. */
  private async takeBack({ state: before }: Organization, { id, state: after }: Organization): Promise<void> {
    const now = this.deps.clock.now();
    await this.deps.organizations.update(id, (organization) => {
      const { name, defaultCountry } = organization.state;
      return organization.change(
        {
          name: name === after.name ? before.name : name,
          defaultCountry: defaultCountry === after.defaultCountry ? before.defaultCountry : defaultCountry,
          uniqueEmails: false,
        },
        now,
      );
    });
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
