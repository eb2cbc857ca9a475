import { expect } from 'chai';
import fc from 'fast-check';
import { ApiKey, readApiKey, writeApiKey } from '../../../src/domain/organization/api-key.js';
import { ValidationFailed } from '../../../src/domain/shared/fault.js';
import { NOW } from '../../support/builders.js';

const PARTS = { environment: 'live', keyId: 'abcDEF123456', secret: 'Q201Rcao4O8xW5nTvdFL2kHA88mePaVZ' } as const;
const TERMS = { scopes: ['lookup'], name: null, expiresAt: null } as const;

describe('API keys', () => {
  it('are read as they were written', () => {
    expect(writeApiKey(PARTS)).to.match(/^ck_live_abcDEF123456_Q201Rcao4O8xW5nTvdFL2kHA88mePaVZ_[0-9A-Za-z]{6}$/);
    expect(readApiKey(writeApiKey(PARTS))).to.deep.equal(PARTS);
  });

  it('tell a slip of the pen: any one changed character', () => {
    const key = writeApiKey(PARTS);
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom(...'0aZ_x-'), (index, char) => {
        fc.pre(key[index] !== char);
        expect(readApiKey(key.slice(0, index) + char + key.slice(index + 1))).to.equal(undefined);
      }),
    );
  });

  it('open until they expire or are revoked', () => {
    const apiKey = ApiKey.issue(PARTS, 'org', 'hash', { ...TERMS, expiresAt: NOW + 10 }, NOW);
    expect([apiKey.opensAt(NOW + 9), apiKey.opensAt(NOW + 10)]).to.deep.equal([true, false]);
    const revoked = apiKey.revoke(NOW + 1);
    expect(revoked.opensAt(NOW + 1)).to.equal(false);
    expect(revoked.revoke(NOW + 5).state.revokedAt).to.equal(NOW + 1);
  });

  it('cannot be issued without scopes, with one twice, or with a name that no storage keeps', () => {
    for (const terms of [
      { scopes: [] },
      { scopes: ['lookup', 'lookup'] as const },
      { name: ' ' },
      { name: 'x'.repeat(256) },
      { name: '\0' },
    ]) {
      expect(() => ApiKey.issue(PARTS, 'org', 'hash', { ...TERMS, ...terms }, NOW), JSON.stringify(terms)).to.throw(
        ValidationFailed,
      );
    }
  });

  it('cannot be issued expired', () => {
    expect(() => ApiKey.issue(PARTS, 'org', 'hash', { ...TERMS, expiresAt: NOW }, NOW)).to.throw(ValidationFailed);
  });

  it('note a use once a minute, and never go back in time', () => {
    const apiKey = ApiKey.issue(PARTS, 'org', 'hash', TERMS, NOW);
    expect(apiKey.isUseWorthNoting(NOW)).to.equal(true);
    const used = apiKey.use(NOW);
    expect([used.isUseWorthNoting(NOW + 59_999), used.isUseWorthNoting(NOW + 60_000)]).to.deep.equal([false, true]);
    expect(used.use(NOW - 5).state.lastUsedAt).to.equal(NOW);
  });
});
