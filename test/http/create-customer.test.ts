import { expect } from 'chai';
import { onEveryStorage } from '../support/every-storage.js';

const FULL = {
  name: 'John Doe',
  first_name: 'John',
  last_name: 'Doe',
  email: 'john.doe@example.com',
  phone_number: '+221 77 123 45 67',
  whatsapp_number: '+221771234567',
  country: 'Senegal',
  state: null,
  city: 'Dakar',
  address: '123 Main Street',
  postal_code: '12345',
  date_of_birth: '1990-04-01',
  is_business: false,
  preferred_communication_channels: ['email', 'text'],
  is_loyalty_member: 'n',
  customer_status: 'active',
  lifetime_value: 1500.05,
  customer_acquisition_date: '2024-01-15T10:30:00+01:00',
  metadata: { custom_field: 'value' },
};

onEveryStorage('POST /customers', (api) => {
  describe('201', () => {
    it('answers the whole customer, and where it is', async () => {
      const { id, live } = await api().organization();
      const { status, headers, body } = await api().post('/customers', { key: live, body: FULL });
      expect(status).to.equal(201);
      expect(body).to.deep.include({
        ...FULL,
        organization_id: id,
        environment: 'live',
        email_address: 'john.doe@example.com',
        customer_acquisition_date: '2024-01-15T09:30:00.000Z',
      });
      expect(body.customer_id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(headers['location']).to.equal(`/customers/${body.customer_id}`);
      expect((await api().get(headers['location']!, { key: live })).body).to.deep.equal(body);
    });

    it('fills in the defaults, and null where nothing is known', async () => {
      const { live } = await api().organization();
      const before = Date.now();
      const customer = await api().customer(live, { name: 'Solo' });
      expect(customer).to.deep.include({
        first_name: null,
        email: null,
        email_address: null,
        phone_number: null,
        is_business: false,
        preferred_communication_channels: [],
        is_loyalty_member: 'n',
        customer_status: 'active',
        lifetime_value: 0,
        metadata: {},
      });
      expect(Date.parse(customer.customer_acquisition_date as string)).to.be.within(before, Date.now());
      expect(customer.customer_acquisition_date).to.equal(customer.created_at);
      expect(customer.updated_at).to.equal(customer.created_at);
    });

    it('reads both dialects', async () => {
      const { live } = await api().organization();
      const older = await api().post('/customers', {
        key: live,
        body: { first_name: 'Ada', last_name: 'Lovelace', email_address: 'ada@example.com' },
      });
      expect(older.body).to.deep.include({
        name: 'Ada Lovelace',
        first_name: 'Ada',
        email: 'ada@example.com',
        email_address: 'ada@example.com',
      });
      const both = await api().post('/customers', {
        key: live,
        body: { name: 'A', email: 'a@example.com', email_address: 'a@example.com' },
      });
      expect(both.status).to.equal(201);
    });

    it('takes null for what is left out, the name too when its parts are there', async () => {
      const { live } = await api().organization();
      const { status, body } = await api().post('/customers', {
        key: live,
        body: { name: null, first_name: 'Ada', last_name: 'Lovelace', customer_status: null, is_loyalty_member: null },
      });
      expect([status, body.name, body.customer_status]).to.deep.equal([201, 'Ada Lovelace', 'active']);
    });

    it('never shows an inner field', async () => {
      const { live } = await api().organization({ unique_emails: true });
      const customer = await api().customer(live, { email: 'inner@example.com', phone_number: '+14155550100' });
      for (const inner of ['is_deleted', 'deleted_at', 'created_by', 'phone_key', 'has_bought', 'hasBought', 'keys'])
        expect(customer).not.to.have.property(inner);
    });
  });

  describe('400', () => {
    it('lists every fault at once', async () => {
      const { live } = await api().organization();
      const body = JSON.stringify({
        email: 'nonsense',
        phone_number: 'call me',
        whatsapp_number: '1234',
        date_of_birth: '2023-02-29',
        is_business: 'no',
        preferred_communication_channels: ['email', 'email', 'fax'],
        is_loyalty_member: 'maybe',
        customer_status: 'gone',
        lifetime_value: 1.005,
        customer_acquisition_date: 'yesterday',
        organization_id: 'another',
        is_deleted: true,
      }).replace('}', ',"metadata":{"deep":[{"__proto__":1}]},"__proto__":{"admin":true}}');
      const answered = await api().post('/customers', { key: live, raw: body });
      expect(answered.status).to.equal(400);
      expect(answered.body).to.deep.include({ statusCode: 400, code: 'validation_failed' });
      const text = (answered.body.message as string[]).join('\n');
      for (const field of [
        'name',
        'email',
        'phone_number',
        'whatsapp_number',
        'date_of_birth',
        'is_business',
        'preferred_communication_channels',
        'preferred_communication_channels.2',
        'is_loyalty_member',
        'customer_status',
        'lifetime_value',
        'customer_acquisition_date',
        'organization_id',
        'is_deleted',
        'metadata',
        '__proto__',
      ]) {
        expect(text, field).to.match(new RegExp(`^${field} `, 'm'));
      }
      expect(answered.body.message).to.include('email must be an email');
    });

    const refused: Record<string, object> = {
      'no name at all': {},
      'only half a name': { first_name: 'Ada' },
      'a blank name': { name: '  ' },
      'a name that is null': { name: null },
      'a name of 256 characters': { name: 'x'.repeat(256) },
      'half a surrogate pair': { name: 'x\ud800' },
      'a NUL character': { name: 'x\0' },
      'two different addresses': { name: 'A', email: 'a@example.com', email_address: 'b@example.com' },
      'an address and null for the other spelling': { name: 'A', email: 'a@example.com', email_address: null },
      'a negative value': { name: 'A', lifetime_value: -0.01 },
      'a value beyond exactness': { name: 'A', lifetime_value: 1e15 },
      'a number as text': { name: 'A', lifetime_value: '12' },
      'a birthday today': { name: 'A', date_of_birth: new Date().toISOString().slice(0, 10) },
      'a birthday on 30 February': { name: 'A', date_of_birth: '2000-02-30' },
      'too many digits': { name: 'A', phone_number: '1'.repeat(21) },
      'a name in another case': { name: 'A', firstName: 'B' },
      'a moment beyond the year 9999': { name: 'A', customer_acquisition_date: '9999-12-31T23:59:59-23:59' },
      'metadata that is a list': { name: 'A', metadata: [] },
      '51 keys of metadata': {
        name: 'A',
        metadata: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 1])),
      },
      'more than 8 kB of metadata': { name: 'A', metadata: { text: 'é'.repeat(4100) } },
      'the key constructor in metadata': { name: 'A', metadata: { list: [{ constructor: 1 }] } },
      'the key prototype in metadata': { name: 'A', metadata: { prototype: 1 } },
    };
    for (const [what, body] of Object.entries(refused)) {
      it(`refuses ${what}`, async () => {
        const { live } = await api().organization();
        const { status, body: answer } = await api().post('/customers', { key: live, body });
        expect(status).to.equal(400);
        expect(answer.message).to.be.an('array').with.length(1);
      });
    }

    it('refuses JSON that is broken, or no object', async () => {
      const { live } = await api().organization();
      const broken = await api().post('/customers', { key: live, raw: '{"name":' });
      expect(broken.body).to.deep.equal({
        statusCode: 400,
        message: 'The body is not well-formed JSON',
        code: 'body_malformed',
      });
      const list = await api().post('/customers', { key: live, raw: '[]' });
      expect(list.body.message).to.deep.equal(['body must be of type object']);
      for (const raw of ['[]', '"x"', '1', 'null', '']) {
        expect((await api().post('/customers', { key: live, raw })).status, raw).to.equal(400);
      }
    });

    it('refuses nesting that would exhaust a stack', async () => {
      const { live } = await api().organization();
      const raw = `{"name":"A","metadata":{"x":${'['.repeat(60_000)}${']'.repeat(60_000)}}}`;
      expect((await api().post('/customers', { key: live, raw })).status).to.equal(400);
    });
  });

  describe('409', () => {
    it('when the organization wants addresses unique and this one is taken', async () => {
      const { live, test } = await api().organization({ unique_emails: true });
      await api().customer(live, { email: 'taken@example.com' });
      const { status, body } = await api().post('/customers', {
        key: live,
        body: { name: 'B', email: 'TAKEN@example.com' },
      });
      expect(status).to.equal(409);
      expect(body).to.deep.include({ statusCode: 409, code: 'email_taken' });
      expect(
        (await api().post('/customers', { key: test, body: { name: 'B', email: 'taken@example.com' } })).status,
      ).to.equal(201);
    });
  });

  describe('413 and 415', () => {
    it('refuse a body that is too large, and types that are not JSON', async () => {
      const { live } = await api().organization();
      const large = await api().post('/customers', { key: live, body: { name: 'x'.repeat(270_000) } });
      expect(large.status).to.equal(413);
      const headers = { 'content-type': 'text/plain' };
      expect((await api().post('/customers', { key: live, raw: '{"name":"A"}', headers })).status).to.equal(415);
      const merge = { 'content-type': 'application/merge-patch+json' };
      expect((await api().post('/customers', { key: live, raw: '{"name":"A"}', headers: merge })).status).to.equal(415);
      const latin = { 'content-type': 'application/json; charset=latin1' };
      expect((await api().post('/customers', { key: live, raw: '{"name":"A"}', headers: latin })).status).to.equal(415);
    });
  });
});
