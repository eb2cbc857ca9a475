import type { ApiKeyRepository } from '../../../application/ports/api-key-repository.js';
import { ApiKey } from '../../../domain/organization/api-key.js';
import { ApiKeyIdTaken, ApiKeyNotFound } from '../../../domain/organization/errors.js';
import type { Scope } from '../../../domain/organization/scope.js';
import { tenantOf, type Environment } from '../../../domain/organization/tenant.js';
import { tenantColumns } from './customer-row.js';
import { DuplicateKey, type SqlDatabase } from './sql-database.js';

interface ApiKeyRow {
  key_id: string;
  organization_id: string;
  environment: Environment;
  hash: string;
  scopes: string;
  name: string | null;
  expires_at: number | null;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

export class SqlApiKeyRepository implements ApiKeyRepository {
  constructor(private readonly database: SqlDatabase) {}

  async add(apiKey: ApiKey): Promise<void> {
    try {
      await this.database.transaction(async (knex) => {
        await knex('api_keys').insert(rowOfApiKey(apiKey));
      });
    } catch (error) {
      throw error instanceof DuplicateKey ? new ApiKeyIdTaken() : error;
    }
  }

  async find(keyId: string): Promise<ApiKey | undefined> {
    const row = await this.database.read((knex) => knex<ApiKeyRow>('api_keys').where('key_id', keyId).first());
    return row === undefined ? undefined : apiKeyOfRow(row);
  }

  async update(keyId: string, change: (apiKey: ApiKey) => ApiKey): Promise<ApiKey> {
    return this.database.transaction(async (knex) => {
      const row = await knex<ApiKeyRow>('api_keys').where('key_id', keyId).first().forUpdate();
      if (row === undefined) throw new ApiKeyNotFound(keyId);
      const existing = apiKeyOfRow(row);
      const changed = change(existing);
      if (changed !== existing) await knex('api_keys').where('key_id', keyId).update(rowOfApiKey(changed));
      return changed;
    });
  }

  async listOf(organizationId: string): Promise<readonly ApiKey[]> {
    const rows = await this.database.read((knex) =>
      knex<ApiKeyRow>('api_keys').where('organization_id', organizationId).orderBy('created_at').orderBy('key_id'),
    );
    return rows.map(apiKeyOfRow);
  }
}

function rowOfApiKey({ state }: ApiKey): ApiKeyRow {
  return {
    key_id: state.keyId,
    ...tenantColumns(state.tenant),
    hash: state.hash,
    scopes: state.scopes.join(','),
    name: state.name,
    expires_at: state.expiresAt,
    created_at: state.createdAt,
    last_used_at: state.lastUsedAt,
    revoked_at: state.revokedAt,
  };
}

function apiKeyOfRow(row: ApiKeyRow): ApiKey {
  return ApiKey.fromState({
    keyId: row.key_id,
    tenant: tenantOf(row.organization_id, row.environment),
    hash: row.hash,
    scopes: row.scopes === '' ? [] : (row.scopes.split(',') as Scope[]),
    name: row.name,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  });
}
