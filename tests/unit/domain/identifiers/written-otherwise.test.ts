import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthDate, isRealDate } from '../../../../main/domain/identifiers/calendar-date.ts';
import { nir } from '../../../../main/domain/identifiers/nir.ts';
import { personName } from '../../../../main/domain/identifiers/person-name.ts';
import { phone } from '../../../../main/domain/identifiers/phone.ts';
import { address, postcode } from '../../../../main/domain/identifiers/place.ts';
import { outcome } from './codes.ts';

/** One and the same answer, written in any of the ways that people write it, is kept as one and the same. */

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const blank = fc.constantFrom('', ' ', '\u00a0', '\u202f', '.', '-');

/** Two by two, with the same sign between. */
function inPairs(number: string, sign: string): string {
  return number.replace(/(\d\d)(?=\d)/g, `$1${sign}`);
}

describe('a telephone number', () => {
  /** Mobile blocks of the mainland and of each place overseas, with the plan that they belong to (Arcep, ITU E.164). */
  const BLOCKS = [
    ['06 3998', '+33', 2],
    ['07 56', '+33', 4],
    ['0690 3', '+590', 4],
    ['0696 2', '+596', 4],
    ['0694 2', '+594', 4],
    ['0692 6', '+262', 4],
    ['0639 6', '+262', 4],
  ] as const;

  it('is kept as one, however it is spaced, with 0, +33 or 0033 before it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BLOCKS),
        digits(6),
        blank,
        fc.integer({ min: 0, max: 3 }),
        (block, rest, sign, way) => {
          const [start, plan] = block;
          const national = (start.replaceAll(' ', '') + rest).slice(0, 10);
          const kept = `${plan}${national.slice(1)}`;
          const written = [
            inPairs(national, sign),
            `${plan}${sign === '' ? ' ' : sign}${inPairs(national.slice(1), sign)}`,
            `00${plan.slice(1)} ${inPairs(national.slice(1), sign)}`,
            `${plan} (0)${inPairs(national.slice(1), sign)}`,
          ][way];
          expect(outcome(phone(written))).toBe(kept);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a postcode', () => {
  it('of five digits is taken, spaced or not; anything of another length is not', () => {
    fc.assert(
      fc.property(digits(5), fc.constantFrom('', ' ', '\u00a0'), (code, sign) => {
        expect(outcome(postcode(`${code.slice(0, 2)}${sign}${code.slice(2)}`))).toBe(code);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,4}$|^\d{6,9}$/), (code) => {
        expect(postcode(code).ok).toBe(false);
      }),
    );
  });
});

describe('a social security number', () => {
  /** 97 less the rest of the first thirteen digits by 97, 2A counting as 19 and 2B as 18. */
  const keyOf = (thirteen: string): string => {
    const number = BigInt(thirteen.replace('2A', '19').replace('2B', '18'));
    return String(97n - (number % 97n)).padStart(2, '0');
  };
  const corsican = fc
    .tuple(fc.constantFrom('1', '2'), digits(4), fc.constantFrom('2A', '2B'), digits(6))
    .map((parts) => parts.join(''));
  const provisional = fc.tuple(fc.constantFrom('7', '8'), digits(12)).map((parts) => parts.join(''));

  it.each([
    ['of Corsica', corsican],
    ['that is provisional', provisional],
  ])('%s is taken with its key, spaced as on the card, in small letters too', (_what, numbers) => {
    fc.assert(
      fc.property(numbers, blank, (thirteen, sign) => {
        const whole = thirteen + keyOf(thirteen);
        const spaced = whole.replace(
          /^(.)(..)(..)(..)(...)(...)(..)$/,
          ['$1', '$2', '$3', '$4', '$5', '$6', '$7'].join(sign),
        );
        expect(outcome(nir(spaced))).toBe(whole);
        expect(outcome(nir(spaced.toLowerCase()))).toBe(whole);
      }),
    );
  });
});

describe('a date of birth', () => {
  const year = fc.integer({ min: 1905, max: 2025 });

  it('on 29 February is taken in leap years and in no other', () => {
    fc.assert(
      fc.property(year, (written) => {
        const date = { year: written, month: 2, day: 29 };
        const leap = (written % 4 === 0 && written % 100 !== 0) || written % 400 === 0;
        expect(isRealDate(date)).toBe(leap);
        expect(birthDate(date, { year: 2026, month: 3, day: 15 }).ok).toBe(leap);
      }),
    );
  });

  it('with an unknown day, or an unknown day and month, is taken in any year', () => {
    fc.assert(
      fc.property(year, fc.integer({ min: 1, max: 12 }), (written, month) => {
        const today = { year: 2026, month: 3, day: 15 };
        for (const date of [
          { year: written, month, day: null },
          { year: written, month: null, day: null },
        ]) {
          expect(outcome(birthDate(date, today))).toEqual(date);
        }
      }),
    );
  });
});

describe('a name', () => {
  it('with an apostrophe or a hyphen of any kind is kept as one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom("'", '’', '‘', 'ʼ', '′'),
        fc.constantFrom('-', '‐', '‑'),
        (apostrophe, hyphen) => {
          expect(outcome(personName(`D${apostrophe}Essai${hyphen}Été`))).toBe("D'Essai-Été");
        },
      ),
    );
  });
});

describe('an address abroad', () => {
  const SCRIPTS = ['вулиця', 'شارع', 'Straße', '通り', 'οδός', 'მის', 'मार्ग', 'ถนน', '거리'];

  it('is kept as it is written there, in any script', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...SCRIPTS, '5', '12b', ','), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('UA', 'SY', 'DE', 'JP', 'GR', 'GE', 'IN', 'TH', 'KR', 'BR'),
        (words, country) => {
          const lines = `${words.join(' ')} 7`.normalize('NFC');
          expect(outcome(address({ kind: 'etrangere', lines, country }))).toEqual({
            kind: 'etrangere',
            lines,
            country,
          });
        },
      ),
    );
  });
});
