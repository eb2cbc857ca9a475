import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Api } from './api.js';
import { freePort } from './mysql-server.js';
import { SERVICE_KEY } from './services.js';

const ENTRYPOINTS = '.build/src/infrastructure/entrypoints';
const START_PATIENCE_MS = 20_000;

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const running = new Set<ChildProcess>();

/** What a failed test left behind must not keep the tests from ending. */
export function killLeftovers(): void {
  running.forEach((process) => process.kill('SIGKILL'));
}

/** A process of ours, as an operator would start it: nothing of the test's environment but what is named. */
export class Child {
  out = '';
  err = '';

  private constructor(readonly process: ChildProcess) {
    running.add(process);
    process.once('exit', () => running.delete(process));
    process.stdout?.on('data', (text: Buffer) => (this.out += text.toString()));
    process.stderr?.on('data', (text: Buffer) => (this.err += text.toString()));
  }

  static start(
    entrypoint: 'server' | 'cli',
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
    folder?: string,
  ): Child {
    const script = `${process.cwd()}/${ENTRYPOINTS}/${entrypoint}.js`;
    return new Child(
      spawn(process.execPath, [script, ...words], {
        env: environment,
        ...(folder === undefined ? {} : { cwd: folder }),
      }),
    );
  }

  static async run(
    entrypoint: 'server' | 'cli',
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
    folder?: string,
  ): Promise<Finished> {
    return Child.start(entrypoint, words, environment, folder).finish();
  }

  async finish(): Promise<Finished> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'close');
    return { code: this.process.exitCode, out: this.out, err: this.err };
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }
}

/** A server in a process of its own. */
export class ServerProcess {
  private constructor(
    readonly child: Child,
    readonly api: Api,
    readonly port: number,
  ) {}

  static async start(environment: Readonly<Record<string, string>>, folder?: string): Promise<ServerProcess> {
    const port = await freePort();
    const settings = {
      HOST: '127.0.0.1',
      PORT: String(port),
      SERVICE_API_KEY: SERVICE_KEY,
      RATE_LIMIT_REQUESTS: '1000000000',
      ...environment,
    };
    const child = Child.start('server', [], settings, folder);
    for (const giveUpAt = Date.now() + START_PATIENCE_MS; !child.err.includes('listens at'); await delay(10)) {
      if (child.process.exitCode !== null || Date.now() > giveUpAt)
        throw new Error(`The server did not start: ${child.err}${child.out}`);
    }
    return new ServerProcess(child, await Api.at(`http://127.0.0.1:${port}`, SERVICE_KEY), port);
  }

  async kill(signal: NodeJS.Signals): Promise<Finished> {
    this.child.kill(signal);
    return this.child.finish();
  }
}
