import { expect } from 'chai';
import { onEveryStorage } from '../support/every-storage.js';

onEveryStorage('GET /customers/:id', (api) => {
  it('200: answers the customer', async () => {
    const { live } = await api().organization();
    const customer = await api().customer(live);
    expect((await api().get(`/customers/${customer.customer_id}`, { key: live })).body).to.deep.equal(customer);
  });

  it('404: the same for unknown, foreign, test and deleted customers', async () => {
    const { live, test } = await api().organization();
    const other = await api().organization();
    const { customer_id: id } = await api().customer(live);
    const deleted = await api().customer(live);
    await api().delete(`/customers/${deleted.customer_id}`, { key: live });
    const answers = [
      await api().get(`/customers/${id}`, { key: other.live }),
      await api().get(`/customers/${id}`, { key: test }),
      await api().get(`/customers/${deleted.customer_id}`, { key: live }),
      await api().get('/customers/nobody', { key: live }),
      await api().get(`/customers/${'x'.repeat(65)}`, { key: live }),
      await api().get('/customers/%F0%9F%98%80%00', { key: live }),
    ];
    for (const { status, body } of answers) {
      expect(status).to.equal(404);
      expect(body.message).to.match(/^Customer with ID .+ not found or access denied$/s);
      expect({ ...body, message: '' }).to.deep.equal({ statusCode: 404, message: '', code: 'customer_not_found' });
    }
  });

  it('400: a URL that is not well-formed', async () => {
    const { live } = await api().organization();
    expect((await api().get('/customers/%E0%A4%A', { key: live })).body).to.deep.include({
      statusCode: 400,
      code: 'url_malformed',
    });
  });
});
