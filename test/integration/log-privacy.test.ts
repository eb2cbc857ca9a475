import { expect } from 'chai';
import { TestService } from '../support/services.js';
import { storageKinds } from '../support/storages.js';

const SECRETS = [
  'Wilhelmina',
  'wilhelmina.secret',
  '4155550177',
  '415 555 0177',
  '221771234999',
  'Hidden Street',
  'whsecretmeta',
  '1931-07-08',
];

for (const kind of storageKinds) {
  describe(`the log of a service [${kind.name}]`, () => {
    it('has a line with the request id for every request, and nothing personal in any', async () => {
      const service = await TestService.start(kind);
      const { api } = service;
      const { id, live, test } = await api.organization({ unique_emails: true });
      const person = {
        name: 'Wilhelmina Privat',
        email: 'wilhelmina.secret@example.com',
        phone_number: '+1 415 555 0177',
        whatsapp_number: '+221771234999',
        address: 'Hidden Street 1',
        date_of_birth: '1931-07-08',
        metadata: { note: 'whsecretmeta' },
      };
      const headers = { 'x-request-id': 'request-under-test' };
      const { body } = await api.post('/customers', { key: live, body: person, headers });
      await api.post('/customers', { key: live, body: person });
      await api.post('/customers', {
        key: live,
        body: { ...person, email: 'wilhelmina.secret', phone_number: 'Wilhelmina' },
      });
      await api.post('/customers', { key: live, raw: JSON.stringify(person).slice(0, -9) });
      await api.get(`/customers?search=Wilhelmina`, { key: live });
      await api.get(`/customers/wilhelmina.secret@example.com`, { key: live });
      await api.patch(`/customers/${body.customer_id}`, {
        key: live,
        body: { email: 'wilhelmina.secret2@example.com' },
      });
      await api.asService('POST', '/lookup', { body: { phone_number: '+14155550177' } });
      await api.asService('GET', '/lookup?phone_number=+14155550177');
      await api.get('/wilhelmina.secret@example.com/4155550177');
      await api.get('/customers', { key: `${live}x` });
      await api.delete(`/customers/${body.customer_id}`, { key: live });
      await service.remove();
      const text = service.logLines.join('');
      const keyParts = [live, test].map((key) => key.split('_')[3]!);
      for (const secret of [...SECRETS, ...keyParts, api.serviceKey]) expect(text, secret).not.to.include(secret);
      const lines = service.logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
      const ofRequest = lines.filter(({ requestId }) => requestId === 'request-under-test');
      expect(ofRequest).to.have.length(1);
      expect(ofRequest[0]).to.include({
        msg: 'request',
        method: 'POST',
        route: '/customers',
        status: 201,
        organizationId: id,
        environment: 'live',
      });
      expect(
        lines.filter(({ msg }) => msg === 'request').every(({ requestId }) => typeof requestId === 'string'),
      ).to.equal(true);
    });
  });
}
