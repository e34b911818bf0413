import type { Delivery } from '../../domain/dossier.ts';
import { LANGUAGES, type LanguageCode, textIn } from '../../domain/language.ts';
import { besideFrench, type Receipt } from '../../domain/receipt.ts';
import { actualisationWindow } from '../../domain/registration/actualisation.ts';
import { questionsOf } from '../../domain/registration/journey.ts';
import type { Orientation } from '../../domain/registration/orientation.ts';
import {
  type RecapitulationLine,
  recapitulation,
  shownScreens,
} from '../../domain/registration/registration.ts';
import type { KeptDraft } from '../../ports/drafts.ts';
import type { AppointmentFacts, RegistrationFacts } from '../../ports/registration-receipts.ts';
import { depositReceipt } from '../send-flow.ts';
import type { VisitOptions, VisitPorts } from '../visit-session.ts';
import type { StateOf, VisitState } from '../visit-state.ts';
import { answerWords, slotWords } from './answer-words.ts';
import { calendarDay } from './calendar-day.ts';
import { JourneyTexts } from './journey-catalogue.ts';
import { isForAnother, type RegistrationWork, type SentRegistration } from './registration-work.ts';

/** What papers are written with. */
export interface WrittenWith {
  readonly ports: Pick<VisitPorts, 'clock' | 'composeReceipt' | 'registrationReceipts'>;
  readonly options: Pick<VisitOptions, 'journeys' | 'kinds' | 'site' | 'terminal'>;
  readonly language: LanguageCode;
}

/** Papers asked for that the person has not given: announced for later, passed, or not reached yet. */
export function papersToBring(work: RegistrationWork, texts: JourneyTexts): string[] {
  const other = isForAnother(work.state);
  return shownScreens(work.state)
    .flatMap(({ questions }) => questions)
    .flatMap(({ question, answer }) => {
      if (question.kind !== 'document') return [];
      const value = answer?.state === 'given' ? answer.value : undefined;
      const state = typeof value === 'object' && 'state' in value ? value.state : undefined;
      if (state === 'joint' || state === 'pas-ce-papier') return [];
      return [texts.about(`questions.${question.id}`, 'label', other)];
    });
}

/** The rendez-vous of a registration, in words. */
export function appointmentWords(work: RegistrationWork, texts: JourneyTexts): AppointmentFacts {
  const asked = shownScreens(work.state)
    .flatMap(({ questions }) => questions)
    .find(({ question }) => question.kind === 'appointment');
  const value = asked?.answer?.state === 'given' ? asked.answer.value : undefined;
  if (typeof value !== 'object' || !('kind' in value)) return { kind: 'none' };
  if (value.kind === 'appel' || value.kind === 'accueil') return { kind: value.kind };
  if (value.kind !== 'creneau') return { kind: 'none' };
  const slot = work.offered.find(({ id }) => id === value.slot);
  if (slot === undefined) return { kind: 'none' };
  return {
    kind: 'creneau',
    ...slotWords(slot, texts.locale),
    startsAt: slot.startsAt,
    place: slot.place,
    phone: slot.phone,
  };
}

/** In the language of the visit, with its French beside it for whoever helps; in French alone where that is it. */
function bilingual(
  { ports, options, language }: WrittenWith,
  written: (texts: JourneyTexts) => Receipt,
): Receipt {
  const own = ports.registrationReceipts.writtenIn(language);
  const inOwn = written(new JourneyTexts(options.journeys, own));
  if (LANGUAGES[own].tag === LANGUAGES.fr.tag) return inOwn;
  return besideFrench(inOwn, written(new JourneyTexts(options.journeys, 'fr')));
}

/** The paper of somebody who leaves midway. */
export function leavingPaper(around: WrittenWith, work: RegistrationWork, draft: KeptDraft | null): Receipt {
  const { ports, options } = around;
  return bilingual(around, (texts) =>
    ports.registrationReceipts.leaving(
      {
        title: texts.text(`journeys.${work.state.journey.id}.title`),
        leftAt: new Date(ports.clock.now()).toISOString(),
        site: options.site,
        terminal: options.terminal,
        draft,
        toBring: papersToBring(work, texts),
      },
      texts.language,
    ),
  );
}

/** The récépissé of a registration as things stand now. */
export function registrationPaper(
  around: WrittenWith,
  proof: Pick<StateOf<'proof'>, 'reference' | 'confirmedAt'> & { readonly registration: SentRegistration },
  delivery: Delivery,
): Receipt {
  const { ports, options } = around;
  const { work, dossier, files } = proof.registration;
  const { orientation } = dossier;
  return bilingual(around, (texts) =>
    ports.registrationReceipts.done(
      {
        journey: dossier.journey.id,
        title: texts.text(`journeys.${dossier.journey.id}.title`),
        reference: proof.reference,
        confirmedAt: proof.confirmedAt,
        site: options.site,
        terminal: options.terminal,
        answers: Object.keys(dossier.answers).length,
        files: files.map(({ question, name, pages }) => ({
          label: texts.text(`questions.${question}.label`),
          name,
          pages,
        })),
        toBring: papersToBring(work, texts),
        appointment: appointmentWords(work, texts),
        proposition: orientation === null ? null : propositionWords(orientation, texts),
        actualisation: actualisationWindow(calendarDay(Date.parse(proof.confirmedAt))),
        delivery,
      },
      texts.language,
    ),
  );
}

