import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { openInMemoryStorage } from '../../src/adapters/outbound/in-memory/in-memory-storage.js';
import type { SqlDialect } from '../../src/adapters/outbound/sql/dialects/dialect.js';
import { mySqlDialect } from '../../src/adapters/outbound/sql/dialects/mysql.js';
import { sqliteDialect } from '../../src/adapters/outbound/sql/dialects/sqlite.js';
import { SqlMigrator } from '../../src/adapters/outbound/sql/sql-migrator.js';
import { openSqlStorage } from '../../src/adapters/outbound/sql/sql-storage.js';
import type { Storage } from '../../src/adapters/outbound/storage.js';

/** A fresh, empty place to store things, and what to do with it afterwards. */
export interface Place {
  /** What a deployment on this place sets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly dialect: SqlDialect | undefined;
  remove(): Promise<void>;
}

export interface StorageKind {
  readonly name: 'memory' | 'sqlite' | 'mysql';
  /** Whether another process can work on the same place at the same time. */
  readonly isShared: boolean;
  prepare(): Promise<Place>;
  open(place: Place): Storage;
}

export const storageKinds: readonly StorageKind[] = [
  {
    name: 'memory',
    isShared: false,
    prepare: async () => ({ environment: { STORAGE: 'memory' }, dialect: undefined, remove: async () => {} }),
    open: openInMemoryStorage,
  },
  { name: 'sqlite', isShared: false, prepare: prepareSqlite, open: openSql },
  { name: 'mysql', isShared: true, prepare: prepareMySql, open: openSql },
];

/** Those with a schema, plans and transactions of SQL. */
export const sqlKinds = storageKinds.filter(({ open }) => open === openSql);

function openSql({ dialect }: Place): Storage {
  return openSqlStorage(dialect!, 5000);
}

async function prepareSqlite(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'clientele-sqlite-'));
  const path = join(folder, 'clientele.db');
  return {
    environment: { STORAGE: 'sqlite', DATABASE_PATH: path },
    dialect: sqliteDialect({ path, acquireTimeoutMs: 5000 }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function prepareMySql(): Promise<Place> {
  const server = process.env['CLIENTELE_TEST_MYSQL'];
  if (server === undefined)
    throw new Error('The MySQL server is started by the global set-up of the tests, which did not run.');
  const name = `clientele_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    environment: { STORAGE: 'mysql', DATABASE_URL: url.href },
    dialect: mySqlDialect({ url: url.href, poolSize: 16, acquireTimeoutMs: 5000 }),
    remove: () => onServer(server, `drop database ${name}`),
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const connection = await createConnection(url);
  await connection.query(sql);
  await connection.end();
}

export interface OpenStorage {
  readonly storage: Storage;
  readonly place: Place;
  close(): Promise<void>;
}

export async function openFreshStorage(kind: StorageKind): Promise<OpenStorage> {
  const place = await kind.prepare();
  if (place.dialect !== undefined) await new SqlMigrator(place.dialect).up();
  const storage = kind.open(place);
  const close = async (): Promise<void> => {
    await storage.close();
    await place.remove();
  };
  return { storage, place, close };
}
