import type { Command, Output } from './command.js';

interface Migrator {
  up(): Promise<readonly string[]>;
  down(): Promise<readonly string[]>;
  status(): Promise<{ done: readonly string[]; pending: readonly string[] }>;
}

/** The migrator is undefined for a storage that has no schema. */
export function migrateCommands(migratorOf: () => Migrator | undefined): readonly Command[] {
  const command = (verb: string, summary: string, work: (migrator: Migrator) => Promise<Output>): Command => ({
    name: `migrate ${verb}`,
    summary,
    options: {},
    async run() {
      const migrator = migratorOf();
      return migrator === undefined
        ? { text: 'This storage has no schema.', json: { done: [], pending: [] } }
        : work(migrator);
    },
  });
  return [
    command('up', 'Brings the schema up to date', async (migrator) => changed('Done', await migrator.up())),
    command('status', 'Shows which migrations are done and which are pending', async (migrator) => {
      const { done, pending } = await migrator.status();
      return { text: `done: ${listed(done)}\npending: ${listed(pending)}`, json: { done, pending } };
    }),
    command('down', 'Takes back the last migrations, with the data they hold', async (migrator) =>
      changed('Taken back', await migrator.down()),
    ),
  ];
}

function changed(verb: string, names: readonly string[]): Output {
  return {
    text: names.length === 0 ? 'There was nothing to do.' : `${verb}: ${listed(names)}`,
    json: { migrations: names },
  };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
