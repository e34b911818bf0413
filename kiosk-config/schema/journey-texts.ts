import { z } from 'zod';
import { FIELD_PROBLEMS } from '../../main/domain/identifiers/field-problem.ts';
import { ADDRESS_KINDS } from '../../main/domain/identifiers/place.ts';
import { LANGUAGE_CODES } from '../../main/domain/language.ts';
import { APPOINTMENT_KINDS, DOCUMENT_STATES, HELP_LEVELS } from '../../main/domain/registration/answer.ts';
import { PROVENANCES } from '../../main/domain/registration/journey.ts';
import { OUTCOMES } from '../../main/domain/registration/orientation.ts';
import { name } from './journey-condition.ts';

/** The languages of the journeys, by their IETF tags; `fr-falc` is easy-to-read French. */
export const LANGUAGES = LANGUAGE_CODES;

/** Texts that every journey needs beside its own. */
const NOTICES = [
  'other-person',
  'absent-person',
  'read-on-document',
  'may-skip',
  'sensitive',
  'used-for',
  'help-with',
  'help-in-place',
  'talk-now',
  'not-a-decision',
  'own-choice',
  'confirmed-later',
] as const;

/** Words shared by all questions of a kind. */
const ANSWERS = [
  ...ADDRESS_KINDS,
  ...DOCUMENT_STATES,
  ...APPOINTMENT_KINDS,
  ...HELP_LEVELS,
  ...PROVENANCES,
  'skipped',
  'masked',
  'unknown-date',
] as const;

const text = z.string().trim().min(1).max(300);
const names = z.record(name, text).default({});

/** `<language>.yaml`. A key that is missing is told by the checker, by language; one that is wrong, by this schema. */
export const textsFile = z
  .object({
    language: z.enum(LANGUAGES),
    /** In the language itself: what people look for in the list. */
    name: z.string().trim().min(2).max(40),
    direction: z.enum(['ltr', 'rtl']),
    /** Who read it as a native (for `fr-falc`: with people it is made for), and when; `null` until somebody did. */
    reviewed: z.object({ by: text, on: z.iso.date() }).strict().nullable(),
    /** Takes what it does not say itself from this language. */
    base: z.enum(LANGUAGES).optional(),
    journeys: z.record(name, z.object({ title: text, lead: text }).strict()).default({}),
    blocks: names,
    notices: z.partialRecord(z.enum(NOTICES), text).default({}),
    screens: z
      .record(
        name,
        z
          .object({
            title: text.optional(),
            /** The title when one answers for somebody else. */
            other: text.optional(),
            lead: text.optional(),
            /** The sheet for the helper, beside the screen. */
            helper: z.array(text).min(1).max(4).optional(),
          })
          .strict(),
      )
      .default({}),
    questions: z
      .record(
        name,
        z.object({ label: text.optional(), other: text.optional(), hint: text.optional() }).strict(),
      )
      .default({}),
    choices: z.record(name, z.record(name, text)).default({}),
    answers: z.partialRecord(z.enum(ANSWERS), text).default({}),
    uses: names,
    outcomes: z.partialRecord(z.enum(OUTCOMES), text).default({}),
    destinations: names,
    reasons: names,
    problems: z
      .partialRecord(z.enum(FIELD_PROBLEMS), z.object({ title: text, action: text }).strict())
      .default({}),
    /** Sentences of more than twelve words that stay so: key, and the reason. */
    long_sentences: z.record(z.string().max(120), z.string().trim().min(10).max(200)).default({}),
  })
  .strict();

export type TextsFile = z.infer<typeof textsFile>;

/** Parts of a texts file that hold texts. */
const TEXT_PARTS = [
  'journeys',
  'blocks',
  'notices',
  'screens',
  'questions',
  'choices',
  'answers',
  'uses',
  'outcomes',
  'destinations',
  'reasons',
  'problems',
] as const satisfies readonly (keyof TextsFile)[];

/** Keys that any journey needs, whatever it asks. */
export const COMMON_KEYS: readonly string[] = [
  ...NOTICES.map((id) => `notices.${id}`),
  ...ANSWERS.map((id) => `answers.${id}`),
  ...OUTCOMES.map((id) => `outcomes.${id}`),
  ...FIELD_PROBLEMS.flatMap((id) => [`problems.${id}.title`, `problems.${id}.action`]),
];

function flatten(tree: object, path: readonly (string | number)[]): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    // The lines of a list are counted from 1.
    const here = [...path, Array.isArray(tree) ? Number(key) + 1 : key];
    return typeof value === 'string' ? [[here.join('.'), value]] : flatten(value, here);
  });
}

/** Every text of a file by its i18n key: `questions.nom-famille.label`, `screens.nom.helper.1`. */
export function textsByKey(file: TextsFile): ReadonlyMap<string, string> {
  return new Map(TEXT_PARTS.flatMap((part) => flatten(file[part], [part])));
}

/** Where a key is in the file, for its line. */
export function pathOfKey(key: string): readonly (string | number)[] {
  return key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) - 1 : part));
}

/** FALC: one idea and at most twelve words a sentence. */
const MOST_WORDS = 12;

/** The sentences of a text that are too long. A value is one word; punctuation is none; `l’envoi` is one, as it is read. */
export function longSentences(content: string): readonly string[] {
  return content
    .replaceAll(/\{\{\w+\}\}/g, 'valeur')
    .split(/(?<=[.?!…؟])\s+/u)
    .filter(
      (sentence) => sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length > MOST_WORDS,
    );
}
