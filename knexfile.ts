import { migratorConfig } from './src/adapters/outbound/sql/sql-migrator.js';
import { dialectOf } from './src/infrastructure/container/storage-module.js';
import { readSettings } from './src/infrastructure/config/settings.js';

/** For Knex's own command line, once it is built: `npx knex --knexfile .build/knexfile.js migrate:status`. */
const { storage, storageTimeoutMs } = readSettings('command');
if (storage.kind === 'memory') throw new Error('STORAGE=memory has no schema. Set STORAGE to sqlite or mysql.');

export default { ...dialectOf(storage, storageTimeoutMs).connect(), migrations: migratorConfig };
