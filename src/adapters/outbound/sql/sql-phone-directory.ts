import type { PhoneDirectory, PhoneMatch } from '../../../application/ports/phone-directory.js';
import type { Environment, Tenant } from '../../../domain/organization/tenant.js';
import { TurnBatcher } from './turn-batcher.js';
import type { SqlDatabase } from './sql-database.js';

interface MatchRow {
  phone_key: string;
  customer_id: string;
  created_at: number;
  organization_id: string;
  organization_name: string;
  default_country: string | null;
}

/** Few distinct statements: SQLite keeps them prepared, and servers recognise them. So a list of keys is padded to one of these sizes. */
const SIZES = [1, 4, 16, 64];
const LARGEST_SIZE = 64;

/** Look-ups that arrive in one turn of the event loop share one statement. Every answer is still a fresh read. */
export class SqlPhoneDirectory implements PhoneDirectory {
  readonly #batcher: TurnBatcher<PhoneMatch>;

  constructor(private readonly database: SqlDatabase) {
    this.#batcher = new TurnBatcher(LARGEST_SIZE, (scope, keys) => this.query(JSON.parse(scope) as Scope, keys));
  }

  async findByPhone(
    { organizationId, environment }: Tenant,
    phoneKeys: readonly string[],
  ): Promise<readonly PhoneMatch[]> {
    return this.#batcher.find(JSON.stringify([environment, organizationId] satisfies Scope), phoneKeys);
  }

  async findByPhoneAcrossOrganizations(
    environment: Environment,
    phoneKeys: readonly string[],
  ): Promise<readonly PhoneMatch[]> {
    return this.#batcher.find(JSON.stringify([environment] satisfies Scope), phoneKeys);
  }

  private async query(scope: Scope, keys: readonly string[]): Promise<Map<string, PhoneMatch[]>> {
    const size = SIZES.find((candidate) => candidate >= keys.length) ?? LARGEST_SIZE;
    const padded = [...keys, ...Array<string>(size - keys.length).fill(keys.at(-1)!)];
    const rows = await this.database.rows<MatchRow>(phoneQuery(scope.length === 2, size), [
      ...scope,
      ...padded,
      ...scope,
      ...padded,
    ]);
    const matches = new Map<string, PhoneMatch[]>();
    for (const row of rows) {
      const ofKey = matches.get(row.phone_key) ?? [];
      const isKnown = ofKey.some(
        ({ customerId, organizationId }) => customerId === row.customer_id && organizationId === row.organization_id,
      );
      if (!isKnown) ofKey.push(matchOfRow(row));
      matches.set(row.phone_key, ofKey);
    }
    return matches;
  }
}

type Scope = [environment: string] | [environment: string, organizationId: string];

/** Two index ranges, one for each kind of number: an OR over both columns would keep some engines from using either index. */
function phoneQuery(isWithinOrganization: boolean, size: number): string {
  const oneOf = Array<string>(size).fill('?').join(', ');
  const within = isWithinOrganization ? 'and c.organization_id = ?' : '';
  const branch = (column: string): string =>
    `select c.${column} as phone_key, c.customer_id, c.created_at, c.organization_id, o.name as organization_name, o.default_country
     from customers c join organizations o on o.organization_id = c.organization_id
     where c.environment = ? ${within} and c.deleted_at is null and c.${column} in (${oneOf})`;
  return `${branch('phone_key')} union all ${branch('whatsapp_key')}`;
}

function matchOfRow(row: MatchRow): PhoneMatch {
  return {
    phoneKey: row.phone_key,
    customerId: row.customer_id,
    createdAt: row.created_at,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    defaultCountry: row.default_country,
  };
}
