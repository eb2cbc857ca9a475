import { CustomerNotFound } from '../../domain/customer/errors.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import { decodeCursor, encodeCursor, pageOf } from '../../domain/shared/page.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import { SETTLED_STATUSES, type Transaction } from '../../domain/transaction/transaction.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import type { TransactionRepository } from '../ports/transaction-repository.js';

export interface ListTransactionsDeps {
  readonly customers: CustomerRepository;
  readonly transactions: TransactionRepository;
}

export interface ListTransactionsInput {
  readonly tenant: Tenant;
  readonly customerId: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface TransactionListing {
  readonly transactions: readonly Transaction[];
  readonly nextCursor: string | null;
}

/** The settled ones: what is pending or failed is between the merchant and the bank. */
export class ListTransactions {
  constructor(private readonly deps: ListTransactionsDeps) {}

  async execute({ tenant, customerId, limit, cursor }: ListTransactionsInput): Promise<TransactionListing> {
    const list = [tenant, customerId];
    const position = cursor === undefined ? {} : { after: decodeCursor(cursor, list) };
    const customer = isRecordId(customerId) ? await this.deps.customers.find(tenant, customerId) : undefined;
    if (customer === undefined) throw new CustomerNotFound(customerId);
    const query = { statuses: SETTLED_STATUSES, limit: limit + 1, ...position };
    const found = await this.deps.transactions.list(tenant, customerId, query);
    const { items: transactions, hasMore } = pageOf(found, limit);
    const last = hasMore ? transactions.at(-1)?.state : undefined;
    const nextCursor = last === undefined ? null : encodeCursor({ createdAt: last.createdAt, id: last.id }, list);
    return { transactions, nextCursor };
  }
}
