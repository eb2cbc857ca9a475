import { faultAt, ValidationFailed, type Fault } from '../shared/fault.js';
import type { Instant } from '../shared/instant.js';
import { toUnits } from '../shared/money.js';
import { isRecordId, RECORD_ID_PROBLEM } from '../shared/record-id.js';
import { isStorableText } from '../shared/text.js';
import { CURRENCY_PROBLEM, isCurrencyCode } from './currency.js';
import { TransactionContentDiffers, TransactionMoveRefused } from './errors.js';

export const TRANSACTION_STATUSES = ['pending', 'completed', 'failed', 'refunded'] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];

/** Money has changed hands: these are shown, and they make their customer one who has bought. */
export const SETTLED_STATUSES = ['completed', 'refunded'] as const satisfies readonly TransactionStatus[];

/** Amounts are kept in thousandths, which is exact for every currency with up to three decimals. */
export const AMOUNT_DECIMALS = 3;
export const MAX_AMOUNT = 999_999_999_999.999;
export const MAX_DESCRIPTION_LENGTH = 500;

const MOVES: Record<TransactionStatus, readonly TransactionStatus[]> = {
  pending: ['completed', 'failed'],
  completed: ['refunded'],
  failed: [],
  refunded: [],
};

export interface TransactionState {
  readonly id: string;
  readonly customerId: string;
  readonly description: string | null;
  readonly amountThousandths: number;
  readonly currencyCode: string;
  readonly status: TransactionStatus;
  readonly createdAt: Instant;
}

/** What a caller reports. What it leaves out takes its default on the first report and says nothing on later ones. */
export interface TransactionReport {
  readonly amountThousandths: number;
  readonly currencyCode: string;
  readonly description?: string | null;
  readonly status?: TransactionStatus;
  readonly createdAt?: Instant;
}

/** Immutable; its content never changes, its status only along the allowed moves. */
export class Transaction {
  private constructor(readonly state: TransactionState) {}

  static record(id: string, customerId: string, report: TransactionReport, now: Instant): Transaction {
    const { amountThousandths, currencyCode, description = null, status = 'pending', createdAt = now } = report;
    const state = { id, customerId, description, amountThousandths, currencyCode, status, createdAt };
    const faults = transactionFaults(state);
    if (faults.length > 0) throw new ValidationFailed(faults);
    return Transaction.fromState(state);
  }

  static fromState(state: TransactionState): Transaction {
    return new Transaction(Object.freeze({ ...state }));
  }

  get isSettled(): boolean {
    return (SETTLED_STATUSES as readonly string[]).includes(this.state.status);
  }

  /** The same report again changes nothing; one with a further status moves the transaction on. */
  reportAgain(customerId: string, report: TransactionReport): Transaction {
    const differing = differingFields(this.state, { customerId, ...report });
    if (differing.length > 0) throw new TransactionContentDiffers(differing);
    const status = report.status ?? this.state.status;
    if (status === this.state.status) return this;
    if (!MOVES[this.state.status].includes(status)) throw new TransactionMoveRefused(this.state.status, status);
    return Transaction.fromState({ ...this.state, status });
  }
}

function differingFields(state: TransactionState, report: TransactionReport & { customerId: string }): string[] {
  const isOther = <T>(kept: T, reported: T | undefined): boolean => reported !== undefined && reported !== kept;
  const names: string[] = [];
  if (isOther(state.customerId, report.customerId)) names.push('customer');
  if (isOther(state.amountThousandths, report.amountThousandths)) names.push('gross_amount');
  if (isOther(state.currencyCode, report.currencyCode)) names.push('currency_code');
  if (isOther(state.description, report.description)) names.push('description');
  if (isOther(state.createdAt, report.createdAt)) names.push('created_at');
  return names;
}

function transactionFaults({ id, amountThousandths, currencyCode, description }: TransactionState): Fault[] {
  const faults: Fault[] = [];
  if (!isRecordId(id)) faults.push(faultAt('transaction_id', RECORD_ID_PROBLEM));
  const isAmount = Number.isSafeInteger(amountThousandths) && amountThousandths >= 0;
  if (!isAmount || amountThousandths > toUnits(MAX_AMOUNT, AMOUNT_DECIMALS)) {
    faults.push(faultAt('gross_amount', `must be an amount from 0 to ${MAX_AMOUNT}`));
  }
  if (!isCurrencyCode(currencyCode)) faults.push(faultAt('currency_code', CURRENCY_PROBLEM));
  if (description !== null && (description.length > MAX_DESCRIPTION_LENGTH || !isStorableText(description))) {
    faults.push(faultAt('description', `must be text of at most ${MAX_DESCRIPTION_LENGTH} characters`));
  }
  return faults;
}
