import { expect } from 'chai';
import { anId } from '../support/builders.js';
import { onEveryStorage } from '../support/every-storage.js';

onEveryStorage('/organizations', (api) => {
  const call = (method: string, path: string, body?: object) =>
    api().asService(method, path, body === undefined ? {} : { body });

  it('201: creates with all or with the least, and 200 shows it', async () => {
    const id = `org-${anId()}`;
    const full = await call('POST', '/organizations', {
      id,
      name: 'Atlas',
      default_country: 'MA',
      unique_emails: true,
    });
    expect([full.status, full.headers['location']]).to.deep.equal([201, `/organizations/${id}`]);
    expect(full.body).to.deep.include({ id, name: 'Atlas', default_country: 'MA', unique_emails: true });
    const least = await call('POST', '/organizations', { name: 'Least' });
    expect(least.body).to.deep.include({ name: 'Least', default_country: null, unique_emails: false });
    expect((await call('GET', `/organizations/${least.body.id}`)).body).to.deep.equal(least.body);
  });

  it('400, 404 and 409', async () => {
    const { status, body } = await call('POST', '/organizations', {
      id: 'a b',
      name: ' ',
      default_country: 'Senegal',
      unique_emails: 'yes',
      plan: 'gold',
    });
    expect([status, body.message.length]).to.deep.equal([400, 5]);
    expect((await call('POST', '/organizations', { name: 'X', default_country: 'ZZ' })).status).to.equal(400);
    expect((await call('GET', '/organizations/nobody')).body).to.deep.include({
      statusCode: 404,
      code: 'organization_not_found',
    });
    expect((await call('PATCH', '/organizations/nobody', { name: 'X' })).status).to.equal(404);
    expect((await call('PATCH', `/organizations/${'x'.repeat(70)}`, { name: 'X' })).status).to.equal(404);
    const { id } = await api().organization();
    expect((await call('POST', '/organizations', { id, name: 'Again' })).body).to.deep.include({
      statusCode: 409,
      code: 'organization_id_taken',
    });
    expect((await call('PATCH', `/organizations/${id}`, {})).status).to.equal(400);
    expect((await call('PATCH', `/organizations/${id}`, { id: 'other' })).status).to.equal(400);
  });

  it('200: lists page by page, by id', async () => {
    const { id } = await api().organization();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: any } = await call(
        'GET',
        `/organizations?pageSize=200${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...body.organizations.map((organization: { id: string }) => organization.id));
      cursor = body.pagination.nextCursor;
    } while (cursor !== null);
    expect(seen).to.include(id);
    expect(seen).to.deep.equal([...new Set(seen)].toSorted());
    expect((await call('GET', '/organizations?pageSize=1')).body.organizations).to.have.length(1);
    expect((await call('GET', '/organizations?cursor=x')).status).to.equal(400);
  });

  it('200 and 409: addresses become unique where they are', async () => {
    const { id, live } = await api().organization();
    await api().customer(live, { email: 'a@example.com' });
    const twin = await api().customer(live, { email: 'A@example.com' });
    const refused = await call('PATCH', `/organizations/${id}`, { unique_emails: true });
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'emails_not_unique']);
    expect((await call('GET', `/organizations/${id}`)).body.unique_emails).to.equal(false);
    expect(
      (await api().post('/customers', { key: live, body: { name: 'C', email: 'a@example.com' } })).status,
    ).to.equal(201);
    for (const { customer_id } of (await api().get('/customers', { key: live })).body.customers.slice(0, 1))
      await api().delete(`/customers/${customer_id}`, { key: live });
    await api().delete(`/customers/${twin.customer_id}`, { key: live });
    expect((await call('PATCH', `/organizations/${id}`, { unique_emails: true })).status).to.equal(200);
    expect(
      (await api().post('/customers', { key: live, body: { name: 'D', email: 'a@example.com' } })).status,
    ).to.equal(409);
    expect(
      (await call('PATCH', `/organizations/${id}`, { unique_emails: false, name: 'Renamed' })).body,
    ).to.deep.include({ name: 'Renamed', unique_emails: false });
    expect(
      (await api().post('/customers', { key: live, body: { name: 'D', email: 'a@example.com' } })).status,
    ).to.equal(201);
  });

  describe('api-keys', () => {
    it('201: shows a new key once; 200: lists it without its secret', async () => {
      const { id } = await api().organization();
      const expires_at = '2099-01-01T00:00:00.000Z';
      const { status, body } = await call('POST', `/organizations/${id}/api-keys`, {
        environment: 'test',
        scopes: ['lookup'],
        name: 'Till 1',
        expires_at,
      });
      expect(status).to.equal(201);
      const { api_key: key, ...rest } = body;
      expect(key).to.match(/^ck_test_[0-9A-Za-z]+_[0-9A-Za-z]{32,}_[0-9A-Za-z]+$/);
      expect(rest).to.deep.include({ environment: 'test', scopes: ['lookup'], name: 'Till 1', expires_at });
      const listed = await call('GET', `/organizations/${id}/api-keys`);
      expect(listed.body.api_keys).to.have.length(3);
      expect(listed.body.api_keys.find(({ key_id }: { key_id: string }) => key_id === rest.key_id)).to.deep.equal({
        ...rest,
        last_used_at: null,
        revoked_at: null,
      });
      expect(listed.text).not.to.include(key.split('_')[3]);
    });

    it('201: all scopes when none are named', async () => {
      const { id } = await api().organization();
      const { body } = await call('POST', `/organizations/${id}/api-keys`, { environment: 'live' });
      expect(body.scopes).to.have.members([
        'customers:read',
        'customers:write',
        'lookup',
        'validation:read',
        'validation:write',
      ]);
      expect(body).to.deep.include({ name: null, expires_at: null });
    });

    it('200: a revoked key opens nothing from then on, and revoking again changes nothing', async () => {
      const { id, live } = await api().organization();
      const keyId = live.split('_')[2]!;
      expect((await api().get('/customers', { key: live })).status).to.equal(200);
      const revoked = await call('DELETE', `/organizations/${id}/api-keys/${keyId}`);
      expect([revoked.status, typeof revoked.body.revoked_at, typeof revoked.body.last_used_at]).to.deep.equal([
        200,
        'string',
        'string',
      ]);
      expect((await api().get('/customers', { key: live })).body).to.deep.include({
        statusCode: 401,
        message: 'Invalid API key',
      });
      expect((await call('DELETE', `/organizations/${id}/api-keys/${keyId}`)).body).to.deep.equal(revoked.body);
    });

    it('400 and 404', async () => {
      const { id } = await api().organization();
      const other = await api().organization();
      const path = `/organizations/${id}/api-keys`;
      for (const body of [
        {},
        { environment: 'prod' },
        { environment: 'live', scopes: ['all'] },
        { environment: 'live', scopes: [] },
        { environment: 'live', expires_at: '2001-01-01' },
        { environment: 'live', secret: 'x' },
      ]) {
        expect((await call('POST', path, body)).status, JSON.stringify(body)).to.equal(400);
      }
      expect((await call('POST', '/organizations/nobody/api-keys', { environment: 'live' })).status).to.equal(404);
      expect((await call('GET', '/organizations/nobody/api-keys')).status).to.equal(404);
      expect((await call('DELETE', `${path}/nothing`)).body).to.deep.include({
        statusCode: 404,
        code: 'api_key_not_found',
      });
      expect((await call('DELETE', `${path}/${other.live.split('_')[2]}`)).status).to.equal(404);
      expect((await api().get('/customers', { key: other.live })).status).to.equal(200);
    });
  });

  it('401: without the service key, and to API keys', async () => {
    const { live } = await api().organization();
    expect((await api().get('/organizations')).body).to.deep.equal({
      statusCode: 401,
      message: 'Service key is missing',
      code: 'credential_missing',
    });
    expect((await api().get('/organizations', { key: live })).status).to.equal(401);
    expect((await api().get('/organizations', { serviceKey: 'wrong' })).body).to.deep.equal({
      statusCode: 401,
      message: 'Invalid service key',
      code: 'service_key_refused',
    });
  });
});
