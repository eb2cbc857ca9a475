import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { Answered } from '../support/api.js';
import { ServerProcess } from '../support/child.js';
import { storageKinds, type Place } from '../support/storages.js';

const MERGE = { 'content-type': 'application/merge-patch+json' };

for (const kind of storageKinds.filter(({ isShared }) => isShared)) {
  describe(`two processes on one storage [${kind.name}]`, () => {
    let place: Place;
    let servers: ServerProcess[];
    const statuses: number[] = [];
    const noted = async (answered: Promise<Answered>): Promise<Answered> => {
      const settled = await answered;
      statuses.push(settled.status);
      return settled;
    };
    before(async () => {
      place = await kind.prepare();
      // At once, on an empty database: one of them makes the schema and the demo, the other waits for it.
      servers = await Promise.all([ServerProcess.start(place.environment), ServerProcess.start(place.environment)]);
    });
    afterEach(() => {
      expect(statuses.filter((status) => status >= 500)).to.deep.equal([]);
    });
    after(async () => {
      await Promise.all(servers.map((server) => server.kill('SIGINT')));
      await place.remove();
    });

    const either = (index: number) => servers[index % 2]!.api;

    it('make the demo once', () => {
      expect(servers.filter(({ child }) => child.err.includes('demo keys'))).to.have.length(1);
    });

    it('lose no create, update or delete', async () => {
      const { live: key } = await either(0).organization();
      const created = await Promise.all(
        Array.from({ length: 120 }, (_, index) =>
          noted(either(index).post('/customers', { key, body: { name: `C${index}` } })),
        ),
      );
      const ids = created.map(({ body }) => body.customer_id as string);
      const updates = ids.flatMap((id, index) =>
        [0, 1, 2, 3].map((field) =>
          noted(
            either(index + field).patch(`/customers/${id}`, {
              key,
              headers: MERGE,
              raw: JSON.stringify({ metadata: { [`f${field}`]: field } }),
            }),
          ),
        ),
      );
      await Promise.all(updates);
      await Promise.all(
        ids
          .slice(0, 40)
          .flatMap((id, index) =>
            [0, 1].map((server) => noted(either(index + server).delete(`/customers/${id}`, { key }))),
          ),
      );
      const { body } = await either(1).get('/customers?pageSize=200', { key });
      expect(body.pagination.totalCount).to.equal(80);
      expect(body.customers.map(({ customer_id }: { customer_id: string }) => customer_id).toSorted()).to.deep.equal(
        ids.slice(40).toSorted(),
      );
      for (const { metadata } of body.customers) expect(metadata).to.deep.equal({ f0: 0, f1: 1, f2: 2, f3: 3 });
      expect(statuses.filter((status) => status === 404)).to.have.length(40);
    });

    it('let one holder of a unique address win, and one report of a transaction', async () => {
      const { live: key } = await either(0).organization({ unique_emails: true });
      const adds = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          noted(either(index).post('/customers', { key, body: { name: 'X', email: 'one@example.com' } })),
        ),
      );
      expect(adds.filter(({ status }) => status === 201)).to.have.length(1);
      expect(adds.filter(({ status }) => status === 409)).to.have.length(19);
      const { customer_id } = adds.find(({ status }) => status === 201)!.body;
      const report = { transaction_id: 't', gross_amount: 5, currency_code: 'XOF', status: 'completed' };
      const reports = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          noted(either(index).post(`/customers/${customer_id}/transactions`, { key, body: report })),
        ),
      );
      expect(reports.map(({ status }) => status).toSorted()).to.deep.equal([...Array<number>(19).fill(200), 201]);
    });

    it('hear of a revocation within a second', async () => {
      const { id, live: key } = await either(0).organization();
      expect((await either(1).get('/customers', { key })).status).to.equal(200);
      await either(0).asService('DELETE', `/organizations/${id}/api-keys/${key.split('_')[2]}`);
      const revokedAt = Date.now();
      for (;;) {
        const { status } = await either(1).get('/customers', { key });
        if (status === 401) break;
        expect(Date.now() - revokedAt).to.be.lessThan(1000);
        await delay(5);
      }
    });
  });
}
