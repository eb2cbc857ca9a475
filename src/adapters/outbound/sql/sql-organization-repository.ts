import type { OrganizationRepository } from '../../../application/ports/organization-repository.js';
import type { DefaultCountry } from '../../../domain/customer/phone-number.js';
import { OrganizationIdTaken, OrganizationNotFound } from '../../../domain/organization/errors.js';
import { Organization } from '../../../domain/organization/organization.js';
import { DuplicateKey, type SqlDatabase } from './sql-database.js';

export interface OrganizationRow {
  organization_id: string;
  name: string;
  default_country: string | null;
  unique_emails: number;
  created_at: number;
  updated_at: number;
}

export class SqlOrganizationRepository implements OrganizationRepository {
  constructor(private readonly database: SqlDatabase) {}

  async add(organization: Organization): Promise<void> {
    try {
      await this.database.transaction(async (knex) => {
        await knex('organizations').insert(rowOfOrganization(organization));
      });
    } catch (error) {
      throw error instanceof DuplicateKey ? new OrganizationIdTaken() : error;
    }
  }

  async find(id: string): Promise<Organization | undefined> {
    const row = await this.database.read((knex) =>
      knex<OrganizationRow>('organizations').where('organization_id', id).first(),
    );
    return row === undefined ? undefined : organizationOfRow(row);
  }

  async update(id: string, change: (organization: Organization) => Organization): Promise<Organization> {
    return this.database.transaction(async (knex) => {
      const row = await knex<OrganizationRow>('organizations').where('organization_id', id).first().forUpdate();
      if (row === undefined) throw new OrganizationNotFound(id);
      const changed = change(organizationOfRow(row));
      await knex('organizations').where('organization_id', id).update(rowOfOrganization(changed));
      return changed;
    });
  }

  async list(limit: number, afterId?: string): Promise<readonly Organization[]> {
    const rows = await this.database.read((knex) => {
      const query = knex<OrganizationRow>('organizations').orderBy('organization_id').limit(limit);
      if (afterId !== undefined) void query.where('organization_id', '>', afterId);
      return query;
    });
    return rows.map(organizationOfRow);
  }

  async defaultCountries(): Promise<readonly DefaultCountry[]> {
    const rows = await this.database.read((knex) => knex<OrganizationRow>('organizations').distinct('default_country'));
    return rows.map((row) => row.default_country);
  }
}

function rowOfOrganization({ state }: Organization): OrganizationRow {
  return {
    organization_id: state.id,
    name: state.name,
    default_country: state.defaultCountry,
    unique_emails: Number(state.uniqueEmails),
    created_at: state.createdAt,
    updated_at: state.updatedAt,
  };
}

function organizationOfRow(row: OrganizationRow): Organization {
  return Organization.fromState({
    id: row.organization_id,
    name: row.name,
    defaultCountry: row.default_country,
    uniqueEmails: Boolean(row.unique_emails),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });
}
