import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

const START_PATIENCE_MS = 30_000;

/** A MySQL-protocol server for the tests: the one that is named, or a private one that ends with this process, however that ends. */
export interface MySqlServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function provideMySqlServer(): Promise<MySqlServer> {
  const named = process.env['TEST_MYSQL_URL'];
  if (named !== undefined && named !== '') return { url: named, stop: async () => {} };
  return PrivateServer.start();
}

export class PrivateServer implements MySqlServer {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly guardian: ChildProcess,
  ) {}

  static async start(): Promise<PrivateServer> {
    const daemon = findOrInstallDaemon();
    const folder = await mkdtemp(join(tmpdir(), 'clientele-mysql-'));
    const port = await freePort();
    initialise(daemon, folder);
    const server = new PrivateServer(port, folder, guard(daemon, folder, port));
    await server.untilReady();
    return server;
  }

  get url(): string {
    return `mysql://root@127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.guardian.stdin?.end();
    if (this.guardian.exitCode === null) await once(this.guardian, 'exit');
    await rm(this.folder, { recursive: true, force: true });
  }

  private async untilReady(): Promise<void> {
    for (const giveUpAt = Date.now() + START_PATIENCE_MS; ; await delay(50)) {
      try {
        const connection = await createConnection(this.url);
        await connection.end();
        return;
      } catch (error) {
        if (Date.now() > giveUpAt || this.guardian.exitCode !== null) throw error;
      }
    }
  }
}

const DAEMONS = ['mariadbd', 'mysqld'];
const FOLDERS = [
  ...(process.env['PATH'] ?? '').split(':'),
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/libexec',
  '/opt/homebrew/bin',
];

function findOrInstallDaemon(): string {
  const daemon = findDaemon() ?? installDaemon();
  if (daemon !== undefined) return daemon;
  throw new Error(
    'The tests need a server that speaks the MySQL protocol: install mariadb-server (or mysql-server), or set TEST_MYSQL_URL to one with an account that may create databases.',
  );
}

function findDaemon(): string | undefined {
  return DAEMONS.flatMap((name) => FOLDERS.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** Only where that is ours to do: as root on Debian and its kin. */
function installDaemon(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  process.stderr.write('No MySQL-protocol server here; installing mariadb-server for the tests …\n');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const aptGet = (...words: string[]): boolean =>
    spawnSync('apt-get', words, { env: environment, stdio: 'ignore' }).status === 0;
  aptGet('update', '-qq');
  return aptGet('install', '-y', '-qq', '--no-install-recommends', 'mariadb-server') ? findDaemon() : undefined;
}

function initialise(daemon: string, folder: string): void {
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const [command, words] = daemon.endsWith('mariadbd')
    ? [
        'mariadb-install-db',
        ['--no-defaults', ...user, `--datadir=${folder}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
      ]
    : [daemon, ['--no-defaults', ...user, `--datadir=${folder}`, '--initialize-insecure']];
  const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The private MySQL server could not be set up: ${stderr}`);
}

/** A shell that ends the server as soon as our end of its input closes, which the system sees to even after kill -9. */
function guard(daemon: string, folder: string, port: number): ChildProcess {
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const small = daemon.endsWith('mariadbd') ? ['--innodb-log-file-size=8M'] : ['--mysqlx=OFF'];
  const words = [
    '--no-defaults',
    ...user,
    `--datadir=${folder}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${folder}/s.sock`,
    `--pid-file=${folder}/pid`,
    '--skip-name-resolve',
    '--max-connections=500',
    ...small,
  ];
  const script = '"$@" </dev/null >/dev/null 2>&1 & server=$!; read -r _; kill $server; wait $server; rm -rf "$FOLDER"';
  const environment = { ...process.env, FOLDER: folder };
  return spawn('sh', ['-c', script, 'sh', daemon, ...words], {
    env: environment,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
