import { ok } from '../result.ts';
import { type FieldResult, problem } from './field-problem.ts';
import { typedText } from './typed-text.ts';

/**
 * Kind of registration (1 and 2; 3, 4, 7 and 8 while it is under way), year, month, department (2A and 2B in Corsica),
 * municipality or country, order, key. The month is any two digits: 20 to 42 and 50 to 99 stand for an unknown one.
 */
const SHAPE = /^[1-478]\d{4}(?:\d{2}|2[AB])\d{6}\d{2}$/;
const WITHOUT_KEY = /^[1-478]\d{4}(?:\d{2}|2[AB])\d{6}$/;

/** The key: 97 less the rest of the thirteen signs divided by 97, 2A counting as 19 and 2B as 18. */
function keyOf(thirteen: string): number {
  return 97 - Number(BigInt(thirteen.replace('2A', '19').replace('2B', '18')) % 97n);
}

/**
 * A social security number (NIR) with its key, kept as fifteen signs without spaces. Provisional numbers and unknown
 * months are good. `nir-incomplete` where the two signs of the key are missing, `nir-key-wrong` where they do not agree,
 * `nir-not-understood` otherwise. A right key does not prove that the number was given to this person.
 */
export function nir(raw: unknown): FieldResult<string> {
  const text = typedText(raw, 60);
  if (!text.ok) return text;
  const signs = text.value.replace(/[\s.\-/]/gu, '').toUpperCase();
  if (WITHOUT_KEY.test(signs)) return problem('nir-incomplete');
  if (!SHAPE.test(signs)) return problem('nir-not-understood');
  return Number(signs.slice(13)) === keyOf(signs.slice(0, 13)) ? ok(signs) : problem('nir-key-wrong');
}
