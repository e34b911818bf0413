import type { VisitView } from '../contract/snapshot.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import { COUNTRIES } from '../domain/identifiers/country.ts';
import type { FieldProblem } from '../domain/identifiers/field-problem.ts';
import { ADDRESS_KINDS } from '../domain/identifiers/place.ts';
import {
  type Answer,
  APPOINTMENT_KINDS,
  DOCUMENT_STATES,
  wordsOfValue,
} from '../domain/registration/answer.ts';
import type { Question, TypedQuestion } from '../domain/registration/journey.ts';
import { propose } from '../domain/registration/orientation.ts';
import { canBeCalled, factsOf, missing, recapitulation } from '../domain/registration/registration.ts';
import type { ShownQuestion } from '../domain/registration/shown.ts';
import { answerWords, countryName, slotWords } from '../visit/registration/answer-words.ts';
import type { JourneyTexts } from '../visit/registration/journey-catalogue.ts';
import {
  isForAnother,
  type Refused,
  type RegistrationWork,
} from '../visit/registration/registration-work.ts';
import type { VisitOptions } from '../visit/visit-session.ts';
import { kindView } from './catalogue-view.ts';

export interface ScannerState {
  readonly problem: ErrorCode | null;
}

/** What a question is written with. */
export interface QuestionAround {
  readonly options: VisitOptions;
  readonly texts: JourneyTexts;
  readonly scanner: ScannerState;
}

type QuestionView = Extract<VisitView, { step: 'registration' }>['questions'][number];
type ViewOfKind<Kind extends QuestionView['kind']> = Extract<QuestionView, { kind: Kind }>;

/** UTF-16 units that a field takes; longer things are told by the question's own check. */
const FIELD_LENGTHS: Readonly<Partial<Record<TypedQuestion['validate'], number>>> = {
  'long-text': 500,
  postcode: 5,
  nir: 21,
  phone: 25,
  iban: 42,
  email: 254,
  'small-count': 2,
  'monthly-euros': 6,
};
const USUAL_FIELD_LENGTH = 120;

/** How far back a date of birth goes, years. */
const OLDEST = 125;
/** How far another date goes back and ahead, years (`nearDate`, `comingDate`). */
const NEAR_PAST = 60;
const NEAR_FUTURE = 2;

function problemView(code: FieldProblem, texts: JourneyTexts): NonNullable<QuestionView['problem']> {
  return {
    code,
    title: texts.text(`problems.${code}.title`),
    action: texts.text(`problems.${code}.action`),
  };
}

/** Given, sensitive, and somebody helps: that it was given is said, not what. */
function isMasked(question: Question, answer: Answer | undefined, work: RegistrationWork): boolean {
  return question.sensitive && work.state.help !== 'seul' && answer?.state === 'given';
}

function stateOf(
  masked: boolean,
  answer: Answer | undefined,
  refused: Refused | undefined,
): QuestionView['state'] {
  if (refused !== undefined && 'raw' in refused) return 'refused';
  if (masked) return 'masked';
  return answer?.state ?? 'open';
}

/** A part of something typed, whatever it is: as text where it is one. */
function part(value: unknown, name: string): string | null {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : null;
}

function datePart(value: unknown, name: string): number | null {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  const whole = typeof found === 'number' && Number.isInteger(found) && found >= 0 && found <= 9_999;
  return whole ? found : null;
}

const COUNTRY_LISTS = new Map<string, { code: string; name: string }[]>();

/** Countries in the alphabetical order of the language; made once for each. */
function countriesIn(locale: string): { code: string; name: string }[] {
  const made = COUNTRY_LISTS.get(locale);
  if (made !== undefined) return made;
  const order = new Intl.Collator(locale);
  const list = COUNTRIES.map((code) => ({ code, name: countryName(code, locale) })).sort((a, b) =>
    order.compare(a.name, b.name),
  );
  COUNTRY_LISTS.set(locale, list);
  return list;
}

/** What is shown in the field: what was typed and refused, or what is kept; nothing of a masked answer. */
function entered(masked: boolean, answer: Answer | undefined, refused: Refused | undefined): unknown {
  if (refused !== undefined && 'raw' in refused) return refused.raw;
  return masked || answer?.state !== 'given' ? undefined : answer.value;
}

