import { expect } from 'chai';
import { onEveryStorage } from '../support/every-storage.js';

onEveryStorage('DELETE /customers/:id and POST /customers/:id/restore', (api) => {
  it('200 and 404: a second delete finds nothing', async () => {
    const { live } = await api().organization();
    const { customer_id: id } = await api().customer(live);
    const first = await api().delete(`/customers/${id}`, { key: live });
    expect([first.status, first.body]).to.deep.equal([200, { message: 'Customer deleted successfully' }]);
    expect((await api().delete(`/customers/${id}`, { key: live })).status).to.equal(404);
  });

  it('200: a restored customer is what it was', async () => {
    const { live } = await api().organization();
    const before = await api().customer(live, { email: 'a@example.com', metadata: { a: 1 } });
    await api().delete(`/customers/${before.customer_id}`, { key: live });
    const { status, body } = await api().post(`/customers/${before.customer_id}/restore`, { key: live });
    expect(status).to.equal(200);
    expect(body).to.deep.equal({ ...before, updated_at: body.updated_at });
  });

  it('404 and 409: nobody to restore, and nothing to restore', async () => {
    const { live, test } = await api().organization();
    const { customer_id: id } = await api().customer(live);
    expect((await api().post('/customers/nobody/restore', { key: live })).status).to.equal(404);
    expect((await api().post(`/customers/${id}/restore`, { key: live })).status).to.equal(409);
    await api().delete(`/customers/${id}`, { key: live });
    expect((await api().post(`/customers/${id}/restore`, { key: test })).status).to.equal(404);
    expect((await api().delete(`/customers/${id}`, { key: test })).status).to.equal(404);
  });

  it('409: the address was given to another customer meanwhile', async () => {
    const { live } = await api().organization({ unique_emails: true });
    const { customer_id: id } = await api().customer(live, { email: 'a@example.com' });
    await api().delete(`/customers/${id}`, { key: live });
    await api().customer(live, { email: 'a@example.com' });
    expect((await api().post(`/customers/${id}/restore`, { key: live })).body).to.deep.include({
      statusCode: 409,
      code: 'email_taken',
    });
  });

  it('one of many parallel deletes wins', async () => {
    const { live } = await api().organization();
    const { customer_id: id } = await api().customer(live);
    const answers = await Promise.all(Array.from({ length: 6 }, () => api().delete(`/customers/${id}`, { key: live })));
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([200, 404, 404, 404, 404, 404]);
  });
});
