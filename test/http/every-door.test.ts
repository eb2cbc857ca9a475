import { expect } from 'chai';
import { TestService } from '../support/services.js';
import { onEveryStorage } from '../support/every-storage.js';
import { storageKinds } from '../support/storages.js';

const [memory] = storageKinds;

onEveryStorage('every door', (api) => {
  it('404 and 405, in the shape of door 1 outside all doors', async () => {
    for (const path of [
      '/',
      '/nothing',
      '/customersx',
      '/Customers',
      '/api/v1/nothing',
      '/docs/package.json',
      '/docs/..%2Fpackage.json',
    ]) {
      const { status, body } = await api().get(path);
      expect([status, body?.code], path).to.deep.equal([404, 'route_not_found']);
    }
    const { status, headers, body } = await api().request('DELETE', '/customers');
    expect([status, headers['allow'], body.statusCode]).to.deep.equal([405, 'POST, GET, HEAD', 405]);
    expect((await api().request('POST', '/customers/x')).headers['allow']).to.equal('GET, PATCH, PUT, DELETE, HEAD');
  });

  it('400: unknown query parameters, on every route, however many come before them', async () => {
    const { live } = await api().organization();
    const { customer_id } = await api().customer(live);
    for (const [method, path] of [
      ['GET', `/customers/${customer_id}`],
      ['POST', '/customers'],
      ['POST', '/lookup'],
      ['GET', '/organizations'],
    ] as const) {
      const answered = await api().request(method, `${path}?foo=1`, {
        key: live,
        serviceKey: api().serviceKey,
        ...(method === 'POST' ? { body: { name: 'A' } } : {}),
      });
      expect([answered.status, answered.text.includes('foo is not allowed')], path).to.deep.equal([400, true]);
    }
    expect((await api().get(`/customers?${'&'.repeat(1500)}fooBar=1`, { key: live })).body.message).to.deep.equal([
      'fooBar is not allowed',
    ]);
  });

  it('413, 415 and 400 for a body, also where the route has no use for one', async () => {
    const { test } = await api().organization();
    const seed = (raw: string, headers = {}) => api().post('/seed', { key: test, raw, headers });
    expect((await seed('x'.repeat(300_000))).status).to.equal(413);
    expect((await seed('{broken')).status).to.equal(400);
    expect((await seed('x', { 'content-type': 'text/plain' })).status).to.equal(415);
    expect((await seed('{}')).status).to.equal(201);
  });

  it('400 and 415 for bytes that are no UTF-8, and for other character sets', async () => {
    const { live: key } = await api().organization();
    const latin = Buffer.from('{"name":"Zo\u00eb"}', 'latin1');
    expect((await api().post('/customers', { key, raw: latin })).status).to.equal(400);
    const headers = { 'content-type': 'application/json; charset=utf-16le' };
    expect(
      (await api().post('/customers', { key, raw: Buffer.from('{"name":"A"}', 'utf16le'), headers })).status,
    ).to.equal(415);
  });

  it('400 at once for bodies made to exhaust whoever judges them', async () => {
    const { live: key, id } = await api().organization();
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const bodies = [
      `{"name":"A","preferred_communication_channels":[${deep},${deep}]}`,
      `{"name":"A","preferred_communication_channels":[${'{},'.repeat(5000)}{}]}`,
      JSON.stringify({ name: 'A', preferred_communication_channels: Array.from({ length: 120_000 }, () => 1) }),
      JSON.stringify(Object.fromEntries(Array.from({ length: 22_000 }, (_, index) => [`k${index}`, 1]))),
      JSON.stringify({
        name: 'A',
        metadata: Object.fromEntries(Array.from({ length: 22_000 }, (_, index) => [`k${index}`, {}])),
      }),
    ];
    const startedAt = performance.now();
    for (const raw of bodies) expect((await api().post('/customers', { key, raw })).status).to.equal(400);
    const scopes = Array.from({ length: 5000 }, () => ({}));
    expect(
      (await api().asService('POST', `/organizations/${id}/api-keys`, { body: { environment: 'live', scopes } }))
        .status,
    ).to.equal(400);
    expect(performance.now() - startedAt).to.be.lessThan(5000);
  });

  it('HEAD answers as GET does, without the body; OPTIONS tells what a path takes', async () => {
    const { live } = await api().organization();
    const head = await api().request('HEAD', '/customers', { key: live });
    expect([head.status, head.text]).to.deep.equal([200, '']);
    const options = await api().request('OPTIONS', '/customers');
    expect([options.status, options.headers['allow']]).to.deep.equal([204, 'POST, GET, HEAD, OPTIONS']);
  });

  it('echoes an acceptable request id, and makes one otherwise', async () => {
    const offer = async (id: string) =>
      (await api().get('/livez', { headers: { 'x-request-id': id } })).headers['x-request-id'];
    expect(await offer('abc-DEF_12')).to.equal('abc-DEF_12');
    for (const id of ['short', 'x'.repeat(65), 'has space 123', 'semi;colon123'])
      expect(await offer(id), id).to.match(/^[\w-]{36}$/);
    expect((await api().get('/nothing')).headers['x-request-id']).to.match(/^[\w-]{36}$/);
  });

  it('wears security headers, and tells nobody what it is made of', async () => {
    const { headers } = await api().get('/customers');
    expect(headers['x-powered-by']).to.equal(undefined);
    expect(headers['x-content-type-options']).to.equal('nosniff');
    expect(headers['content-security-policy']).to.include("default-src 'none'");
    expect(headers['cache-control']).to.equal('no-store');
  });
});

