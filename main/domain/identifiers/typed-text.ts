import { ok } from '../result.ts';
import { type FieldResult, problem } from './field-problem.ts';

/** Nothing longer is looked at, UTF-16 units: a pasted megabyte costs a comparison. */
const MOST_RAW_UNITS = 10_000;

/** Zero-width joiner and non-joiner: Persian, Pashto and Dari are written with them. */
const JOINERS = /[\u200c\u200d]/gu;

/** Pictures, flags, keycaps and the selectors that make a letter into a picture. `©`, `®` and `™` are signs, not pictures. */
const EMOJI = /(?![©®™])\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u20e3\ufe0f]|\p{Emoji_Modifier}/u;

/** Controls and formats (bidirectional overrides among them), private use, unassigned, halves of a pair, variation selectors. */
const HIDDEN = /\p{Cc}|\p{Cf}|\p{Co}|\p{Cn}|\p{Cs}|\p{Variation_Selector}/u;

/** More marks on one letter than any script stacks. */
const STACKED_MARKS = /\p{M}{5}/u;

/**
 * One line of text as it is kept: Unicode NFC, blanks of every kind as single spaces, none at the ends. Any script.
 * Refused: nothing but blanks (`missing`), more than `most` UTF-16 units (`too-long`), pictures (`emoji`), characters that cannot be
 * seen or that turn the order of reading around (`hidden-characters`: controls, bidirectional overrides and isolates,
 * private use). Letters of different scripts that look alike are not told apart.
 *
 * @param raw What came from the screen: anything.
 * @param most UTF-16 units.
 */
export function typedText(raw: unknown, most: number): FieldResult<string> {
  if (typeof raw !== 'string') return problem('not-understood');
  if (raw.length > MOST_RAW_UNITS) return problem('too-long');
  const line = raw.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (EMOJI.test(line)) return problem('emoji');
  const withoutJoiners = line.replace(JOINERS, '');
  if (HIDDEN.test(withoutJoiners) || STACKED_MARKS.test(line)) return problem('hidden-characters');
  if (withoutJoiners === '') return problem('missing');
  return line.length > most ? problem('too-long') : ok(line);
}
