import { Writable } from 'node:stream';
import { readSettings } from '../../src/infrastructure/config/settings.js';
import { RunningService } from '../../src/infrastructure/entrypoints/running-service.js';
import { Log } from '../../src/infrastructure/observability/log.js';
import { Api } from './api.js';
import type { Place, StorageKind } from './storages.js';

export const SERVICE_KEY = 'service-key-for-tests-0123456789';

/** A whole service in this process, listening on a port of its own. */
export class TestService {
  private constructor(
    readonly api: Api,
    readonly place: Place,
    readonly service: RunningService,
    readonly logLines: readonly string[],
  ) {}

  static async start(kind: StorageKind, environment: Readonly<Record<string, string>> = {}): Promise<TestService> {
    return TestService.startOn(await kind.prepare(), environment);
  }

  static async startOn(place: Place, environment: Readonly<Record<string, string>> = {}): Promise<TestService> {
    const settings = readSettings('server', {
      HOST: '127.0.0.1',
      PORT: '0',
      SERVICE_API_KEY: SERVICE_KEY,
      RATE_LIMIT_REQUESTS: '1000000000',
      RATE_LIMIT_FAILED_AUTHENTICATIONS: '1000000000',
      ...place.environment,
      ...environment,
    });
    const logLines: string[] = [];
    const log = new Log('info', collecting(logLines));
    const service = await RunningService.start(settings, log);
    return new TestService(await Api.at(`http://127.0.0.1:${service.port}`, SERVICE_KEY), place, service, logLines);
  }

  /** Ends the process's part, and keeps what it stored. */
  async stop(): Promise<void> {
    await this.service.stop(0);
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.place.remove();
  }
}

function collecting(lines: string[]): Writable & { write(line: string): boolean } {
  return new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      lines.push(line);
      done();
    },
  });
}

/** One service for each kind of storage serves all tests that need nothing special; organizations keep them apart. */
const shared = new Map<string, Promise<TestService>>();

export function sharedService(kind: StorageKind): Promise<TestService> {
  const service = shared.get(kind.name) ?? TestService.start(kind);
  shared.set(kind.name, service);
  return service;
}

export async function stopServices(): Promise<void> {
  for (const service of shared.values()) await (await service).remove();
}
