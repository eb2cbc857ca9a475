import { expect } from 'chai';
import fc from 'fast-check';
import { emailKey, isEmailAddress } from '../../../src/domain/customer/email-address.js';
import { metadataProblem } from '../../../src/domain/customer/metadata.js';
import { isRealDay, parseInstant } from '../../../src/domain/shared/instant.js';
import { documentProblem, type JsonObject } from '../../../src/domain/shared/json.js';
import { fromUnits, hasAtMostDecimals, toUnits } from '../../../src/domain/shared/money.js';
import { isCurrencyCode } from '../../../src/domain/transaction/currency.js';
import { CursorNotUsable, decodeCursor, encodeCursor } from '../../../src/domain/shared/page.js';
import { foldCase } from '../../../src/domain/shared/text.js';

describe('e-mail addresses', () => {
  for (const good of [
    'a@b.co',
    'john.doe+tag@sub.example.com',
    'josé@exämple.org',
    "o'brien@example.ie",
    `${'x'.repeat(64)}@example.com`,
  ]) {
    it(`takes ${good}`, () => expect(isEmailAddress(good)).to.equal(true));
  }
  for (const bad of [
    '',
    'a',
    'a@b',
    '@b.co',
    'a@@b.co',
    'a b@c.co',
    'a@b..co',
    '.a@b.co',
    'a.@b.co',
    'a..b@c.co',
    'a@b.co.',
    'a@.co',
    'a,b@c.co',
    'a\n@b.co',
    'a\0@b.co',
    '\ud800@b.co',
    'a\u200b@b.co',
    'a@b.c\u200b',
    'a\u202e@b.co',
    'a@-b.co',
    'a@b-.co',
    'a@b.co-',
    `${'x'.repeat(65)}@example.com`,
    `a@${'x'.repeat(64)}.com`,
    `a@${'x.'.repeat(130)}com`,
  ]) {
    it(`refuses ${JSON.stringify(bad).slice(0, 60)}`, () => expect(isEmailAddress(bad)).to.equal(false));
  }
});

describe('e-mail keys', () => {
  it('unite what one mailbox can be written as, and keep different mailboxes apart', () => {
    expect(emailKey('JOSÉ@Example.com')).to.equal(emailKey('jose\u0301@example.COM'));
    for (const [one, other] of [
      ['mıke@example.com', 'mike@example.com'],
      ['ſam@example.com', 'sam@example.com'],
      ['straße@example.com', 'strasse@example.com'],
      ['a@ﬁrm.com', 'a@firm.com'],
    ] as const) {
      expect(emailKey(one), one).not.to.equal(emailKey(other));
    }
    expect(isEmailAddress('\u212aate@example.com'), 'the Kelvin sign').to.equal(false);
  });
});

describe('days and moments', () => {
  it('knows real days', () => {
    for (const day of ['2024-02-29', '2000-02-29', '1990-12-31', '0099-01-01'])
      expect(isRealDay(day), day).to.equal(true);
    for (const day of [
      '2023-02-29',
      '1900-02-29',
      '2024-04-31',
      '2024-13-01',
      '2024-00-10',
      '2024-01-00',
      '0000-01-01',
      '24-01-01',
      '2024-1-1',
    ])
      expect(isRealDay(day), day).to.equal(false);
  });

  it('reads ISO 8601 with its offset, and plain days', () => {
    expect(parseInstant('2024-01-15T10:30:00.123Z')).to.equal(Date.UTC(2024, 0, 15, 10, 30, 0, 123));
    expect(parseInstant('2024-01-15T10:30:00+07:00')).to.equal(Date.UTC(2024, 0, 15, 3, 30));
    expect(parseInstant('2024-01-15')).to.equal(Date.UTC(2024, 0, 15));
    for (const text of [
      '',
      'now',
      '2024-01-15T10:30:00',
      '2024-02-30T10:30:00Z',
      '2024-01-15T24:00:00Z',
      '2024-01-15T10:60:00Z',
      '2024-01-15 10:30:00Z',
      '2024-01-15T10:30:00+24:00',
      '1705314600000',
      '9999-12-31T23:59:59-23:59',
      '0001-01-01T00:00:00+23:59',
    ]) {
      expect(parseInstant(text), text).to.equal(undefined);
    }
  });
});

