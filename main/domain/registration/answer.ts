import {
  type AgeRange,
  ageRange,
  type CalendarDate,
  type PartialDate,
} from '../identifiers/calendar-date.ts';
import { type FieldResult, problem } from '../identifiers/field-problem.ts';
import { ADDRESS_KINDS } from '../identifiers/place.ts';
import { type TypedValue, validate } from '../identifiers/validators.ts';
import { ok } from '../result.ts';
import type { Choice, Provenance, Question } from './journey.ts';

/** How a helper takes part: not at all, beside the person, or doing it for them. */
export const HELP_LEVELS = ['seul', 'avec', 'a-la-place'] as const;

export type HelpLevel = (typeof HELP_LEVELS)[number];

/** A paper that was asked for: scanned (its kind, the dossier's files), to come, or the person has none. */
export type DocumentAnswer =
  | { readonly state: 'joint'; readonly document: string; readonly files: readonly string[] }
  | { readonly state: 'plus-tard' }
  | { readonly state: 'pas-ce-papier' };

/** A rendez-vous: one of the slots offered, a call from the service, or coming back to the desk. */
export type AppointmentAnswer =
  | { readonly kind: 'creneau'; readonly slot: string }
  | { readonly kind: 'appel' }
  | { readonly kind: 'accueil' };

/** What is kept of an answer, by kind of question. */
export type AnswerValue = TypedValue | string | readonly string[] | DocumentAnswer | AppointmentAnswer | true;

/** What was answered, or that the person went past, and how it came about. */
export type Answer =
  | {
      readonly state: 'given';
      readonly value: AnswerValue;
      readonly provenance: Provenance;
      /** False for what a document said and the person has not confirmed yet. */
      readonly confirmed: boolean;
      readonly help: HelpLevel;
    }
  | { readonly state: 'skipped'; readonly help: HelpLevel };

export type Answers = Readonly<Record<string, Answer>>;

/** A rendez-vous that the platform offers. */
export interface Slot {
  readonly id: string;
  /** ISO 8601 with offset. */
  readonly startsAt: string;
  readonly place: string;
}

export const DOCUMENT_STATES = [
  'joint',
  'plus-tard',
  'pas-ce-papier',
] as const satisfies readonly DocumentAnswer['state'][];
export const APPOINTMENT_KINDS = [
  'creneau',
  'appel',
  'accueil',
] as const satisfies readonly AppointmentAnswer['kind'][];

/** Most files of one document. */
const MOST_FILES = 20;

/** What a value is checked against besides its question. */
export interface AnswerContext {
  readonly today: CalendarDate;
  readonly slots: readonly Slot[];
  /** A telephone number was given, or none is asked because the service has one already. */
  readonly canBeCalled: boolean;
}

function own(raw: unknown, name: string): unknown {
  return typeof raw === 'object' && raw !== null && Object.hasOwn(raw, name)
    ? Reflect.get(raw, name)
    : undefined;
}

function oneChoice(raw: unknown, choices: readonly Choice[]): FieldResult<string> {
  const choice = choices.find(({ id }) => id === raw);
  return choice === undefined ? problem('choice-unknown') : ok(choice.id);
}

function severalChoices(raw: unknown, choices: readonly Choice[]): FieldResult<readonly string[]> {
  if (!Array.isArray(raw) || raw.length > 100) return problem('not-understood');
  const ticked: ReadonlySet<unknown> = new Set(raw);
  const known = choices.filter(({ id }) => ticked.has(id));
  if (known.length !== ticked.size) return problem('choice-unknown');
  if (known.length === 0) return problem('missing');
  if (known.length > 1 && known.some(({ alone }) => alone)) return problem('choice-alone');
  return ok(known.map(({ id }) => id));
}

function document(raw: unknown, kinds: readonly string[]): FieldResult<DocumentAnswer> {
  const state = own(raw, 'state');
  if (state === 'plus-tard' || state === 'pas-ce-papier') return ok({ state });
  if (state !== 'joint') return problem('not-understood');
  const [kind, files] = [own(raw, 'document'), own(raw, 'files')];
  const known = kinds.find((candidate) => candidate === kind);
  if (known === undefined) return problem('document-unknown');
  if (!Array.isArray(files) || files.length === 0 || files.length > MOST_FILES) return problem('missing');
  const names = files.filter(
    (name): name is string => typeof name === 'string' && /^[A-Za-z0-9-]{1,120}\.[a-z0-9]{1,8}$/.test(name),
  );
  return names.length === files.length
    ? ok({ state, document: known, files: names })
    : problem('document-unknown');
}

function appointment(raw: unknown, context: AnswerContext): FieldResult<AppointmentAnswer> {
  switch (own(raw, 'kind')) {
    case 'accueil':
      return ok({ kind: 'accueil' });
    case 'appel':
      return context.canBeCalled ? ok({ kind: 'appel' }) : problem('call-needs-phone');
    case 'creneau': {
      const slot = context.slots.find(({ id }) => id === own(raw, 'slot'));
      return slot === undefined ? problem('slot-gone') : ok({ kind: 'creneau', slot: slot.id });
    }
    default:
      return problem('not-understood');
  }
}

/**
 * Checks a value that came from the screen against its question, of which `choices` are the ones shown now. Gives back
 * the form that is kept.
 */
export function readValue(
  question: Question,
  choices: readonly Choice[],
  raw: unknown,
  context: AnswerContext,
): FieldResult<AnswerValue> {
  switch (question.kind) {
    case 'choice':
      return oneChoice(raw, choices);
    case 'choices':
      return severalChoices(raw, choices);
    case 'document':
      return document(raw, question.documents);
    case 'appointment':
      return appointment(raw, context);
    case 'confirmation':
      return raw === true ? ok(true) : problem('missing');
    case 'recapitulation':
    case 'proposition':
      return problem('not-asked-now');
    default:
      return validate(question.validate, raw, context.today);
  }
}

/** The words that conditions can look for in the answers to a question; nothing where it has none (a typed answer). */
export function wordsOfQuestion(question: Question): readonly string[] | undefined {
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return question.choices.map(({ id }) => id);
    case 'address':
      return ADDRESS_KINDS;
    case 'document':
      return [...DOCUMENT_STATES, ...question.documents];
    case 'appointment':
      return APPOINTMENT_KINDS;
    default:
      return undefined;
  }
}

/** The words of one answer, those of `wordsOfQuestion`. */
export function wordsOfValue(question: Question, value: AnswerValue): readonly string[] {
  const known = wordsOfQuestion(question);
  if (known === undefined) return [];
  const said = Array.isArray(value)
    ? value
    : [value, own(value, 'kind'), own(value, 'state'), own(value, 'document')];
  return known.filter((word) => said.includes(word));
}

/** The age that a date of birth allows. */
export function ageOf(value: AnswerValue, today: CalendarDate): AgeRange | undefined {
  const parts: PartialDate = {
    year: part(value, 'year'),
    month: part(value, 'month'),
    day: part(value, 'day'),
  };
  return ageRange(parts, today);
}

function part(value: AnswerValue, name: string): number | null {
  const number = own(value, name);
  return typeof number === 'number' ? number : null;
}
