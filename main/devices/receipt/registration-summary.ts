import type { Receipt, ReceiptLine } from '../../domain/receipt.ts';
import { type Failure, ok, type Result } from '../../domain/result.ts';
import type { SummaryFacts } from '../../ports/registration-receipts.ts';
import {
  type ReceiptTemplate,
  readReceiptTemplate,
  type TemplateVocabulary,
  type Words,
} from './receipt-template.ts';
import type { ReceiptTexts } from './receipt-texts.ts';

const HEAD_VOCABULARY = {
  words: ['title', 'date', 'hour', 'site', 'terminal', 'reference'],
} as const satisfies TemplateVocabulary;

const END_VOCABULARY = {
  words: [],
  optional: ['destination', 'preference', 'rules', 'service', 'serviceAddress', 'serviceTelephone'],
  each: { proposed: ['sentence'], reason: ['reason'], 'some-reason': [] },
} as const satisfies TemplateVocabulary;

/** The two templates around what was answered. */
export interface SummaryTemplates {
  readonly head: ReceiptTemplate;
  readonly end: ReceiptTemplate<string, keyof typeof END_VOCABULARY.each>;
}

/**
 * Reads what stands around the answers of a recapitulation, in French or in the language of `texts`. `config-invalid` where a
 * template has a mistake.
 *
 * @param yaml Contents of `assets/receipts/reponses.yaml` and `reponses-fin.yaml`.
 */
export function readSummaryTemplates(
  yaml: { readonly head: string; readonly end: string },
  timeZone: string | undefined,
  texts: ReceiptTexts | undefined,
): Result<SummaryTemplates, Failure<'config-invalid'>> {
  const head = readReceiptTemplate(yaml.head, HEAD_VOCABULARY, timeZone, texts);
  if (!head.ok) return head;
  const end = readReceiptTemplate<string, keyof typeof END_VOCABULARY.each>(
    yaml.end,
    END_VOCABULARY,
    timeZone,
    texts,
  );
  return end.ok ? ok({ head: head.value, end: end.value }) : end;
}

/** The recapitulation: the head, each block with its answers, the proposition and its reasons. */
export function fillSummary({ head, end }: SummaryTemplates, facts: SummaryFacts, service: Words): Receipt {
  const { orientation } = facts;
  const { written } = head;
  const opening = head.fill({
    words: {
      title: facts.title,
      date: written.day(facts.confirmedAt),
      hour: written.hour(facts.confirmedAt),
      site: facts.site,
      terminal: facts.terminal,
      reference: facts.reference,
    },
  });
  const answers = facts.blocks.flatMap(({ title, lines }): ReceiptLine[] => [
    { kind: 'rule' },
    { kind: 'strong', text: title },
    ...lines.map((line): ReceiptLine => ({ kind: 'field', ...line })),
  ]);
  const closing = end.fill({
    words: {
      ...service,
      ...(orientation === null ? {} : { rules: orientation.rules }),
      ...(orientation === null || orientation.destination === null
        ? {}
        : { destination: orientation.destination }),
      ...(orientation === null || orientation.preference === null
        ? {}
        : { preference: orientation.preference }),
    },
    each: {
      proposed: orientation === null ? [] : [{ sentence: orientation.sentence }],
      reason: orientation?.reasons.map((reason) => ({ reason })) ?? [],
      'some-reason': orientation === null || orientation.reasons.length === 0 ? [] : [{}],
    },
  });
  return { ...opening, lines: [...opening.lines, ...answers, ...closing.lines] };
}
