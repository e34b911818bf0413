import { type Document, isAlias, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { LANGUAGE_CODES, LANGUAGES, type LanguageCode } from '../../domain/language.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PluralForms } from './written-by-language.ts';

/** The sentences of the French templates in another language (`assets/receipts/texts/<language>.yaml`). */
export interface ReceiptTexts {
  readonly language: LanguageCode;
  readonly plurals: Readonly<Record<string, PluralForms>>;
  /** How a text of a template is said, sentence by sentence; nothing where a sentence of it is not known. */
  readonly said: (french: string) => string | undefined;
}

const MAX_CHARACTERS = 200_000;
const MAX_SENTENCES = 1_000;

const pluralForm = z
  .string()
  .max(100)
  .regex(/^[^{}]*\{count\}[^{}]*$/, 'needs {count} once');

export const pluralForms = z.strictObject({
  zero: pluralForm.optional(),
  one: pluralForm.optional(),
  two: pluralForm.optional(),
  few: pluralForm.optional(),
  many: pluralForm.optional(),
  other: pluralForm,
});

const sentence = z.string().min(1).max(300);

const receiptTexts = z.strictObject({
  language: z.enum(LANGUAGE_CODES),
  /** Who read it whose language it is; `null` until somebody did. */
  reviewed: z.strictObject({ by: z.string().min(1), on: z.iso.date() }).nullable(),
  plurals: z.record(z.string(), pluralForms).default({}),
  sentences: z
    .record(sentence, sentence)
    .refine((all) => Object.keys(all).length <= MAX_SENTENCES, 'too many sentences'),
});

/** Ends of sentences. A no-break space before a French sign is not one. */
const BETWEEN_SENTENCES = /(?<=[.?!]) /u;
const WORDS_IN_BRACES = /\{[^{}]*\}/gu;

/** The sentences of a text of a template, as the texts of other languages name them. */
function sentencesOf(text: string): readonly string[] {
  return text.split(BETWEEN_SENTENCES).map((part) => part.replaceAll('\u00A0', ' '));
}

/** Whether there is anything to say otherwise: words of its own beside those in braces. */
function hasWords(text: string): boolean {
  return /\p{L}/u.test(text.replace(WORDS_IN_BRACES, ''));
}

function bracesOf(text: string): string {
  return [...text.matchAll(WORDS_IN_BRACES)]
    .map(([braces]) => braces)
    .sort()
    .join();
}

/**
 * Reads the sentences of one language. What easy French does not say otherwise it says as French does; every other language
 * has to say everything that has words.
 *
 * @returns `config-invalid` where the file is no YAML, or a sentence has other words in braces than its French.
 */
function readReceiptTexts(yaml: string): Result<ReceiptTexts, Failure<'config-invalid'>> {
  if (yaml.length > MAX_CHARACTERS) return err('config-invalid', 'the texts of the papers are too long');
  const document = parseDocument(yaml);
  if (document.errors.length > 0) {
    return err('config-invalid', `the texts of the papers: ${document.errors[0]?.code}`);
  }
  if (usesAlias(document)) return err('config-invalid', 'the texts of the papers use an alias');
  const read = receiptTexts.safeParse(document.toJSON());
  if (!read.success) {
    const issue = read.error.issues[0];
    return err('config-invalid', `the texts of the papers, ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { language, plurals, sentences } = read.data;
  for (const [french, own] of Object.entries(sentences)) {
    if (bracesOf(french) !== bracesOf(own)) {
      return err('config-invalid', `the texts of the papers: other words in braces than in "${french}"`);
    }
  }
  const known = new Map(Object.entries(sentences));
  const base = LANGUAGES[language].base;
  const saidOf = (french: string): string | undefined =>
    known.get(french) ?? (base === 'fr' || !hasWords(french) ? french : undefined);
  return ok({
    language,
    plurals,
    said: (french) => {
      const parts = sentencesOf(french).map(saidOf);
      return parts.every((part) => part !== undefined) ? parts.join(' ') : undefined;
    },
  });
}

/**
 * Reads the texts of every language that there are any for.
 *
 * @param content Content of a file of `assets/receipts` by its name: `texts/ar`; nothing where there is none.
 * @returns `config-invalid` where one has a mistake, or says that it is another language than its name.
 */
export function readAllReceiptTexts(
  content: (name: string) => string | undefined,
): Result<readonly ReceiptTexts[], Failure<'config-invalid'>> {
  const all: ReceiptTexts[] = [];
  for (const language of LANGUAGE_CODES) {
    const yaml = content(`texts/${language}`);
    if (yaml === undefined) continue;
    const texts = readReceiptTexts(yaml);
    if (!texts.ok) return err('config-invalid', `${language}: ${texts.error.detail}`);
    if (texts.value.language !== language) {
      return err('config-invalid', `texts of ${language} that say ${texts.value.language}`);
    }
    all.push(texts.value);
  }
  return ok(all);
}

/** YAML aliases could make a small file a huge one. */
export function usesAlias(document: Document.Parsed): boolean {
  let found = false;
  visit(document, (_, node) => {
    found = found || isAlias(node);
    return found ? visit.BREAK : undefined;
  });
  return found;
}