function yearsOf(question: TypedQuestion, today: number): { from: number; to: number } {
  switch (question.validate) {
    case 'birth-date':
      return { from: today - OLDEST, to: today };
    case 'coming-date':
      return { from: today, to: today + NEAR_FUTURE };
    default:
      return { from: today - NEAR_PAST, to: today + NEAR_FUTURE };
  }
}

/** One question of the screen, with all its sentences. */
export function questionView(
  { question, choices, answer }: ShownQuestion,
  work: RegistrationWork,
  around: QuestionAround,
): QuestionView {
  const { texts } = around;
  const masked = isMasked(question, answer, work);
  const refused = work.refused[question.id];
  const value = entered(masked, answer, refused);
  const kept = masked || answer?.state !== 'given' ? undefined : answer.value;
  const given = answer?.state === 'given' && !masked ? answer : undefined;
  const asked = {
    id: question.id,
    label: texts.about(`questions.${question.id}`, 'label', isForAnother(work.state)),
    hint: texts.find(`questions.${question.id}.hint`) ?? null,
    use: question.use.map((use) => texts.text(`uses.${use}`)),
    required: question.required,
    sensitive: question.sensitive,
    state: stateOf(masked, answer, refused),
    origin:
      given === undefined
        ? null
        : { provenance: given.provenance, text: texts.text(`answers.${given.provenance}`) },
    toConfirm: answer?.state === 'given' && !answer.confirmed,
    problem: refused === undefined ? null : problemView(refused.code, texts),
  };
  const picked = kept === undefined ? [] : wordsOfValue(question, kept);

  switch (question.kind) {
    case 'date':
      return {
        ...asked,
        kind: 'date',
        mayBeUnknown: question.validate === 'birth-date',
        unknownLabel: texts.text('answers.unknown-date'),
        years: yearsOf(question, work.state.today.year),
        value:
          value === undefined
            ? null
            : {
                day: datePart(value, 'day'),
                month: datePart(value, 'month'),
                year: datePart(value, 'year'),
              },
      };
    case 'postcode-city':
      return {
        ...asked,
        kind: 'postcode-city',
        value:
          value === undefined
            ? null
            : { postcode: part(value, 'postcode') ?? '', city: part(value, 'city') ?? '' },
      };
    case 'country':
      return {
        ...asked,
        kind: 'country',
        countries: countriesIn(texts.locale),
        first: [...question.first],
        value: typeof value === 'string' ? value.slice(0, 2) : null,
      };
    case 'address':
      return { ...asked, kind: 'address', first: [...question.first], ...addressView(value, texts) };
    case 'choice':
    case 'choices':
      return {
        ...asked,
        kind: question.kind,
        choices: choices.map(({ id, alone }) => ({
          id,
          label: texts.text(`choices.${question.texts}.${id}`),
          chosen: picked.includes(id),
          alone,
        })),
      };
    case 'document':
      return {
        ...asked,
        kind: 'document',
        ways: DOCUMENT_STATES.map((id) => ({
          id,
          label: texts.text(`answers.${id}`),
          chosen: picked.includes(id),
        })),
        documents: around.options.kinds
          .filter(({ id }) => question.documents.includes(id))
          .map((kind) => ({ ...kindView(kind, texts.language), chosen: picked.includes(kind.id) })),
        files: picked.includes('joint')
          ? (work.papers[question.id]?.files ?? []).map(({ fileName, pages }) => ({ name: fileName, pages }))
          : [],
        scannerProblem: around.scanner.problem,
      };
    case 'appointment':
      return { ...asked, kind: 'appointment', ...appointmentView(work, kept, picked, texts) };
    case 'proposition':
      return { ...asked, kind: 'proposition', ...propositionView(work, around) };
    case 'recapitulation':
      return { ...asked, kind: 'recapitulation', blocks: recapitulationBlocks(work, around) };
    case 'confirmation':
      return {
        ...asked,
        kind: 'confirmation',
        confirmed: answer?.state === 'given',
        blocked: blockedBy(question.id, work, texts),
      };
    default:
      return {
        ...asked,
        kind: question.kind,
        value: typeof value === 'string' || typeof value === 'number' ? String(value) : null,
        maxLength: FIELD_LENGTHS[question.validate] ?? USUAL_FIELD_LENGTH,
      };
  }
}

