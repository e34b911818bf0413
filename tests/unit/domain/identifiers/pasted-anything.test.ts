import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_PROBLEMS } from '../../../../main/domain/identifiers/field-problem.ts';
import {
  isValidatorName,
  usualValidator,
  VALIDATORS,
  type ValidatorName,
  validate,
} from '../../../../main/domain/identifiers/validators.ts';
import { outcome } from './codes.ts';

const TODAY = { year: 2026, month: 3, day: 15 };
const NAMES = Object.keys(VALIDATORS).filter(isValidatorName);

/** What a keyboard, a reader of codes, a clipboard or a broken page could send. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
  fc.string({ unit: 'binary' }),
  fc.record(
    {
      kind: fc.constantFrom('francaise', 'domiciliation', 'sans-adresse', 'etrangere'),
      street: fc.string({ unit: 'binary' }),
      organisation: fc.string({ unit: 'grapheme' }),
      lines: fc.string({ unit: 'binary' }),
      postcode: fc.oneof(fc.constant('28000'), fc.string()),
      city: fc.string({ unit: 'binary' }),
      country: fc.oneof(fc.constant('FR'), fc.string()),
      year: fc.oneof(fc.constant(null), fc.double(), fc.integer()),
      month: fc.oneof(fc.constant(null), fc.integer({ min: -1, max: 14 })),
      day: fc.oneof(fc.constant(null), fc.integer({ min: -1, max: 40 })),
    },
    { requiredKeys: [] },
  ),
);

const KNOWN: ReadonlySet<string> = new Set(FIELD_PROBLEMS);

/** Every text anywhere inside a kept value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe.each(NAMES)('the field checked by %s', (name: ValidatorName) => {
  it('takes or refuses anything with a known word, and keeps only what can be seen', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        const result = validate(name, raw, TODAY);
        if (!result.ok) {
          expect(KNOWN.has(result.error.code)).toBe(true);
          return;
        }
        for (const text of textsIn(result.value)) {
          expect(text).toBe(text.normalize('NFC').trim());
          expect(text).not.toMatch(
            /\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Emoji_Modifier}|\p{Regional_Indicator}/u,
          );
          expect(text.length).toBeLessThanOrEqual(500);
        }
        // What was kept would be kept again, just so.
        expect(outcome(validate(name, result.value, TODAY))).toEqual(result.value);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a pasted megabyte without reading it', () => {
    const megabyte = 'é\u0301\u202e'.repeat(700_000);
    const raw = { kind: 'francaise', street: megabyte, city: megabyte, postcode: megabyte, lines: megabyte };
    expect(validate(name, megabyte, TODAY).ok).toBe(false);
    expect(validate(name, raw, TODAY).ok).toBe(false);
  });
});

describe('text in any script', () => {
  it.each([
    ['Persian with its joiner', 'می\u200cخواهم کار کنم'],
    ['Ukrainian', 'Кухар, 5 років'],
    ['French with signs', 'Vendeuse (rayon n° 3) — 35 h/sem. & dimanches'],
  ])('is kept: %s', (_what, text) => expect(outcome(validate('short-text', text, TODAY))).toBe(text));

  it('must say something', () => {
    expect(outcome(validate('short-text', '...', TODAY))).toBe('refused: not-understood');
  });

  it('is one line', () => {
    expect(outcome(validate('long-text', 'une\nligne\tpuis\r\nune autre', TODAY))).toBe(
      'une ligne puis une autre',
    );
  });
});

describe('a number', () => {
  it.each([
    ['0', 0],
    [3, 3],
    [' 12 ', 12],
  ])('is taken: %j', (typed, kept) => expect(outcome(validate('small-count', typed, TODAY))).toBe(kept));

  it.each([
    [21, 'number-out-of-range'],
    [-1, 'number-not-understood'],
    [1.5, 'number-not-understood'],
    [Number.NaN, 'number-not-understood'],
    ['1e3', 'number-not-understood'],
    ['deux', 'number-not-understood'],
    ['', 'missing'],
    [null, 'not-understood'],
  ])('is refused: %j', (typed, code) =>
    expect(outcome(validate('small-count', typed, TODAY))).toBe(`refused: ${code}`),
  );

  it('of some letter keeps its letters', () => {
    expect(outcome(validate('reference', '123 4567-a', TODAY))).toBe('1234567A');
    expect(outcome(validate('reference', 'n°', TODAY))).toBe('refused: reference-not-understood');
  });
});

describe('a kind of question', () => {
  it('is checked by the first validator made for it', () => {
    expect(usualValidator('text')).toBe('short-text');
    expect(usualValidator('date')).toBe('near-date');
    expect(usualValidator('choice')).toBeUndefined();
  });
});
