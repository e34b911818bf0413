import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iban } from '../../../../main/domain/identifiers/bank-account.ts';
import { nir } from '../../../../main/domain/identifiers/nir.ts';
import { outcome } from './codes.ts';

describe('a social security number', () => {
  it.each(['295109912611193', '253072A07300443', '253072B07300470', '255081416802538'])(
    'is taken when its key agrees: %s',
    (number) => expect(outcome(nir(number))).toBe(number),
  );

  it('is taken as the card prints it, and in small letters', () => {
    expect(outcome(nir('2 95 10 99 126 111 93'))).toBe('295109912611193');
    expect(outcome(nir('2 53 07 2a 073 004 43'))).toBe('253072A07300443');
    expect(outcome(nir('2 53 07 2B 073 004 / 70'))).toBe('253072B07300470');
  });

  it.each([
    ['without its key', '2951099126111', 'nir-incomplete'],
    ['with a wrong key', '295109912611194', 'nir-key-wrong'],
    ['of Corsica South with the key of the North', '253072A07300470', 'nir-key-wrong'],
    ['cut short', '29510991261', 'nir-not-understood'],
    ['of a sex that does not exist', '995109912611193', 'nir-not-understood'],
    ['with a Corsica that does not exist', '253072C07300443', 'nir-not-understood'],
    ['with letters', 'deux cent', 'nir-not-understood'],
    ['left empty', '   ', 'missing'],
  ])('is refused %s', (_what, number, code) => expect(outcome(nir(number))).toBe(`refused: ${code}`));

  const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
  const department = fc.oneof(digits(2), fc.constantFrom('2A', '2B'));
  const thirteen = fc
    .tuple(fc.constantFrom('1', '2', '3', '4', '7', '8'), digits(4), department, digits(6))
    .map((parts) => parts.join(''));

  it('has one key and one only, whatever the month, the department or the kind', () => {
    fc.assert(
      fc.property(thirteen, (number) => {
        const keys = Array.from({ length: 100 }, (_, key) => String(key).padStart(2, '0'));
        const good = keys.filter((key) => nir(number + key).ok);
        expect(good).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['20', '25', '30', '50', '99', '00'])('is never refused for its month: %s', (month) => {
    const number = `295${month}9912611193`.slice(0, 13);
    const keys = Array.from({ length: 100 }, (_, key) => String(key).padStart(2, '0'));
    expect(keys.filter((key) => nir(number + key).ok)).toHaveLength(1);
  });
});

describe('a bank account', () => {
  it.each([
    'FR1420041010050500013M02606',
    'DE89370400440532013000',
    'BE68539007547034',
    'ES9121000418450200051332',
    'PT50000201231234567890154',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
  ])('is taken, French or not: %s', (number) => expect(outcome(iban(number))).toBe(number));

  it('is taken as the bank prints it', () => {
    expect(outcome(iban('fr14 2004 1010 0505 0001 3m02 606'))).toBe('FR1420041010050500013M02606');
  });

  it.each([
    ['of a wrong key', 'FR1520041010050500013M02606', 'iban-key-wrong'],
    ['of another length', 'FR1420041010050500013M0260', 'iban-length'],
    ['outside the zone', 'US64SVBKUS6S3300958879', 'iban-not-understood'],
    ['that is none', 'mon compte', 'iban-not-understood'],
  ])('is refused: %s', (_what, number, code) => expect(outcome(iban(number))).toBe(`refused: ${code}`));

  it('is refused where the IBAN agrees and the RIB inside it does not', () => {
    // Bank, branch, account and a RIB key one too high, under the IBAN key that agrees with them.
    const bban = '20041010050500013M02607';
    const keys = Array.from({ length: 100 }, (_, key) => `FR${String(key).padStart(2, '0')}${bban}`);
    expect(new Set(keys.map((number) => outcome(iban(number))))).toEqual(
      new Set(['refused: iban-key-wrong']),
    );
  });

  it('is refused when any one digit is misread', () => {
    const good = 'FR1420041010050500013M02606';
    const places = [...good].flatMap((sign, place) => (/\d/.test(sign) ? [place] : []));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.integer({ min: 1, max: 9 }), (place, more) => {
        const digit = (Number(good[place]) + more) % 10;
        expect(iban(`${good.slice(0, place)}${digit}${good.slice(place + 1)}`).ok).toBe(false);
      }),
    );
  });
});
