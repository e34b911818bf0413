import { parseDocument } from 'yaml';
import { z } from 'zod';
import { LANGUAGES } from '../../domain/language.ts';
import { QR_MAX_BYTES, type Receipt, type ReceiptLine, type WordsLine } from '../../domain/receipt.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import { pluralForms, type ReceiptTexts, usesAlias } from './receipt-texts.ts';
import { type WrittenByLanguage, writtenBy } from './written-by-language.ts';

/** Which words in braces the lines of a template may use. A template that uses another is refused when it is read. */
export interface TemplateVocabulary<State extends string = string, Each extends string = string> {
  /** Known in every receipt of this kind. */
  readonly words: readonly string[];
  /** Known in some: a line that uses one which is not known is left out. */
  readonly optional?: readonly string[];
  /** Situations that a line may be kept for by `when`, and the words that only a line kept for that one alone may use. */
  readonly states?: Readonly<Record<State, readonly string[]>>;
  /** Things that a line is repeated for by `each`, and the words of one of them. */
  readonly each?: Readonly<Record<Each, readonly string[]>>;
}

export type Words = Readonly<Record<string, string>>;

/** What one receipt says. */
export interface TemplateFacts<State extends string = string, Each extends string = string> {
  readonly words: Words;
  readonly state?: State;
  readonly each?: Readonly<Record<Each, readonly Words[]>>;
}

export interface ReceiptTemplate<State extends string = string, Each extends string = string> {
  readonly written: WrittenByLanguage;
  /** Never fails: every word in braces was checked against the vocabulary when the template was read. */
  fill(facts: TemplateFacts<State, Each>): Receipt;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
const MAX_TEMPLATE_CHARACTERS = 64_000;
const MAX_LINES = 200;
const MAX_ITEMS = 50;

const conditions = {
  when: z.array(z.string()).min(1).optional(),
  each: z.string().optional(),
};
const words = z.string().min(1).max(1_000);

const wordsLines = [
  z.strictObject({ kind: z.literal('title'), text: words, ...conditions }),
  z.strictObject({ kind: z.literal('text'), text: words, ...conditions }),
  z.strictObject({ kind: z.literal('strong'), text: words, ...conditions }),
  z.strictObject({ kind: z.literal('field'), label: words, value: words, ...conditions }),
  /** With `each`, the items are repeated for each thing, in one list. */
  z.strictObject({ kind: z.literal('list'), items: z.array(words).min(1).max(MAX_ITEMS), ...conditions }),
] as const;

const templateLine = z.discriminatedUnion('kind', [
  ...wordsLines,
  z.strictObject({ kind: z.literal('reference'), label: words, value: words, ...conditions }),
  z.strictObject({ kind: z.literal('rule'), ...conditions }),
  z.strictObject({ kind: z.literal('qr'), label: words, content: words, ...conditions }),
  z.strictObject({
    kind: z.literal('pair'),
    own: z.discriminatedUnion('kind', wordsLines),
    french: z.discriminatedUnion('kind', wordsLines),
    ...conditions,
  }),
]);
type TemplateLine = z.infer<typeof templateLine>;

const receiptTemplate = z.strictObject({
  language: z.string().refine((tag) => supportedLanguage(tag), 'not a language this system can write'),
  title: z.string().min(1).max(200),
  plurals: z.record(z.string(), pluralForms).default({}),
  lines: z.array(templateLine).min(1).max(MAX_LINES),
});

function supportedLanguage(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length === 1;
  } catch {
    return false;
  }
}

/** Everything of a line that may have words in braces. */
function textsOf(line: TemplateLine): readonly string[] {
  switch (line.kind) {
    case 'title':
    case 'text':
    case 'strong':
      return [line.text];
    case 'field':
    case 'reference':
      return [line.label, line.value];
    case 'list':
      return line.items;
    case 'qr':
      return [line.label, line.content];
    case 'pair':
      return [...textsOf(line.own), ...textsOf(line.french)];
    case 'rule':
      return [];
  }
}

/** What is wrong with the words in braces of one line; empty where nothing is. */
function mistakesOf(line: TemplateLine, vocabulary: TemplateVocabulary): readonly string[] {
  const { states = {}, each = {} } = vocabulary;
  const mistakes: string[] = [];
  for (const state of line.when ?? []) if (!Object.hasOwn(states, state)) mistakes.push(`no state ${state}`);
  if (line.each !== undefined && !Object.hasOwn(each, line.each))
    mistakes.push(`nothing to repeat for ${line.each}`);
  const only = line.when?.length === 1 ? line.when[0] : undefined;
  const known: ReadonlySet<string> = new Set([
    ...vocabulary.words,
    ...(vocabulary.optional ?? []),
    ...(line.each === undefined ? [] : (each[line.each] ?? [])),
    ...(only === undefined ? [] : (states[only] ?? [])),
  ]);
  for (const text of textsOf(line)) {
    for (const [, word = ''] of text.matchAll(PLACEHOLDER)) {
      if (!known.has(word)) mistakes.push(`{${word}} cannot be filled in here`);
    }
    if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) mistakes.push('a brace is left open');
  }
  return mistakes;
}

/**
 * Reads a receipt template of `assets/receipts`. Once it succeeded no fact can be missing.
 *
 * @param timeZone IANA name of the terminal's time zone, such as `Indian/Reunion`; the system's own where left out.
 * @param texts The sentences of another language, which then stand in the place of the template's own.
 * @returns `config-invalid` where the template is not YAML, has an unknown key or kind, or a word in braces that its line
 * cannot fill in. The detail names the line of the template, never a fact.
 */
