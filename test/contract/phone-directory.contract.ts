import { expect } from 'chai';
import type { Storage } from '../../src/adapters/outbound/storage.js';
import type { PhoneMatch } from '../../src/application/ports/phone-directory.js';
import { tenantOf } from '../../src/domain/organization/tenant.js';
import { aCustomer, anOrganization, NO_POLICY, NOW } from '../support/builders.js';

let nextNumber = 5_550_000;

export function phoneDirectoryContract(open: () => Storage): void {
  describe('PhoneDirectory', () => {
    let storage: Storage;
    let number: string;
    beforeEach(() => {
      storage = open();
      nextNumber += 1;
      number = `+1415${nextNumber}`;
    });

    const organizationWith = async (...customers: ReturnType<typeof aCustomer>[]): Promise<string> => {
      const organization = anOrganization({ name: 'Atlas "Trading"', defaultCountry: 'MA' });
      await storage.organizations.add(organization);
      for (const customer of customers) await storage.customers.add(tenantOf(organization.id, 'live'), () => customer);
      return organization.id;
    };
    const ids = (matches: readonly PhoneMatch[]): string[] => matches.map(({ customerId }) => customerId).toSorted();

    it('finds by phone and by WhatsApp number, with all that a caller is told', async () => {
      const byPhone = aCustomer({ id: 'phone', phoneNumber: number, createdAt: 1 });
      const organizationId = await organizationWith(byPhone, aCustomer({ id: 'whatsapp', whatsappNumber: number }));
      const matches = await storage.phoneDirectory.findByPhone(tenantOf(organizationId, 'live'), [number]);
      expect(ids(matches)).to.deep.equal(['phone', 'whatsapp']);
      expect(matches.find(({ customerId }) => customerId === 'phone')).to.deep.equal({
        phoneKey: number,
        customerId: 'phone',
        createdAt: 1,
        organizationId,
        organizationName: 'Atlas "Trading"',
        defaultCountry: 'MA',
      });
    });

    it('looks across organizations only when asked to, and never across environments', async () => {
      const one = await organizationWith(aCustomer({ id: 'one', phoneNumber: number }));
      await organizationWith(aCustomer({ id: 'two', phoneNumber: number }));
      const { phoneDirectory } = storage;
      expect(ids(await phoneDirectory.findByPhone(tenantOf(one, 'live'), [number]))).to.deep.equal(['one']);
      expect(ids(await phoneDirectory.findByPhone(tenantOf(one, 'test'), [number]))).to.deep.equal([]);
      expect(ids(await phoneDirectory.findByPhoneAcrossOrganizations('live', [number]))).to.deep.equal(['one', 'two']);
      expect(ids(await phoneDirectory.findByPhoneAcrossOrganizations('test', [number]))).to.deep.equal([]);
    });

    it('follows changes, deletions and restores at once', async () => {
      const organizationId = await organizationWith(
        aCustomer({ id: 'c', phoneNumber: number, whatsappNumber: number }),
      );
      const tenant = tenantOf(organizationId, 'live');
      const found = async (): Promise<string[]> => ids(await storage.phoneDirectory.findByPhone(tenant, [number]));
      await storage.customers.update(tenant, 'c', (customer) => customer.delete(NOW));
      expect(await found()).to.deep.equal([]);
      await storage.customers.update(tenant, 'c', (customer) => customer.restore(NOW));
      expect(await found()).to.deep.equal(['c']);
      await storage.customers.update(tenant, 'c', (customer) => customer.change({ phoneNumber: null }, NO_POLICY, NOW));
      expect(await found()).to.deep.equal(['c']);
      await storage.customers.update(tenant, 'c', (customer) =>
        customer.change({ whatsappNumber: null }, NO_POLICY, NOW),
      );
      expect(await found()).to.deep.equal([]);
    });

    it('answers many questions at once, each with its own', async () => {
      const numbers = Array.from({ length: 150 }, (_, index) => `${number}${String(index).padStart(3, '0')}`);
      const organizationId = await organizationWith(
        ...numbers.map((phoneNumber, index) =>
          aCustomer({ id: `c${index}`, phoneNumber: `00${phoneNumber.slice(1)}` }),
        ),
      );
      const tenant = tenantOf(organizationId, 'live');
      const keys = numbers.map((written) => `00${written.slice(1)}`);
      const answers = await Promise.all(keys.map((key) => storage.phoneDirectory.findByPhone(tenant, [key])));
      expect(answers.map(ids)).to.deep.equal(numbers.map((_, index) => [`c${index}`]));
      expect(await storage.phoneDirectory.findByPhone(tenant, keys)).to.have.length(150);
      expect(await storage.phoneDirectory.findByPhone(tenant, ['0000'])).to.have.length(0);
    });
  });
}
