import { expect } from 'chai';
import { createContainer } from '../../src/infrastructure/container/container.js';
import { openStorage } from '../../src/infrastructure/container/storage-module.js';
import { TOKENS } from '../../src/infrastructure/container/tokens.js';
import { readSettings } from '../../src/infrastructure/config/settings.js';
import { Log } from '../../src/infrastructure/observability/log.js';
import { storageKinds } from '../support/storages.js';

for (const kind of storageKinds) {
  describe(`the container [${kind.name}]`, () => {
    it('resolves everything that has a token', async () => {
      const place = await kind.prepare();
      const settings = readSettings('server', place.environment);
      const storage = openStorage(settings);
      const container = createContainer({ settings, log: new Log('silent'), storage });
      for (const [name, token] of Object.entries(TOKENS))
        expect(typeof container.get<unknown>(token as never), name).to.equal('object');
      await storage.close();
      await place.remove();
    });
  });
}
