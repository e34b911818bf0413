import { ok } from '../result.ts';
import { iban } from './bank-account.ts';
import { birthDate, type CalendarDate, comingDate, nearDate } from './calendar-date.ts';
import { country } from './country.ts';
import { email } from './email.ts';
import { type FieldResult, problem } from './field-problem.ts';
import { nir } from './nir.ts';
import { firstNames, personName } from './person-name.ts';
import { phone } from './phone.ts';
import { address, municipalityCode, postcode, postcodeCity } from './place.ts';
import { typedText } from './typed-text.ts';

/** Kinds of question whose answer is typed and checked by a validator. */
export const TYPED_KINDS = [
  'text',
  'name',
  'date',
  'number',
  'phone',
  'email',
  'postcode-city',
  'address',
  'country',
  'nir',
  'iban',
] as const;

export type TypedKind = (typeof TYPED_KINDS)[number];

interface Validator {
  readonly kind: TypedKind;
  readonly check: (raw: unknown, today: CalendarDate) => FieldResult<unknown>;
}

/** A text of at most `most` UTF-16 units in any script that says something: one letter or digit at least. */
function words(raw: unknown, most: number): FieldResult<string> {
  const text = typedText(raw, most);
  return !text.ok || /[\p{L}\p{N}]/u.test(text.value) ? text : problem('not-understood');
}

/** A number on a letter or a card of some service: letters, digits, 3 to 20 signs. Its key, if it has one, is not checked. */
function reference(raw: unknown): FieldResult<string> {
  const text = typedText(raw, 40);
  if (!text.ok) return text;
  const signs = text.value.replace(/[\s.\-/]/gu, '').toUpperCase();
  return /^[A-Z0-9]{3,20}$/.test(signs) ? ok(signs) : problem('reference-not-understood');
}

/** A whole number from 0 to `most`, typed or counted. */
function wholeNumber(raw: unknown, most: number): FieldResult<number> {
  const typed = typeof raw === 'number' ? ok(String(raw)) : typedText(raw, 20);
  if (!typed.ok) return typed;
  if (!/^\d{1,9}$/.test(typed.value)) return problem('number-not-understood');
  const number = Number(typed.value);
  return number <= most ? ok(number) : problem('number-out-of-range');
}

/**
 * The checks that a journey can name (`validate: …`), each with the kind of question it is for. The first of a kind is
 * the one used where a question names none. A check gives back the value in the form that is kept.
 */
export const VALIDATORS = {
  'short-text': { kind: 'text', check: (raw: unknown) => words(raw, 120) },
  'long-text': { kind: 'text', check: (raw: unknown) => words(raw, 500) },
  reference: { kind: 'text', check: reference },
  postcode: { kind: 'text', check: postcode },
  'municipality-code': { kind: 'text', check: municipalityCode },
  'person-name': { kind: 'name', check: personName },
  'first-names': { kind: 'name', check: firstNames },
  'near-date': { kind: 'date', check: nearDate },
  'coming-date': { kind: 'date', check: comingDate },
  'birth-date': { kind: 'date', check: birthDate },
  'small-count': { kind: 'number', check: (raw: unknown) => wholeNumber(raw, 20) },
  'monthly-euros': { kind: 'number', check: (raw: unknown) => wholeNumber(raw, 20_000) },
  phone: { kind: 'phone', check: phone },
  email: { kind: 'email', check: email },
  'postcode-city': { kind: 'postcode-city', check: postcodeCity },
  address: { kind: 'address', check: address },
  country: { kind: 'country', check: country },
  nir: { kind: 'nir', check: nir },
  iban: { kind: 'iban', check: iban },
} as const satisfies Readonly<Record<string, Validator>>;

export type ValidatorName = keyof typeof VALIDATORS;

/** What a validator of a kind gives back. */
export type TypedValue = Extract<
  ReturnType<(typeof VALIDATORS)[ValidatorName]['check']>,
  { readonly ok: true }
>['value'];

/** Whether a name in a configuration file is that of a validator. */
export function isValidatorName(name: string): name is ValidatorName {
  return Object.hasOwn(VALIDATORS, name);
}

/** The validator of a kind that a question gets where it names none; nothing where the kind is not typed. */
export function usualValidator(kind: string): ValidatorName | undefined {
  return Object.keys(VALIDATORS)
    .filter(isValidatorName)
    .find((name) => VALIDATORS[name].kind === kind);
}

/** Checks what was typed. */
export function validate(name: ValidatorName, raw: unknown, today: CalendarDate): FieldResult<TypedValue> {
  return VALIDATORS[name].check(raw, today);
}
