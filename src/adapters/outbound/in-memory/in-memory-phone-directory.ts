import type { PhoneDirectory, PhoneMatch } from '../../../application/ports/phone-directory.js';
import type { Environment, Tenant } from '../../../domain/organization/tenant.js';
import type { InMemoryDatabase } from './in-memory-database.js';
import type { TenantRoom } from './tenant-room.js';

export class InMemoryPhoneDirectory implements PhoneDirectory {
  constructor(private readonly database: InMemoryDatabase) {}

  async findByPhone(tenant: Tenant, phoneKeys: readonly string[]): Promise<readonly PhoneMatch[]> {
    return this.matchesIn(tenant.organizationId, this.database.roomOf(tenant), phoneKeys);
  }

  async findByPhoneAcrossOrganizations(
    environment: Environment,
    phoneKeys: readonly string[],
  ): Promise<readonly PhoneMatch[]> {
    const rooms = [...this.database.roomsIn(environment)];
    return rooms.flatMap(([organizationId, room]) => this.matchesIn(organizationId, room, phoneKeys));
  }

  private matchesIn(organizationId: string, room: TenantRoom, phoneKeys: readonly string[]): PhoneMatch[] {
    const organization = this.database.organizations.get(organizationId);
    if (organization === undefined) return [];
    const { name: organizationName, defaultCountry } = organization.state;
    return [...new Set(phoneKeys)].flatMap((phoneKey) =>
      room.liveCustomersWithPhone(phoneKey).map(({ id: customerId, state: { createdAt } }) => {
        return { phoneKey, customerId, createdAt, organizationId, organizationName, defaultCountry };
      }),
    );
  }
}
