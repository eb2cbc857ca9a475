import type { AnsweredRequest, HttpObserver } from '../../adapters/inbound/http/observer.js';
import type { Log, LogFields } from './log.js';
import type { Metrics } from './metrics.js';

/** One line and one measurement for each request; the truth about defects. */
export class HttpWatch implements HttpObserver {
  constructor(
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  answered({ method, route, status, durationMs, caller, code }: AnsweredRequest): void {
    this.metrics.observeRequest({ method, route, status }, durationMs / 1000);
    this.log.info('request', {
      method,
      route,
      status,
      durationMs: Math.round(durationMs * 100) / 100,
      ...(code === undefined ? {} : { code }),
      ...callerFields(caller),
    });
  }

  failed(error: unknown): void {
    this.log.error('request failed', error);
  }
}

function callerFields(caller: AnsweredRequest['caller']): LogFields {
  if (caller?.kind !== 'organization') return caller?.kind === 'service' ? { callerKind: 'service' } : {};
  const { tenant, keyId } = caller;
  return { ...tenant, ...(keyId === undefined ? {} : { keyId }) };
}
