import { expect } from 'chai';
import type { Storage } from '../../src/adapters/outbound/storage.js';
import { CustomerNotFound } from '../../src/domain/customer/errors.js';
import { tenantOf, type Tenant } from '../../src/domain/organization/tenant.js';
import { TransactionContentDiffers, TransactionMoveRefused } from '../../src/domain/transaction/errors.js';
import { SETTLED_STATUSES, type TransactionReport } from '../../src/domain/transaction/transaction.js';
import { aCustomer, anId, aTenantIn, aTransaction, NOW } from '../support/builders.js';
import { StorageUnavailable } from '../../src/application/ports/errors.js';
import { rejection } from '../support/rejection.js';
import type { CustomerRepositoryTraits } from './customer-repository.contract.js';

const REPORT: TransactionReport = { amountThousandths: 12_500, currencyCode: 'XOF' };

export function transactionRepositoryContract(open: () => Storage, { failNextCommit }: CustomerRepositoryTraits): void {
  describe('TransactionRepository', () => {
    let storage: Storage;
    let tenant: Tenant;
    let customerId: string;
    beforeEach(async () => {
      storage = open();
      tenant = await aTenantIn(storage);
      customerId = anId();
      await storage.customers.add(tenant, () => aCustomer({ id: customerId }));
    });

    const record = (id: string, about: Parameters<typeof aTransaction>[1] = {}) =>
      storage.transactions.record(tenant, customerId, id, () => aTransaction(customerId, { id, ...about }));
    const hasBought = async (): Promise<boolean | undefined> =>
      (await storage.customers.find(tenant, customerId))?.state.hasBought;
    const listed = async (limit = 10): Promise<string[]> =>
      (await storage.transactions.list(tenant, customerId, { statuses: SETTLED_STATUSES, limit })).map(
        ({ state }) => state.id,
      );

    it('gives back every field as it was stored', async () => {
      const transaction = aTransaction(customerId, {
        description: 'Café "☕" 100%',
        amountThousandths: 999_999_999_999_999,
        now: -1,
      });
      await storage.transactions.record(tenant, customerId, transaction.state.id, () => transaction);
      const [found] = await storage.transactions.list(tenant, customerId, { statuses: SETTLED_STATUSES, limit: 1 });
      expect(found?.state).to.deep.equal(transaction.state);
    });

    it('marks the customer as a buyer in the same step, once it is settled', async () => {
      await record('t1', { status: 'pending' });
      expect(await hasBought()).to.equal(false);
      await storage.transactions.record(tenant, customerId, 't1', (existing) =>
        existing!.reportAgain(customerId, { ...REPORT, status: 'completed' }),
      );
      expect(await hasBought()).to.equal(true);
      const { totalCount } = await storage.customers.list(tenant, {
        filter: { hasBought: true },
        limit: 1,
        start: { skip: 0 },
      });
      expect(totalCount).to.equal(1);
    });

    it('stores nothing when the change throws', async () => {
      await record('t1', { status: 'failed' });
      const move = storage.transactions.record(tenant, customerId, 't1', (existing) =>
        existing!.reportAgain(customerId, { ...REPORT, status: 'completed' }),
      );
      expect(await rejection(move)).to.be.instanceOf(TransactionMoveRefused);
      expect(await listed()).to.deep.equal([]);
      expect(await hasBought()).to.equal(false);
    });

    it('hands the change what is there, and says whether it was new', async () => {
      expect((await record('t1')).isNew).to.equal(true);
      const again = await storage.transactions.record(tenant, customerId, 't1', (existing) =>
        existing!.reportAgain(customerId, REPORT),
      );
      expect(again.isNew).to.equal(false);
      expect(await listed()).to.deep.equal(['t1']);
    });

    it('records one of many parallel reports of one id', async () => {
      const report = () =>
        storage.transactions.record(
          tenant,
          customerId,
          'raced',
          (existing) => existing?.reportAgain(customerId, REPORT) ?? aTransaction(customerId, { id: 'raced' }),
        );
      const recorded = await Promise.all(Array.from({ length: 8 }, report));
      expect(recorded.filter(({ isNew }) => isNew)).to.have.length(1);
      expect(await listed()).to.deep.equal(['raced']);
    });

    it('records one id for one of two customers who report it at once', async () => {
      const otherId = anId();
      await storage.customers.add(tenant, () => aCustomer({ id: otherId }));
      const report = (id: string) =>
        storage.transactions.record(
          tenant,
          id,
          'contested',
          (existing) => existing?.reportAgain(id, REPORT) ?? aTransaction(id, { id: 'contested' }),
        );
      const outcomes = await Promise.allSettled([
        report(customerId),
        report(otherId),
        report(customerId),
        report(otherId),
      ]);
      const owners = outcomes
        .filter((outcome) => outcome.status === 'fulfilled')
        .map(({ value }) => value.transaction.state.customerId);
      expect(owners).to.have.length(2);
      expect(new Set(owners).size).to.equal(1);
      const refusals = outcomes
        .filter((outcome) => outcome.status === 'rejected')
        .map(({ reason }) => reason as unknown);
      refusals.forEach((reason) => expect(reason).to.be.instanceOf(TransactionContentDiffers));
    });

    it('refuses unknown, deleted and foreign customers', async () => {
      const recordFor = (id: string, at: Tenant = tenant) =>
        storage.transactions.record(at, id, 'x', () => aTransaction(id));
      expect(await rejection(recordFor('nobody'))).to.be.instanceOf(CustomerNotFound);
      expect(await rejection(recordFor(customerId, tenantOf(tenant.organizationId, 'test')))).to.be.instanceOf(
        CustomerNotFound,
      );
      await storage.customers.update(tenant, customerId, (found) => found.delete(NOW));
      expect(await rejection(recordFor(customerId))).to.be.instanceOf(CustomerNotFound);
    });

    it("lists one customer's, newest first, ties broken by the greater id, by status and position", async () => {
      await record('a', { now: 5 });
      await record('b', { now: 5 });
      await record('c', { now: 9, status: 'refunded' });
      await record('d', { now: 7, status: 'pending' });
      await record('e', { now: 1, status: 'failed' });
      await record('f', { now: 1 });
      expect(await listed()).to.deep.equal(['c', 'b', 'a', 'f']);
      const rest = await storage.transactions.list(tenant, customerId, {
        statuses: SETTLED_STATUSES,
        limit: 2,
        after: { createdAt: 5, id: 'b' },
      });
      expect(rest.map(({ state }) => state.id)).to.deep.equal(['a', 'f']);
    });

    if (failNextCommit !== null) {
      it('stores neither the transaction nor the mark of a buyer when the commit fails', async () => {
        failNextCommit();
        expect(await rejection(record('t1'))).to.be.instanceOf(StorageUnavailable);
        expect(await listed()).to.deep.equal([]);
        expect(await hasBought()).to.equal(false);
      });
    }

    it('keeps equal ids of two tenants apart', async () => {
      const other = await aTenantIn(storage);
      await storage.customers.add(other, () => aCustomer({ id: customerId }));
      await record('t1');
      const theirs = await storage.transactions.record(other, customerId, 't1', () =>
        aTransaction(customerId, { id: 't1' }),
      );
      expect(theirs.isNew).to.equal(true);
    });
  });
}
