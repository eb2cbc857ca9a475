import { expect } from 'chai';
import { onEveryStorage } from '../support/every-storage.js';

let next = 10_000;
/** A Senegalese mobile number that no other test uses. */
const aNumber = (): { national: string; e164: string } => {
  next += 1;
  const national = `77 12${String(next)[0]} ${String(next).slice(1, 3)} ${String(next).slice(3)}`;
  return { national, e164: `+221${national.replaceAll(' ', '')}` };
};

onEveryStorage('/lookup', (api) => {
  const asService = (body: object) => api().asService('POST', '/lookup', { body });

  describe('200', () => {
    it('answers customer and company, to the service and to the company itself, by POST and by GET', async () => {
      const { id, live } = await api().organization({ name: 'Dakar Motors' });
      const { e164 } = aNumber();
      const { customer_id } = await api().customer(live, { phone_number: e164 });
      const expected = { customer_id, company_id: id, company_name: 'Dakar Motors' };
      const escaped = encodeURIComponent(e164);
      const answers = [
        await asService({ phone_number: e164 }),
        await asService({ phone_number: e164, company_id: id, environment: 'live' }),
        await api().asService('GET', `/lookup?phone_number=${escaped}`),
        await api().asService('GET', `/lookup?phone_number=${e164}`),
        await api().asService('GET', `/lookup?phone_number=whatsapp:${e164}`),
        await api().post('/lookup', { key: live, body: { phone_number: e164 } }),
        await api().get(`/lookup?phone_number=${escaped}&company_id=${id}&environment=live`, { key: live }),
      ];
      for (const { status, body } of answers) expect([status, body]).to.deep.equal([200, expected]);
    });

    it('finds every spelling of a number, with the help of the organization’s country', async () => {
      const { live } = await api().organization({ default_country: 'SN' });
      const { national, e164 } = aNumber();
      const { customer_id } = await api().customer(live, { whatsapp_number: national });
      const digits = e164.slice(1);
      const spellings = [
        national,
        national.replaceAll(' ', ''),
        national.replaceAll(' ', '-'),
        `(${national})`,
        e164,
        `whatsapp:${e164}`,
        `WhatsApp:${e164}`,
        `tel:${e164}`,
        `tel:${e164};phone-context=x`,
        `00${digits}`,
        digits,
        ` ${e164} `,
        `+221 (0) ${national}`.replace(' (0)', ''),
      ];
      for (const phone_number of spellings) {
        for (const answered of [
          await asService({ phone_number }),
          await api().post('/lookup', { key: live, body: { phone_number } }),
        ]) {
          expect([answered.status, answered.body.customer_id], phone_number).to.deep.equal([200, customer_id]);
        }
      }
    });

    it('reads a national number as each customer’s own organization does', async () => {
      const senegal = await api().organization({ default_country: 'SN' });
      const nowhere = await api().organization();
      const { national } = aNumber();
      const inSenegal = await api().customer(senegal.live, { phone_number: national });
      expect((await asService({ phone_number: national })).body.customer_id).to.equal(inSenegal.customer_id);
      const bare = await api().customer(nowhere.live, { phone_number: national });
      expect((await asService({ phone_number: national })).status).to.equal(409);
      expect((await asService({ phone_number: national, company_id: nowhere.id })).body.customer_id).to.equal(
        bare.customer_id,
      );
    });

    it('answers the oldest of several customers in one company', async () => {
      const { live } = await api().organization();
      const { e164 } = aNumber();
      const oldest = await api().customer(live, { phone_number: e164 });
      await api().customer(live, { whatsapp_number: e164 });
      expect((await asService({ phone_number: e164 })).body.customer_id).to.equal(oldest.customer_id);
      await api().delete(`/customers/${oldest.customer_id}`, { key: live });
      expect((await asService({ phone_number: e164 })).body.customer_id).not.to.equal(oldest.customer_id);
    });

    it('keeps to the environment', async () => {
      const { live, test } = await api().organization();
      const { e164 } = aNumber();
      const { customer_id } = await api().customer(test, { phone_number: e164 });
      expect((await asService({ phone_number: e164 })).status).to.equal(404);
      expect((await asService({ phone_number: e164, environment: 'test' })).body.customer_id).to.equal(customer_id);
      expect((await api().post('/lookup', { key: live, body: { phone_number: e164 } })).status).to.equal(404);
      expect((await api().post('/lookup', { key: test, body: { phone_number: e164 } })).status).to.equal(200);
    });

    it('follows a change of the default country', async () => {
      const { id, live } = await api().organization();
      const { national, e164 } = aNumber();
      const { customer_id } = await api().customer(live, { phone_number: national });
      expect((await asService({ phone_number: e164 })).status).to.equal(404);
      const changed = await api().asService('PATCH', `/organizations/${id}`, { body: { default_country: 'SN' } });
      expect(changed.status).to.equal(200);
      expect((await asService({ phone_number: e164 })).body.customer_id).to.equal(customer_id);
    });
  });

  it('404: nobody has the number, or another company does', async () => {
    const { live, id } = await api().organization();
    const other = await api().organization();
    const { e164 } = aNumber();
    const nobody = await asService({ phone_number: `whatsapp:${e164}` });
    expect([nobody.status, nobody.body]).to.deep.equal([404, { error: `Customer not found for phone: ${e164}` }]);
    await api().customer(live, { phone_number: e164 });
    expect((await api().post('/lookup', { key: other.live, body: { phone_number: e164 } })).status).to.equal(404);
    expect(
      (await api().post('/lookup', { key: other.live, body: { phone_number: e164, company_id: id } })).status,
    ).to.equal(404);
    expect((await asService({ phone_number: e164, company_id: other.id })).status).to.equal(404);
    expect((await asService({ phone_number: e164, company_id: 'no such company!' })).status).to.equal(404);
  });

  it('409: customers of several companies, until the company is named', async () => {
    const [one, two] = [await api().organization(), await api().organization()];
    const { e164 } = aNumber();
    const mine = await api().customer(one.live, { phone_number: e164 });
    await api().customer(two.live, { whatsapp_number: e164 });
    const { status, body } = await asService({ phone_number: e164 });
    expect([status, body]).to.deep.equal([
      409,
      { error: 'Phone number belongs to more than one company', company_ids: [one.id, two.id].toSorted() },
    ]);
    expect((await asService({ phone_number: e164, company_id: one.id })).body.customer_id).to.equal(mine.customer_id);
    expect((await api().post('/lookup', { key: one.live, body: { phone_number: e164 } })).status).to.equal(200);
  });

  it('400: no number, an impossible one, unknown fields, another environment than the key’s', async () => {
    const { live } = await api().organization();
    for (const answered of [
      await asService({}),
      await asService({ phone_number: '' }),
      await asService({ phone_number: null }),
      await asService({ phone_number: 'whatsapp:' }),
      await api().asService('GET', '/lookup'),
      await api().asService('POST', '/lookup'),
    ]) {
      expect([answered.status, answered.body]).to.deep.equal([400, { error: 'Missing phone_number parameter' }]);
    }
    for (const body of [
      { phone_number: 'abcdef' },
      { phone_number: 14155552671 },
      { phone_number: '+1' },
      { phone_number: '+14155552671', nickname: 'x' },
      { phone_number: '+14155552671', environment: 'prod' },
    ]) {
      const { status, body: answer } = await asService(body);
      expect(status, JSON.stringify(body)).to.equal(400);
      expect(answer).to.have.property('error').that.is.a('string');
    }
    expect(
      (await api().post('/lookup', { key: live, body: { phone_number: '+14155552671', environment: 'test' } })).status,
    ).to.equal(400);
    expect((await asService({ phone_number: 'x'.repeat(5000) })).status).to.equal(400);
  });

  it('401, 403, 404, 405, 413 and 415 take the shape of this door', async () => {
    const { id } = await api().organization();
    const reader = await api().issueKey(id, { environment: 'live', scopes: ['customers:read'] });
    const looker = await api().issueKey(id, { environment: 'live', scopes: ['lookup'] });
    const body = { phone_number: '+14155552671' };
    expect((await api().post('/lookup', { body })).body).to.deep.equal({ error: 'API key is missing' });
    expect((await api().post('/lookup', { body, key: 'nonsense' })).body).to.deep.equal({ error: 'Invalid API key' });
    expect((await api().post('/lookup', { body, serviceKey: 'nonsense' })).body).to.deep.equal({
      error: 'Invalid service key',
    });
    expect((await api().post('/lookup', { body, key: reader })).body).to.deep.equal({
      error: 'This API key lacks the scope lookup',
    });
    expect((await api().post('/lookup', { body, key: looker })).status).to.equal(404);
    const method = await api().delete('/lookup');
    expect([method.status, method.headers['allow'], Object.keys(method.body)]).to.deep.equal([
      405,
      'POST, GET, HEAD',
      ['error'],
    ]);
    expect(Object.keys((await api().get('/lookup/nothing')).body)).to.deep.equal(['error']);
    expect((await api().asService('POST', '/lookup', { raw: '{' })).body).to.deep.equal({
      error: 'The body is not well-formed JSON',
    });
    expect(
      (await api().asService('POST', '/lookup', { body: { phone_number: 'x'.repeat(270_000) } })).body,
    ).to.deep.equal({ error: 'The body is larger than 256 kB' });
    expect(
      (
        await api().asService('POST', '/lookup', {
          raw: 'a=b',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).to.equal(415);
  });
});

onEveryStorage('POST /lookup/batch', (api) => {
  it('200: one result for each number, in their order', async () => {
    const [one, two] = [await api().organization({ name: 'One' }), await api().organization()];
    const [mine, both, nobody] = [aNumber(), aNumber(), aNumber()];
    const { customer_id } = await api().customer(one.live, { phone_number: mine.e164 });
    await api().customer(one.live, { phone_number: both.e164 });
    await api().customer(two.live, { phone_number: both.e164 });
    const phone_numbers = [nobody.e164, `whatsapp:${mine.e164}`, 'letters', both.e164, '', 5, mine.e164];
    const { status, body } = await api().asService('POST', '/lookup/batch', { body: { phone_numbers } });
    expect(status).to.equal(200);
    const found = { status: 200, customer_id, company_id: one.id, company_name: 'One' };
    const invalid = { status: 400, error: 'Invalid phone_number parameter: not a possible phone number' };
    expect(body.results).to.deep.equal([
      { phone_number: nobody.e164, status: 404, error: `Customer not found for phone: ${nobody.e164}` },
      { phone_number: `whatsapp:${mine.e164}`, ...found },
      { phone_number: 'letters', ...invalid },
      {
        phone_number: both.e164,
        status: 409,
        error: 'Phone number belongs to more than one company',
        company_ids: [one.id, two.id].toSorted(),
      },
      { phone_number: '', status: 400, error: 'Missing phone_number parameter' },
      { phone_number: null, ...invalid },
      { phone_number: mine.e164, ...found },
    ]);
    const own = await api().post('/lookup/batch', { key: two.live, body: { phone_numbers: [both.e164, mine.e164] } });
    expect(own.body.results.map((result: { status: number }) => result.status)).to.deep.equal([200, 404]);
  });

  it('200: a thousand numbers, and none', async () => {
    const phone_numbers = Array.from({ length: 1000 }, (_, index) => `+1415555${String(index).padStart(4, '0')}`);
    const { status, body } = await api().asService('POST', '/lookup/batch', { body: { phone_numbers } });
    expect([status, body.results.length]).to.deep.equal([200, 1000]);
    expect((await api().asService('POST', '/lookup/batch', { body: { phone_numbers: [] } })).body).to.deep.equal({
      results: [],
    });
  });

  it('400: more than a thousand, and no list', async () => {
    const phone_numbers = Array.from({ length: 1001 }, () => '+14155552671');
    for (const body of [{ phone_numbers }, {}, { phone_numbers: '+14155552671' }]) {
      expect((await api().asService('POST', '/lookup/batch', { body })).status).to.equal(400);
    }
  });
});
