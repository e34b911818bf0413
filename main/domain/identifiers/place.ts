import { ok } from '../result.ts';
import { country } from './country.ts';
import { type FieldResult, problem } from './field-problem.ts';
import { typedText } from './typed-text.ts';

/** UTF-16 units: a line of a French envelope holds 38 (NF Z10-011), a pasted one is rarely twice that. */
const MOST_LINE = 100;
/** UTF-16 units of a foreign address, which is kept as typed. */
const MOST_FOREIGN = 300;

export interface PostcodeCity {
  readonly postcode: string;
  readonly city: string;
}

/**
 * Where a person can be written to. `francaise`: a home in France. `domiciliation`: mail is kept by an association or a
 * town. `sans-adresse`: nowhere; the town where the person usually is, if they want to say it. `etrangere`: as it is written there.
 */
export type Address =
  | ({
      readonly kind: 'francaise';
      readonly street: string;
      readonly complement: string | null;
    } & PostcodeCity)
  | ({ readonly kind: 'domiciliation'; readonly organisation: string } & PostcodeCity)
  | { readonly kind: 'sans-adresse'; readonly city: string | null }
  | { readonly kind: 'etrangere'; readonly lines: string; readonly country: string };

export const ADDRESS_KINDS = [
  'francaise',
  'domiciliation',
  'sans-adresse',
  'etrangere',
] as const satisfies readonly Address['kind'][];

/** A French postcode, five digits. `postcode-not-understood`. Whether the post knows it is not checked. */
export function postcode(raw: unknown): FieldResult<string> {
  const text = typedText(raw, 20);
  if (!text.ok) return text;
  const digits = text.value.replaceAll(' ', '');
  return /^\d{5}$/.test(digits) ? ok(digits) : problem('postcode-not-understood');
}

/** The INSEE code of a municipality (code commune), five signs, 2A and 2B in Corsica. `municipality-code-not-understood`. */
export function municipalityCode(raw: unknown): FieldResult<string> {
  const text = typedText(raw, 20);
  if (!text.ok) return text;
  const signs = text.value.replaceAll(' ', '').toUpperCase();
  return /^(?:[013-9]\d|2[AB1-9])\d{3}$/.test(signs)
    ? ok(signs)
    : problem('municipality-code-not-understood');
}

function field(raw: unknown, name: string): unknown {
  return typeof raw === 'object' && raw !== null && Object.hasOwn(raw, name)
    ? Reflect.get(raw, name)
    : undefined;
}

/** `undefined`, `null` and blanks are one thing: nothing was written. */
function isEmpty(raw: unknown): boolean {
  return (
    raw === undefined || raw === null || (typeof raw === 'string' && raw.length < 1_000 && raw.trim() === '')
  );
}

function city(raw: unknown): FieldResult<string> {
  if (isEmpty(raw)) return problem('city-missing');
  const text = typedText(raw, MOST_LINE);
  if (!text.ok) return text;
  return /\p{L}/u.test(text.value) ? text : problem('city-missing');
}

/** A French postcode and a town. */
export function postcodeCity(raw: unknown): FieldResult<PostcodeCity> {
  const code = isEmpty(field(raw, 'postcode'))
    ? problem('postcode-not-understood')
    : postcode(field(raw, 'postcode'));
  if (!code.ok) return code;
  const town = city(field(raw, 'city'));
  return town.ok ? ok({ postcode: code.value, city: town.value }) : town;
}

function optionalLine(raw: unknown): FieldResult<string | null> {
  return isEmpty(raw) ? ok(null) : typedText(raw, MOST_LINE);
}

function requiredLine(raw: unknown): FieldResult<string> {
  return isEmpty(raw) ? problem('street-missing') : typedText(raw, MOST_LINE);
}

/**
 * An address of one of the four kinds. `street-missing`, `city-missing`, `postcode-not-understood`, `country-unknown`,
 * and those of `typedText`. Nobody needs one: `sans-adresse` is a whole answer.
 */
export function address(raw: unknown): FieldResult<Address> {
  switch (field(raw, 'kind')) {
    case 'francaise': {
      const street = requiredLine(field(raw, 'street'));
      if (!street.ok) return street;
      const complement = optionalLine(field(raw, 'complement'));
      if (!complement.ok) return complement;
      const town = postcodeCity(raw);
      if (!town.ok) return town;
      return ok({ kind: 'francaise', street: street.value, complement: complement.value, ...town.value });
    }
    case 'domiciliation': {
      const organisation = requiredLine(field(raw, 'organisation'));
      if (!organisation.ok) return organisation;
      const town = postcodeCity(raw);
      return town.ok ? ok({ kind: 'domiciliation', organisation: organisation.value, ...town.value }) : town;
    }
    case 'sans-adresse': {
      const town = optionalLine(field(raw, 'city'));
      return town.ok ? ok({ kind: 'sans-adresse', city: town.value }) : town;
    }
    case 'etrangere': {
      const lines = isEmpty(field(raw, 'lines'))
        ? problem('street-missing')
        : typedText(field(raw, 'lines'), MOST_FOREIGN);
      if (!lines.ok) return lines;
      const where = country(field(raw, 'country'));
      return where.ok ? ok({ kind: 'etrangere', lines: lines.value, country: where.value }) : where;
    }
    default:
      return problem('not-understood');
  }
}
