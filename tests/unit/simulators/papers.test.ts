import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { letter } from '../../simulators/papers/designs/letter.ts';
import { checkDigit, td1 } from '../../simulators/papers/mrz.ts';
import { paper, paperCatalogue } from '../../simulators/papers/paper-catalogue.ts';
import { scanPaper } from '../../simulators/papers/scan-paper.ts';

/** Enough to tell pages apart, quick enough for all of them. */
const DPI = 60;

describe('fictional papers', () => {
  it('each have a name and a title of their own', () => {
    const papers = paperCatalogue();
    expect(papers.length).toBeGreaterThanOrEqual(12);
    expect(new Set(papers.map(({ id }) => id)).size).toBe(papers.length);
    expect(new Set(papers.map(({ title }) => title)).size).toBe(papers.length);
    expect(() => paper('nothing-of-the-kind')).toThrow(RangeError);
  });

  it.each(paperCatalogue().map((each) => [each.id, each] as const))(
    '%s scans as A4 in colour and in grey',
    async (id, each) => {
      for (const [colour, channels] of [
        ['colour', 3],
        ['grey', 1],
      ] as const) {
        const bytes = await each.render({ dpi: DPI, colour });
        const { format, width, height, channels: found, density } = await sharp(bytes).metadata();
        expect({ format, width, height, found, density }).toEqual({
          format: 'jpeg',
          width: 496,
          height: 702,
          found: channels,
          density: DPI,
        });
        const { channels: statistics } = await sharp(bytes).stats();
        const [first] = statistics;
        // Paper or lid is light; all but the empty back of a sheet carry ink.
        expect(first?.mean).toBeGreaterThan(140);
        if (id !== 'verso-vierge') expect(first?.min).toBeLessThan(110);
      }
    },
  );

  it('have the size of the scanner’s bed where that is asked for', async () => {
    const bytes = await paper('ticket-de-caisse').render({
      dpi: DPI,
      colour: 'grey',
      width: 510,
      height: 702,
    });
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 510, height: 702 });
  });

  it('come out the same for the same seed, and otherwise for another', async () => {
    const one = await scanPaper(letter('a', 'a', 7, { marks: ['coffee'] }), { dpi: DPI, colour: 'colour' });
    const again = await scanPaper(letter('a', 'a', 7, { marks: ['coffee'] }), { dpi: DPI, colour: 'colour' });
    const other = await scanPaper(letter('a', 'a', 8, { marks: ['coffee'] }), { dpi: DPI, colour: 'colour' });
    expect(Buffer.compare(one, again)).toBe(0);
    expect(Buffer.compare(one, other)).not.toBe(0);
  });
});

describe('machine readable zone', () => {
  it('has the check digits of the specimen in ICAO Doc 9303-5', () => {
    expect(checkDigit('D23145890')).toBe('7');
    expect(
      td1({
        documentNumber: 'D23145890',
        born: '740812',
        expires: '120415',
        sex: 'F',
        lastName: 'ERIKSSON',
        firstNames: 'ANNA MARIA',
      }),
    ).toEqual([
      'IDUTOD231458907<<<<<<<<<<<<<<<',
      '7408122F1204159UTO<<<<<<<<<<<6',
      'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
    ]);
  });
});
