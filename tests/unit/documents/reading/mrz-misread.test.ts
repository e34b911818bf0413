import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMrz } from '../../../../main/documents/reading/mrz-fields.ts';
import { SeededRandom } from '../../../simulators/papers/random.ts';
import { inventedHolder, linesOf, type SpecimenKind } from './specimens.ts';

const today = { year: 2026, month: 11, day: 21 };
const KINDS: readonly SpecimenKind[] = ['td1', 'td2', 'td3', 'cni-2x36'];

const holder = {
  lastName: 'EXEMPLE-FICTIF',
  firstNames: 'ZOE MARIE',
  born: '910214',
  expires: '391231',
  sex: 'F',
  number: 'X0FICTIF0',
  state: 'FRA',
} as const;

/** One sign changed to another. */
function altered(lines: readonly string[], row: number, column: number, sign: string): readonly string[] {
  return lines.map((line, index) =>
    index === row ? line.slice(0, column) + sign + line.slice(column + 1) : line,
  );
}

describe('what a machine readable zone says', () => {
  it('reads the specimen of ICAO Doc 9303-4, appendix A', () => {
    const reading = readMrz(
      ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
      today,
    );
    expect(reading?.format).toBe('td3');
    // Utopia is no country that a form knows: said, and nothing answered.
    expect(reading?.problems).toEqual([
      { field: 'issuing-state', problem: 'not-understood' },
      { field: 'nationality', problem: 'not-understood' },
    ]);
    expect(reading?.answers).toEqual({
      'nom-famille': 'ERIKSSON',
      prenoms: 'ANNA MARIA',
      'date-naissance': { year: 1974, month: 8, day: 12 },
    });
  });

  it('reads the French card of 1988 to 2021, which only French people have', () => {
    const reading = readMrz(
      ['IDFRATEST<NAME<<<<<<<<<<<<<<<<0CHE02', '1710GVA123451ROBERTA<<<<<<<9112311F2'],
      today,
    );
    expect(reading).toMatchObject({ format: 'cni-2x36', problems: [] });
    expect(reading?.answers).toEqual({
      'nom-famille': 'TEST NAME',
      prenoms: 'ROBERTA',
      'date-naissance': { year: 1991, month: 12, day: 31 },
      nationalite: 'francaise',
      'pays-nationalite': 'FR',
    });
  });

  it.each(KINDS)('reads every sound %s', (kind) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const invented = inventedHolder(new SeededRandom(seed));
        const reading = readMrz(linesOf(kind, invented), today);
        expect(reading?.format).toBe(kind);
        expect(reading?.problems).toEqual([]);
        expect(reading?.answers['nom-famille']).toBe(invented.lastName.replace(/[ '-]/g, ' '));
        expect(reading?.answers.nationalite).toBe('francaise');
      }),
    );
  });

  it.each(KINDS)('never answers a birth date of which a digit was misread, on %s', (kind) => {
    const lines = linesOf(kind, holder);
    const at = { td1: [1, 0], td2: [1, 13], td3: [1, 13], 'cni-2x36': [1, 27] } as const;
    const [row, start] = at[kind];
    fc.assert(
      fc.property(fc.nat({ max: 5 }), fc.constantFrom(...'0123456789'), (offset, digit) => {
        fc.pre(lines[row]?.[start + offset] !== digit);
        const reading = readMrz(altered(lines, row, start + offset, digit), today);
        expect(reading?.answers['date-naissance']).toBeUndefined();
        expect(reading?.problems).toContainEqual({ field: 'birth-date', problem: 'check-digit-wrong' });
      }),
    );
  });

  it('says which check digit is wrong, and keeps what the others bear out', () => {
    const reading = readMrz(altered(linesOf('td3', holder), 1, 3, 'Z'), today);
    expect(reading?.problems).toEqual([
      { field: 'document-number', problem: 'check-digit-wrong' },
      { field: 'composite', problem: 'check-digit-wrong' },
    ]);
    expect(reading?.answers['date-naissance']).toEqual({ year: 1991, month: 2, day: 14 });
  });

  it('answers nothing of a French card whose overall check digit is wrong, but the date that has its own', () => {
    const reading = readMrz(altered(linesOf('cni-2x36', holder), 0, 6, 'Q'), today);
    expect(reading?.problems).toEqual([{ field: 'composite', problem: 'check-digit-wrong' }]);
    expect(Object.keys(reading?.answers ?? {})).toEqual(['date-naissance']);
  });

  it('takes no name that its field cut off', () => {
    const reading = readMrz(linesOf('td1', { ...holder, firstNames: 'ANNE CHARLOTTE EUGENIE' }), today);
    expect(reading?.problems).toEqual([{ field: 'first-names', problem: 'truncated' }]);
    expect(reading?.answers.prenoms).toBeUndefined();
    expect(reading?.answers['nom-famille']).toBe('EXEMPLE FICTIF');
  });

  it('keeps unknown months and days unknown', () => {
    const reading = readMrz(linesOf('td3', { ...holder, born: '70<<<<' }), today);
    expect(reading?.answers['date-naissance']).toEqual({ year: 1970, month: null, day: null });
  });

  it('lets nobody be born tomorrow', () => {
    const born = (text: string) =>
      readMrz(linesOf('td3', { ...holder, born: text }), today)?.answers['date-naissance'];
    expect(born('261121')).toEqual({ year: 2026, month: 11, day: 21 });
    expect(born('261122')).toEqual({ year: 1926, month: 11, day: 22 });
  });

  it.each([
    ['D<<', { nationalite: 'union-europeenne', 'pays-nationalite': 'DE' }],
    ['MAR', { nationalite: 'autre', 'pays-nationalite': 'MA' }],
    ['XXA', { nationalite: 'apatride' }],
    ['XXB', {}],
  ])('answers the nationality %s', (state, expected) => {
    const { nationalite, 'pays-nationalite': country } =
      readMrz(linesOf('td3', { ...holder, state }), today)?.answers ?? {};
    expect({ nationalite, 'pays-nationalite': country }).toEqual({
      nationalite: undefined,
      'pays-nationalite': undefined,
      ...expected,
    });
  });

  it('is nothing where the lines are anything else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...'ABCXYZ0189<'), minLength: 30, maxLength: 44 }), {
          maxLength: 3,
        }),
        (lines) => {
          const reading = readMrz(lines, today);
          expect(reading === undefined || lines.every((line) => line.length === lines[0]?.length)).toBe(true);
        },
      ),
    );
    expect(readMrz([], today)).toBeUndefined();
  });
});
