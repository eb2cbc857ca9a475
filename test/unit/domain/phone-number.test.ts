import { expect } from 'chai';
import fc from 'fast-check';
import {
  isPossiblePhoneNumber,
  namesItsCountry,
  phoneKey,
  withoutScheme,
} from '../../../src/domain/customer/phone-number.js';

describe('phone numbers', () => {
  const keys: readonly [written: string, country: string | null, key: string][] = [
    ['+1 (415) 555-2671', null, '+14155552671'],
    ['+14155552671', 'SN', '+14155552671'],
    ['415.555.2671', 'US', '+14155552671'],
    ['1 415 555 2671', 'US', '+14155552671'],
    ['415 555 2671', null, '4155552671'],
    ['0812-3456-789', 'ID', '+628123456789'],
    ['62 812 3456 789', 'ID', '+628123456789'],
    ['00221771234567', 'SN', '+221771234567'],
    ['٠٨١٢٣٤٥٦٧٨٩', 'ID', '+628123456789'],
    ['＋１４１５５５５２６７１', null, '+14155552671'],
    ['12345', 'US', '12345'],
    ['(+221) 77 123 45 67', null, '+221771234567'],
    ['＋221 77 123 45 67', null, '+221771234567'],
    ['+1·415·555·2671', null, '+14155552671'],
    ['\u202a+1 415 555 2671\u202c', null, '+14155552671'],
    ['+1−415−555−2671', null, '+14155552671'],
    ['+९१ ९८१२३४५६७८', null, '+919812345678'],
    ['১২৩৪৫১', null, '123451'],
    ['+999 12345', null, '99912345'],
  ];
  for (const [written, country, key] of keys) {
    it(`reads ${written} in ${country ?? 'no country'} as ${key}`, () =>
      expect(phoneKey(written, country)).to.equal(key));
  }

  it('tells possible numbers from others', () => {
    for (const text of ['12345', '+1 (415) 555-2671', '1'.repeat(20), ' 77 123 45 67 '])
      expect(isPossiblePhoneNumber(text), text).to.equal(true);
    for (const text of [
      '',
      '1234',
      'abcdef',
      '1'.repeat(21),
      '12+34567',
      '++14155552671',
      '12345 ext 6',
      '()()()',
      `${' '.repeat(40)}12345`,
      '१२३\0४५',
      '12345\u{1d7ce}',
      '1+2345',
    ]) {
      expect(isPossiblePhoneNumber(text), text).to.equal(false);
    }
  });

  it('drops schemes and the parameters behind them', () => {
    expect(withoutScheme('whatsapp:+14155552671')).to.equal('+14155552671');
    expect(withoutScheme(' TEL:+1-415-555-2671;ext=7')).to.equal('+1-415-555-2671');
    expect(withoutScheme('whatsapp:tel:+14155552671')).to.equal('+14155552671');
    expect(withoutScheme('sms:+14155552671')).to.equal('sms:+14155552671');
    expect(namesItsCountry(' +1')).to.equal(true);
  });

  it('gives every possible number a key that fits its column, whatever the country', () => {
    const written = fc.stringMatching(/^\+?[0-9 ().-]{5,39}$/).filter(isPossiblePhoneNumber);
    fc.assert(
      fc.property(written, fc.constantFrom('US', 'ID', 'SN', 'DE', null), (text, country) => {
        expect(phoneKey(text, country)).to.match(/^\+?\d{5,20}$/);
      }),
    );
  });

  it('gives an international number one key in every country', () => {
    const written = fc.stringMatching(/^\+[1-9][0-9]{6,14}$/);
    fc.assert(
      fc.property(written, fc.constantFrom('US', 'ID', 'SN'), (text, country) => {
        expect(phoneKey(text, country)).to.equal(phoneKey(text, null));
      }),
    );
  });
});
