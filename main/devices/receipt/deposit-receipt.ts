import { type Document, isAlias, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import type { Receipt, ReceiptLine } from '../../domain/receipt.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { ComposeReceipt, DepositFacts } from '../../ports/receipt-composer.ts';

/** Words that any line may use in braces. */
const COMMON_WORDS = [
  'date',
  'hour',
  'site',
  'terminal',
  'reference',
  'kind',
  'destination',
  'pages',
] as const;
/** Words of one file: only in a line with `each: file`. */
const FILE_WORDS = ['file', 'filePages'] as const;
/** Words of the platform's acknowledgement: only in a line kept for `acknowledged` alone. */
const ACKNOWLEDGEMENT_WORDS = ['received', 'acknowledgement'] as const;

type Words = Readonly<Record<string, string>>;

const PLACEHOLDER = /\{([^{}]*)\}/g;
const MAX_TEMPLATE_CHARACTERS = 64_000;
const MAX_LINES = 200;

const conditions = {
  when: z
    .array(z.enum(['saved', 'sending', 'acknowledged', 'refused']))
    .min(1)
    .optional(),
  each: z.literal('file').optional(),
};
const words = z.string().min(1).max(1_000);

const templateLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('title'), text: words, ...conditions }),
  z.strictObject({ kind: z.literal('text'), text: words, ...conditions }),
  z.strictObject({ kind: z.literal('strong'), text: words, ...conditions }),
  z.strictObject({ kind: z.literal('field'), label: words, value: words, ...conditions }),
  z.strictObject({ kind: z.literal('reference'), label: words, value: words, ...conditions }),
  z.strictObject({ kind: z.literal('rule'), ...conditions }),
]);
type TemplateLine = z.infer<typeof templateLine>;

const pluralForm = z
  .string()
  .max(100)
  .regex(/^[^{}]*\{count\}[^{}]*$/, 'needs {count} once');

const depositTemplate = z
  .strictObject({
    language: z.string().refine((tag) => supportedLanguage(tag), 'not a language this system can write'),
    title: z.string().min(1).max(200),
    plurals: z.strictObject({
      pages: z.strictObject({
        zero: pluralForm.optional(),
        one: pluralForm.optional(),
        two: pluralForm.optional(),
        few: pluralForm.optional(),
        many: pluralForm.optional(),
        other: pluralForm,
      }),
    }),
    lines: z.array(templateLine).min(1).max(MAX_LINES),
  })
  .superRefine((template, context) => {
    for (const [index, line] of template.lines.entries()) {
      const known: ReadonlySet<string> = new Set([
        ...COMMON_WORDS,
        ...(line.each === 'file' ? FILE_WORDS : []),
        ...(line.when?.length === 1 && line.when[0] === 'acknowledged' ? ACKNOWLEDGEMENT_WORDS : []),
      ]);
      for (const text of textsOf(line)) {
        for (const [, word] of text.matchAll(PLACEHOLDER)) {
          if (word !== undefined && known.has(word)) continue;
          context.addIssue({
            code: 'custom',
            path: ['lines', index],
            message: `{${word}} cannot be filled in here`,
          });
        }
        if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) {
          context.addIssue({ code: 'custom', path: ['lines', index], message: 'a brace is left open' });
        }
      }
    }
  });
type DepositTemplate = z.infer<typeof depositTemplate>;

function supportedLanguage(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length === 1;
  } catch {
    return false;
  }
}

function textsOf(line: TemplateLine): readonly string[] {
  switch (line.kind) {
    case 'title':
    case 'text':
    case 'strong':
      return [line.text];
    case 'field':
    case 'reference':
      return [line.label, line.value];
    case 'rule':
      return [];
  }
}

/** Where dates are written for. */
export interface DepositReceiptOptions {
  /** IANA name of the terminal's time zone, such as `Indian/Reunion`; the system's own where left out. */
  readonly timeZone?: string;
}

/**
 * Reads the template of the récépissé de dépôt (`assets/receipts/depot.yaml`) and gives the function that fills it in.
 * Once it succeeded no fact can be missing: every word in braces was checked against what the function fills in.
 *
 * @returns `config-invalid` where the template is not YAML, has an unknown key or kind, or a word in braces that its line
 * cannot fill in. The detail names the line of the template, never a fact.
 */
export function readDepositTemplate(
  yaml: string,
  options: DepositReceiptOptions = {},
): Result<ComposeReceipt, Failure<'config-invalid'>> {
  if (yaml.length > MAX_TEMPLATE_CHARACTERS) return err('config-invalid', 'the receipt template is too long');
  const document = parseDocument(yaml);
  if (document.errors.length > 0)
    return err('config-invalid', `the receipt template: ${document.errors[0]?.code}`);
  if (usesAlias(document)) return err('config-invalid', 'the receipt template uses an alias');
  if (document.contents === null) return err('config-invalid', 'the receipt template is empty');
  const template = depositTemplate.safeParse(document.toJSON());
  if (!template.success) {
    const issue = template.error.issues[0];
    return err('config-invalid', `the receipt template, ${issue?.path.join('.')}: ${issue?.message}`);
  }
  return ok((facts) => compose(template.data, facts, options));
}

function usesAlias(document: Document.Parsed): boolean {
  let found = false;
  visit(document, (_, node) => {
    found = found || isAlias(node);
    return found ? visit.BREAK : undefined;
  });
  return found;
}

function compose(template: DepositTemplate, facts: DepositFacts, options: DepositReceiptOptions): Receipt {
  const { language } = template;
  const zone = options.timeZone === undefined ? {} : { timeZone: options.timeZone };
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'full', ...zone });
  const hour = new Intl.DateTimeFormat(language, { timeStyle: 'short', ...zone });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', ...zone });
  const pages = pageCounter(template);
  const { delivery } = facts;

  const common: Words = {
    date: written(day, facts.confirmedAt),
    hour: written(hour, facts.confirmedAt),
    site: facts.site,
    terminal: facts.terminal,
    reference: facts.reference,
    kind: facts.kindLabel,
    destination: facts.destinationLabel,
    pages: pages(facts.files.reduce((sum, file) => sum + file.pages, 0)),
    ...(delivery.state === 'acknowledged'
      ? { received: written(moment, delivery.at), acknowledgement: delivery.acknowledgement }
      : {}),
  };

  const lines = template.lines
    .filter((line) => line.when === undefined || line.when.includes(delivery.state))
    .flatMap((line) =>
      line.each === 'file'
        ? facts.files.map((file) =>
            filled(line, { ...common, file: file.name, filePages: pages(file.pages) }),
          )
        : [filled(line, common)],
    );
  return { language, title: template.title, lines };
}

/** A date by the language's rules; as it was given where it is no date, rather than a guess. */
function written(format: Intl.DateTimeFormat, iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}

function pageCounter(template: DepositTemplate): (count: number) => string {
  const rules = new Intl.PluralRules(template.language);
  const number = new Intl.NumberFormat(template.language);
  const forms = template.plurals.pages;
  return (count) => (forms[rules.select(count)] ?? forms.other).replace('{count}', number.format(count));
}

function filled(line: TemplateLine, words: Words): ReceiptLine {
  // One pass: what a visitor's file is called is never read as a word in braces.
  const fill = (text: string): string => text.replace(PLACEHOLDER, (_, word: string) => words[word] ?? '');
  switch (line.kind) {
    case 'title':
    case 'text':
    case 'strong':
      return { kind: line.kind, text: fill(line.text) };
    case 'field':
    case 'reference':
      return { kind: line.kind, label: fill(line.label), value: fill(line.value) };
    case 'rule':
      return { kind: 'rule' };
  }
}
