import type { Knex } from 'knex';
import type {
  RecordedTransaction,
  TransactionQuery,
  TransactionRepository,
} from '../../../application/ports/transaction-repository.js';
import { CustomerNotFound } from '../../../domain/customer/errors.js';
import type { Tenant } from '../../../domain/organization/tenant.js';
import { Transaction, type TransactionStatus } from '../../../domain/transaction/transaction.js';
import { tenantColumns } from './customer-row.js';
import { lockedCustomer, replaceCustomer } from './sql-customer-repository.js';
import { DuplicateKey, type SqlDatabase } from './sql-database.js';

interface TransactionRow {
  transaction_id: string;
  customer_id: string;
  description: string | null;
  amount_thousandths: number;
  currency_code: string;
  status: TransactionStatus;
  created_at: number;
}

type Change = (existing: Transaction | undefined) => Transaction;

export class SqlTransactionRepository implements TransactionRepository {
  constructor(private readonly database: SqlDatabase) {}

  async record(
    tenant: Tenant,
    customerId: string,
    transactionId: string,
    change: Change,
  ): Promise<RecordedTransaction> {
    const attempt = (): Promise<RecordedTransaction> =>
      this.database.transaction((transaction) => recordIn(transaction, tenant, customerId, transactionId, change));
    try {
      return await attempt();
    } catch (error) {
      // Someone recorded this id for another customer in the same moment: now it is there to be seen.
      if (error instanceof DuplicateKey) return attempt();
      throw error;
    }
  }

  async list(
    tenant: Tenant,
    customerId: string,
    { statuses, limit, after }: TransactionQuery,
  ): Promise<readonly Transaction[]> {
    const rows = await this.database.read((knex) => {
      const query = knex<TransactionRow>('transactions')
        .where({ ...tenantColumns(tenant), customer_id: customerId })
        .whereIn('status', [...statuses])
        .orderBy('created_at', 'desc')
        .orderBy('transaction_id', 'desc')
        .limit(limit);
      if (after !== undefined) this.database.dialect.whereBehind(query, after, 'created_at', 'transaction_id');
      return query;
    });
    return rows.map(transactionOfRow);
  }
}

/** The customer's row is locked first, always: one order of locks, and one buyer's transactions one after the other. */
async function recordIn(
  knex: Knex.Transaction,
  tenant: Tenant,
  customerId: string,
  transactionId: string,
  change: Change,
): Promise<RecordedTransaction> {
  const customer = await lockedCustomer(knex, tenant, customerId);
  if (customer.isDeleted) throw new CustomerNotFound(customerId);
  const key = { ...tenantColumns(tenant), transaction_id: transactionId };
  const row = await knex<TransactionRow>('transactions').where(key).first().forUpdate();
  const existing = row === undefined ? undefined : transactionOfRow(row);
  const transaction = change(existing);
  if (existing === undefined) await knex('transactions').insert({ ...key, ...rowOfTransaction(transaction) });
  else if (transaction !== existing) await knex('transactions').where(key).update(rowOfTransaction(transaction));
  if (transaction.isSettled) await replaceCustomer(knex, tenant, customer, customer.markAsBuyer());
  return { transaction, isNew: existing === undefined };
}

function rowOfTransaction({ state }: Transaction): TransactionRow {
  return {
    transaction_id: state.id,
    customer_id: state.customerId,
    description: state.description,
    amount_thousandths: state.amountThousandths,
    currency_code: state.currencyCode,
    status: state.status,
    created_at: state.createdAt,
  };
}

function transactionOfRow(row: TransactionRow): Transaction {
  return Transaction.fromState({
    id: row.transaction_id,
    customerId: row.customer_id,
    description: row.description,
    amountThousandths: row.amount_thousandths,
    currencyCode: row.currency_code,
    status: row.status,
    createdAt: row.created_at,
  });
}
