import type { Tenant } from '../../domain/organization/tenant.js';
import type { Position } from '../../domain/shared/page.js';
import type { Transaction, TransactionStatus } from '../../domain/transaction/transaction.js';

export interface TransactionQuery {
  readonly statuses: readonly TransactionStatus[];
  readonly limit: number;
  readonly after?: Position;
}

export interface RecordedTransaction {
  readonly transaction: Transaction;
  readonly isNew: boolean;
}

export interface TransactionRepository {
  /**
   * Stores what the pure `change` makes of the transaction with this id, or of none, and in the same step marks the
   * customer as a buyer once it is settled. Ids are unique within a tenant. Fails with CustomerNotFound.
   */
  record(
    tenant: Tenant,
    customerId: string,
    transactionId: string,
    change: (existing: Transaction | undefined) => Transaction,
  ): Promise<RecordedTransaction>;

  /** One customer's, newest first, ties broken by the greater id first. */
  list(tenant: Tenant, customerId: string, query: TransactionQuery): Promise<readonly Transaction[]>;
}
