import { expect } from 'chai';
import type { Storage } from '../../src/adapters/outbound/storage.js';
import { ApiKey } from '../../src/domain/organization/api-key.js';
import { ApiKeyIdTaken, ApiKeyNotFound } from '../../src/domain/organization/errors.js';
import type { Scope } from '../../src/domain/organization/scope.js';
import { anId, NOW } from '../support/builders.js';
import { rejection } from '../support/rejection.js';

function anApiKey(keyId: string, organizationId = 'org', now = NOW): ApiKey {
  const parts = { environment: 'test', keyId, secret: 'x' } as const;
  return ApiKey.issue(
    parts,
    organizationId,
    'f'.repeat(64),
    { scopes: ['lookup', 'customers:read'], name: 'Kasse 1 ☕', expiresAt: now + 1 },
    now,
  );
}

const aKeyId = (): string => anId().replaceAll('-', '').slice(0, 20);

export function apiKeyRepositoryContract(open: () => Storage): void {
  describe('ApiKeyRepository', () => {
    it('gives back every field as it was stored', async () => {
      const { apiKeys } = open();
      const apiKey = anApiKey(aKeyId())
        .use(NOW + 5)
        .revoke(NOW + 9);
      await apiKeys.add(apiKey);
      expect((await apiKeys.find(apiKey.state.keyId))?.state).to.deep.equal(apiKey.state);
      expect(await apiKeys.find('nobody')).to.equal(undefined);
    });

    it('tells key ids apart by case', async () => {
      const { apiKeys } = open();
      const keyId = `k${aKeyId()}`;
      await apiKeys.add(anApiKey(keyId));
      expect(await apiKeys.find(keyId.toUpperCase())).to.equal(undefined);
    });

    it('refuses an id that is taken', async () => {
      const { apiKeys } = open();
      const keyId = aKeyId();
      await apiKeys.add(anApiKey(keyId));
      expect(await rejection(apiKeys.add(anApiKey(keyId)))).to.be.instanceOf(ApiKeyIdTaken);
    });

    it('stores changes, and refuses unknown ids', async () => {
      const { apiKeys } = open();
      const keyId = aKeyId();
      await apiKeys.add(anApiKey(keyId));
      await apiKeys.update(keyId, (found) => found.revoke(NOW + 7));
      expect((await apiKeys.find(keyId))?.state.revokedAt).to.equal(NOW + 7);
      expect(await rejection(apiKeys.update('nobody', (found) => found))).to.be.instanceOf(ApiKeyNotFound);
    });

    it('never loses a revocation to the noting of uses', async () => {
      const { apiKeys } = open();
      for (let round = 0; round < 10; round += 1) {
        const keyId = aKeyId();
        await apiKeys.add(anApiKey(keyId));
        const uses = Array.from({ length: 6 }, (_, index) => apiKeys.update(keyId, (found) => found.use(NOW + index)));
        await Promise.all([
          ...uses.slice(0, 3),
          apiKeys.update(keyId, (found) => found.revoke(NOW + 7)),
          ...uses.slice(3),
        ]);
        expect((await apiKeys.find(keyId))?.state).to.include({ revokedAt: NOW + 7, lastUsedAt: NOW + 5 });
      }
    });

    it('shares nothing with what was handed in', async () => {
      const { apiKeys } = open();
      const keyId = aKeyId();
      const scopes: Scope[] = ['lookup'];
      await apiKeys.add(
        ApiKey.issue(
          { environment: 'live', keyId, secret: 'x' },
          'org',
          'f',
          { scopes, name: null, expiresAt: null },
          NOW,
        ),
      );
      scopes.push('customers:write');
      expect((await apiKeys.find(keyId))?.state.scopes).to.deep.equal(['lookup']);
    });

    it("lists one organization's, oldest first, ties broken by id", async () => {
      const { apiKeys } = open();
      const organizationId = `org-${anId()}`;
      const [a, b, c] = ['a', 'b', 'c'].map((letter) => `${letter}${aKeyId()}`) as [string, string, string];
      await apiKeys.add(anApiKey(b, organizationId, 5));
      await apiKeys.add(anApiKey(c, organizationId, 1));
      await apiKeys.add(anApiKey(a, organizationId, 5));
      await apiKeys.add(anApiKey(aKeyId(), 'another'));
      expect((await apiKeys.listOf(organizationId)).map(({ state }) => state.keyId)).to.deep.equal([c, a, b]);
    });
  });
}
