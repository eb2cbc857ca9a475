import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from '../../adapters/inbound/http/app.js';
import { answerNonsense } from '../../adapters/inbound/http/nonsense.js';
import type { Storage } from '../../adapters/outbound/storage.js';
import type { DemoKeys } from '../../application/organization/bootstrap.js';
import { OrganizationNotFound } from '../../domain/organization/errors.js';
import type { Settings } from '../config/settings.js';
import { createContainer, type Container } from '../container/container.js';
import { openStorage } from '../container/storage-module.js';
import { TOKENS as T } from '../container/tokens.js';
import type { ProcessState } from '../lifecycle/process-state.js';
import type { Log } from '../observability/log.js';
import { prepareSchema } from '../lifecycle/schema.js';
import { StartRefused } from '../lifecycle/start-refused.js';

const REQUEST_TIMEOUT_MS = 30_000;
const SLOWNESS_CHECK_MS = 5_000;
/** Longer than load balancers keep theirs, so that it is never we who close a connection that is about to be used. */
const KEEP_ALIVE_MS = 65_000;
const FINISHING_MS = 10_000;
const IDLE_SWEEP_MS = 50;

export class RunningService {
  private constructor(
    readonly port: number,
    readonly demoKeys: DemoKeys | undefined,
    private readonly server: Server,
    private readonly container: Container,
    private readonly storage: Storage,
  ) {}

  static async start(settings: Settings, log: Log): Promise<RunningService> {
    const migrations = await prepareSchema(settings);
    if (migrations.length > 0) log.info('schema brought up to date', { migrations });
    const storage = openStorage(settings);
    try {
      const container = createContainer({ settings, log, storage });
      const demoKeys = await bootstrap(container, settings);
      await checkTrust(container, settings, log);
      const server = await listen(container, settings);
      const { port } = server.address() as AddressInfo;
      log.info('listening', { port, storage: settings.storage.kind });
      return new RunningService(port, demoKeys, server, container, storage);
    } catch (error) {
      await storage.close();
      throw error;
    }
  }

  /** Says that it stops, waits until load balancers have heard it, finishes what is under way, and lets go of everything. */
  async stop(drainMs: number): Promise<void> {
    this.container.get(T.ProcessState).stop();
    await delay(drainMs);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    // A connection becomes idle when its request is finished; close() alone would wait for its keep-alive to end.
    const sweep = setInterval(() => this.server.closeIdleConnections(), IDLE_SWEEP_MS);
    const giveUp = setTimeout(() => this.server.closeAllConnections(), FINISHING_MS);
    await closed;
    clearInterval(sweep);
    clearTimeout(giveUp);
    await this.container.get(T.Background).settle();
    await this.storage.close();
  }
}

async function bootstrap(
  container: Container,
  { bootstrap: wanted, isProduction }: Settings,
): Promise<DemoKeys | undefined> {
  return container.get(T.Bootstrap).execute({ ...wanted, offersDemo: !isProduction });
}

async function checkTrust(container: Container, { trustUpstreamAs }: Settings, log: Log): Promise<void> {
  if (trustUpstreamAs === undefined) return;
  try {
    await container.get(T.GetOrganization).execute({ organizationId: trustUpstreamAs });
  } catch (error) {
    if (!(error instanceof OrganizationNotFound)) throw error;
    throw new StartRefused(
      `TRUST_UPSTREAM_AUTH_AS names the organization ${trustUpstreamAs}, which does not exist. Create it first, or set BOOTSTRAP_ORGANIZATION_ID to it.`,
    );
  }
  log.warn('callers without a credential are trusted as this organization', {
    setting: 'TRUST_UPSTREAM_AUTH_AS',
    organizationId: trustUpstreamAs,
  });
}

async function listen(
  container: Container,
  { host, port, allowedOrigins, trustedProxies, requestTimeLimitMs }: Settings,
): Promise<Server> {
  const app = createApp({
    doors: container.get(T.Doors),
    authentication: container.get(T.Authentication),
    limits: container.get(T.RateLimits),
    observer: container.get(T.HttpWatch),
    allowedOrigins: new Set(allowedOrigins),
    trustedProxies,
    requestTimeLimitMs,
  });
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: SLOWNESS_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    app,
  );
  retireConnectionsWhenStopping(server, container.get(T.ProcessState));
  server.on('clientError', answerNonsense);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return server;
}

/** Every answer of the drain tells its connection's owner to open another one, elsewhere: so none is cut while in use. */
function retireConnectionsWhenStopping(server: Server, state: ProcessState): void {
  server.prependListener('request', (_request, response) => {
    if (state.isStopping) response.setHeader('Connection', 'close');
  });
}
