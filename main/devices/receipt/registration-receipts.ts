import { LANGUAGES, type LanguageCode } from '../../domain/language.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type {
  LeavingFacts,
  RegistrationFacts,
  RegistrationReceipts,
} from '../../ports/registration-receipts.ts';
import {
  type ReceiptTemplate,
  readReceiptTemplate,
  type TemplateVocabulary,
  type Words,
} from './receipt-template.ts';
import { type ReceiptTexts, readAllReceiptTexts } from './receipt-texts.ts';
import { fillSummary, readSummaryTemplates } from './registration-summary.ts';

type DeliveryState = RegistrationFacts['delivery']['state'];

/** Situations that have no words of their own are things that there are one or none of. */
const DONE_VOCABULARY = {
  words: [
    'title',
    'date',
    'hour',
    'site',
    'terminal',
    'reference',
    'answers',
    'actualisationFrom',
    'actualisationTo',
    'actualisationDays',
  ],
  optional: ['proposition', 'destination', 'slotPhone', 'service', 'serviceAddress', 'serviceTelephone'],
  states: { saved: [], sending: [], acknowledged: ['received', 'acknowledgement'], refused: [] },
  each: {
    file: ['label', 'file', 'filePages'],
    'no-file': [],
    paper: ['paper'],
    'some-paper': [],
    slot: ['slotDay', 'slotTime', 'slotPlace'],
    call: [],
    desk: [],
    'actualisation-open': [],
    'actualisation-coming': [],
  },
} as const satisfies TemplateVocabulary;

const LEAVING_VOCABULARY = {
  words: ['title', 'date', 'hour', 'site', 'terminal'],
  optional: ['code', 'keptUntil', 'service', 'serviceAddress', 'serviceTelephone'],
  states: { kept: [], 'not-kept': [] },
  each: { paper: ['paper'], 'some-paper': [] },
} as const satisfies TemplateVocabulary;

type DoneEach = keyof typeof DONE_VOCABULARY.each;
type LeavingEach = keyof typeof LEAVING_VOCABULARY.each;
type DoneTemplate = ReceiptTemplate<DeliveryState, DoneEach>;
type LeavingTemplate = ReceiptTemplate<'kept' | 'not-kept', LeavingEach>;

export interface RegistrationReceiptOptions {
  /** IANA name of the terminal's time zone; the system's own where left out. */
  readonly timeZone?: string;
  /** The service in charge. */
  readonly service?: {
    readonly name?: string | undefined;
    readonly address?: string | undefined;
    readonly telephone?: string | undefined;
  };
  /** Journeys there are templates for. */
  readonly journeys: readonly string[];
  /**
   * Content of a file of `assets/receipts`, nothing where there is none: the French templates `inscription` (a journey) and
   * `depart` (leaving midway), `reponses` and `reponses-fin` (around the recapitulation), and `texts/ar`, what their sentences are in another language.
   */
  readonly template: (name: string) => string | undefined;
}

/** One thing where it is so, none otherwise. */
const when = (so: boolean): readonly Words[] => (so ? [{}] : []);

function serviceWords(service: RegistrationReceiptOptions['service'] = {}): Words {
  return {
    ...(service.name === undefined ? {} : { service: service.name }),
    ...(service.address === undefined ? {} : { serviceAddress: service.address }),
    ...(service.telephone === undefined ? {} : { serviceTelephone: service.telephone }),
  };
}

/** Noon, so that the day is the same in every time zone of France. */
function isoDay({ year, month, day }: RegistrationFacts['actualisation']['from']): string {
  return new Date(year, month - 1, day, 12).toISOString();
}

function fillDone(
  template: DoneTemplate,
  facts: RegistrationFacts,
  service: RegistrationReceiptOptions['service'],
): ReturnType<RegistrationReceipts['done']> {
  const { written } = template;
  const { appointment, actualisation, delivery, proposition } = facts;
  return template.fill({
    state: delivery.state,
    words: {
      ...serviceWords(service),
      title: facts.title,
      date: written.day(facts.confirmedAt),
      hour: written.hour(facts.confirmedAt),
      site: facts.site,
      terminal: facts.terminal,
      reference: facts.reference,
      answers: written.count('answers', facts.answers),
      actualisationFrom: written.day(isoDay(actualisation.from)),
      actualisationTo: written.day(isoDay(actualisation.to)),
      actualisationDays: written.count('days', actualisation.daysLeft),
      ...(proposition === null ? {} : { proposition: proposition.sentence }),
      ...(proposition === null || proposition.destination === null
        ? {}
        : { destination: proposition.destination }),
      ...(appointment.kind === 'creneau' && appointment.phone !== null
        ? { slotPhone: appointment.phone }
        : {}),
      ...(delivery.state === 'acknowledged'
        ? { received: written.moment(delivery.at), acknowledgement: delivery.acknowledgement }
        : {}),
    },
    each: {
      file: facts.files.map(({ label, name, pages }) => ({
        label,
        file: name,
        filePages: written.count('pages', pages),
      })),
      'no-file': when(facts.files.length === 0),
      paper: facts.toBring.map((paper) => ({ paper })),
      'some-paper': when(facts.toBring.length > 0),
      slot:
        appointment.kind === 'creneau'
          ? [{ slotDay: appointment.day, slotTime: appointment.time, slotPlace: appointment.place }]
          : [],
      call: when(appointment.kind === 'appel'),
      desk: when(appointment.kind === 'accueil'),
      'actualisation-open': when(actualisation.open),
      'actualisation-coming': when(!actualisation.open),
    },
  });
}

