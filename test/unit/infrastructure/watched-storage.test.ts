import { expect } from 'chai';
import { useFakeTimers } from 'sinon';
import { openInMemoryStorage } from '../../../src/adapters/outbound/in-memory/in-memory-storage.js';
import { requestContext } from '../../../src/adapters/inbound/http/request-context.js';
import { StorageUnavailable } from '../../../src/application/ports/errors.js';
import { OrganizationNotFound } from '../../../src/domain/organization/errors.js';
import { Metrics } from '../../../src/infrastructure/observability/metrics.js';
import { watchedStorage } from '../../../src/infrastructure/observability/watched-storage.js';
import { rejection } from '../../support/rejection.js';

describe('a watched storage', () => {
  it('gives up a call that takes too long, and the probe sooner', async () => {
    const clock = useFakeTimers();
    try {
      const never = () => new Promise<never>(() => {});
      const hanging = { ...openInMemoryStorage(), organizations: { find: never } as never, probe: { ping: never } };
      const { organizations, probe } = watchedStorage(hanging, new Metrics(), 5000);
      const [asked, pinged] = [rejection(organizations.find('x')), rejection(probe.ping())];
      await clock.tickAsync(1000);
      expect(await pinged).to.be.instanceOf(StorageUnavailable);
      await clock.tickAsync(4000);
      expect(await asked).to.be.instanceOf(StorageUnavailable);
    } finally {
      clock.restore();
    }
  });

  it('gives all calls of a request one deadline', async () => {
    const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const slow = () => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 400));
      const { organizations } = watchedStorage(
        { ...openInMemoryStorage(), organizations: { find: slow } as never },
        new Metrics(),
        5000,
      );
      const twice = requestContext.run({ requestId: 'x', deadline: performance.now() + 1000 }, async () => {
        for (;;) await organizations.find('x');
      });
      const failed = rejection(twice);
      await clock.tickAsync(1000);
      expect(await failed).to.be.instanceOf(StorageUnavailable);
    } finally {
      clock.restore();
    }
  });

  it('measures each call by its outcome', async () => {
    const metrics = new Metrics();
    const { organizations } = watchedStorage(openInMemoryStorage(), metrics, 5000);
    await organizations.find('x');
    expect(await rejection(organizations.update('x', (found) => found))).to.be.instanceOf(OrganizationNotFound);
    const { text } = await metrics.render();
    expect(text).to.include('storage_call_duration_seconds_count{port="organizations",method="find",outcome="ok"} 1');
    expect(text).to.include(
      'storage_call_duration_seconds_count{port="organizations",method="update",outcome="refused"} 1',
    );
  });
});
