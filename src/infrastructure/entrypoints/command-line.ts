import { generateKeyCommand, keysCommands } from '../../adapters/inbound/cli/keys-commands.js';
import { lookUpCommand } from '../../adapters/inbound/cli/lookup-command.js';
import { migrateCommands } from '../../adapters/inbound/cli/migrate-commands.js';
import { organizationsCommands } from '../../adapters/inbound/cli/organizations-commands.js';
import { runCli } from '../../adapters/inbound/cli/cli.js';
import type { Command } from '../../adapters/inbound/cli/command.js';
import { NodeSecrets } from '../../adapters/outbound/crypto/node-secrets.js';
import { GenerateApiKey } from '../../application/organization/generate-api-key.js';
import { readSettings } from '../config/settings.js';
import { version } from '../config/version.js';
import { createContainer } from '../container/container.js';
import { migratorOf, openStorage } from '../container/storage-module.js';
import { TOKENS as T } from '../container/tokens.js';
import { Log } from '../observability/log.js';
import { prepareSchema } from '../lifecycle/schema.js';
import { serve } from './serve.js';
import { sentenceForOperator, StartRefused } from '../lifecycle/start-refused.js';

export async function runCommandLine(words: readonly string[]): Promise<void> {
  const log = new Log('error');
  const code = await runCli(words, {
    version,
    commands: commands(log),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    sentenceOf: sentenceForOperator,
    reportDefect: (error) => log.error('command failed', error),
  });
  process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
}

const serveCommand: Command = {
  name: 'serve',
  summary: 'Runs the HTTP server',
  options: {},
  async run() {
    await serve();
    return undefined;
  },
};

/** Use cases are built when a command asks for them, so that `--help` and `keys generate` need no storage. */
function commands(log: Log): readonly Command[] {
  const withStorage = async <R>(work: (container: ReturnType<typeof createContainer>) => Promise<R>): Promise<R> => {
    const settings = readSettings('command');
    if (settings.storage.kind === 'memory') {
      throw new StartRefused('STORAGE=memory lives inside the server’s own process, where no command can reach it.');
    }
    await prepareSchema(settings);
    const storage = openStorage(settings);
    try {
      return await work(createContainer({ settings, log, storage }));
    } finally {
      await storage.close();
    }
  };
  return [
    serveCommand,
    ...migrateCommands(() => migratorOf(readSettings('command'))),
    ...organizationsCommands({
      create: (input) => withStorage((container) => container.get(T.CreateOrganization).execute(input)),
      list: (input) => withStorage((container) => container.get(T.ListOrganizations).execute(input)),
      change: (input) => withStorage((container) => container.get(T.ChangeOrganization).execute(input)),
    }),
    ...keysCommands({
      issue: (input) => withStorage((container) => container.get(T.IssueApiKey).execute(input)),
      list: (input) => withStorage((container) => container.get(T.ListApiKeys).execute(input)),
      revoke: (input) => withStorage((container) => container.get(T.RevokeApiKey).execute(input)),
    }),
    generateKeyCommand(new GenerateApiKey({ secrets: new NodeSecrets() })),
    lookUpCommand((input) => withStorage((container) => container.get(T.LookUpCustomer).execute(input))),
  ];
}
