const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where a word that is wider than a line may be cut without a mark: after these, as in file names and addresses. */
const CUT_AFTER = /[^-_./@]*[-_./@]+|[^-_./@]+/gu;

/** The width of a text, in the unit of `maxWidth`. Has to be the sum over its graphemes (no kerning, no ligatures). */
export type MeasureText = (text: string) => number;

/**
 * Makes a text printable with a typeface: one composed form, control and invisible formatting characters away (among
 * them those that turn the direction of reading; the joiners of Persian and Pashto stay), runs of breaking white space as
 * one space. A space or a dash that the
 * typeface lacks becomes its ordinary form (U+202F before French punctuation becomes U+00A0); everything else that it lacks
 * becomes `�`, so that nothing disappears silently.
 *
 * @param has whether the typeface has a glyph for a code point.
 */
export function printable(text: string, has: (codePoint: number) => boolean): string {
  const spaced = text
    .normalize('NFC')
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029 ]+/gu, ' ')
    .replace(/(?![\u200C\u200D])[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  let result = '';
  for (const character of spaced) {
    result += has(character.codePointAt(0) ?? 0) ? character : substitute(character);
  }
  return result;
}

function substitute(character: string): string {
  if (character === '\u200C' || character === '\u200D') return '';
  if (/\p{Zs}/u.test(character)) return '\u00A0';
  if (/\p{Pd}/u.test(character)) return '-';
  return '\uFFFD';
}

/**
 * Breaks a text into lines no wider than `maxWidth`: at spaces, never at no-break ones; a word wider than a line is cut
 * after a separator where it has one, between graphemes otherwise. One grapheme wider than the line stays alone on it.
 */
export function wrapText(text: string, measure: MeasureText, maxWidth: number): readonly string[] {
  const lines: string[] = [];
  const space = measure(' ');
  let line = '';
  let width = 0;
  const close = (): void => {
    if (line !== '') lines.push(line);
    line = '';
    width = 0;
  };
  const append = (piece: string, pieceWidth: number): void => {
    if (width + pieceWidth > maxWidth) close();
    line += piece;
    width += pieceWidth;
  };

  for (const word of text.split(' ')) {
    if (word === '') continue;
    const wordWidth = measure(word);
    if (line !== '' && width + space + wordWidth <= maxWidth) {
      line += ` ${word}`;
      width += space + wordWidth;
      continue;
    }
    close();
    if (wordWidth <= maxWidth) {
      append(word, wordWidth);
      continue;
    }
    for (const [part] of word.matchAll(CUT_AFTER)) {
      const partWidth = measure(part);
      if (partWidth <= maxWidth) {
        append(part, partWidth);
        continue;
      }
      for (const { segment } of graphemes.segment(part)) append(segment, measure(segment));
    }
  }
  close();
  return lines;
}
