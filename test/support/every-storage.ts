import type { Api } from './api.js';
import { sharedService } from './services.js';
import { storageKinds } from './storages.js';

/** The same suite against a service on each storage: callers cannot tell which one it is. */
export function onEveryStorage(title: string, suite: (api: () => Api) => void): void {
  for (const kind of storageKinds) {
    describe(`${title} [${kind.name}]`, () => {
      let api: Api;
      before(async () => {
        ({ api } = await sharedService(kind));
      });
      suite(() => api);
    });
  }
}
