import type { Organization } from '../../domain/organization/organization.js';
import { decodeCursor, encodeCursor, pageOf } from '../../domain/shared/page.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';

const LIST = 'organizations';

export interface OrganizationListing {
  readonly organizations: readonly Organization[];
  readonly nextCursor: string | null;
}

/** In the order of their ids. */
export class ListOrganizations {
  constructor(private readonly deps: { readonly organizations: OrganizationRepository }) {}

  async execute({ pageSize, cursor }: { pageSize: number; cursor?: string }): Promise<OrganizationListing> {
    const afterId = cursor === undefined ? undefined : decodeCursor(cursor, LIST).id;
    const found = await this.deps.organizations.list(pageSize + 1, afterId);
    const { items: organizations, hasMore } = pageOf(found, pageSize);
    const last = hasMore ? organizations.at(-1) : undefined;
    const nextCursor = last === undefined ? null : encodeCursor({ createdAt: last.state.createdAt, id: last.id }, LIST);
    return { organizations, nextCursor };
  }
}
