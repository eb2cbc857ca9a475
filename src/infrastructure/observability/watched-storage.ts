import type { Storage } from '../../adapters/outbound/storage.js';
import { requestContext } from '../../adapters/inbound/http/request-context.js';
import { StorageUnavailable } from '../../application/ports/errors.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Metrics } from './metrics.js';

/** A health check that hangs is worth as little as one that fails. */
const PROBE_TIMEOUT_MS = 1000;

/** The same storage, with each call measured, and given up when it takes too long: callers get a 503, never a hang. */
export function watchedStorage(storage: Storage, metrics: Metrics, timeoutMs: number): Storage {
  const watch = <Port extends object>(name: string, port: Port, limitMs = timeoutMs): Port =>
    watched(name, port, metrics, limitMs);
  return {
    organizations: watch('organizations', storage.organizations),
    apiKeys: watch('apiKeys', storage.apiKeys),
    customers: watch('customers', storage.customers),
    phoneDirectory: watch('phoneDirectory', storage.phoneDirectory),
    transactions: watch('transactions', storage.transactions),
    probe: watch('probe', storage.probe, Math.min(PROBE_TIMEOUT_MS, timeoutMs)),
    close: () => storage.close(),
  };
}

type Call = (...parameters: unknown[]) => Promise<unknown>;

function watched<Port extends object>(name: string, port: Port, metrics: Metrics, limitMs: number): Port {
  const wrapped = new Map<string, Call>();
  return new Proxy(port, {
    get(target, method: string) {
      const known = wrapped.get(method);
      if (known !== undefined) return known;
      const original = (target as Record<string, Call | undefined>)[method];
      if (typeof original !== 'function') return original;
      const call: Call = (...parameters) =>
        measured(metrics, name, method, () => inTime(() => original.apply(target, parameters), limitMs));
      wrapped.set(method, call);
      return call;
    },
  });
}

async function measured<T>(metrics: Metrics, port: string, method: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const observe = (outcome: 'ok' | 'refused' | 'failed'): void =>
    metrics.observeStorageCall({ port, method, outcome }, (performance.now() - startedAt) / 1000);
  try {
    const result = await work();
    observe('ok');
    return result;
  } catch (error) {
    observe(error instanceof DomainError && !(error instanceof StorageUnavailable) ? 'refused' : 'failed');
    throw error;
  }
}

/** Each call has a limit of its own, and all calls of a request share the request's. */
async function inTime<T>(begin: () => Promise<T>, callLimitMs: number): Promise<T> {
  const { deadline = Infinity } = requestContext.getStore() ?? {};
  const limitMs = Math.min(callLimitMs, deadline - performance.now());
  if (limitMs <= 0) throw new StorageUnavailable();
  const work = begin();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StorageUnavailable()), limitMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
