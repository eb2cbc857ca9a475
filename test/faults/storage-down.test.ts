import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { Answered } from '../support/api.js';
import { ServerProcess } from '../support/child.js';
import { TestService } from '../support/services.js';
import { storageKinds, type Place } from '../support/storages.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const TIME_LIMIT_MS = 800;
const GRACE_MS = 700;

describe('a MySQL server that cannot be reached', () => {
  let place: Place;
  let proxy: TcpProxy;
  let service: TestService;
  let key: string;
  before(async () => {
    place = await storageKinds.find(({ name }) => name === 'mysql')!.prepare();
    const url = new URL(place.environment['DATABASE_URL']!);
    proxy = await TcpProxy.to(url.hostname, Number(url.port));
    url.port = String(proxy.port);
    const environment = { DATABASE_URL: url.href, STORAGE_TIMEOUT_MS: String(TIME_LIMIT_MS), DATABASE_POOL_SIZE: '4' };
    service = await TestService.startOn(place, environment);
    ({ live: key } = await service.api.organization());
  });
  after(async () => {
    proxy.resume();
    await service.stop();
    await proxy.cut();
    await place.remove();
  });

  const everyRoute = (): (() => Promise<Answered>)[] => [
    () => service.api.get('/customers', { key }),
    () => service.api.get('/customers/x', { key }),
    () => service.api.post('/customers', { key, body: { name: 'A' } }),
    () => service.api.delete('/customers/x', { key }),
    () => service.api.asService('POST', '/lookup', { body: { phone_number: '+14155550100' } }),
    () => service.api.asService('POST', '/lookup/batch', { body: { phone_numbers: ['+14155550100', '5551234'] } }),
    () => service.api.asService('GET', '/organizations'),
  ];

  async function expectUnavailable(): Promise<void> {
    const startedAt = Date.now();
    const answers = await Promise.all(everyRoute().map((ask) => ask()));
    expect(Date.now() - startedAt).to.be.lessThan(TIME_LIMIT_MS + GRACE_MS);
    for (const { status, headers, body, text } of answers) {
      expect([status, headers['retry-after']], text).to.deep.equal([503, '5']);
      expect(body.request_id).to.equal(headers['x-request-id']);
      expect(text).not.to.match(/mysql|select|sql|ECONN|127\.0\.0\.1|\bat /i);
    }
    expect(answers[4]!.body.error).to.equal('Customer data is unavailable');
    const ready = await service.api.get('/readyz');
    expect([ready.status, ready.body.checks.storage]).to.deep.equal([503, 'down']);
    expect(ready.body).to.include({
      message: 'The storage does not answer',
      request_id: ready.headers['x-request-id'],
    });
    expect((await service.api.get('/livez')).status).to.equal(200);
  }

  async function untilReady(): Promise<void> {
    for (const giveUpAt = Date.now() + 10_000; (await service.api.get('/readyz')).status !== 200; await delay(20)) {
      if (Date.now() > giveUpAt) throw new Error('The service did not recover.');
    }
    const created = await service.api.post('/customers', { key, body: { name: 'After' } });
    expect(created.status, created.text).to.equal(201);
  }

  it('answers 503 while connections are refused, and recovers by itself', async () => {
    await proxy.cut();
    await expectUnavailable();
    await proxy.restore();
    await untilReady();
  });

  it('answers 503 within its time limit while the network hangs, more callers than connections too, and recovers', async () => {
    proxy.hang();
    await expectUnavailable();
    const startedAt = Date.now();
    const crowd = await Promise.all(Array.from({ length: 40 }, () => service.api.get('/customers/x', { key })));
    expect(crowd.map(({ status }) => status)).to.deep.equal(crowd.map(() => 503));
    expect(Date.now() - startedAt).to.be.lessThan(TIME_LIMIT_MS + GRACE_MS);
    proxy.resume();
    await untilReady();
  });

  it('replaces connections whose other end is gone without a word', async () => {
    await Promise.all(Array.from({ length: 8 }, () => service.api.get('/customers', { key })));
    proxy.forget();
    for (let round = 0; round < 2; round += 1)
      await Promise.all(Array.from({ length: 4 }, () => service.api.get('/customers', { key })));
    const answers = await Promise.all(Array.from({ length: 8 }, () => service.api.get('/customers', { key })));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
  });

  it('answers 503 while the pool waits for locks that somebody else holds', async () => {
    const { customer_id: id } = await service.api.customer(key);
    const { createConnection } = await import('mysql2/promise');
    const other = await createConnection(place.environment['DATABASE_URL']!);
    await other.query('begin');
    await other.query('select * from customers for update');
    const startedAt = Date.now();
    const { status } = await service.api.patch(`/customers/${id}`, { key, body: { city: 'X' } });
    expect(status).to.equal(503);
    expect(Date.now() - startedAt).to.be.lessThan(TIME_LIMIT_MS + GRACE_MS);
    await other.end();
    await untilReady();
    expect((await service.api.get(`/customers/${id}`, { key })).body.city).to.equal(null);
  });
});

describe('a server whose MySQL server hangs', () => {
  it('ends when it is told to', async () => {
    const place = await storageKinds.find(({ name }) => name === 'mysql')!.prepare();
    const url = new URL(place.environment['DATABASE_URL']!);
    const proxy = await TcpProxy.to(url.hostname, Number(url.port));
    url.port = String(proxy.port);
    const server = await ServerProcess.start({
      ...place.environment,
      DATABASE_URL: url.href,
      STORAGE_TIMEOUT_MS: '500',
      SHUTDOWN_DRAIN_MS: '0',
    });
    const { live } = await server.api.organization();
    await Promise.all(Array.from({ length: 8 }, () => server.api.get('/customers', { key: live })));
    proxy.hang();
    expect((await server.api.get('/customers', { key: live })).status).to.equal(503);
    expect((await server.kill('SIGTERM')).code).to.equal(0);
    expect(server.child.out).to.include('"stopped"');
    await proxy.cut();
    await place.remove();
  });
});

describe('a defect of ours', () => {
  it('answers 500 with the request id and a sentence, and tells the log the truth', async () => {
    const service = await TestService.start(storageKinds[0]!);
    const { live } = await service.api.organization();
    const { Customer } = await import('../../src/domain/customer/customer.js');
    const { register } = Customer;
    try {
      Customer.register = () => {
        throw new TypeError('x is not a function');
      };
      const headers = { 'x-request-id': 'defective-request' };
      const { status, body } = await service.api.post('/customers', { key: live, body: { name: 'A' }, headers });
      expect([status, body]).to.deep.equal([
        500,
        {
          statusCode: 500,
          message: 'Something went wrong on our side; please tell us the request id',
          code: 'internal_error',
          request_id: 'defective-request',
        },
      ]);
      const line = service.logLines.map((text) => JSON.parse(text)).find(({ msg }) => msg === 'request failed');
      expect(line).to.deep.include({ requestId: 'defective-request' });
      expect(line.error).to.include({ name: 'TypeError', message: 'x is not a function' });
    } finally {
      Customer.register = register;
      await service.remove();
    }
  });
});
