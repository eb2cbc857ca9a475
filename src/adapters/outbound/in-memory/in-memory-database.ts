import type { ApiKey } from '../../../domain/organization/api-key.js';
import type { Organization } from '../../../domain/organization/organization.js';
import type { Environment, Tenant } from '../../../domain/organization/tenant.js';
import { TenantRoom } from './tenant-room.js';

/** What the in-memory repositories share. Records are immutable, so handing them out gives nothing away. */
export class InMemoryDatabase {
  readonly organizations = new Map<string, Organization>();
  readonly apiKeys = new Map<string, ApiKey>();
  readonly #rooms: Record<Environment, Map<string, TenantRoom>> = { live: new Map(), test: new Map() };

  roomOf({ organizationId, environment }: Tenant): TenantRoom {
    const rooms = this.#rooms[environment];
    const room = rooms.get(organizationId) ?? new TenantRoom();
    rooms.set(organizationId, room);
    return room;
  }

  /** Each organization's room in one environment. */
  roomsIn(environment: Environment): Iterable<[organizationId: string, room: TenantRoom]> {
    return this.#rooms[environment];
  }
}
