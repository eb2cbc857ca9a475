import { expect } from 'chai';
import { ValidationFailed } from '../../../src/domain/shared/fault.js';
import { TransactionContentDiffers, TransactionMoveRefused } from '../../../src/domain/transaction/errors.js';
import { TRANSACTION_STATUSES } from '../../../src/domain/transaction/transaction.js';
import { aTransaction, NOW } from '../../support/builders.js';

const REPORT = { amountThousandths: 12_500, currencyCode: 'XOF' };

describe('Transaction', () => {
  it('moves along the allowed ways and no other', () => {
    const allowed = new Set([
      'pending>completed',
      'pending>failed',
      'completed>refunded',
      ...TRANSACTION_STATUSES.map((status) => `${status}>${status}`),
    ]);
    for (const from of TRANSACTION_STATUSES) {
      for (const to of TRANSACTION_STATUSES) {
        const move = () => aTransaction('c', { status: from }).reportAgain('c', { ...REPORT, status: to });
        if (allowed.has(`${from}>${to}`)) expect(move().state.status, `${from}>${to}`).to.equal(to);
        else expect(move, `${from}>${to}`).to.throw(TransactionMoveRefused);
      }
    }
  });

  it('is the same object when nothing new is reported', () => {
    const transaction = aTransaction('c', { description: 'Two chairs' });
    expect(transaction.reportAgain('c', REPORT)).to.equal(transaction);
  });

  it('names every field whose content differs', () => {
    const transaction = aTransaction('c', { description: 'Two chairs', now: NOW });
    const report = { amountThousandths: 1, currencyCode: 'USD', description: null, createdAt: NOW + 1 };
    expect(() => transaction.reportAgain('d', report)).to.throw(
      TransactionContentDiffers,
      'customer, gross_amount, currency_code, description, created_at',
    );
  });

  it('is settled when money has changed hands', () => {
    const settled = TRANSACTION_STATUSES.filter((status) => aTransaction('c', { status }).isSettled);
    expect(settled).to.deep.equal(['completed', 'refunded']);
  });

  it('refuses amounts and currencies that are none', () => {
    for (const report of [
      { amountThousandths: -1 },
      { amountThousandths: 0.5 },
      { currencyCode: 'xof' },
      { description: 'x'.repeat(501) },
      { amountThousandths: Number.MAX_SAFE_INTEGER },
      { id: 'a b' },
    ]) {
      expect(() => aTransaction('c', report), JSON.stringify(report)).to.throw(ValidationFailed);
    }
  });
});
