import { z } from 'zod';
import type { Rotation } from '../../domain/document.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { RecognisedLine } from '../reading/text-recognition.ts';
import { GLYPH_WIDTH } from './glyphless-font.ts';

/** Words of one page, signs of one word, bytes of one page's container. */
const MOST_WORDS = 5_000;
const MOST_SIGNS = 200;
const MOST_BYTES = 1_000_000;
/** Below this Tesseract guesses: specks and patterns taken for letters. 0 to 100. */
const LEAST_CONFIDENCE = 25;

const share = z.number().min(-0.1).max(1.1);

/** A word and its box, in shares of the page's width and height as it was turned when it was read. */
const word = z.tuple([z.string().min(1).max(MOST_SIGNS), share, share, share, share]);

const container = z.strictObject({
  turned: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  words: z.array(word).max(MOST_WORDS),
});

/** What was read on a page, and how the page was turned to be read. */
export type PageText = z.infer<typeof container>;

/** Keeps what was read, as opaque bytes that the visit stores beside the page. */
export function packText(
  lines: readonly RecognisedLine[],
  width: number,
  height: number,
  turned: Rotation,
): Uint8Array<ArrayBuffer> {
  const four = (value: number): number => Math.round(value * 10_000) / 10_000;
  const words = lines
    .flatMap((line) => {
      // Words of a line stand on one baseline and are of one size: what a search marks is even.
      const top = Math.min(...line.map((word) => word.top));
      const bottom = Math.max(...line.map((word) => word.top + word.height));
      return line
        .filter(({ text, confidence }) => confidence >= LEAST_CONFIDENCE && text.length <= MOST_SIGNS)
        .map((word): PageText['words'][number] => [
          word.text,
          four(word.left / width),
          four(top / height),
          four(word.width / width),
          four((bottom - top) / height),
        ]);
    })
    .slice(0, MOST_WORDS);
  return new TextEncoder().encode(JSON.stringify({ turned, words } satisfies PageText));
}

/** Reads what `packText` kept. */
export function unpackText(bytes: Uint8Array): Result<PageText, Failure<'engine-failed'>> {
  if (bytes.length > MOST_BYTES) return err('engine-failed', 'text too long');
  try {
    const parsed = container.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? ok(parsed.data) : err('engine-failed', 'text');
  } catch {
    return err('engine-failed', 'text');
  }
}

/** UTF-16 codes of a word that the font has: no surrogates, no control signs. */
function codesOf(text: string): readonly number[] {
  return [...text]
    .map((sign) => sign.codePointAt(0) ?? 0)
    .filter((code) => code > 0x20 && code < 0xfeff && !(code >= 0xd800 && code <= 0xdfff));
}

/** Every code that the text writes: those of its words, and the space between them. */
export function codesIn(text: PageText): readonly number[] {
  return [0x20, ...text.words.flatMap(([word]) => codesOf(word))];
}

/**
 * The operators that write the words where they stand, invisible (text rendering mode 3, ISO 32000-1, 9.3.6).
 *
 * @param wide Width and `high` height of the page before it is turned, points.
 * @param font Name of the font among the page's resources.
 */
export function textOperators(text: PageText, wide: number, high: number, font: string): string {
  const sideways = text.turned === 90 || text.turned === 270;
  const shownWide = sideways ? high : wide;
  const shownHigh = sideways ? wide : high;
  const lines = text.words.flatMap(([word, left, top, width, height]) => {
    const codes = codesOf(word);
    const size = Math.max(1, height * shownHigh);
    const stretch = (width * shownWide * 100_000) / (codes.length * GLYPH_WIDTH * size);
    if (codes.length === 0 || !(stretch > 1 && stretch < 1_000)) return [];
    const x = left * shownWide;
    const y = (top + height) * shownHigh;
    const matrix = placed(text.turned, x, y, wide, high);
    const hex = [...codes, 0x20].map((code) => code.toString(16).padStart(4, '0')).join('');
    return [`${matrix} Tm /${font} ${short(size)} Tf ${short(stretch)} Tz <${hex}> Tj`];
  });
  return lines.length === 0 ? '' : `BT 3 Tr\n${lines.join('\n')}\nET`;
}

/** The text matrix at a point of the page as it was read, from its upper left corner, for the page as it is stored. */
function placed(turned: Rotation, x: number, y: number, wide: number, high: number): string {
  switch (turned) {
    case 0:
      return `1 0 0 1 ${short(x)} ${short(high - y)}`;
    case 90:
      return `0 1 -1 0 ${short(y)} ${short(x)}`;
    case 180:
      return `-1 0 0 -1 ${short(wide - x)} ${short(y)}`;
    case 270:
      return `0 -1 1 0 ${short(wide - y)} ${short(high - x)}`;
  }
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