function addressView(
  value: unknown,
  texts: JourneyTexts,
): Pick<ViewOfKind<'address'>, 'kinds' | 'countries' | 'value'> {
  const kind = ADDRESS_KINDS.find((known) => known === part(value, 'kind'));
  return {
    kinds: ADDRESS_KINDS.map((id) => ({ id, label: texts.text(`answers.${id}`) })),
    countries: countriesIn(texts.locale),
    value:
      kind === undefined
        ? null
        : {
            kind,
            street: part(value, 'street'),
            complement: part(value, 'complement'),
            postcode: part(value, 'postcode'),
            city: part(value, 'city'),
            organisation: part(value, 'organisation'),
            lines: part(value, 'lines'),
            country: part(value, 'country')?.slice(0, 2) ?? null,
          },
  };
}

function appointmentView(
  { state }: RegistrationWork,
  kept: unknown,
  picked: readonly string[],
  texts: JourneyTexts,
): Pick<ViewOfKind<'appointment'>, 'ways' | 'slots'> {
  const open = APPOINTMENT_KINDS.filter(
    (kind) => (kind !== 'creneau' || state.slots.length > 0) && (kind !== 'appel' || canBeCalled(state)),
  );
  return {
    ways: open.map((id) => ({ id, label: texts.text(`answers.${id}`), chosen: picked.includes(id) })),
    slots: state.slots.map((slot) => ({
      id: slot.id,
      ...slotWords(slot, texts.locale),
      startsAt: slot.startsAt,
      place: slot.place,
      chosen: part(kept, 'slot') === slot.id,
    })),
  };
}

function propositionView(
  { state }: RegistrationWork,
  { options, texts }: QuestionAround,
): Omit<ViewOfKind<'proposition'>, keyof ViewOfKind<'confirmation'>> {
  const { outcome, destination, reasons, version } = propose(options.journeys.orientation, factsOf(state));
  return {
    outcome,
    sentence: texts.text(`outcomes.${outcome}`),
    destination: destination === null ? null : texts.text(`destinations.${destination}`),
    reasons: reasons.map((reason) => texts.text(`reasons.${reason}`)),
    notices: ['not-a-decision', 'own-choice', 'confirmed-later'].map((id) => texts.text(`notices.${id}`)),
    version,
  };
}

function recapitulationBlocks(
  work: RegistrationWork,
  { options, texts }: QuestionAround,
): ViewOfKind<'recapitulation'>['blocks'] {
  const other = isForAnother(work.state);
  const questions = new Map(
    work.state.journey.blocks.flatMap(({ screens }) =>
      screens.flatMap((screen) => screen.questions.map((question) => [question.id, question] as const)),
    ),
  );
  const words = {
    texts,
    slots: work.state.slots,
    kindLabel: (id: string) => {
      const kind = options.kinds.find((known) => known.id === id);
      return kind === undefined ? id : kindView(kind, texts.language).label;
    },
  };
  return recapitulation(work.state).map(({ block, lines }) => ({
    id: block,
    label: texts.text(`blocks.${block}`),
    lines: lines.flatMap((line) => {
      const question = questions.get(line.question);
      if (question === undefined) return [];
      return {
        question: line.question,
        label: texts.about(`questions.${line.question}`, 'label', other),
        state: line.state,
        value:
          line.state === 'given'
            ? [...answerWords(question, line.value, words)]
            : [texts.text(`answers.${line.state}`)],
        origin:
          line.state === 'given'
            ? { provenance: line.provenance, text: texts.text(`answers.${line.provenance}`) }
            : null,
      };
    }),
  }));
}

function blockedBy(
  question: string,
  { state }: RegistrationWork,
  texts: JourneyTexts,
): ViewOfKind<'confirmation'>['blocked'] {
  if (state.help === 'a-la-place' && !state.helpAgreed) return problemView('visitor-confirms', texts);
  return missing(state).some((gap) => gap.question !== question) ? problemView('to-confirm', texts) : null;
}
