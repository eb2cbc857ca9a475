import { expect } from 'chai';
import { onEveryStorage } from '../support/every-storage.js';

const MERGE = { 'content-type': 'application/merge-patch+json' };

for (const method of ['PATCH', 'PUT'] as const) {
  onEveryStorage(`${method} /customers/:id`, (api) => {
    it('200: changes just the fields sent', async () => {
      const { live } = await api().organization();
      const before = await api().customer(live, {
        first_name: 'John',
        last_name: 'Doe',
        email: 'a@example.com',
        city: 'Dakar',
        metadata: { a: 1, b: 2 },
      });
      const { status, body } = await api().request(method, `/customers/${before.customer_id}`, {
        key: live,
        body: { city: 'Thiès', metadata: { c: 3 } },
      });
      expect(status).to.equal(200);
      expect(body).to.deep.equal({ ...before, city: 'Thiès', metadata: { c: 3 }, updated_at: body.updated_at });
      expect(body.updated_at >= before.updated_at).to.equal(true);
      expect((await api().get(`/customers/${before.customer_id}`, { key: live })).body).to.deep.equal(body);
    });

    it('200: null clears an optional field, back to its default', async () => {
      const { live } = await api().organization();
      const { customer_id: id } = await api().customer(live, {
        email: 'a@example.com',
        is_business: true,
        lifetime_value: 5,
        metadata: { a: 1 },
        preferred_communication_channels: ['text'],
      });
      const cleared = {
        email: null,
        is_business: null,
        lifetime_value: null,
        metadata: null,
        preferred_communication_channels: null,
      };
      const { body } = await api().request(method, `/customers/${id}`, { key: live, body: cleared });
      expect(body).to.deep.include({
        email: null,
        email_address: null,
        is_business: false,
        lifetime_value: 0,
        metadata: {},
        preferred_communication_channels: [],
      });
    });

    it('200: the name follows its parts, and stands alone otherwise', async () => {
      const { live } = await api().organization();
      const { customer_id: id } = await api().customer(live, {
        name: undefined,
        first_name: 'Ada',
        last_name: 'Byron',
      });
      const change = async (body: object) =>
        (await api().request(method, `/customers/${id}`, { key: live, body })).body;
      expect(await change({ last_name: 'Lovelace' })).to.deep.include({ name: 'Ada Lovelace', first_name: 'Ada' });
      expect(await change({ name: 'The Countess' })).to.deep.include({
        name: 'The Countess',
        first_name: 'Ada',
        last_name: 'Lovelace',
      });
      expect(await change({ email_address: 'ada@example.com' })).to.deep.include({
        name: 'The Countess',
        email: 'ada@example.com',
      });
    });

    it('200: merges metadata key by key when sent as a merge patch', async () => {
      const { live } = await api().organization();
      const { customer_id: id } = await api().customer(live, { metadata: { keep: 1, drop: 2, deep: { x: 1, y: 2 } } });
      const sent = {
        key: live,
        headers: MERGE,
        raw: JSON.stringify({ city: 'Dakar', metadata: { drop: null, deep: { y: null, z: 3 }, more: [null] } }),
      };
      const { status, body } = await api().request(method, `/customers/${id}`, sent);
      expect(status).to.equal(200);
      expect(body.metadata).to.deep.equal({ keep: 1, deep: { x: 1, z: 3 }, more: [null] });
      expect(body.city).to.equal('Dakar');
    });

    it('400: a merge that would make the metadata too large', async () => {
      const { live } = await api().organization();
      const { customer_id: id } = await api().customer(live, { metadata: { a: 'x'.repeat(5000) } });
      const raw = JSON.stringify({ metadata: { b: 'x'.repeat(5000) } });
      const { status, body } = await api().request(method, `/customers/${id}`, { key: live, headers: MERGE, raw });
      expect(status).to.equal(400);
      expect(body.message).to.deep.equal(['metadata must be at most 8192 bytes of JSON']);
    });

    it('400: an empty body, unknown fields, fields that are not the caller’s, and a missing name', async () => {
      const { live } = await api().organization();
      const { customer_id: id } = await api().customer(live);
      for (const body of [
        {},
        { nickname: 'x' },
        { customer_id: 'other' },
        { organization_id: 'x' },
        { environment: 'test' },
        { deleted_at: null },
        { created_at: '2020-01-01' },
        { name: null },
        { name: '' },
      ]) {
        expect(
          (await api().request(method, `/customers/${id}`, { key: live, body })).status,
          JSON.stringify(body),
        ).to.equal(400);
      }
      expect((await api().request(method, `/customers/${id}`, { key: live })).status).to.equal(400);
    });

    it('404: unknown, foreign and deleted customers; never an upsert', async () => {
      const { live, test } = await api().organization();
      const { customer_id: id } = await api().customer(live);
      expect((await api().request(method, '/customers/new-one', { key: live, body: { name: 'X' } })).status).to.equal(
        404,
      );
      expect((await api().get('/customers/new-one', { key: live })).status).to.equal(404);
      expect((await api().request(method, `/customers/${id}`, { key: test, body: { name: 'X' } })).status).to.equal(
        404,
      );
      await api().delete(`/customers/${id}`, { key: live });
      expect((await api().request(method, `/customers/${id}`, { key: live, body: { name: 'X' } })).status).to.equal(
        404,
      );
    });

    it('409: an address that is taken', async () => {
      const { live } = await api().organization({ unique_emails: true });
      await api().customer(live, { email: 'a@example.com' });
      const { customer_id: id } = await api().customer(live, { email: 'b@example.com' });
      expect(
        (await api().request(method, `/customers/${id}`, { key: live, body: { email: 'A@EXAMPLE.com' } })).status,
      ).to.equal(409);
      expect(
        (await api().request(method, `/customers/${id}`, { key: live, body: { email: 'B@EXAMPLE.com' } })).status,
      ).to.equal(200);
    });

    it('loses none of many parallel changes to different fields', async () => {
      const { live } = await api().organization();
      const { customer_id: id } = await api().customer(live);
      const keys = Array.from({ length: 12 }, (_, index) => `k${index}`);
      const patch = (name: string) =>
        api().request(method, `/customers/${id}`, {
          key: live,
          headers: MERGE,
          raw: JSON.stringify({ metadata: { [name]: 1 } }),
        });
      const answers = await Promise.all(keys.map(patch));
      expect(answers.map(({ status }) => status)).to.deep.equal(keys.map(() => 200));
      expect((await api().get(`/customers/${id}`, { key: live })).body.metadata).to.have.all.keys(keys);
    });
  });
}
