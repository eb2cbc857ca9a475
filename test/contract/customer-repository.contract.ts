import { expect } from 'chai';
import { StorageUnavailable } from '../../src/application/ports/errors.js';
import type { CustomerFilter, CustomerRepository } from '../../src/application/ports/customer-repository.js';
import type { CustomerDetails } from '../../src/domain/customer/customer-details.js';
import { CustomerIdTaken, CustomerNotDeleted, CustomerNotFound, EmailTaken } from '../../src/domain/customer/errors.js';
import { OrganizationNotFound } from '../../src/domain/organization/errors.js';
import { tenantOf, type Tenant } from '../../src/domain/organization/tenant.js';
import type { Storage } from '../../src/adapters/outbound/storage.js';
import { aCustomer, aTenantIn, NO_POLICY, NOW, UNIQUE_EMAILS } from '../support/builders.js';
import { rejection } from '../support/rejection.js';

/** Honest differences between storages, told as data. */
export interface CustomerRepositoryTraits {
  /** Makes the next commit fail; null where a commit cannot. */
  readonly failNextCommit: (() => void) | null;
}

export function customerRepositoryContract(open: () => Storage, traits: CustomerRepositoryTraits): void {
  describe('CustomerRepository', () => {
    let customers: CustomerRepository;
    let tenant: Tenant;
    beforeEach(async () => {
      customers = open().customers;
      tenant = await aTenantIn(open());
    });

    const page = (filter: CustomerFilter = {}, limit = 50, skip = 0) =>
      customers.list(tenant, { filter, limit, start: { skip } });
    const namesFound = async (search: string): Promise<string[]> =>
      (await page({ search })).customers.map(({ state }) => state.details.name);

    describe('add and find', () => {
      it('gives back every field as it was stored', async () => {
        // A new field does not compile until it stands here, and is not stored until this passes.
        const details: CustomerDetails = {
          name: 'Zoë "O\'Brien" \\ 👩‍🚀 田中',
          firstName: 'Zoë',
          lastName: 'O’Brien',
          email: 'Zoe@Example.com',
          phoneNumber: '(0)77 123-45-67',
          whatsappNumber: '+221 77 123 45 67',
          country: 'Senegal',
          state: '',
          city: 'Dakar',
          address: '123 Main\nStreet',
          postalCode: '12345',
          dateOfBirth: '1990-04-01',
          isBusiness: true,
          preferredChannels: ['text', 'email'],
          isLoyaltyMember: true,
          status: 'canceled',
          lifetimeValueCents: 99_999_999_999_999,
          acquiredAt: -62_135_596_800_000,
          metadata: { z: 1, a: [true, null, { 'key with "quotes"': '☃' }], nul: '\0', half: '\ud800' },
        };
        const customer = aCustomer(details);
        await customers.add(tenant, () => customer);
        expect((await customers.find(tenant, customer.id))?.state).to.deep.equal(customer.state);
      });

      it('finds nothing under an unknown id', async () => {
        expect(await customers.find(tenant, 'nobody')).to.equal(undefined);
      });

      it('tells ids apart by case', async () => {
        await customers.add(tenant, () => aCustomer({ id: 'abc' }));
        expect(await customers.find(tenant, 'ABC')).to.equal(undefined);
      });

      it('refuses an id that is taken, and keeps the first customer', async () => {
        await customers.add(tenant, () => aCustomer({ id: 'same', name: 'First' }));
        expect(
          await rejection(customers.add(tenant, () => aCustomer({ id: 'same', name: 'Second' }))),
        ).to.be.instanceOf(CustomerIdTaken);
        expect((await customers.find(tenant, 'same'))?.state.details.name).to.equal('First');
        expect((await page()).totalCount).to.equal(1);
      });

      it('lets one of many parallel adds of one id win', async () => {
        const adds = Array.from({ length: 8 }, (_, index) =>
          customers.add(tenant, () => aCustomer({ id: 'raced', name: `Runner ${index}` })),
        );
        const outcomes = await Promise.allSettled(adds);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
        expect((await page()).totalCount).to.equal(1);
      });

      it('shares nothing with what was handed in or out', async () => {
        const metadata = { list: [1] };
        const customer = aCustomer({ metadata });
        await customers.add(tenant, () => customer);
        metadata.list.push(2);
        const found = (await customers.find(tenant, customer.id))!;
        expect(() => (found.state.details.metadata['list'] as number[]).push(3)).to.throw(TypeError);
        expect((await customers.find(tenant, customer.id))?.state.details.metadata).to.deep.equal({ list: [1] });
      });
    });

    describe('tenants', () => {
      it('keep customers with the same id apart', async () => {
        const other = await aTenantIn(open());
        await customers.add(tenant, () => aCustomer({ id: 'shared', name: 'Ours' }));
        await customers.add(other, () => aCustomer({ id: 'shared', name: 'Theirs' }));
        await customers.update(other, 'shared', (customer) =>
          customer.change({ name: 'Theirs, changed' }, NO_POLICY, NOW),
        );
        expect((await customers.find(tenant, 'shared'))?.state.details.name).to.equal('Ours');
        expect((await page()).customers).to.have.length(1);
      });

      it('are walls between the environments of one organization too', async () => {
        const test = tenantOf(tenant.organizationId, 'test');
        await customers.add(test, () => aCustomer({ id: 'tested' }));
        expect(await customers.find(tenant, 'tested')).to.equal(undefined);
        expect(
          await rejection(customers.update(tenant, 'tested', (customer) => customer.delete(NOW))),
        ).to.be.instanceOf(CustomerNotFound);
        expect((await page()).totalCount).to.equal(0);
        expect((await customers.list(test, { filter: {}, limit: 5, start: { skip: 0 } })).totalCount).to.equal(1);
      });
    });

    describe('update', () => {
      it('stores what the change made and answers it', async () => {
        const customer = aCustomer();
        await customers.add(tenant, () => customer);
        const changed = await customers.update(tenant, customer.id, (found) =>
          found.change({ city: 'Thiès' }, NO_POLICY, NOW + 1),
        );
        expect(changed.state.details.city).to.equal('Thiès');
        expect((await customers.find(tenant, customer.id))?.state).to.deep.equal(changed.state);
      });

      it('refuses an unknown id, and makes nothing', async () => {
        expect(await rejection(customers.update(tenant, 'nobody', (found) => found))).to.be.instanceOf(
          CustomerNotFound,
        );
        expect((await page()).totalCount).to.equal(0);
      });

      it('leaves the record as it was when the change throws', async () => {
        const customer = aCustomer();
        await customers.add(tenant, () => customer);
        const failure = new CustomerNotDeleted('x');
        const thrown = await rejection(
          customers.update(tenant, customer.id, () => {
            throw failure;
          }),
        );
        expect(thrown).to.equal(failure);
        expect((await customers.find(tenant, customer.id))?.state).to.deep.equal(customer.state);
      });

      it('loses none of many parallel changes', async () => {
        const customer = aCustomer({ lifetimeValueCents: 0 });
        await customers.add(tenant, () => customer);
        const addOne = () =>
          customers.update(tenant, customer.id, (found) =>
            found.change({ lifetimeValueCents: found.state.details.lifetimeValueCents + 1 }, NO_POLICY, NOW),
          );
        await Promise.all(Array.from({ length: 20 }, addOne));
        expect((await customers.find(tenant, customer.id))?.state.details.lifetimeValueCents).to.equal(20);
      });

      it('lets one of many parallel deletions win', async () => {
        const customer = aCustomer();
        await customers.add(tenant, () => customer);
        const deletions = Array.from({ length: 8 }, () =>
          customers.update(tenant, customer.id, (found) => found.delete(NOW)),
        );
        const outcomes = await Promise.allSettled(deletions);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
        expect((await page()).totalCount).to.equal(0);
      });

      it('loses no change to a walk over all customers that runs at the same time', async () => {
        const customer = aCustomer({ lifetimeValueCents: 0 });
        await customers.add(tenant, () => customer);
        const addOne = (found: typeof customer) =>
          found.change({ lifetimeValueCents: found.state.details.lifetimeValueCents + 1 }, NO_POLICY, NOW);
        const works = Array.from({ length: 20 }, (_, index) =>
          index % 2 === 0
            ? customers.update(tenant, customer.id, addOne)
            : customers.updateNext(tenant, undefined, 5, addOne),
        );
        await Promise.all(works);
        expect((await customers.find(tenant, customer.id))?.state.details.lifetimeValueCents).to.equal(20);
      });

      const { failNextCommit } = traits;
      if (failNextCommit !== null) {
        it('stores nothing of an add or a walk whose commit fails', async () => {
          const kept = aCustomer();
          await customers.add(tenant, () => kept);
          failNextCommit();
          expect(await rejection(customers.add(tenant, () => aCustomer()))).to.be.instanceOf(StorageUnavailable);
          failNextCommit();
          const walk = customers.updateNext(tenant, undefined, 5, (found) =>
            found.change({ name: 'Lost' }, NO_POLICY, NOW),
          );
          expect(await rejection(walk)).to.be.instanceOf(StorageUnavailable);
          const { customers: all, totalCount } = await page();
          expect([all.map(({ state }) => state.details.name), totalCount]).to.deep.equal([['John Doe'], 1]);
        });

        it('reports a failed commit and stores nothing of it, not even with the next one', async () => {
          const customer = aCustomer();
          await customers.add(tenant, () => customer);
          failNextCommit();
          const failed = customers.update(tenant, customer.id, (found) =>
            found.change({ name: 'Lost' }, NO_POLICY, NOW),
          );
          expect(await rejection(failed)).to.be.instanceOf(StorageUnavailable);
          await customers.add(tenant, () => aCustomer());
          expect((await customers.find(tenant, customer.id))?.state.details.name).to.equal('John Doe');
          expect((await page()).totalCount).to.equal(2);
        });
      }
    });

    describe('the policy of the organization', () => {
      it('reaches whoever stores, as it is at that moment', async () => {
        const { organizations } = open();
        const strict = await aTenantIn(open(), { defaultCountry: 'SN', uniqueEmails: true });
        const customer = await customers.add(strict, (policy) => aCustomer({ phoneNumber: '77 123 45 67', policy }));
        expect(customer.state.keys.phoneKey).to.equal('+221771234567');
        await organizations.update(strict.organizationId, (found) => found.change({ defaultCountry: null }, NOW));
        const keyAfter = async (): Promise<string | null> => {
          const changed = await customers.update(strict, customer.id, (found, policy) => found.underPolicy(policy));
          return changed.state.keys.phoneKey;
        };
        expect(await keyAfter()).to.equal('771234567');
        await organizations.update(strict.organizationId, (found) => found.change({ defaultCountry: 'ID' }, NOW));
        await customers.updateNext(strict, undefined, 10, (found, policy) => found.underPolicy(policy));
        expect((await customers.find(strict, customer.id))?.state.keys.phoneKey).to.equal('+62771234567');
      });

      it('is never an old one, whatever changes at the same time', async () => {
        const { organizations } = open();
        const { organizationId } = tenant;
        const walk = async (): Promise<void> => {
          let reached: string | undefined;
          do {
            reached = await customers.updateNext(tenant, reached, 5, (found, policy) => found.underPolicy(policy));
          } while (reached !== undefined);
        };
        const setCountry = async (defaultCountry: string | null): Promise<void> => {
          await organizations.update(organizationId, (found) => found.change({ defaultCountry }, NOW));
          await walk();
        };
        const create = () => customers.add(tenant, (policy) => aCustomer({ phoneNumber: '812 3456 789', policy }));
        const work = Array.from({ length: 40 }, (_, index) =>
          index % 8 === 3 ? setCountry(['ID', 'SN', null, 'DE', 'US'][index % 5]!) : create(),
        );
        await Promise.all(work);
        const policy = (await organizations.find(organizationId))!.state;
        const { customers: all } = await page({}, 100);
        expect(all).to.have.length(35);
        for (const customer of all) expect(customer.underPolicy(policy)).to.equal(customer);
      });

      it('of nobody is nothing to store under', async () => {
        const stranger = tenantOf('no-such-organization', 'live');
        expect(await rejection(customers.add(stranger, () => aCustomer()))).to.be.instanceOf(OrganizationNotFound);
      });
    });

    describe('soft deletion', () => {
      it('hides a customer from find and list, and keeps the record for a restore', async () => {
        const customer = aCustomer();
        await customers.add(tenant, () => customer);
        await customers.update(tenant, customer.id, (found) => found.delete(NOW + 1));
        expect(await customers.find(tenant, customer.id)).to.equal(undefined);
        expect(await page()).to.deep.include({ customers: [], totalCount: 0 });
        await customers.update(tenant, customer.id, (found) => found.restore(NOW + 2));
        expect((await customers.find(tenant, customer.id))?.state).to.deep.equal({
          ...customer.state,
          updatedAt: NOW + 2,
        });
        expect((await page()).totalCount).to.equal(1);
      });
    });

    describe('unique e-mail addresses', () => {
      const withEmail = (email: string) => aCustomer({ email, policy: UNIQUE_EMAILS });

      it('refuse a second live customer, whatever the spelling', async () => {
        await customers.add(tenant, () => withEmail('JOSÉ@example.com'));
        expect(await rejection(customers.add(tenant, () => withEmail('josé@Example.com')))).to.be.instanceOf(
          EmailTaken,
        );
        expect((await page()).totalCount).to.equal(1);
      });

      it('are free again after a soft deletion, and stop a restore while taken', async () => {
        const first = withEmail('a@example.com');
        await customers.add(tenant, () => first);
        await customers.update(tenant, first.id, (found) => found.delete(NOW));
        const second = withEmail('a@example.com');
        await customers.add(tenant, () => second);
        expect(await rejection(customers.update(tenant, first.id, (found) => found.restore(NOW)))).to.be.instanceOf(
          EmailTaken,
        );
        await customers.update(tenant, second.id, (found) => found.delete(NOW));
        await customers.update(tenant, first.id, (found) => found.restore(NOW));
        expect((await page()).customers.map(({ id }) => id)).to.deep.equal([first.id]);
      });

      it('are held against changes, which leave no trace when refused', async () => {
        await customers.add(tenant, () => withEmail('a@example.com'));
        const other = withEmail('b@example.com');
        await customers.add(tenant, () => other);
        const change = customers.update(tenant, other.id, (found) =>
          found.change({ email: 'A@example.com', name: 'X' }, UNIQUE_EMAILS, NOW),
        );
        expect(await rejection(change)).to.be.instanceOf(EmailTaken);
        expect((await customers.find(tenant, other.id))?.state).to.deep.equal(other.state);
      });

      it('bind nobody in another tenant, nor without the policy, nor without an address', async () => {
        await customers.add(tenant, () => withEmail('a@example.com'));
        await customers.add(await aTenantIn(open()), () => withEmail('a@example.com'));
        await customers.add(tenantOf(tenant.organizationId, 'test'), () => withEmail('a@example.com'));
        await customers.add(tenant, () => aCustomer({ email: 'a@example.com' }));
        await customers.add(tenant, () => aCustomer({ policy: UNIQUE_EMAILS }));
        await customers.add(tenant, () => aCustomer({ policy: UNIQUE_EMAILS }));
        expect((await page()).totalCount).to.equal(4);
      });

      it('let one of many parallel adds win', async () => {
        const outcomes = await Promise.allSettled(
          Array.from({ length: 8 }, () => customers.add(tenant, () => withEmail('raced@example.com'))),
        );
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
        const reasons = outcomes
          .filter((outcome) => outcome.status === 'rejected')
          .map(({ reason }) => reason as unknown);
        reasons.forEach((reason) => expect(reason).to.be.instanceOf(EmailTaken));
      });
    });

    describe('list', () => {
      it('shows the newest first, ties broken by the greater id', async () => {
        for (const [id, createdAt] of [
          ['b', 1],
          ['a', 2],
          ['C', 1],
          ['_', 1],
          ['c', 1],
          ['-', 1],
          ['0', 1],
        ] as const) {
          await customers.add(tenant, () => aCustomer({ id, createdAt }));
        }
        expect((await page()).customers.map(({ id }) => id)).to.deep.equal(['a', 'c', 'b', '_', 'C', '0', '-']);
      });

      it('walks by position through equal timestamps without overlap or gap, whatever is added meanwhile', async () => {
        const ids = Array.from({ length: 23 }, (_, index) => `c${String(index).padStart(2, '0')}`);
        for (const [index, id] of ids.entries())
          await customers.add(tenant, () => aCustomer({ id, createdAt: NOW + Math.floor(index / 10) }));
        const seen: string[] = [];
        let result = await page({}, 5);
        for (;;) {
          seen.push(...result.customers.map(({ id }) => id));
          if (!result.hasMore) break;
          const last = result.customers.at(-1)!;
          await customers.add(tenant, () => aCustomer({ createdAt: NOW + 1000 }));
          result = await customers.list(tenant, {
            filter: {},
            limit: 5,
            start: { after: { createdAt: last.state.createdAt, id: last.id } },
          });
        }
        expect(seen).to.deep.equal(ids.toReversed());
      });

      it('counts right on every page, past the last one too', async () => {
        for (let index = 0; index < 7; index += 1) await customers.add(tenant, () => aCustomer());
        for (const skip of [0, 5, 7, 700]) expect(await page({}, 5, skip)).to.have.property('totalCount', 7);
        expect(await page({}, 5, 700)).to.deep.include({ customers: [], hasMore: false });
        expect((await page({}, 7)).hasMore).to.equal(false);
        expect((await page({}, 6)).hasMore).to.equal(true);
      });

      it('filters by type, status and both, and counts what it shows', async () => {
        await customers.add(tenant, () => aCustomer({ id: 'b-active', isBusiness: true }));
        await customers.add(tenant, () => aCustomer({ id: 'b-canceled', isBusiness: true, status: 'canceled' }));
        await customers.add(tenant, () => aCustomer({ id: 'p-inactive', status: 'inactive' }));
        await customers.update(tenant, 'b-canceled', (found) => found.markAsBuyer());
        const shown = async (filter: CustomerFilter): Promise<unknown> => {
          const { customers: found, totalCount } = await page(filter);
          expect(totalCount, 'the count and the page').to.equal(found.length);
          return found.map(({ id }) => id).toSorted();
        };
        expect(await shown({ isBusiness: true })).to.deep.equal(['b-active', 'b-canceled']);
        expect(await shown({ isBusiness: false })).to.deep.equal(['p-inactive']);
        expect(await shown({ status: 'canceled' })).to.deep.equal(['b-canceled']);
        expect(await shown({ hasBought: true })).to.deep.equal(['b-canceled']);
        expect(await shown({ hasBought: false, isBusiness: true, status: 'active' })).to.deep.equal(['b-active']);
        await customers.update(tenant, 'b-active', (found) =>
          found.change({ isBusiness: false, status: 'inactive' }, NO_POLICY, NOW),
        );
        expect(await shown({ status: 'inactive', isBusiness: false })).to.deep.equal(['b-active', 'p-inactive']);
        expect(await shown({ status: 'active' })).to.deep.equal([]);
      });
    });

    describe('search', () => {
      it('takes %, _, \\, quotes and every other character as itself', async () => {
        const names = [
          '100% sure',
          '100 sure',
          'snake_case',
          'snakeXcase',
          'back\\slash',
          "O'Brien",
          'say "hi"',
          'a!b',
          'a*b',
          '[x]',
          'tab\there',
        ];
        for (const name of names) await customers.add(tenant, () => aCustomer({ name }));
        for (const [search, name] of [
          ['100%', '100% sure'],
          ['e_c', 'snake_case'],
          ['\\', 'back\\slash'],
          ["'", "O'Brien"],
          ['"', 'say "hi"'],
          ['!', 'a!b'],
          ['*', 'a*b'],
          ['[x]', '[x]'],
          ['\t', 'tab\there'],
        ] as const) {
          expect(await namesFound(search), search).to.deep.equal([name]);
        }
      });

      it('is case-insensitive beyond ASCII', async () => {
        for (const name of ['ÉLODIE', 'straße', 'ΟΔΥΣΣΕΥΣ', 'Жанна', 'ǅ'])
          await customers.add(tenant, () => aCustomer({ name }));
        for (const [search, name] of [
          ['élod', 'ÉLODIE'],
          ['STRASSE', 'straße'],
          ['οδυσσευσ', 'ΟΔΥΣΣΕΥΣ'],
          ['οδυσσευς', 'ΟΔΥΣΣΕΥΣ'],
          ['жАННА', 'Жанна'],
          ['ǆ', 'ǅ'],
        ] as const) {
          expect(await namesFound(search), search).to.deep.equal([name]);
        }
      });

      it('tells accents and emoji apart, and unites composed with decomposed letters', async () => {
        for (const name of ['Jose', 'José', 'Party 🎉', 'Party 🎊'])
          await customers.add(tenant, () => aCustomer({ name }));
        expect(await namesFound('josé')).to.deep.equal(['José']);
        expect(await namesFound('jose\u0301')).to.deep.equal(['José']);
        expect(await namesFound('🎉')).to.deep.equal(['Party 🎉']);
      });

      it('looks into e-mail addresses too, and counts what it finds', async () => {
        await customers.add(tenant, () => aCustomer({ name: 'A', email: 'Someone@Example.com' }));
        await customers.add(tenant, () => aCustomer({ name: 'B', email: 'other@example.org' }));
        await customers.add(tenant, () => aCustomer({ name: 'C' }));
        expect(await page({ search: 'someone@EXAMPLE' })).to.have.property('totalCount', 1);
        expect(await page({ search: 'example' }, 1)).to.deep.include({ totalCount: 2, hasMore: true });
        expect((await page({ search: 'nobody' })).totalCount).to.equal(0);
      });

      it('finds by the new name after a change, and not by the old one', async () => {
        const customer = aCustomer({ name: 'Before' });
        await customers.add(tenant, () => customer);
        await customers.update(tenant, customer.id, (found) => found.change({ name: 'After' }, NO_POLICY, NOW));
        expect(await namesFound('before')).to.deep.equal([]);
        expect(await namesFound('after')).to.deep.equal(['After']);
      });
    });

    describe('updateNext', () => {
      const rename = (found: ReturnType<typeof aCustomer>) =>
        found.isDeleted ? found.underPolicy(UNIQUE_EMAILS) : found.change({ city: 'Seen' }, NO_POLICY, NOW);

      it('walks over all customers by id, deleted ones too, in steps', async () => {
        for (const id of ['c', 'a', 'e', 'b', 'd'])
          await customers.add(tenant, () => aCustomer({ id, email: `${id}@example.com` }));
        await customers.update(tenant, 'b', (found) => found.delete(NOW));
        expect(await customers.updateNext(tenant, undefined, 2, rename)).to.equal('b');
        expect(await customers.updateNext(tenant, 'b', 2, rename)).to.equal('d');
        expect(await customers.updateNext(tenant, 'd', 2, rename)).to.equal('e');
        expect(await customers.updateNext(tenant, 'e', 2, rename)).to.equal(undefined);
        expect((await page()).customers.map(({ state }) => state.details.city)).to.deep.equal([
          'Seen',
          'Seen',
          'Seen',
          'Seen',
        ]);
        const restored = await customers.update(tenant, 'b', (found) => found.restore(NOW));
        expect(restored.state.keys.uniqueEmailKey).to.equal('b@example.com');
      });

      it('changes none of a step when one of them cannot be stored', async () => {
        for (const id of ['a', 'b', 'c'])
          await customers.add(tenant, () =>
            aCustomer({ id, email: id === 'b' ? 'b@example.com' : 'same@example.com' }),
          );
        const step = customers.updateNext(tenant, undefined, 10, (found) => found.underPolicy(UNIQUE_EMAILS));
        expect(await rejection(step)).to.be.instanceOf(EmailTaken);
        for (const { state } of (await page()).customers) expect(state.keys.uniqueEmailKey).to.equal(null);
      });
    });
  });
}
