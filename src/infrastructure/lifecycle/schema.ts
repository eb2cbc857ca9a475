import type { Settings } from '../config/settings.js';
import { migratorOf } from '../container/storage-module.js';
import { StartRefused } from './start-refused.js';

/** Brings the schema up to date, or refuses to run on an old one where bringing it up is somebody else's task. */
export async function prepareSchema(settings: Settings): Promise<readonly string[]> {
  const migrator = migratorOf(settings);
  if (migrator === undefined) return [];
  // Asking first: where the schema is up to date nothing is written, so this works beside a writer.
  const { pending } = await migrator.status();
  if (pending.length === 0) return [];
  if (!settings.migratesOnStart) {
    throw new StartRefused(
      `The schema lacks ${pending.join(', ')}. Run "clientele migrate up", or set MIGRATE_ON_START=true.`,
    );
  }
  return migrator.up();
}
