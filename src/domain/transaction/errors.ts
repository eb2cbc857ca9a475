import { DomainError } from '../shared/domain-error.js';
import type { TransactionStatus } from './transaction.js';

export class TransactionContentDiffers extends DomainError {
  readonly code = 'transaction_content_differs';

  constructor(fields: readonly string[]) {
    super(`A transaction with this ID was recorded with other content (${fields.join(', ')})`);
  }
}

export class TransactionMoveRefused extends DomainError {
  readonly code = 'transaction_move_refused';

  constructor(from: TransactionStatus, to: TransactionStatus) {
    super(`A ${from} transaction cannot become ${to}`);
  }
}
