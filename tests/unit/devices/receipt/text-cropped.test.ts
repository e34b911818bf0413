import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, wrapText } from '../../../../main/devices/receipt/text-wrapping.ts';

/** Every character as wide as one unit, as on a receipt roll. */
const count = (text: string): number => [...text].length;
const everything = (): boolean => true;

describe('text wider than its line', () => {
  it('breaks at spaces', () => {
    expect(wrapText('un deux trois', count, 8)).toEqual(['un deux', 'trois']);
  });

  it('does not break at a no-break space', () => {
    expect(wrapText('il y a 3\u00a0pages', count, 9)).toEqual(['il y a', '3\u00a0pages']);
  });

  it('cuts a long file name after its separators first', () => {
    expect(wrapText('bulletin-de-salaire-octobre.pdf', count, 15)).toEqual([
      'bulletin-de-',
      'salaire-',
      'octobre.pdf',
    ]);
  });

  it('cuts a word without separators between graphemes, never inside one', () => {
    const family = '👨‍👩‍👧';
    expect(wrapText(family.repeat(3), (text) => count(text) / 5, 2)).toEqual([family.repeat(2), family]);
  });

  it('never makes a line wider than asked and never loses a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 8, max: 60 }),
        (raw, width) => {
          const text = printable(raw, everything);
          const lines = wrapText(text, count, width);
          for (const line of lines) expect(count(line) <= width || count(line) < 12).toBe(true);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('characters that cannot be printed', () => {
  it('shows what the typeface lacks instead of dropping it', () => {
    expect(printable('prix\u2713', (codePoint) => codePoint < 0x2000)).toBe('prix\uFFFD');
  });

  it('keeps the space before French punctuation where the typeface has no narrow one', () => {
    expect(printable('Quoi\u202f?', (codePoint) => codePoint < 0x2000)).toBe('Quoi\u00a0?');
  });

  it('removes characters that turn the direction of reading', () => {
    expect(printable('facture\u202Efdp.exe', everything)).toBe('facturefdp.exe');
  });

  it('composes accents typed in two parts', () => {
    expect(printable('re\u0301ce\u0301pisse\u0301', everything)).toBe('récépissé');
  });

  it('turns line ends and tabs into one space', () => {
    expect(printable(' a\r\n\tb\u2028c ', everything)).toBe('a b c');
  });
});
