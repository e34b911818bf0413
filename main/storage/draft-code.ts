import { randomInt } from 'node:crypto';

/**
 * The code of a draft: sixteen digits in four groups. Digits, because everybody reads them, in any alphabet, aloud, and
 * types them on a keypad. The first two say which draft may be meant, so that one derivation is enough; thirteen are
 * random: 43 bits, each guess costing the slow derivation of `draft-store.ts`; the last one is Damm's check digit, which
 * finds every wrong digit and every exchange of two neighbours (H. M. Damm, 2004).
 */
export const DRAFT_CODE = { groups: [4, 4, 4, 4], alphabet: '0123456789' } as const;

const LOCATOR_DIGITS = 2;
const SECRET_DIGITS = 13;
const DIGITS = 16;
/** Longer things are not looked at. UTF-16 units. */
const MOST_TYPED = 200;

/** Damm's totally anti-symmetric quasigroup of order 10. */
const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

function checkDigit(digits: string): string {
  let interim = 0;
  for (const digit of digits) interim = Number(QUASIGROUP[interim]?.[Number(digit)]);
  return String(interim);
}

function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

/** Every locator there is. */
export const LOCATORS: readonly string[] = Array.from({ length: 10 ** LOCATOR_DIGITS }, (_, index) =>
  String(index).padStart(LOCATOR_DIGITS, '0'),
);

/** A new code, sixteen digits, with that locator. */
export function newDraftCode(locator: string): string {
  const digits = `${locator}${randomDigits(SECRET_DIGITS)}`;
  return `${digits}${checkDigit(digits)}`;
}

export function locatorOf(code: string): string {
  return code.slice(0, LOCATOR_DIGITS);
}

/** As it is printed: four groups of four. */
export function printedCode(code: string): string {
  return code.match(/.{4}/g)?.join(' ') ?? code;
}

/** Arabic-Indic and extended Arabic-Indic digits, which keyboards of those languages write. */
function westernDigit(sign: string): string {
  const at = '٠١٢٣٤٥٦٧٨٩'.indexOf(sign);
  return String(at >= 0 ? at : '۰۱۲۳۴۵۶۷۸۹'.indexOf(sign));
}

/** The sixteen digits of what was typed, blanks and dashes aside; nothing where it is mistyped. */
export function readDraftCode(typed: string): string | undefined {
  if (typed.length > MOST_TYPED) return undefined;
  const digits = typed.replace(/[٠-٩۰-۹]/gu, westernDigit).replace(/[\s.\-–—]/gu, '');
  return new RegExp(`^\\d{${DIGITS}}$`).test(digits) && checkDigit(digits) === '0' ? digits : undefined;
}
