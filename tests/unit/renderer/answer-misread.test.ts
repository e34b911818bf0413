import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countriesFound } from '../../../renderer/screens/registration/country-picker.tsx';
import {
  dateOfDraft,
  draftOfDate,
  toggleUnknown,
  writePart,
} from '../../../renderer/screens/registration/date-fields.tsx';
import { tickedAfter } from '../../../renderer/screens/registration/option-tiles.tsx';

const EMPTY = draftOfDate(null, true);

describe('a date in three fields', () => {
  it('that nobody touched says nothing', () => {
    expect(dateOfDraft(EMPTY)).toBeNull();
  });

  it('keeps what was written, digits only and no more than fit', () => {
    const written = writePart(writePart(writePart(EMPTY, 'day', '2a8'), 'month', '02'), 'year', '19915');
    expect(dateOfDraft(written)).toEqual({ day: 28, month: 2, year: 1991 });
  });

  it('tells an empty part from an unknown one', () => {
    const year = writePart(EMPTY, 'year', '1991');
    expect(dateOfDraft(year)).toEqual({ day: 0, month: 0, year: 1991 });
    expect(dateOfDraft(toggleUnknown(year, 'month'))).toEqual({ day: null, month: null, year: 1991 });
  });

  it('takes the day as unknown where the month is, and all where the year is', () => {
    const whole = draftOfDate({ day: 3, month: 4, year: 1980 }, true);
    expect(dateOfDraft(toggleUnknown(whole, 'day'))).toEqual({ day: null, month: 4, year: 1980 });
    expect(dateOfDraft(toggleUnknown(whole, 'year'))).toEqual({ day: null, month: null, year: null });
  });

  it('knows a month again once a day is written', () => {
    const unknown = toggleUnknown(writePart(EMPTY, 'year', '1980'), 'month');
    expect(dateOfDraft(writePart(unknown, 'day', '3'))).toEqual({ day: 3, month: 0, year: 1980 });
  });

  it('shows what main has and gives the same back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999 }),
        fc.option(fc.integer({ min: 1, max: 12 })),
        fc.option(fc.integer({ min: 1, max: 28 })),
        (year, month, day) => {
          const value = { year, month, day: month === null ? null : day };
          expect(dateOfDraft(draftOfDate(value, true))).toEqual(value);
        },
      ),
    );
  });
});

describe('several choices', () => {
  const options = [
    { id: 'salaire', label: 'Salaire' },
    { id: 'bourse', label: 'Bourse' },
    { id: 'aucune', label: 'Aucun revenu', alone: true },
  ];

  it('are ticked and unticked', () => {
    expect(tickedAfter(options, ['salaire'], 'bourse')).toEqual(['salaire', 'bourse']);
    expect(tickedAfter(options, ['salaire', 'bourse'], 'salaire')).toEqual(['bourse']);
  });

  it('give way to one that stands alone, and it to them', () => {
    expect(tickedAfter(options, ['salaire', 'bourse'], 'aucune')).toEqual(['aucune']);
    expect(tickedAfter(options, ['aucune'], 'salaire')).toEqual(['salaire']);
  });
});

describe('a country', () => {
  const countries = [
    { code: 'CF', name: 'République centrafricaine' },
    { code: 'CI', name: 'Côte d’Ivoire' },
    { code: 'DE', name: 'Allemagne' },
    { code: 'GR', name: 'Grèce' },
    { code: 'IE', name: 'Irlande' },
  ];
  const found = (written: string) => countriesFound(countries, written).map(({ code }) => code);

  it.each([
    ['cote d ivoire', ['CI']],
    ['GREC', ['GR']],
    ['ivoire', ['CI']],
    ['centra', ['CF']],
    ['  ', ['CF', 'CI', 'DE', 'GR', 'IE']],
    ['xyz', []],
  ])('is found by "%s"', (written, codes) => {
    expect(found(written)).toEqual(codes);
  });

  it('is never lost to what is written, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (written) => {
        const codes = found(written);
        expect(countries.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
        expect(new Set(codes).size).toBe(codes.length);
      }),
    );
  });
});
