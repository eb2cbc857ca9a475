import { openSqlStorage } from '../src/adapters/outbound/sql/sql-storage.js';
import { SqlDatabase } from '../src/adapters/outbound/sql/sql-database.js';
import { SqlMigrator } from '../src/adapters/outbound/sql/sql-migrator.js';
import type { Storage } from '../src/adapters/outbound/storage.js';
import type { CustomerPage } from '../src/application/ports/customer-repository.js';
import { tenantOf } from '../src/domain/organization/tenant.js';
import { fillWithCustomers, phoneAt } from '../test/support/many-customers.js';
import { provideMySqlServer } from '../test/support/mysql-server.js';
import { sqlKinds, type StorageKind } from '../test/support/storages.js';
import { median, print, printRow } from './report.js';

/**
 * Does it cost more with a million customers than with a thousand? For each SQL storage both sizes are measured in one
 * run, in turns; the answer is the ratio of the medians.
 */
const SMALL = 1_000;
const LARGE = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 400;
const PAGE = 50;
const tenant = tenantOf('big', 'live');

type Question = (storage: Storage, size: number, round: number) => Promise<unknown>;

const idAt = (index: number): string => `c${String(index).padStart(8, '0')}`;

/** A page by position, so deep in the list. */
const pageAt =
  (depth: number, filter: object = {}): Question =>
  (storage, size) => {
    const index = Math.floor((size - 1) * (1 - depth));
    const after = { createdAt: 1_700_000_000_000 + Math.floor(index / 100) * 1000, id: idAt(index) };
    return storage.customers.list(tenant, { filter, limit: PAGE, start: { after } });
  };

const questions: Readonly<Record<string, Question>> = {
  'get by id': (storage, size, round) => storage.customers.find(tenant, idAt((round * 7919) % size)),
  'look-up in all organizations': (storage, size, round) =>
    storage.phoneDirectory.findByPhoneAcrossOrganizations('live', [phoneAt((round * 7919) % size)]),
  'look-up in one organization': (storage, size, round) =>
    storage.phoneDirectory.findByPhone(tenant, [phoneAt((round * 7919) % size)]),
  'first page': (storage) => storage.customers.list(tenant, { filter: {}, limit: PAGE, start: { skip: 0 } }),
  'page at 50% of the list': pageAt(0.5),
  'page at 95% of the list': pageAt(0.95),
  'page of buyers at 50%': pageAt(0.5, { hasBought: true }),
};

interface Filled {
  readonly storage: Storage;
  readonly size: number;
  close(): Promise<void>;
}

async function fill(kind: StorageKind, size: number): Promise<Filled> {
  const place = await kind.prepare();
  await new SqlMigrator(place.dialect!).up();
  const database = new SqlDatabase(place.dialect!);
  await fillWithCustomers(database, tenant, size);
  await database.close();
  const storage = openSqlStorage(place.dialect!, 60_000);
  const close = async (): Promise<void> => {
    await storage.close();
    await place.remove();
  };
  return { storage, size, close };
}

async function medians(question: Question, places: readonly Filled[]): Promise<number[]> {
  const times: number[][] = places.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { storage, size }] of places.entries()) {
      const startedAt = performance.now();
      await question(storage, size, round);
      times[index]!.push(performance.now() - startedAt);
    }
  }
  return times.map(median);
}

/** Walks the whole list by position and watches the heap. */
async function walk({ storage }: Filled): Promise<{ seen: number; heapGrowthMb: number }> {
  const heap = (): number => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const before = heap();
  let most = before;
  let seen = 0;
  let page: CustomerPage = await storage.customers.list(tenant, { filter: {}, limit: 200, start: { skip: 0 } });
  for (let count = 1; ; count += 1) {
    seen += page.customers.length;
    if (count % 1000 === 0) most = Math.max(most, heap());
    const last = page.customers.at(-1);
    if (!page.hasMore || last === undefined) return { seen, heapGrowthMb: most - before };
    page = await storage.customers.list(tenant, {
      filter: {},
      limit: 200,
      start: { after: { createdAt: last.state.createdAt, id: last.id } },
    });
  }
}

const server = await provideMySqlServer();
process.env['CLIENTELE_TEST_MYSQL'] = server.url;
for (const kind of sqlKinds) {
  print(`${kind.name}: filling ${SMALL} and ${LARGE} customers …`);
  const places = [await fill(kind, SMALL), await fill(kind, LARGE)];
  printRow('', `${SMALL} (ms)`, `${LARGE} (ms)`, 'ratio');
  for (const [name, question] of Object.entries(questions)) {
    const [small, large] = (await medians(question, places)) as [number, number];
    printRow(name, small.toFixed(3), large.toFixed(3), (large / small).toFixed(2));
  }
  const { seen, heapGrowthMb } = await walk(places[1]!);
  print(`walked ${seen} customers page by page; the heap grew by at most ${heapGrowthMb.toFixed(1)} MB\n`);
  for (const place of places) await place.close();
}
await server.stop();
