import { pino, type DestinationStream } from 'pino';
import { requestContext } from '../../adapters/inbound/http/request-context.js';
import { describeError } from './describe-error.js';

/** Everything that a log line can say. Phone numbers, addresses, keys and tokens have no field to stand in. */
export interface LogFields {
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly code?: string;
  readonly durationMs?: number;
  readonly organizationId?: string;
  readonly environment?: string;
  readonly keyId?: string;
  readonly callerKind?: string;
  readonly storage?: string;
  readonly port?: number;
  readonly signal?: string;
  readonly setting?: string;
  readonly migrations?: readonly string[];
  readonly openRequests?: number;
}

const FIELD_NAMES: Readonly<Record<keyof LogFields, true>> = {
  method: true,
  route: true,
  status: true,
  code: true,
  durationMs: true,
  organizationId: true,
  environment: true,
  keyId: true,
  callerKind: true,
  storage: true,
  port: true,
  signal: true,
  setting: true,
  migrations: true,
  openRequests: true,
};

/** JSON lines, each with the id of the request that it belongs to. */
export class Log {
  readonly #pino;

  constructor(level: string, destination?: DestinationStream) {
    const options = {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label: string) => ({ level: label }) },
      mixin: () => {
        const { requestId } = requestContext.getStore() ?? {};
        return requestId === undefined ? {} : { requestId };
      },
    };
    this.#pino = destination === undefined ? pino(options) : pino(options, destination);
  }

  info(event: string, fields: LogFields = {}): void {
    this.#pino.info(onlyKnown(fields), event);
  }

  warn(event: string, fields: LogFields = {}): void {
    this.#pino.warn(onlyKnown(fields), event);
  }

  error(event: string, error: unknown, fields: LogFields = {}): void {
    this.#pino.error({ ...onlyKnown(fields), error: describeError(error) }, event);
  }
}

/** Types hold at compile time only; this holds always. */
function onlyKnown(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(FIELD_NAMES, name)));
}