function propositionWords(
  { outcome, destination }: Orientation,
  texts: JourneyTexts,
): RegistrationFacts['proposition'] {
  return {
    sentence: texts.text(`outcomes.${outcome}`),
    destination: namedDestination(destination, texts),
  };
}

/** What stands between several things of one line, by the script of the language. */
function listed(parts: readonly string[], texts: JourneyTexts): string {
  return parts.join(texts.direction === 'rtl' ? '، ' : ', ');
}

/** One answer on paper, nothing where the person passed the question: in words, with where it came from and who helped, where that is not the person alone. */
function answerOnPaper(
  line: RecapitulationLine,
  { work, dossier }: SentRegistration,
  texts: JourneyTexts,
  kinds: VisitOptions['kinds'],
): { readonly label: string; readonly value: string } | undefined {
  const question = questionsOf(work.state.journey).find(({ id }) => id === line.question);
  if (question === undefined || line.state === 'skipped') return undefined;
  const label = texts.about(`questions.${question.id}`, 'label', isForAnother(work.state));
  // The number of social security is nobody's business but the service's: paper says that it was given, not what it is.
  if (line.state === 'masked' || question.kind === 'nir')
    return { label, value: texts.text('answers.masked') };
  const words = answerWords(question, line.value, {
    texts,
    slots: work.offered,
    kindLabel: (id) => {
      const kind = kinds.find((known) => known.id === id);
      if (kind === undefined) return id;
      return kind.spoken === undefined ? kind.label : textIn(kind.spoken.label, texts.language);
    },
  });
  const help = dossier.answers[question.id]?.help ?? 'seul';
  const marks = [
    ...(line.provenance === 'typed' ? [] : [texts.text(`answers.${line.provenance}`)]),
    ...(help === 'seul' ? [] : [texts.text(`answers.${help}`)]),
  ];
  const value = listed(words, texts);
  return { label, value: marks.length === 0 ? value : `${value} (${listed(marks, texts)})` };
}

/**
 * Everything that was answered, block by block, in the language of the visit with its French beside it. Where somebody
 * helped, sensitive answers are masked as on the screen: the helper may be the one who fetches the paper.
 */
export function summaryPaper(
  around: WrittenWith,
  proof: Pick<StateOf<'proof'>, 'reference' | 'confirmedAt'> & { readonly registration: SentRegistration },
): Receipt {
  const { ports, options } = around;
  const { work, dossier } = proof.registration;
  const { orientation } = dossier;
  return bilingual(around, (texts) =>
    ports.registrationReceipts.summary(
      {
        title: texts.text(`journeys.${dossier.journey.id}.title`),
        reference: proof.reference,
        confirmedAt: proof.confirmedAt,
        site: options.site,
        terminal: options.terminal,
        blocks: recapitulation(work.state)
          .map(({ block, lines }) => ({
            title: texts.text(`blocks.${block}`),
            lines: lines.flatMap(
              (line) => answerOnPaper(line, proof.registration, texts, options.kinds) ?? [],
            ),
          }))
          .filter(({ lines }) => lines.length > 0),
        orientation:
          orientation === null
            ? null
            : {
                sentence: texts.text(`outcomes.${orientation.outcome}`),
                destination: namedDestination(orientation.destination, texts),
                preference: namedDestination(orientation.preference, texts),
                reasons: orientation.reasons.map((reason) => texts.text(`reasons.${reason}`)),
                rules: orientation.version,
              },
      },
      texts.language,
    ),
  );
}

function namedDestination(destination: string | null, texts: JourneyTexts): string | null {
  return destination === null ? null : texts.text(`destinations.${destination}`);
}

/** The paper of a proof, of a registration or of a deposit, as things stand now. */
export function proofPaper(around: WrittenWith, proof: StateOf<'proof'>, delivery: Delivery): Receipt {
  const { registration } = proof;
  return registration === null
    ? depositReceipt(around.ports.composeReceipt, around.options, proof, delivery, around.language)
    : registrationPaper(around, { ...proof, registration }, delivery);
}

/** The same step with its paper in the language of now. What is on paper already is not changed. */
export function rewritten(around: WrittenWith, state: VisitState): VisitState {
  if (state.step === 'proof') return { ...state, receipt: proofPaper(around, state, state.delivery) };
  if (state.step !== 'leaving') return state;
  const draft = state.draft.kind === 'saved' ? state.draft : null;
  return { ...state, receipt: leavingPaper(around, state.registration, draft) };
}
