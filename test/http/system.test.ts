import { expect } from 'chai';
import { TestService } from '../support/services.js';
import { onEveryStorage } from '../support/every-storage.js';
import { storageKinds } from '../support/storages.js';

onEveryStorage('system door', (api) => {
  it('200: health, livez, readyz and the dealers’ two', async () => {
    expect((await api().get('/health')).body).to.deep.include({ status: 'ok' });
    expect((await api().get('/livez')).status).to.equal(200);
    expect((await api().get('/readyz')).body).to.deep.equal({
      status: 'ready',
      checks: { storage: 'up', process: 'running' },
    });
    for (const path of ['/api/v1/health/', '/api/v1/health']) {
      expect((await api().get(path)).body).to.have.all.keys('status', 'service', 'version');
    }
    expect((await api().get('/api/v1/health/detailed')).body).to.deep.include({
      status: 'healthy',
      checks: { storage: 'up', process: 'running' },
    });
  });

  it('200: metrics by route template and by storage call, without anything personal', async () => {
    const { live } = await api().organization();
    const customer = await api().customer(live, { email: 'metrics@example.com', phone_number: '+14155550199' });
    await api().get(`/customers/${customer.customer_id}`, { key: live });
    const { status, text } = await api().get('/metrics');
    expect(status).to.equal(200);
    expect(text).to.match(
      /http_request_duration_seconds_count\{method="GET",route="\/customers\/:id",status="200"\} \d+/,
    );
    expect(text).to.match(/storage_call_duration_seconds_count\{port="customers",method="add",outcome="ok"\} \d+/);
    expect(text).not.to.include(customer.customer_id);
  });

  it('200: the OpenAPI document names every route', async () => {
    const { body } = await api().get('/openapi.json');
    expect(body.openapi).to.equal('3.1.0');
    const operations = Object.values(body.paths as Record<string, Record<string, { security: object[] }>>).flatMap(
      (path) => Object.values(path),
    );
    const schemes = new Set(operations.flatMap(({ security }) => security.flatMap((needed) => Object.keys(needed))));
    expect(Object.keys(body.components.securitySchemes)).to.have.members([...schemes]);
    expect(Object.keys(body.paths)).to.include.members([
      '/customers',
      '/customers/{id}',
      '/customers/{id}/restore',
      '/customers/{id}/transactions',
      '/seed',
      '/lookup',
      '/lookup/batch',
      '/organizations',
      '/organizations/{id}',
      '/organizations/{id}/api-keys',
      '/organizations/{id}/api-keys/{keyId}',
      '/health',
      '/livez',
      '/readyz',
      '/api/v1/health',
      '/api/v1/health/detailed',
      '/docs',
      '/openapi.json',
      '/metrics',
    ]);
    expect(body.components.schemas.NewCustomer.properties.email_address.deprecated).to.equal(true);
    expect(body.components.schemas.CustomerPage.properties.customers.items).to.deep.equal({
      $ref: '#/components/schemas/Customer',
    });
  });
});

describe('METRICS_TOKEN', () => {
  it('401 without it, 200 with it', async () => {
    const [memory] = storageKinds;
    const service = await TestService.start(memory!, { METRICS_TOKEN: 'metrics-token' });
    try {
      expect((await service.api.get('/metrics')).status).to.equal(401);
      expect((await service.api.get('/metrics', { headers: { authorization: 'Bearer wrong' } })).status).to.equal(401);
      expect(
        (await service.api.get('/metrics', { headers: { authorization: 'bearer metrics-token' } })).status,
      ).to.equal(200);
    } finally {
      await service.remove();
    }
  });
});
