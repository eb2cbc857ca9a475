import { expect } from 'chai';
import type { Answered } from '../support/api.js';
import { onEveryStorage } from '../support/every-storage.js';

const names = ({ body }: Answered): string[] => body.customers.map(({ name }: { name: string }) => name);

onEveryStorage('GET /customers', (api) => {
  describe('200', () => {
    it('answers an empty page to an empty organization', async () => {
      const { live } = await api().organization();
      const pagination = { page: 1, pageSize: 50, totalCount: 0, totalPages: 0, nextCursor: null };
      expect((await api().get('/customers', { key: live })).body).to.deep.equal({ customers: [], pagination });
    });

    it('walks all customers by cursor, and by page, in one order', async () => {
      const { live, test } = await api().organization();
      await api().customer(test, { name: 'Not ours' });
      for (let index = 0; index < 11; index += 1) await api().customer(live, { name: `C${index}` });
      const byCursor: string[] = [];
      let cursor: string | null = null;
      do {
        const answered: Answered = await api().get(
          `/customers?pageSize=4${cursor === null ? '' : `&cursor=${cursor}`}`,
          { key: live },
        );
        expect(answered.body.pagination).to.deep.include({ totalCount: 11, totalPages: 3, pageSize: 4 });
        byCursor.push(...names(answered));
        cursor = answered.body.pagination.nextCursor as string | null;
      } while (cursor !== null);
      const pages = await Promise.all(
        [1, 2, 3].map((page) => api().get(`/customers?pageSize=4&page=${page}`, { key: live })),
      );
      expect(byCursor).to.have.length(11);
      expect(new Set(byCursor).size).to.equal(11);
      expect(pages.flatMap(names)).to.deep.equal(byCursor);
      const past = await api().get('/customers?pageSize=4&page=9', { key: live });
      expect(past.body).to.deep.equal({
        customers: [],
        pagination: { page: 9, pageSize: 4, totalCount: 11, totalPages: 3, nextCursor: null },
      });
    });

    it('filters by search, type, activity and status, alone and together', async () => {
      const { live } = await api().organization();
      await api().customer(live, { name: 'Größe 100%', email: 'x_y@example.com', is_business: true });
      const buyer = await api().customer(live, { name: 'Größe 1000', customer_status: 'canceled' });
      await api().post(`/customers/${buyer.customer_id}/transactions`, {
        key: live,
        body: { gross_amount: 5, currency_code: 'XOF', status: 'completed' },
      });
      const found = async (query: string): Promise<string[]> => {
        const answered = await api().get(`/customers?${query}`, { key: live });
        expect(answered.status, answered.text).to.equal(200);
        expect(answered.body.pagination.totalCount).to.equal(answered.body.customers.length);
        return names(answered).toSorted();
      };
      expect(await found('search=GR%C3%96SSE')).to.deep.equal(['Größe 100%', 'Größe 1000']);
      expect(await found('search=100%25')).to.deep.equal(['Größe 100%']);
      expect(await found('search=X_Y@')).to.deep.equal(['Größe 100%']);
      expect(await found('search=')).to.have.length(2);
      expect(await found('type=business')).to.deep.equal(['Größe 100%']);
      expect(await found('type=individual&status=active')).to.deep.equal(['Größe 1000']);
      expect(await found('status=inactive')).to.deep.equal(['Größe 100%']);
      expect(await found('customer_status=canceled')).to.deep.equal(['Größe 1000']);
      expect(await found('status=all&type=all&search=nobody')).to.deep.equal([]);
    });
  });

  it('400: bad values, unknown parameters, repeated ones; every fault listed', async () => {
    const { live } = await api().organization();
    const { body } = await api().get('/customers?page=0&pageSize=201&type=robot&status=x&customer_status=y&sort=name', {
      key: live,
    });
    expect(body).to.deep.include({ statusCode: 400, code: 'validation_failed' });
    expect(body.message).to.have.length(6);
    for (const query of [
      'page=1.5',
      'page=x',
      'page=-1',
      'pageSize=0',
      'page=1&page=2',
      'search=a&search=b',
      'page=1e400',
      '__proto__=1',
      'limit=5',
      'page=1&cursor=x',
    ]) {
      expect((await api().get(`/customers?${query}`, { key: live })).status, query).to.equal(400);
    }
  });

  it('400: a cursor that is not ours, or was made for other filters or another organization', async () => {
    const { live } = await api().organization();
    const other = await api().organization();
    for (let index = 0; index < 2; index += 1) await api().customer(live, { is_business: true });
    const cursor = (await api().get('/customers?pageSize=1', { key: live })).body.pagination.nextCursor as string;
    expect(cursor).to.match(/^[\w-]+$/);
    expect((await api().get(`/customers?pageSize=1&cursor=${cursor}`, { key: live })).status).to.equal(200);
    for (const query of [
      `cursor=${cursor}&type=business`,
      `cursor=${cursor}&search=a`,
      'cursor=nonsense',
      `cursor=${cursor}x`,
      `cursor=${btoa('[1]')}`,
    ]) {
      expect((await api().get(`/customers?${query}`, { key: live })).status, query).to.equal(400);
    }
    expect((await api().get(`/customers?cursor=${cursor}`, { key: other.live })).body).to.deep.include({
      statusCode: 400,
      code: 'cursor_not_usable',
    });
  });
});
