import { expect } from 'chai';
import type { Api } from '../support/api.js';
import { onEveryStorage } from '../support/every-storage.js';

const BODY = {
  transaction_id: 'order-1',
  gross_amount: 12.345,
  currency_code: 'KWD',
  status: 'pending',
  description: 'Two chairs',
  created_at: '2026-01-02T03:04:05Z',
};

onEveryStorage('POST /customers/:id/transactions', (api) => {
  it('201 and 200: the same report again changes nothing', async () => {
    const { path, key } = await aCustomer(api());
    const first = await api().post(path, { key, body: BODY });
    expect([first.status, first.body]).to.deep.equal([201, { ...BODY, created_at: '2026-01-02T03:04:05.000Z' }]);
    const again = await api().post(path, { key, body: BODY });
    expect([again.status, again.body]).to.deep.equal([200, first.body]);
    const { gross_amount, currency_code } = BODY;
    const terse = await api().post(path, { key, body: { transaction_id: 'order-1', gross_amount, currency_code } });
    expect([terse.status, terse.body]).to.deep.equal([200, first.body]);
  });

  it('201: draws an id and fills in the defaults', async () => {
    const { path, key } = await aCustomer(api());
    const { status, body } = await api().post(path, { key, body: { gross_amount: 0, currency_code: 'USD' } });
    expect(status).to.equal(201);
    expect(body).to.deep.include({ status: 'pending', description: null });
    expect(body.transaction_id).to.match(/^[0-9a-f-]{36}$/);
  });

  for (const [from, allowed] of Object.entries({
    pending: ['completed', 'failed'],
    completed: ['refunded'],
    failed: [] as string[],
    refunded: [] as string[],
  })) {
    it(`200 and 409: a ${from} one may become ${allowed.join(' or ') || 'nothing else'}`, async () => {
      for (const to of ['pending', 'completed', 'failed', 'refunded']) {
        const { path, key } = await aCustomer(api());
        await api().post(path, { key, body: { ...BODY, status: from } });
        const { status, body } = await api().post(path, { key, body: { ...BODY, status: to } });
        const isFine = to === from || allowed.includes(to);
        expect(status, `${from} to ${to}`).to.equal(isFine ? 200 : 409);
        expect(isFine ? body.status : body.code).to.equal(isFine ? to : 'transaction_move_refused');
      }
    });
  }

  it('409: the same id with other content, or for another customer', async () => {
    const { path, key } = await aCustomer(api());
    await api().post(path, { key, body: BODY });
    for (const change of [
      { gross_amount: 12.346 },
      { currency_code: 'USD' },
      { description: null },
      { created_at: '2026-01-02T03:04:06Z' },
    ]) {
      const { status, body } = await api().post(path, { key, body: { ...BODY, ...change } });
      expect([status, body.code], JSON.stringify(change)).to.deep.equal([409, 'transaction_content_differs']);
    }
    const other = await api().customer(key);
    expect((await api().post(`/customers/${other.customer_id}/transactions`, { key, body: BODY })).status).to.equal(
      409,
    );
  });

  it('400: lists every fault', async () => {
    const { path, key } = await aCustomer(api());
    const { status, body } = await api().post(path, {
      key,
      body: {
        transaction_id: 'a b',
        gross_amount: -1,
        currency_code: 'usd',
        status: 'lost',
        description: 5,
        created_at: 'x',
        fee: 1,
      },
    });
    expect(status).to.equal(400);
    expect(body.message).to.have.length(7);
    for (const wrong of [
      {},
      { gross_amount: 1.0001 },
      { currency_code: 'ZZZ' },
      { gross_amount: '5' },
      { gross_amount: 1e16 },
    ]) {
      const sent = Object.keys(wrong).length === 0 ? {} : { ...BODY, ...wrong };
      expect((await api().post(path, { key, body: sent })).status, JSON.stringify(wrong)).to.equal(400);
    }
  });

  it('404: unknown, foreign and deleted customers', async () => {
    const { path, key, id } = await aCustomer(api());
    const other = await api().organization();
    expect((await api().post('/customers/nobody/transactions', { key, body: BODY })).status).to.equal(404);
    expect((await api().post(path, { key: other.live, body: BODY })).status).to.equal(404);
    await api().delete(`/customers/${id}`, { key });
    expect((await api().post(path, { key, body: BODY })).status).to.equal(404);
    expect((await api().get(path, { key })).status).to.equal(404);
  });

  it('many parallel reports of one id make one transaction', async () => {
    const { path, key } = await aCustomer(api());
    const answers = await Promise.all(Array.from({ length: 8 }, () => api().post(path, { key, body: BODY })));
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([200, 200, 200, 200, 200, 200, 200, 201]);
  });
});

onEveryStorage('GET /customers/:id/transactions', (api) => {
  it('200: completed and refunded ones, newest first, page by page', async () => {
    const { path, key } = await aCustomer(api());
    const moments = ['2026-01-03', '2026-01-01', '2026-01-05', '2026-01-04', '2026-01-02'];
    for (const [index, created_at] of moments.entries()) {
      const status = ['completed', 'pending', 'refunded', 'failed', 'completed'][index];
      await api().post(path, {
        key,
        body: { transaction_id: `t${index}`, gross_amount: index, currency_code: 'XOF', status, created_at },
      });
    }
    const all = await api().get(path, { key });
    expect(all.body.map(({ transaction_id }: { transaction_id: string }) => transaction_id)).to.deep.equal([
      't2',
      't0',
      't4',
    ]);
    expect(all.headers['link']).to.equal(undefined);
    const first = await api().get(`${path}?limit=2`, { key });
    const next = /^<(.+)>; rel="next"$/.exec(first.headers['link'] ?? '')?.[1];
    const second = await api().get(next!, { key });
    expect([...first.body, ...second.body]).to.deep.equal(all.body);
    expect(second.headers['link']).to.equal(undefined);
  });

  it('400: bad values, and a cursor of another list', async () => {
    const { path, key } = await aCustomer(api());
    for (const query of ['limit=0', 'limit=1001', 'limit=x', 'page=2', 'cursor=x'])
      expect((await api().get(`${path}?${query}`, { key })).status, query).to.equal(400);
  });
});

async function aCustomer(api: Api): Promise<{ id: string; path: string; key: string }> {
  const { live: key } = await api.organization();
  const { customer_id: id } = await api.customer(key);
  return { id, path: `/customers/${id}/transactions`, key };
}