function fillLeaving(
  template: LeavingTemplate,
  facts: LeavingFacts,
  service: RegistrationReceiptOptions['service'],
): ReturnType<RegistrationReceipts['leaving']> {
  const { written } = template;
  return template.fill({
    state: facts.draft === null ? 'not-kept' : 'kept',
    words: {
      ...serviceWords(service),
      title: facts.title,
      date: written.day(facts.leftAt),
      hour: written.hour(facts.leftAt),
      site: facts.site,
      terminal: facts.terminal,
      ...(facts.draft === null
        ? {}
        : { code: facts.draft.code, keptUntil: written.day(facts.draft.keptUntil) }),
    },
    each: {
      paper: facts.toBring.map((paper) => ({ paper })),
      'some-paper': when(facts.toBring.length > 0),
    },
  });
}

/** The language that a template is looked for in: its own, its base's, French. */
function languagesFor(language: LanguageCode): readonly LanguageCode[] {
  const { base } = LANGUAGES[language];
  return [language, ...(base === undefined ? [] : [base]), 'fr'];
}

type Read<Template> = (
  yaml: string,
  texts: ReceiptTexts | undefined,
) => Result<Template, Failure<'config-invalid'>>;

/** Reads a template in French and in every language that has texts. `config-invalid` names the template. */
function readAll<Template>(
  name: string,
  content: RegistrationReceiptOptions['template'],
  texts: readonly ReceiptTexts[],
  read: Read<Template>,
): Result<ReadonlyMap<LanguageCode, Template>, Failure<'config-invalid'>> {
  const yaml = content(name);
  if (yaml === undefined) return err('config-invalid', `no receipt template ${name}`);
  const templates = new Map<LanguageCode, Template>();
  for (const own of [undefined, ...texts]) {
    const template = read(yaml, own);
    if (!template.ok) return err('config-invalid', `${name}: ${template.error.detail}`);
    templates.set(own?.language ?? 'fr', template.value);
  }
  return ok(templates);
}

function inLanguage<Template>(
  templates: ReadonlyMap<LanguageCode, Template>,
  language: LanguageCode,
): Template {
  const found = languagesFor(language).flatMap((code) => templates.get(code) ?? [])[0];
  if (found === undefined) throw new Error('a receipt without its French template passed the reading');
  return found;
}

/** Reads the templates of the papers of a registration. `config-invalid` where one has a mistake or is missing. */
export function readRegistrationReceipts(
  options: RegistrationReceiptOptions,
): Result<RegistrationReceipts, Failure<'config-invalid'>> {
  const { service, timeZone, template } = options;
  const texts = readAllReceiptTexts(template);
  if (!texts.ok) return texts;
  const done = new Map<string, ReadonlyMap<LanguageCode, DoneTemplate>>();
  for (const journey of options.journeys) {
    const templates = readAll(journey, template, texts.value, (yaml, own) =>
      readReceiptTemplate<DeliveryState, DoneEach>(yaml, DONE_VOCABULARY, timeZone, own),
    );
    if (!templates.ok) return templates;
    done.set(journey, templates.value);
  }
  const leaving = readAll('depart', template, texts.value, (yaml, own) =>
    readReceiptTemplate<'kept' | 'not-kept', LeavingEach>(yaml, LEAVING_VOCABULARY, timeZone, own),
  );
  if (!leaving.ok) return leaving;
  const summaryEnd = template('reponses-fin') ?? '';
  const summary = readAll('reponses', template, texts.value, (head, own) =>
    readSummaryTemplates({ head, end: summaryEnd }, timeZone, own),
  );
  if (!summary.ok) return summary;
  const writtenIn = (language: LanguageCode): LanguageCode =>
    languagesFor(language).find((code) => leaving.value.has(code)) ?? 'fr';
  return ok({
    writtenIn,
    done: (facts, language) => {
      const templates = done.get(facts.journey);
      if (templates === undefined) throw new Error(`no receipt for ${facts.journey}`);
      return fillDone(inLanguage(templates, language), facts, service);
    },
    summary: (facts, language) =>
      fillSummary(inLanguage(summary.value, language), facts, serviceWords(service)),
    leaving: (facts, language) => fillLeaving(inLanguage(leaving.value, language), facts, service),
  });
}
