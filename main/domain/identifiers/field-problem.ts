import type { Result } from '../result.ts';

/**
 * Everything that can be wrong with one answer. Closed, and apart from `error-code.ts`: these are no failures of the
 * kiosk but things to say beside a field, in the language of the visit. Each has its sentences in every language file
 * (`kiosk-config/journeys`); the schema of those files walks this list and refuses a missing one.
 */
export const FIELD_PROBLEMS = [
  // Any field
  'missing',
  'not-understood',
  'too-long',
  'hidden-characters',
  'emoji',
  // Names
  'name-not-latin',
  'name-characters',
  'name-no-letter',
  // Identifiers
  'nir-incomplete',
  'nir-not-understood',
  'nir-key-wrong',
  'iban-not-understood',
  'iban-length',
  'iban-key-wrong',
  'reference-not-understood',
  // Contact and places
  'phone-not-understood',
  'email-not-understood',
  'postcode-not-understood',
  'municipality-code-not-understood',
  'street-missing',
  'city-missing',
  'country-unknown',
  // Dates
  'date-incomplete',
  'date-does-not-exist',
  'date-in-future',
  'date-in-past',
  'date-too-old',
  'date-too-far',
  // Numbers
  'number-not-understood',
  'number-out-of-range',
  // Choices, documents, rendez-vous
  'choice-unknown',
  'choice-alone',
  'document-unknown',
  'slot-gone',
  'call-needs-phone',
  // The way through a journey
  'not-asked-now',
  'cannot-skip',
  'to-confirm',
  'visitor-confirms',
] as const;

export type FieldProblem = (typeof FIELD_PROBLEMS)[number];

/** Why a value was not taken. The former answer stays as it was. */
export interface FieldFailure {
  readonly code: FieldProblem;
}

/** A value that was taken, in the form that is kept, or why it was not. */
export type FieldResult<Value> = Result<Value, FieldFailure>;

/** A refusal carrying `code`. */
export function problem(code: FieldProblem): { readonly ok: false; readonly error: FieldFailure } {
  return { ok: false, error: { code } };
}
