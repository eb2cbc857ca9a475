import { expect } from 'chai';
import type { CustomerFilter } from '../../src/application/ports/customer-repository.js';
import { SqlApiKeyRepository } from '../../src/adapters/outbound/sql/sql-api-key-repository.js';
import { SqlCustomerRepository } from '../../src/adapters/outbound/sql/sql-customer-repository.js';
import { SqlDatabase } from '../../src/adapters/outbound/sql/sql-database.js';
import { SqlMigrator } from '../../src/adapters/outbound/sql/sql-migrator.js';
import { SqlPhoneDirectory } from '../../src/adapters/outbound/sql/sql-phone-directory.js';
import { SqlTransactionRepository } from '../../src/adapters/outbound/sql/sql-transaction-repository.js';
import { tenantOf } from '../../src/domain/organization/tenant.js';
import { SETTLED_STATUSES } from '../../src/domain/transaction/transaction.js';
import { fillWithCustomers } from '../support/many-customers.js';
import { sqlKinds, type Place } from '../support/storages.js';

const ROWS = 20_000;
const tenant = tenantOf('big', 'live');

interface Ran {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

for (const kind of sqlKinds) {
  describe(`query plans over ${ROWS} customers [${kind.name}]`, () => {
    let place: Place;
    let database: SqlDatabase;
    before(async () => {
      place = await kind.prepare();
      await new SqlMigrator(place.dialect!).up();
      database = new SqlDatabase(place.dialect!);
      await fillWithCustomers(database, tenant, ROWS);
    });
    after(async () => {
      await database.close();
      await place.remove();
    });

    /** What the repository really sends, explained by the database that really gets it. */
    async function statementsOf(work: () => Promise<unknown>): Promise<Ran[]> {
      const ran: Ran[] = [];
      const note = ({ sql, bindings }: Ran): void => void ran.push({ sql, bindings: bindings ?? [] });
      database.knex.on('query', note);
      await work();
      database.knex.removeListener('query', note);
      return ran.filter(({ sql }) => /^select/i.test(sql.trim()));
    }

    async function expectNoScan(work: () => Promise<unknown>, maxRows = 500): Promise<void> {
      const statements = await statementsOf(work);
      expect(statements).not.to.deep.equal([]);
      for (const { sql, bindings } of statements) {
        const prefix = kind.name === 'mysql' ? 'explain' : 'explain query plan';
        const plan = place.dialect!.rowsOf(await database.knex.raw(`${prefix} ${sql}`, bindings as never)) as Record<
          string,
          unknown
        >[];
        const text = `${sql}\n${JSON.stringify(plan, null, 1)}`;
        if (kind.name === 'sqlite') {
          for (const { detail } of plan) expect(detail, text).not.to.match(/^SCAN (?!CONSTANT)|TEMP B-TREE/);
        } else {
          for (const { type, Extra, select_type } of plan.filter((step) => step['table'] !== null)) {
            expect(type, text).to.be.oneOf(['const', 'eq_ref', 'ref', 'range', 'system']);
            expect(String(Extra as string | null), text).not.to.match(/filesort|temporary/i);
            expect(select_type, text).to.be.a('string');
          }
          expect(await rowsRead(sql, bindings), `rows read by ${text}`).to.be.lessThan(maxRows);
        }
      }
    }

    /** MySQL's estimates are estimates; how many rows its engine handed over is a fact. */
    async function rowsRead(sql: string, bindings: readonly unknown[]): Promise<number> {
      return database.knex.transaction(async (transaction) => {
        const count = async (): Promise<number> => {
          const rows = place.dialect!.rowsOf(await transaction.raw("show session status like 'Handler_read%'")) as {
            Value: string;
          }[];
          return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
        };
        const before = await count();
        await transaction.raw(sql, bindings as never);
        return (await count()) - before;
      });
    }

    it('get reads by key', () => expectNoScan(() => new SqlCustomerRepository(database).find(tenant, 'c00001000')));

    it('authentication reads by key', () => expectNoScan(() => new SqlApiKeyRepository(database).find('nobody')));

    for (const size of [1, 3, 64]) {
      it(`look-ups of ${size} numbers read by index, inside an organization and across all`, async () => {
        const directory = new SqlPhoneDirectory(database);
        const keys = Array.from({ length: size }, (_, index) => `+1${4_150_000_000 + index * 7}`);
        await expectNoScan(() => directory.findByPhone(tenant, keys), 1000);
        await expectNoScan(() => directory.findByPhoneAcrossOrganizations('live', keys), 1000);
      });
    }

    const filters: Record<string, CustomerFilter> = {
      'every customer': {},
      businesses: { isBusiness: true },
      buyers: { hasBought: true },
      'one status': { status: 'inactive' },
    };
    for (const [what, filter] of Object.entries(filters)) {
      it(`a page of ${what} by position reads by index at any depth, through equal timestamps too`, async () => {
        const customers = new SqlCustomerRepository(database);
        for (const skip of [0, ROWS / 10]) {
          const { customers: found } = await customers.list(tenant, { filter, limit: 1, start: { skip } });
          const { createdAt, id } = found[0]!.state;
          await expectNoScan(() => customers.list(tenant, { filter, limit: 50, start: { after: { createdAt, id } } }));
        }
        await expectNoScan(() => customers.list(tenant, { filter, limit: 50, start: { skip: 0 } }));
      });
    }

    it('transactions are read by index', () =>
      expectNoScan(() =>
        new SqlTransactionRepository(database).list(tenant, 'c00001000', {
          statuses: SETTLED_STATUSES,
          limit: 200,
          after: { createdAt: 5, id: 'x' },
        }),
      ));
  });
}
