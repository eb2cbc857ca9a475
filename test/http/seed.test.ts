import { expect } from 'chai';
import { onEveryStorage } from '../support/every-storage.js';

const idsOf = (customers: { customer_id: string }[]): string[] => customers.map(({ customer_id }) => customer_id);

onEveryStorage('POST /seed', (api) => {
  it('201: ten sample customers, the same ten again, and deleted ones back', async () => {
    const { test, live } = await api().organization();
    const first = await api().post('/seed', { key: test });
    expect([first.status, first.body.message]).to.deep.equal([201, 'Successfully seeded 10 customers']);
    expect(new Set(idsOf(first.body.customers)).size).to.equal(10);
    await api().delete(`/customers/${first.body.customers[3].customer_id}`, { key: test });
    await api().patch(`/customers/${first.body.customers[4].customer_id}`, { key: test, body: { city: 'Elsewhere' } });
    const again = await api().post('/seed', { key: test });
    expect(again.status).to.equal(201);
    expect(idsOf(again.body.customers)).to.deep.equal(idsOf(first.body.customers));
    expect(again.body.customers[4].city).to.equal('Elsewhere');
    expect((await api().get('/customers', { key: test })).body.pagination.totalCount).to.equal(10);
    expect((await api().get('/customers', { key: live })).body.pagination.totalCount).to.equal(0);
  });

  it('201: two organizations have ten each, and parallel calls make ten', async () => {
    const [one, two] = [await api().organization({ unique_emails: true }), await api().organization()];
    const answers = await Promise.all([one, one, two, two].map(({ test }) => api().post('/seed', { key: test })));
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201, 201]);
    for (const { test } of [one, two])
      expect((await api().get('/customers', { key: test })).body.pagination.totalCount).to.equal(10);
  });

  it('403: a live key', async () => {
    const { live } = await api().organization();
    const { status, body } = await api().post('/seed', { key: live });
    expect([status, body.code]).to.deep.equal([403, 'seed_needs_test_environment']);
  });
});
