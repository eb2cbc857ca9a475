import { Container, ContainerModule } from 'inversify';
import { DetachedBackground } from '../../adapters/outbound/system/detached-background.js';
import { SystemClock } from '../../adapters/outbound/system/system-clock.js';
import { UuidGenerator } from '../../adapters/outbound/system/uuid-generator.js';
import type { Storage } from '../../adapters/outbound/storage.js';
import type { Settings } from '../config/settings.js';
import { ProcessState } from '../lifecycle/process-state.js';
import type { Log } from '../observability/log.js';
import { Metrics } from '../observability/metrics.js';
import { watchedStorage } from '../observability/watched-storage.js';
import { httpModule } from './http-module.js';
import { securityModule } from './security-module.js';
import { storageModule } from './storage-module.js';
import { TOKENS as T } from './tokens.js';
import { useCasesModule } from './use-cases-module.js';

export type { Container };

export interface Brought {
  readonly settings: Settings;
  readonly log: Log;
  readonly storage: Storage;
}

/** Everything, wired. What needs waiting for is brought along, ready. */
export function createContainer({ settings, log, storage }: Brought): Container {
  const metrics = new Metrics();
  const brought = new ContainerModule(({ bind }) => {
    bind(T.Settings).toConstantValue(settings);
    bind(T.Log).toConstantValue(log);
    bind(T.Metrics).toConstantValue(metrics);
    bind(T.ProcessState).toConstantValue(new ProcessState());
    bind(T.Clock).toConstantValue(new SystemClock());
    bind(T.Background).toConstantValue(new DetachedBackground((error) => log.error('background work failed', error)));
    bind(T.IdGenerator).toConstantValue(new UuidGenerator());
  });
  const container = new Container();
  const watched = watchedStorage(storage, metrics, settings.storageTimeoutMs);
  container.load(brought, storageModule(watched), securityModule, useCasesModule, httpModule);
  return container;
}
