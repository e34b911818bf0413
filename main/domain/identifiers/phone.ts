import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { ok } from '../result.ts';
import { type FieldResult, problem } from './field-problem.ts';
import { typedText } from './typed-text.ts';

/**
 * Where a number without its country may come from, first match first: mainland France, then the departments and
 * territories overseas, whose national numbers look French (0690…, 0262…) but are of other countries' plans.
 */
const HOME: readonly CountryCode[] = ['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'NC', 'PF', 'WF'];

/**
 * A telephone number, kept as E.164 (`+33612345678`). French, overseas and foreign numbers; a foreign one needs its `+`
 * or `00`. A number of a block that this version's numbering plans do not list yet is taken when its length is right:
 * plans grow faster than terminals are updated. `phone-not-understood` otherwise. Whether anyone answers is not known.
 */
export function phone(raw: unknown): FieldResult<string> {
  const text = typedText(raw, 60);
  if (!text.ok) return text;
  if (!/^[\d\s+().\-/]+$/u.test(text.value)) return problem('phone-not-understood');
  const digits = text.value.replace(/^00/u, '+');
  for (const defaultCountry of HOME) {
    const number = parsePhoneNumberFromString(digits, { defaultCountry, extract: false });
    if (number?.isValid() === true) return ok(number.number);
  }
  const unlisted = parsePhoneNumberFromString(digits, { defaultCountry: 'FR', extract: false });
  return unlisted?.isPossible() === true ? ok(unlisted.number) : problem('phone-not-understood');
}
