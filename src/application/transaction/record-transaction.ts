import { CustomerNotFound } from '../../domain/customer/errors.js';
import type { Tenant } from '../../domain/organization/tenant.js';
import { isRecordId } from '../../domain/shared/record-id.js';
import { Transaction, type TransactionReport } from '../../domain/transaction/transaction.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { RecordedTransaction, TransactionRepository } from '../ports/transaction-repository.js';

export interface RecordTransactionDeps {
  readonly transactions: TransactionRepository;
  readonly ids: IdGenerator;
  readonly clock: Clock;
}

export interface RecordTransactionInput {
  readonly tenant: Tenant;
  readonly customerId: string;
  /** With an id of the caller's own, reporting again is safe. */
  readonly transactionId?: string;
  readonly report: TransactionReport;
}

export class RecordTransaction {
  constructor(private readonly deps: RecordTransactionDeps) {}

  async execute({ tenant, customerId, transactionId, report }: RecordTransactionInput): Promise<RecordedTransaction> {
    const { transactions, ids, clock } = this.deps;
    if (!isRecordId(customerId)) throw new CustomerNotFound(customerId);
    const id = transactionId ?? ids.newId();
    const now = clock.now();
    return transactions.record(tenant, customerId, id, (existing) =>
      existing === undefined
        ? Transaction.record(id, customerId, report, now)
        : existing.reportAgain(customerId, report),
    );
  }
}
