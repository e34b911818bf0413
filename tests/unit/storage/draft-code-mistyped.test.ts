import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOCATORS, newDraftCode, printedCode, readDraftCode } from '../../../main/storage/draft-code.ts';

const codes = fc.constantFrom(...LOCATORS).map(newDraftCode);

describe('a code', () => {
  it('is read as it is printed, dictated or pasted', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const eastern = code.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
        const persian = code.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '');
        for (const typed of [
          code,
          printedCode(code),
          ` ${code.replace(/(.{2})/g, '$1-')}`,
          eastern,
          persian,
        ]) {
          expect(readDraftCode(typed)).toBe(code);
        }
      }),
    );
  });

  it('with one wrong digit is told from a wrong code', () => {
    fc.assert(
      fc.property(codes, fc.nat(15), fc.integer({ min: 1, max: 9 }), (code, place, by) => {
        const wrong = (Number(code[place]) + by) % 10;
        expect(readDraftCode(`${code.slice(0, place)}${wrong}${code.slice(place + 1)}`)).toBeUndefined();
      }),
    );
  });

  it('with two neighbours exchanged is told from a wrong code', () => {
    fc.assert(
      fc.property(codes, fc.nat(14), (code, place) => {
        const [one = '', two = ''] = [code[place], code[place + 1]];
        fc.pre(one !== two);
        expect(readDraftCode(`${code.slice(0, place)}${two}${one}${code.slice(place + 2)}`)).toBeUndefined();
      }),
    );
  });

  it.each(['', '1234', 'azertyuiopqsdfgh', '9'.repeat(100_000), '1234 5678 9012 345\u0000'])(
    'is not made of anything else',
    (typed) => expect(readDraftCode(typed)).toBeUndefined(),
  );

  it('hides thirteen digits that chance chose', () => {
    const secrets = new Set(Array.from({ length: 500 }, () => newDraftCode('00').slice(2, 15)));
    expect(secrets.size).toBe(500);
    // Every digit is met in every place: nothing is fixed.
    for (let place = 0; place < 13; place += 1) {
      expect(new Set([...secrets].map((secret) => secret[place])).size).toBe(10);
    }
  });
});