export function readReceiptTemplate<State extends string, Each extends string>(
  yaml: string,
  vocabulary: TemplateVocabulary<State, Each>,
  timeZone?: string,
  texts?: ReceiptTexts,
): Result<ReceiptTemplate<State, Each>, Failure<'config-invalid'>> {
  if (yaml.length > MAX_TEMPLATE_CHARACTERS) return err('config-invalid', 'the receipt template is too long');
  const document = parseDocument(yaml);
  if (document.errors.length > 0)
    return err('config-invalid', `the receipt template: ${document.errors[0]?.code}`);
  if (usesAlias(document)) return err('config-invalid', 'the receipt template uses an alias');
  if (document.contents === null) return err('config-invalid', 'the receipt template is empty');
  const read = receiptTemplate.safeParse(document.toJSON());
  if (!read.success) {
    const issue = read.error.issues[0];
    return err('config-invalid', `the receipt template, ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const template = texts === undefined ? ok(read.data) : inLanguage(read.data, texts);
  if (!template.ok) return template;
  const { language, locale, title, plurals, lines } = { locale: read.data.language, ...template.value };
  for (const [index, line] of lines.entries()) {
    const [mistake] = mistakesOf(line, vocabulary);
    if (mistake !== undefined)
      return err('config-invalid', `the receipt template, lines.${index}: ${mistake}`);
  }
  const optional: ReadonlySet<string> = new Set(vocabulary.optional ?? []);
  return ok({
    written: writtenBy(locale, plurals, timeZone),
    fill: (facts) => ({
      language,
      title,
      lines: lines
        .filter(
          (line) => line.when === undefined || (facts.state !== undefined && line.when.includes(facts.state)),
        )
        .filter((line) => !usesUnknown(line, optional, facts.words))
        .flatMap((line) => repeated(line, facts)),
    }),
  });
}

/** The same template with every text said in another language; the receipt is then of that language. */
function inLanguage(
  template: z.infer<typeof receiptTemplate>,
  texts: ReceiptTexts,
): Result<z.infer<typeof receiptTemplate> & { readonly locale: string }, Failure<'config-invalid'>> {
  const lacking: string[] = [];
  const say = (french: string): string => {
    const said = texts.said(french);
    if (said === undefined) lacking.push(french);
    return said ?? french;
  };
  const title = say(template.title);
  const lines = template.lines.map((line) => saidLine(line, say));
  if (lacking.length > 0) return err('config-invalid', `${texts.language} does not say "${lacking[0]}"`);
  const { tag, locale } = LANGUAGES[texts.language];
  return ok({ language: tag, locale, title, lines, plurals: { ...template.plurals, ...texts.plurals } });
}

function saidLine(line: TemplateLine, say: (french: string) => string): TemplateLine {
  switch (line.kind) {
    case 'title':
    case 'text':
    case 'strong':
      return { ...line, text: say(line.text) };
    case 'field':
    case 'reference':
      return { ...line, label: say(line.label), value: say(line.value) };
    case 'list':
      return { ...line, items: line.items.map(say) };
    case 'qr':
      return { ...line, label: say(line.label) };
    case 'pair':
    case 'rule':
      return line;
  }
}

function usesUnknown(line: TemplateLine, optional: ReadonlySet<string>, known: Words): boolean {
  return textsOf(line).some((text) =>
    [...text.matchAll(PLACEHOLDER)].some(
      ([, word = '']) => optional.has(word) && !Object.hasOwn(known, word),
    ),
  );
}

function repeated(line: TemplateLine, facts: TemplateFacts): readonly ReceiptLine[] {
  if (line.each === undefined) return [filled(line, facts.words)];
  const things = facts.each?.[line.each] ?? [];
  const each = things.map((thing) => ({ ...facts.words, ...thing }));
  if (line.kind !== 'list') return each.map((known) => filled(line, known));
  const items = each.flatMap((known) => line.items.map((item) => fill(item, known)));
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** One pass: what a visitor's file is called is never read as a word in braces. */
function fill(text: string, known: Words): string {
  return text.replace(PLACEHOLDER, (_, word: string) => known[word] ?? '');
}

type WordsTemplateLine = z.infer<(typeof wordsLines)[number]>;

function filledWords(line: WordsTemplateLine, known: Words): WordsLine {
  switch (line.kind) {
    case 'title':
    case 'text':
    case 'strong':
      return { kind: line.kind, text: fill(line.text, known) };
    case 'field':
      return { kind: 'field', label: fill(line.label, known), value: fill(line.value, known) };
    case 'list':
      return { kind: 'list', items: line.items.map((item) => fill(item, known)) };
  }
}

function filled(line: TemplateLine, known: Words): ReceiptLine {
  switch (line.kind) {
    case 'reference':
      return { kind: 'reference', label: fill(line.label, known), value: fill(line.value, known) };
    case 'qr': {
      const content = fill(line.content, known);
      const label = fill(line.label, known);
      // A code that no reader could read is worth less than its words.
      return Buffer.byteLength(content) > QR_MAX_BYTES
        ? { kind: 'field', label, value: content }
        : { kind: 'qr', label, content };
    }
    case 'pair':
      return { kind: 'pair', own: filledWords(line.own, known), french: filledWords(line.french, known) };
    case 'rule':
      return { kind: 'rule' };
    default:
      return filledWords(line, known);
  }
}
