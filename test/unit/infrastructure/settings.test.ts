import { expect } from 'chai';
import { readSettings, SettingsRefused } from '../../../src/infrastructure/config/settings.js';

function faultsOf(environment: Record<string, string>, purpose: 'server' | 'command' = 'server'): readonly string[] {
  try {
    readSettings(purpose, environment);
  } catch (error) {
    if (error instanceof SettingsRefused) return error.faults;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('have a default for everything outside production', () => {
    const settings = readSettings('server', {});
    expect(settings).to.deep.include({
      port: 3000,
      storage: { kind: 'sqlite', path: './data/clientele.db' },
      isProduction: false,
    });
    expect(settings.rateLimit).to.deep.include({ requests: 5000, windowSeconds: 900 });
  });

  it('name everything that production lacks, at once', () => {
    const faults = faultsOf({ NODE_ENV: 'production', STORAGE: 'mysql' }).join('\n');
    expect(faults).to.match(/SERVICE_API_KEY/);
    expect(faults).to.match(/DATABASE_URL/);
    expect(faultsOf({ NODE_ENV: 'production' }).join('\n')).to.match(/STORAGE[\s\S]*SERVICE_API_KEY/);
    expect(faultsOf({ NODE_ENV: 'production', STORAGE: 'sqlite', SERVICE_API_KEY: 'x'.repeat(32) })).to.deep.equal([]);
    expect(faultsOf({ NODE_ENV: 'production' }, 'command')).to.deep.equal([]);
  });

  it('are refused with all their faults, and without their values', () => {
    const secret = 'shh-secret';
    const faults = faultsOf({
      PORT: 'http',
      STORAGE: 'oracle',
      SERVICE_API_KEY: secret,
      DATABASE_URL: `postgres://u:${secret}@h/d`,
      ALLOWED_ORIGINS: 'https://a.example/path',
      RATE_LIMIT_REQUESTS: '0',
      BOOTSTRAP_ORGANIZATION_ID: 'a b',
      LOG_LEVEL: 'loud',
      BOOTSTRAP_TEST_KEY: `ck_live_${secret}`,
    });
    expect(faults).to.have.length(9);
    expect(faults.join('\n')).not.to.include(secret);
  });

  it('tell of a database that is named and not used', () => {
    const url = 'mysql://h/d';
    expect(readSettings('server', { DATABASE_URL: url }).unusedSettings).to.deep.equal(['DATABASE_URL']);
    expect(readSettings('server', { STORAGE: 'mysql', DATABASE_URL: url }).unusedSettings).to.deep.equal([]);
  });

  it('take an empty variable for one that is not set', () => {
    expect(readSettings('server', { PORT: '', SERVICE_API_KEY: '', ALLOWED_ORIGINS: '' })).to.deep.include({
      port: 3000,
      serviceKey: undefined,
      allowedOrigins: [],
    });
    expect(
      readSettings('server', { ALLOWED_ORIGINS: 'https://a.example, http://localhost:5173' }).allowedOrigins,
    ).to.deep.equal(['https://a.example', 'http://localhost:5173']);
  });
});