describe('money', () => {
  it('goes to whole units and back without loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (cents) => {
        const amount = fromUnits(cents, 2);
        expect(hasAtMostDecimals(amount, 2)).to.equal(true);
        expect(toUnits(amount, 2)).to.equal(cents);
      }),
    );
  });

  it('sees too many decimals, and knows currencies', () => {
    expect([1.005, 0.001, 1e-9].map((amount) => hasAtMostDecimals(amount, 2))).to.deep.equal([false, false, false]);
    expect(['XOF', 'IDR', 'USD', 'CLF', 'XXX'].every(isCurrencyCode)).to.equal(true);
    expect(['usd', 'ABC', '', 'US'].some(isCurrencyCode)).to.equal(false);
  });
});

describe('folding', () => {
  it('unites what differs in case or composition alone, and nothing else', () => {
    for (const [one, other] of [
      ['É', 'é'],
      ['É', 'e\u0301'],
      ['STRASSE', 'straße'],
      ['ΣΑΣ', 'σας'],
      ['Жук', 'жУК'],
      ['İ', 'i̇'],
      ['STRAẞE', 'straße'],
      ['ΟΔΟΣΑ', 'οδοςα'],
    ] as const)
      expect(foldCase(one), one).to.equal(foldCase(other));
    for (const [one, other] of [
      ['e', 'é'],
      ['a', 'á'],
      ['🎉', '🎊'],
      ['o', '0'],
    ] as const)
      expect(foldCase(one), one).not.to.equal(foldCase(other));
  });

  it('is done once: folding again changes nothing', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const char = String.fromCodePoint(code);
      const folded = foldCase(char);
      if (foldCase(folded) !== folded || folded.length > 3 * char.length)
        expect.fail(`U+${code.toString(16)} folds to ${folded}`);
      if (char.isWellFormed() && foldCase(char.toUpperCase()) !== folded)
        expect.fail(`U+${code.toString(16)} in upper case`);
    }
  });
});

describe('documents', () => {
  it('may not reach into prototypes, at any depth', () => {
    for (const key of ['__proto__', 'constructor', 'prototype'])
      expect(documentProblem(JSON.parse(`{"a":[{"b":{"${key}":1}}]}`)), key).to.include(key);
    expect(documentProblem({ a: ['__proto__', { b: 'constructor' }] })).to.equal(undefined);
  });

  it('keep numbers that JSON can keep', () =>
    expect(documentProblem(JSON.parse('{"a":[1e400]}'))).to.include('numbers'));

  it('may be 32 levels deep, and any depth is judged without exhausting the stack', () => {
    const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(documentProblem(nested(32))).to.equal(undefined);
    expect(documentProblem(nested(33))).to.include('32 levels');
    expect(documentProblem(nested(100_000))).to.include('32 levels');
  });

  it('fit a customer up to 50 keys and 8192 bytes', () => {
    const withKeys = (count: number): JsonObject =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));
    expect(metadataProblem(withKeys(50))).to.equal(undefined);
    expect(metadataProblem(withKeys(51))).to.include('50 keys');
    expect(metadataProblem({ a: 'x'.repeat(8184) })).to.equal(undefined);
    expect(metadataProblem({ a: 'x'.repeat(8185) })).to.include('8192 bytes');
    expect(metadataProblem({ a: '☕'.repeat(2729) })).to.include('8192 bytes');
  });
});

describe('cursors', () => {
  it('lead back to their position, for their own list', () => {
    fc.assert(
      fc.property(fc.integer(), fc.stringMatching(/^[\w-]{1,64}$/), fc.string(), (createdAt, id, list) => {
        expect(decodeCursor(encodeCursor({ createdAt, id }, list), list)).to.deep.equal({ createdAt, id });
      }),
    );
    expect(() => decodeCursor(encodeCursor({ createdAt: 1, id: 'a' }, ['x']), ['y'])).to.throw(CursorNotUsable);
  });

  it('are refused when they are anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text, 'list')).to.throw(CursorNotUsable);
      }),
    );
    for (const inner of ['null', '5', '{}', '[]', '["1","a","x"]', '[1,"a b","x"]', '[1e400,"a","x"]'])
      expect(() => decodeCursor(btoa(inner), 'list'), inner).to.throw(CursorNotUsable);
  });
});
