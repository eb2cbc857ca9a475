import { expect } from 'chai';
import { Customer } from '../../../src/domain/customer/customer.js';
import { CustomerNotDeleted, CustomerNotFound } from '../../../src/domain/customer/errors.js';
import { ValidationFailed } from '../../../src/domain/shared/fault.js';
import { aCustomer, NO_POLICY, NOW } from '../../support/builders.js';

const LATER = NOW + 1000;

describe('Customer', () => {
  describe('register', () => {
    it('joins first and last name when no name is given', () => {
      const { details } = Customer.register('c', { firstName: 'Ada', lastName: 'Lovelace' }, NO_POLICY, NOW).state;
      expect(details.name).to.equal('Ada Lovelace');
    });

    it('lists everything that is wrong', () => {
      const register = () =>
        aCustomer({
          name: ' ',
          email: 'x',
          phoneNumber: 'x',
          whatsappNumber: '12',
          dateOfBirth: '2999-01-01',
          lifetimeValueCents: 0.5,
          preferredChannels: ['text', 'text'],
          city: 'x'.repeat(101),
          metadata: { prototype: 1 },
        });
      expect(register)
        .to.throw(ValidationFailed)
        .with.property('faults')
        .that.satisfies((faults: { path: string[] }[]) => {
          expect(faults.map(({ path }) => path[0])).to.have.members([
            'name',
            'email',
            'phone_number',
            'whatsapp_number',
            'date_of_birth',
            'lifetime_value',
            'preferred_communication_channels',
            'city',
            'metadata',
          ]);
          return true;
        });
    });

    it('derives its keys from the policy', () => {
      const policy = { defaultCountry: 'SN', uniqueEmails: true };
      const { keys } = aCustomer({
        phoneNumber: '77 123 45 67',
        whatsappNumber: '00000',
        email: 'JOHN@Example.com',
        policy,
      }).state;
      expect(keys).to.deep.equal({
        phoneKey: '+221771234567',
        whatsappKey: '00000',
        uniqueEmailKey: 'john@example.com',
      });
      expect(aCustomer({ phoneNumber: '77 123 45 67', email: 'JOHN@Example.com' }).state.keys).to.deep.equal({
        phoneKey: '771234567',
        whatsappKey: null,
        uniqueEmailKey: null,
      });
    });
  });

  describe('change', () => {
    it('leaves the original as it was', () => {
      const original = aCustomer({ city: 'Dakar' });
      const changed = original.change({ city: 'Thiès' }, NO_POLICY, LATER);
      expect([original.state.details.city, changed.state.details.city]).to.deep.equal(['Dakar', 'Thiès']);
      expect([changed.state.createdAt, changed.state.updatedAt]).to.deep.equal([NOW, LATER]);
    });

    it('clears to the defaults, the acquisition to the creation', () => {
      const customer = aCustomer({ acquiredAt: 5, status: 'canceled', isLoyaltyMember: true });
      const { details } = customer.change(
        { acquiredAt: null, status: null, isLoyaltyMember: null },
        NO_POLICY,
        LATER,
      ).state;
      expect(details).to.include({ acquiredAt: NOW, status: 'active', isLoyaltyMember: false });
    });

    it('keeps the name when one of its parts is cleared', () => {
      const customer = Customer.register('c', { firstName: 'Ada', lastName: 'Byron' }, NO_POLICY, NOW);
      expect(customer.change({ firstName: null }, NO_POLICY, LATER).state.details.name).to.equal('Ada Byron');
    });

    it('refuses to clear the name', () => {
      expect(() => aCustomer().change({ name: null }, NO_POLICY, LATER)).to.throw(ValidationFailed);
    });

    it('merges metadata by RFC 7396', () => {
      const customer = aCustomer({ metadata: { a: { b: 1, c: 2 }, d: [1], e: 'x' } });
      const { metadata } = customer.change(
        { metadataPatch: { a: { b: null, f: { g: null } }, d: [2, null], e: { h: 1 } } },
        NO_POLICY,
        LATER,
      ).state.details;
      expect(metadata).to.deep.equal({ a: { c: 2, f: {} }, d: [2, null], e: { h: 1 } });
    });
  });

  describe('the life of a record', () => {
    it('a deleted one is changed, deleted and credited by nobody, until it is restored', () => {
      const deleted = aCustomer().delete(LATER);
      expect(deleted.isDeleted).to.equal(true);
      expect(() => deleted.change({ city: 'x' }, NO_POLICY, LATER)).to.throw(CustomerNotFound);
      expect(() => deleted.delete(LATER)).to.throw(CustomerNotFound);
      expect(() => deleted.markAsBuyer()).to.throw(CustomerNotFound);
      expect(deleted.restore(LATER + 1).isDeleted).to.equal(false);
    });

    it('a live one cannot be restored', () => {
      expect(() => aCustomer().restore(LATER)).to.throw(CustomerNotDeleted);
    });

    it('a buyer stays one', () => {
      const buyer = aCustomer().markAsBuyer();
      expect(buyer.state.hasBought).to.equal(true);
      expect(buyer.markAsBuyer()).to.equal(buyer);
    });
  });

  it('is frozen all the way down', () => {
    const { state } = aCustomer({ metadata: { list: [{ deep: 1 }] }, preferredChannels: ['text'] });
    const deep = state.details.metadata['list'] as { deep: number }[];
    for (const part of [
      state,
      state.details,
      state.keys,
      state.details.metadata,
      state.details.preferredChannels,
      deep,
      deep[0],
    ])
      expect(part).to.be.frozen;
  });
});
