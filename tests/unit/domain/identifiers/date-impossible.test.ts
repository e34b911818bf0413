import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ageRange,
  birthDate,
  type CalendarDate,
  comingDate,
  isRealDate,
  nearDate,
  yearsLater,
} from '../../../../main/domain/identifiers/calendar-date.ts';
import { outcome } from './codes.ts';

const TODAY: CalendarDate = { year: 2026, month: 3, day: 15 };
const on = (year: number | null, month: number | null, day: number | null) => ({ year, month, day });

describe('a date of birth', () => {
  it.each([
    ['29 February of a leap year', on(2000, 2, 29)],
    ['an unknown day', on(1980, 6, null)],
    ['an unknown month', on(1980, null, null)],
    ['an unknown year', on(null, null, null)],
    ['today', TODAY],
    ['124 years ago', on(1902, 1, 1)],
  ])('is taken: %s', (_what, date) => expect(outcome(birthDate(date, TODAY))).toEqual(date));

  it.each([
    ['29 February of another year', on(2001, 2, 29), 'date-does-not-exist'],
    ['29 February 1900, which was no leap year', on(1900, 2, 29), 'date-does-not-exist'],
    ['31 April', on(1990, 4, 31), 'date-does-not-exist'],
    ['month 13', on(1990, 13, null), 'date-does-not-exist'],
    ['a day left empty', on(1990, 1, 0), 'date-incomplete'],
    ['a month left empty, of an unknown day', on(1990, 0, null), 'date-incomplete'],
    ['a year left empty', on(0, 1, 1), 'date-incomplete'],
    ['a year of two digits', on(85, 1, 1), 'date-too-old'],
    ['a day in an unknown month', on(1990, null, 3), 'date-incomplete'],
    ['a month in an unknown year', on(null, 3, null), 'date-incomplete'],
    ['tomorrow', on(2026, 3, 16), 'date-in-future'],
    ['next year', on(2027, null, null), 'date-in-future'],
    ['126 years ago', on(1900, 1, 1), 'date-too-old'],
    ['half a day', on(1990, 1, 1.5), 'not-understood'],
    ['not a number', on(1990, 1, Number.NaN), 'not-understood'],
    ['text', '1990-01-01', 'not-understood'],
  ])('is refused: %s', (_what, date, code) =>
    expect(outcome(birthDate(date, TODAY))).toBe(`refused: ${code}`),
  );

  it('gives an age to the day, or between two, or none', () => {
    expect(ageRange(on(2008, 3, 15), TODAY)).toEqual({ least: 18, most: 18 });
    expect(ageRange(on(2008, 3, 16), TODAY)).toEqual({ least: 17, most: 17 });
    expect(ageRange(on(2008, null, null), TODAY)).toEqual({ least: 17, most: 18 });
    expect(ageRange(on(2008, 2, null), TODAY)).toEqual({ least: 18, most: 18 });
    expect(ageRange(on(null, null, null), TODAY)).toBeUndefined();
    expect(ageRange(on(2008, 2, 29), on18(2026, 2, 28))).toEqual({ least: 17, most: 17 });
    expect(ageRange(on(2008, 2, 29), on18(2026, 3, 1))).toEqual({ least: 18, most: 18 });
  });

  function on18(year: number, month: number, day: number): CalendarDate {
    return { year, month, day };
  }

  const date = fc.record({
    year: fc.integer({ min: 1890, max: 2040 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  });

  it('agrees with the calendar of the language for every day there is', () => {
    fc.assert(
      fc.property(date, (typed) => {
        const day = new Date(Date.UTC(typed.year, typed.month - 1, typed.day));
        expect(isRealDate(typed)).toBe(day.getUTCMonth() === typed.month - 1);
      }),
    );
  });

  it('knows less with an unknown day, and never something else', () => {
    fc.assert(
      fc.property(date.filter(isRealDate), (typed) => {
        const exact = ageRange(typed, TODAY);
        const vague = ageRange({ ...typed, day: null }, TODAY);
        const vaguer = ageRange({ ...typed, day: null, month: null }, TODAY);
        if (exact === undefined || vague === undefined || vaguer === undefined) throw new Error('no age');
        expect(exact.least).toBe(exact.most);
        expect(vague.least <= exact.least && exact.most <= vague.most).toBe(true);
        expect(vaguer.least <= vague.least && vague.most <= vaguer.most).toBe(true);
      }),
    );
  });
});

describe('another date', () => {
  it('lies between 60 years ago and 2 years ahead for the end of a contract', () => {
    expect(outcome(nearDate(on(2026, 6, 30), TODAY))).toEqual(on(2026, 6, 30));
    expect(outcome(nearDate(on(1966, 3, 14), TODAY))).toBe('refused: date-too-old');
    expect(outcome(nearDate(on(2028, 3, 16), TODAY))).toBe('refused: date-too-far');
    expect(outcome(nearDate(on(2026, 3, null), TODAY))).toBe('refused: date-incomplete');
    expect(outcome(nearDate(on(null, null, null), TODAY))).toBe('refused: missing');
    expect(outcome(nearDate({}, TODAY))).toBe('refused: not-understood');
  });

  it('is not in the past for when somebody can start', () => {
    expect(outcome(comingDate(TODAY, TODAY))).toEqual(TODAY);
    expect(outcome(comingDate(on(2026, 3, 14), TODAY))).toBe('refused: date-in-past');
    expect(outcome(comingDate(on(2028, 3, 16), TODAY))).toBe('refused: date-too-far');
  });

  it('is the same day years later, 1 March where 29 February is not', () => {
    expect(yearsLater({ year: 2024, month: 2, day: 29 }, 1)).toEqual({ year: 2025, month: 3, day: 1 });
    expect(yearsLater({ year: 2024, month: 2, day: 29 }, 4)).toEqual({ year: 2028, month: 2, day: 29 });
  });
});
