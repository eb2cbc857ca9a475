import { expect } from 'chai';
import { readApiKey, writeApiKey } from '../../src/domain/organization/api-key.js';
import { onEveryStorage } from '../support/every-storage.js';

onEveryStorage('API keys', (api) => {
  it('401: missing, malformed, mistyped, unknown and foreign ones, in the words that callers know', async () => {
    const { live } = await api().organization();
    const missing = await api().get('/customers');
    expect([missing.status, missing.body.message]).to.deep.equal([401, 'API key is missing']);
    expect(missing.headers['www-authenticate']).to.equal('ApiKey');
    const parts = live.split('_');
    const otherSecret = [parts[0], parts[1], parts[2], 'x'.repeat(32), parts[4]].join('_');
    for (const key of [
      'x',
      `${live}x`,
      live.toLowerCase(),
      live.replace('live', 'test'),
      otherSecret,
      `ck_live_${'a'.repeat(12)}_${'b'.repeat(32)}_000000`,
      `${live}, ${live}`,
      'ck_live_'.repeat(900),
    ]) {
      const { status, body } = await api().get('/customers', { key });
      expect([status, body], key.slice(0, 80)).to.deep.equal([
        401,
        { statusCode: 401, message: 'Invalid API key', code: 'api_key_refused' },
      ]);
    }
    expect((await api().get('/customers', { serviceKey: api().serviceKey })).status).to.equal(401);
  });

  it('401: a key that is well-formed to its checksum, with the id of a real one and another secret', async () => {
    const { live } = await api().organization();
    const { environment, keyId } = readApiKey(live)!;
    const forged = writeApiKey({ environment, keyId, secret: 'x'.repeat(32) });
    expect(readApiKey(forged)).not.to.equal(undefined);
    expect((await api().get('/customers', { key: forged })).status).to.equal(401);
    const inOtherEnvironment = writeApiKey({ ...readApiKey(live)!, environment: 'test' });
    expect((await api().get('/customers', { key: inOtherEnvironment })).status).to.equal(401);
  });

  it('401: an empty header is a missing key', async () => {
    expect((await api().get('/customers', { key: '' })).body.message).to.equal('API key is missing');
    expect((await api().get('/lookup', { key: '', serviceKey: '' })).body.error).to.equal('API key is missing');
  });

  it('401: an expired one', async () => {
    const { id } = await api().organization();
    const key = await api().issueKey(id, { environment: 'live', expires_at: new Date(Date.now() + 300).toISOString() });
    let status = 0;
    for (const giveUpAt = Date.now() + 5000; status !== 401 && Date.now() < giveUpAt;)
      ({ status } = await api().get('/customers', { key }));
    expect(status).to.equal(401);
  });

  it('403: each route asks for its scope', async () => {
    const { id, live } = await api().organization();
    const { customer_id } = await api().customer(live);
    const reader = await api().issueKey(id, { environment: 'live', scopes: ['customers:read'] });
    const writer = await api().issueKey(id, { environment: 'live', scopes: ['customers:write'] });
    const reading = [
      ['GET', '/customers'],
      ['GET', `/customers/${customer_id}`],
      ['GET', `/customers/${customer_id}/transactions`],
    ] as const;
    const writing = [
      ['POST', '/customers'],
      ['PATCH', `/customers/${customer_id}`],
      ['PUT', `/customers/${customer_id}`],
      ['DELETE', `/customers/${customer_id}`],
      ['POST', `/customers/${customer_id}/restore`],
      ['POST', `/customers/${customer_id}/transactions`],
      ['POST', '/seed'],
    ] as const;
    for (const [method, path] of reading) {
      expect((await api().request(method, path, { key: reader })).status, path).to.equal(200);
      expect((await api().request(method, path, { key: writer })).body.message, path).to.equal(
        'This API key lacks the scope customers:read',
      );
    }
    for (const [method, path] of writing) {
      expect((await api().request(method, path, { key: reader, body: {} })).body, path).to.deep.include({
        statusCode: 403,
        code: 'scope_missing',
      });
    }
  });

  it('notes when a key was last used', async () => {
    const { id, live } = await api().organization();
    const before = Date.now();
    await api().get('/customers', { key: live });
    const path = `/organizations/${id}/api-keys`;
    let { body } = await api().asService('GET', path);
    const isNoted = (): boolean =>
      body.api_keys.some(({ last_used_at }: { last_used_at: string | null }) => last_used_at !== null);
    for (const giveUpAt = before + 5000; !isNoted() && Date.now() < giveUpAt;)
      ({ body } = await api().asService('GET', path));
    const keyIn = (environment: string) =>
      body.api_keys.find((apiKey: { environment: string }) => apiKey.environment === environment);
    const [lived, tested] = [keyIn('live'), keyIn('test')];
    expect(Date.parse(lived.last_used_at as string)).to.be.within(before, Date.now());
    expect(tested.last_used_at).to.equal(null);
  });
});