describe('rate limits', () => {
  let service: TestService;
  before(async () => {
    service = await TestService.start(memory!, { RATE_LIMIT_REQUESTS: '5', RATE_LIMIT_FAILED_AUTHENTICATIONS: '3' });
  });
  after(() => service.remove());

  it('429: per key, with the headers that say when to come back; others do not notice', async () => {
    const { api } = service;
    const { live, test } = await api.organization();
    const first = await api.get('/customers', { key: live });
    expect(first.headers['ratelimit-policy']).to.match(/^"requests"; q=5; w=900/);
    expect(first.headers['ratelimit']).to.match(/^"requests"; r=4; t=\d+$/);
    for (let count = 2; count <= 5; count += 1)
      expect((await api.get('/customers', { key: live })).status).to.equal(200);
    const refused = await api.get('/customers', { key: live });
    expect([refused.status, refused.body.code]).to.deep.equal([429, 'too_many_requests']);
    expect(Number(refused.headers['retry-after'])).to.be.within(1, 900);
    expect((await api.post('/lookup', { key: live, body: {} })).body).to.have.all.keys('error');
    expect((await api.get('/customers', { key: test })).status).to.equal(200);
  });

  it('leave the service key and the system door alone', async () => {
    for (let count = 0; count < 10; count += 1) {
      expect((await service.api.asService('GET', '/organizations')).status).to.equal(200);
      expect((await service.api.get('/livez')).status).to.equal(200);
    }
  });

  it('429: failed authentications, per address and sooner; a good key still works', async () => {
    const { api } = service;
    const { live } = await api.organization();
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await api.get('/customers', { key: 'wrong' })).status);
    expect(statuses).to.deep.equal([401, 401, 401, 429, 429]);
    const refused = await api.get('/organizations', { serviceKey: 'wrong' });
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).to.deep.equal([429, true]);
    expect((await api.get('/customers', { key: live })).status).to.equal(200);
  });

  it('count a service too when told to', async () => {
    const limited = await TestService.start(memory!, { RATE_LIMIT_REQUESTS: '2', RATE_LIMIT_SERVICE_KEY: 'true' });
    try {
      const statuses: number[] = [];
      for (let count = 0; count < 3; count += 1)
        statuses.push((await limited.api.asService('GET', '/organizations')).status);
      expect(statuses).to.deep.equal([200, 200, 429]);
    } finally {
      await limited.remove();
    }
  });
});

describe('CORS', () => {
  const origin = 'https://app.example.com';
  let service: TestService;
  before(async () => {
    service = await TestService.start(memory!, { ALLOWED_ORIGINS: `${origin}, https://other.example.com` });
  });
  after(() => service.remove());

  it('lets listed origins in, preflights before authentication', async () => {
    const preflight = await service.api.request('OPTIONS', '/customers', {
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).to.equal(204);
    expect(preflight.headers['access-control-allow-origin']).to.equal(origin);
    expect(preflight.headers['access-control-allow-methods']).to.include('PATCH');
    expect(preflight.headers['access-control-allow-headers']?.toLowerCase()).to.include('x-api-key');
    const answered = await service.api.get('/customers', { headers: { origin } });
    expect(answered.headers['access-control-allow-origin']).to.equal(origin);
    expect(answered.headers['access-control-expose-headers']).to.include('X-Request-Id');
    expect(answered.headers['vary']).to.include('Origin');
  });

  it('shows others nothing', async () => {
    for (const stranger of ['https://evil.example.com', 'null', `${origin}.evil.com`, 'http://app.example.com']) {
      const answered = await service.api.get('/customers', { headers: { origin: stranger } });
      expect(answered.headers['access-control-allow-origin'], stranger).to.equal(undefined);
    }
  });
});

describe('TRUST_UPSTREAM_AUTH_AS', () => {
  it('lets callers without a credential act as that organization, live; a wrong credential stays wrong', async () => {
    const service = await TestService.start(memory!, {
      BOOTSTRAP_ORGANIZATION_ID: 'shop',
      TRUST_UPSTREAM_AUTH_AS: 'shop',
    });
    try {
      const created = await service.api.post('/customers', { body: { name: 'A', phone_number: '+14155550123' } });
      expect([created.status, created.body.organization_id, created.body.environment]).to.deep.equal([
        201,
        'shop',
        'live',
      ]);
      expect((await service.api.get('/lookup?phone_number=%2B14155550123')).body.company_id).to.equal('shop');
      expect((await service.api.get('/customers', { key: 'wrong' })).status).to.equal(401);
      expect((await service.api.get('/customers', { serviceKey: 'wrong' })).status).to.equal(401);
      expect((await service.api.get('/customers', { headers: { authorization: 'Bearer wrong' } })).status).to.equal(
        401,
      );
      expect((await service.api.get('/organizations')).status).to.equal(401);
      expect(
        service.logLines.some((line) => line.includes('TRUST_UPSTREAM_AUTH_AS') && line.includes('"warn"')),
      ).to.equal(true);
    } finally {
      await service.remove();
    }
  });
});
