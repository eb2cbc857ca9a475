import Joi from 'joi';
import { readApiKey } from '../../domain/organization/api-key.js';
import { RECORD_ID, RECORD_ID_PROBLEM } from '../../domain/shared/record-id.js';

export type StorageSettings =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'mysql'; readonly url: string; readonly poolSize: number };

export interface Settings {
  readonly isProduction: boolean;
  readonly logLevel: string;
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: number;
  readonly allowedOrigins: readonly string[];
  readonly drainMs: number;
  readonly storage: StorageSettings;
  /** Set, and without effect on the chosen storage: perhaps another one was meant. */
  readonly unusedSettings: readonly string[];
  readonly storageTimeoutMs: number;
  readonly requestTimeLimitMs: number;
  readonly migratesOnStart: boolean;
  readonly serviceKey: string | undefined;
  readonly trustUpstreamAs: string | undefined;
  readonly metricsToken: string | undefined;
  readonly bootstrap: {
    readonly organizationId?: string;
    readonly keys: { readonly live?: string; readonly test?: string };
  };
  readonly rateLimit: {
    readonly requests: number;
    readonly windowSeconds: number;
    readonly failedAuthentications: number;
    readonly includesServices: boolean;
  };
}

/** What is wrong with the settings: all of it, so that one start is enough to learn it. */
export class SettingsRefused extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`These settings keep the service from starting:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** Administrative commands need the storage's settings; a server in production must have more. */
export type Purpose = 'server' | 'command';

interface Environment {
  readonly NODE_ENV?: string;
  readonly LOG_LEVEL: string;
  readonly HOST: string;
  readonly PORT: number;
  readonly TRUST_PROXY: number;
  readonly ALLOWED_ORIGINS: readonly string[];
  readonly SHUTDOWN_DRAIN_MS: number;
  readonly STORAGE: 'sqlite' | 'mysql' | 'memory';
  readonly DATABASE_PATH: string;
  readonly DATABASE_URL?: string;
  readonly DATABASE_POOL_SIZE: number;
  readonly STORAGE_TIMEOUT_MS: number;
  readonly REQUEST_TIMEOUT_MS: number;
  readonly MIGRATE_ON_START: boolean;
  readonly SERVICE_API_KEY?: string;
  readonly TRUST_UPSTREAM_AUTH_AS?: string;
  readonly METRICS_TOKEN?: string;
  readonly BOOTSTRAP_ORGANIZATION_ID?: string;
  readonly BOOTSTRAP_LIVE_KEY?: string;
  readonly BOOTSTRAP_TEST_KEY?: string;
  readonly RATE_LIMIT_REQUESTS: number;
  readonly RATE_LIMIT_WINDOW_SECONDS: number;
  readonly RATE_LIMIT_FAILED_AUTHENTICATIONS: number;
  readonly RATE_LIMIT_SERVICE_KEY: boolean;
}

const MIN_SERVICE_KEY_LENGTH = 16;
const recordId = Joi.string()
  .pattern(RECORD_ID)
  .messages({ 'string.pattern.base': `{{#label}} ${RECORD_ID_PROBLEM}` });

const origins = Joi.string().custom((text: string, helpers) => {
  const list = text.split(',').map((origin) => origin.trim());
  const wrong = list.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  return wrong === undefined
    ? list
    : helpers.message({ custom: '{{#label}} must be a comma list of origins such as https://app.example.com' });
});

const apiKeyOf = (environment: 'live' | 'test') =>
  Joi.string().custom((text: string, helpers) => {
    if (readApiKey(text)?.environment === environment) return text;
    const form = `ck_${environment}_<id>_<secret>_<checksum>`;
    return helpers.message({
      custom: `{{#label}} is not of the form ${form}, or its checksum does not fit; draw one with "clientele keys generate"`,
    });
  });

const environmentSchema = Joi.object<Environment>({
  NODE_ENV: Joi.string(),
  LOG_LEVEL: Joi.string().valid('trace', 'debug', 'info', 'warn', 'error', 'silent').default('info'),
  HOST: Joi.string().default('0.0.0.0'),
  PORT: Joi.number().integer().min(0).max(65_535).default(3000),
  TRUST_PROXY: Joi.number().integer().min(0).max(16).default(0),
  ALLOWED_ORIGINS: origins.default([]),
  SHUTDOWN_DRAIN_MS: Joi.number().integer().min(0).max(120_000).default(1000),
  STORAGE: Joi.string().valid('sqlite', 'mysql', 'memory').default('sqlite'),
  DATABASE_PATH: Joi.string()
    .invalid(':memory:')
    .messages({ 'any.invalid': '{{#label}} must be a file; STORAGE=memory keeps nothing' })
    .default('./data/clientele.db'),
  DATABASE_URL: Joi.string()
    .uri({ scheme: ['mysql', 'mariadb'] })
    .messages({
      'string.uriCustomScheme': '{{#label}} must be of the form mysql://user:password@host:3306/database',
      'any.required': '{{#label}} is required with STORAGE=mysql, of the form mysql://user:password@host:3306/database',
    })
    .when('STORAGE', { is: 'mysql', then: Joi.required() }),
  DATABASE_POOL_SIZE: Joi.number().integer().min(1).max(1000).default(16),
  STORAGE_TIMEOUT_MS: Joi.number().integer().min(100).max(60_000).default(5000),
  REQUEST_TIMEOUT_MS: Joi.number().integer().min(100).max(300_000).default(10_000),
  MIGRATE_ON_START: Joi.boolean().default(true),
  SERVICE_API_KEY: Joi.string().min(MIN_SERVICE_KEY_LENGTH),
  TRUST_UPSTREAM_AUTH_AS: recordId,
  METRICS_TOKEN: Joi.string().min(8),
  BOOTSTRAP_ORGANIZATION_ID: recordId,
  BOOTSTRAP_LIVE_KEY: apiKeyOf('live'),
  BOOTSTRAP_TEST_KEY: apiKeyOf('test'),
  RATE_LIMIT_REQUESTS: Joi.number().integer().min(1).default(5000),
  RATE_LIMIT_WINDOW_SECONDS: Joi.number().integer().min(1).max(86_400).default(900),
  RATE_LIMIT_FAILED_AUTHENTICATIONS: Joi.number().integer().min(1).default(100),
  RATE_LIMIT_SERVICE_KEY: Joi.boolean().default(false),
}).unknown(true);

/** What production must say itself, because a default would lose data or leave a door shut. */
const REQUIRED_IN_PRODUCTION: Readonly<Record<string, string>> = {
  STORAGE: 'where customers are kept: sqlite, mysql or memory',
  SERVICE_API_KEY: `the key that the operator's own services show, at least ${MIN_SERVICE_KEY_LENGTH} characters`,
};

/** The only reader of the environment. An empty variable counts as one that is not set. */
export function readSettings(purpose: Purpose, source: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const { value, error } = environmentSchema.validate(given, { abortEarly: false, errors: { wrap: { label: false } } });
  const missing = purpose === 'server' && given['NODE_ENV'] === 'production' ? missingInProduction(given) : [];
  // Joi's messages name the setting and the rule; none of the messages used here quotes the value.
  const faults = [...missing, ...(error?.details ?? []).map(({ message }) => message)];
  if (faults.length > 0) throw new SettingsRefused(faults);
  return settingsOf(value as Environment);
}

function missingInProduction(given: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(REQUIRED_IN_PRODUCTION)
    .filter(([name]) => given[name] === undefined)
    .map(([name, meaning]) => `${name} is required in production (${meaning})`);
}

function settingsOf(environment: Environment): Settings {
  return {
    isProduction: environment.NODE_ENV === 'production',
    logLevel: environment.LOG_LEVEL,
    host: environment.HOST,
    port: environment.PORT,
    trustedProxies: environment.TRUST_PROXY,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    drainMs: environment.SHUTDOWN_DRAIN_MS,
    storage: storageOf(environment),
    unusedSettings: environment.STORAGE !== 'mysql' && environment.DATABASE_URL !== undefined ? ['DATABASE_URL'] : [],
    storageTimeoutMs: environment.STORAGE_TIMEOUT_MS,
    requestTimeLimitMs: environment.REQUEST_TIMEOUT_MS,
    migratesOnStart: environment.MIGRATE_ON_START,
    serviceKey: environment.SERVICE_API_KEY,
    trustUpstreamAs: environment.TRUST_UPSTREAM_AUTH_AS,
    metricsToken: environment.METRICS_TOKEN,
    bootstrap: {
      ...(environment.BOOTSTRAP_ORGANIZATION_ID === undefined
        ? {}
        : { organizationId: environment.BOOTSTRAP_ORGANIZATION_ID }),
      keys: {
        ...(environment.BOOTSTRAP_LIVE_KEY === undefined ? {} : { live: environment.BOOTSTRAP_LIVE_KEY }),
        ...(environment.BOOTSTRAP_TEST_KEY === undefined ? {} : { test: environment.BOOTSTRAP_TEST_KEY }),
      },
    },
    rateLimit: {
      requests: environment.RATE_LIMIT_REQUESTS,
      windowSeconds: environment.RATE_LIMIT_WINDOW_SECONDS,
      failedAuthentications: environment.RATE_LIMIT_FAILED_AUTHENTICATIONS,
      includesServices: environment.RATE_LIMIT_SERVICE_KEY,
    },
  };
}

function storageOf({ STORAGE, DATABASE_PATH, DATABASE_URL, DATABASE_POOL_SIZE }: Environment): StorageSettings {
  switch (STORAGE) {
    case 'memory':
      return { kind: 'memory' };
    case 'sqlite':
      return { kind: 'sqlite', path: DATABASE_PATH };
    case 'mysql':
      return { kind: 'mysql', url: DATABASE_URL!, poolSize: DATABASE_POOL_SIZE };
  }
}
