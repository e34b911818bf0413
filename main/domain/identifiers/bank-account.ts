import { ok } from '../result.ts';
import { type FieldResult, problem } from './field-problem.ts';
import { typedText } from './typed-text.ts';

/** Signs of an IBAN in each country and territory of the SEPA zone (SWIFT's IBAN registry); French territories write FR. */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
};

/** Countries whose accounts carry the French RIB key. */
const WITH_RIB_KEY: ReadonlySet<string> = new Set(['FR', 'MC']);

/** Rest of a long decimal number divided by 97. */
function rest97(digits: string): number {
  return Number(BigInt(digits) % 97n);
}

/** ISO 13616: country and key move to the end, letters count from 10. */
function ibanAgrees(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4);
  return rest97(turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) === 1;
}

/** Letters of a French account number: A and J count 1, B, K and S count 2, and so on. */
function ribDigit(letter: string): string {
  const place = letter.charCodeAt(0) - 65;
  return String(place < 18 ? (place % 9) + 1 : place - 16);
}

/** Key = 97 less the rest of 89 × bank + 15 × branch + 3 × account. */
function ribAgrees(bban: string): boolean {
  const digits = bban.replace(/[A-Z]/g, ribDigit);
  const weighted =
    89n * BigInt(digits.slice(0, 5)) + 15n * BigInt(digits.slice(5, 10)) + 3n * BigInt(digits.slice(10, 21));
  return 97 - Number(weighted % 97n) === Number(digits.slice(21));
}

/**
 * An IBAN of the SEPA zone, kept in capitals without spaces (NORMS: foreign ones are as good). French and Monegasque
 * ones also have to agree with their RIB key. `iban-length`, `iban-key-wrong`, `iban-not-understood`.
 */
export function iban(raw: unknown): FieldResult<string> {
  const text = typedText(raw, 60);
  if (!text.ok) return text;
  const signs = text.value.replace(/[\s.-]/gu, '').toUpperCase();
  const country = signs.slice(0, 2);
  const length = LENGTHS[country];
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(signs) || length === undefined) return problem('iban-not-understood');
  if (signs.length !== length) return problem('iban-length');
  if (!WITH_RIB_KEY.has(country)) return ibanAgrees(signs) ? ok(signs) : problem('iban-key-wrong');
  if (!/^\d{10}[A-Z0-9]{11}\d{2}$/.test(signs.slice(4))) return problem('iban-not-understood');
  return ibanAgrees(signs) && ribAgrees(signs.slice(4)) ? ok(signs) : problem('iban-key-wrong');
}
