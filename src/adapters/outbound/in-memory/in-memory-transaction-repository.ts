import type {
  RecordedTransaction,
  TransactionQuery,
  TransactionRepository,
} from '../../../application/ports/transaction-repository.js';
import { CustomerNotFound } from '../../../domain/customer/errors.js';
import type { Tenant } from '../../../domain/organization/tenant.js';
import type { Transaction } from '../../../domain/transaction/transaction.js';
import type { InMemoryDatabase } from './in-memory-database.js';
import { isBehind, newestFirst } from './order.js';

export class InMemoryTransactionRepository implements TransactionRepository {
  constructor(private readonly database: InMemoryDatabase) {}

  async record(
    tenant: Tenant,
    customerId: string,
    transactionId: string,
    change: (existing: Transaction | undefined) => Transaction,
  ): Promise<RecordedTransaction> {
    const room = this.database.roomOf(tenant);
    const customer = room.customer(customerId);
    if (customer === undefined || customer.isDeleted) throw new CustomerNotFound(customerId);
    const existing = room.transactions.get(transactionId);
    const transaction = change(existing);
    room.transactions.set(transactionId, transaction);
    if (transaction.isSettled) room.put(customer.markAsBuyer());
    return { transaction, isNew: existing === undefined };
  }

  async list(
    tenant: Tenant,
    customerId: string,
    { statuses, limit, after }: TransactionQuery,
  ): Promise<readonly Transaction[]> {
    return [...this.database.roomOf(tenant).transactions.values()]
      .filter(({ state }) => state.customerId === customerId && statuses.includes(state.status))
      .filter((transaction) => after === undefined || isBehind(transaction, after))
      .toSorted(newestFirst)
      .slice(0, limit);
  }
}
