import { ok } from '../result.ts';
import { type FieldResult, problem } from './field-problem.ts';
import { typedText } from './typed-text.ts';

/** UTF-16 units. The longest line of a French identity card holds fewer. */
const MOST_UNITS = 100;

/** What people type for an apostrophe, and for a hyphen. */
const APOSTROPHES = /[\u0060\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u2032]/gu;
const HYPHENS = /[\u2010\u2011\u2012\u2013\u2212]/gu;

/** Letters of the Latin script with their marks, apostrophe, hyphen, space, point (« St. »), middle point (« Gal·la »). */
const NAME = /^[\p{Script=Latin}\p{M}'\- .·]+$/u;
const FIRST_NAMES = /^[\p{Script=Latin}\p{M}'\- .·,]+$/u;

function nameMatching(raw: unknown, allowed: RegExp): FieldResult<string> {
  const text = typedText(raw, MOST_UNITS);
  if (!text.ok) return text;
  const name = text.value.replace(APOSTROPHES, "'").replace(HYPHENS, '-');
  if (/\p{L}/u.test(name.replace(/\p{Script=Latin}/gu, ''))) return problem('name-not-latin');
  if (!allowed.test(name)) return problem('name-characters');
  return /\p{L}/u.test(name) ? ok(name) : problem('name-no-letter');
}

/**
 * A family name or a usage name, in Latin letters as French papers write them, every accent allowed; case is kept.
 * Apostrophes and hyphens are brought to `'` and `-`. At most 100 UTF-16 units.
 * `name-not-latin`, `name-characters` (digits, signs), `name-no-letter`, and those of `typedText`.
 */
export function personName(raw: unknown): FieldResult<string> {
  return nameMatching(raw, NAME);
}

/** First names: as `personName`; papers separate them by commas, which are kept. */
export function firstNames(raw: unknown): FieldResult<string> {
  return nameMatching(raw, FIRST_NAMES);
}
