import { LANGUAGES, type LanguageCode } from '../../domain/language.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { ComposeReceipt, DepositFacts } from '../../ports/receipt-composer.ts';
import { type ReceiptTemplate, readReceiptTemplate, type TemplateVocabulary } from './receipt-template.ts';
import { readAllReceiptTexts } from './receipt-texts.ts';

type DepositTemplate = ReceiptTemplate<DepositFacts['delivery']['state'], 'file'>;

const DEPOSIT_VOCABULARY = {
  words: ['date', 'hour', 'site', 'terminal', 'reference', 'kind', 'destination', 'pages'],
  optional: ['service', 'serviceAddress', 'serviceTelephone'],
  states: { saved: [], sending: [], acknowledged: ['received', 'acknowledgement'], refused: [] },
  each: { file: ['file', 'filePages'] },
} as const satisfies TemplateVocabulary;

/** Where dates are written for, and who receives the deposit. */
export interface DepositReceiptOptions {
  /** IANA name of the terminal's time zone, such as `Indian/Reunion`; the system's own where left out. */
  readonly timeZone?: string;
  /** The service in charge (Code des relations entre le public et l'administration, R112-5 and R112-11-1). */
  readonly service?: {
    readonly name?: string | undefined;
    readonly address?: string | undefined;
    readonly telephone?: string | undefined;
  };
  /** Content of a file of `assets/receipts`: `texts/ar`, what the template's sentences are in Arabic. French alone without. */
  readonly content?: (name: string) => string | undefined;
}

/**
 * Reads the template of the récépissé de dépôt (`assets/receipts/depot.yaml`) and gives the function that fills it in, in
 * every language that has texts.
 *
 * @returns `config-invalid` where the template has a mistake: see `readReceiptTemplate`.
 */
export function readDepositTemplate(
  yaml: string,
  options: DepositReceiptOptions = {},
): Result<ComposeReceipt, Failure<'config-invalid'>> {
  const texts = readAllReceiptTexts(options.content ?? (() => undefined));
  if (!texts.ok) return texts;
  const templates = new Map<LanguageCode, DepositTemplate>();
  for (const own of [undefined, ...texts.value]) {
    const template = readReceiptTemplate<DepositFacts['delivery']['state'], 'file'>(
      yaml,
      DEPOSIT_VOCABULARY,
      options.timeZone,
      own,
    );
    if (!template.ok) return err('config-invalid', template.error.detail);
    templates.set(own?.language ?? 'fr', template.value);
  }
  return ok((facts, language = 'fr') => {
    const { base = 'fr' } = LANGUAGES[language];
    const template = templates.get(language) ?? templates.get(base) ?? templates.get('fr');
    if (template === undefined) throw new Error('a deposit receipt without French passed the reading');
    return compose(template, facts, options.service ?? {});
  });
}

function compose(
  template: DepositTemplate,
  facts: DepositFacts,
  service: NonNullable<DepositReceiptOptions['service']>,
): ReturnType<ComposeReceipt> {
  const { written } = template;
  const { delivery } = facts;
  const pages = (count: number): string => written.count('pages', count);
  return template.fill({
    state: delivery.state,
    words: {
      date: written.day(facts.confirmedAt),
      hour: written.hour(facts.confirmedAt),
      site: facts.site,
      terminal: facts.terminal,
      reference: facts.reference,
      kind: facts.kindLabel,
      destination: facts.destinationLabel,
      pages: pages(facts.files.reduce((sum, file) => sum + file.pages, 0)),
      ...(service.name === undefined ? {} : { service: service.name }),
      ...(service.address === undefined ? {} : { serviceAddress: service.address }),
      ...(service.telephone === undefined ? {} : { serviceTelephone: service.telephone }),
      ...(delivery.state === 'acknowledged'
        ? { received: written.moment(delivery.at), acknowledgement: delivery.acknowledgement }
        : {}),
    },
    each: { file: facts.files.map((file) => ({ file: file.name, filePages: pages(file.pages) })) },
  });
}
