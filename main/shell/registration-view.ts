import type { WelcomeTile } from '../contract/registration.ts';
import type { VisitView } from '../contract/snapshot.ts';
import type { LanguageCode } from '../domain/language.ts';
import { HELP_LEVELS } from '../domain/registration/answer.ts';
import { currentScreen, progress, shownScreens } from '../domain/registration/registration.ts';
import { dayWords } from '../visit/registration/answer-words.ts';
import { JourneyTexts } from '../visit/registration/journey-catalogue.ts';
import { appointmentWords, papersToBring } from '../visit/registration/registration-papers.ts';
import { isAbsent, isForAnother, type RegistrationWork } from '../visit/registration/registration-work.ts';
import type { VisitOptions } from '../visit/visit-session.ts';
import type { DraftKeeping, StateOf } from '../visit/visit-state.ts';
import { questionView, type ScannerState } from './question-view.ts';

type ViewOf<Step extends VisitView['step']> = Extract<VisitView, { step: Step }>;

/** Most lines of the helper's sheet that a screen has room for. */
const MOST_HELPER_LINES = 4;

/** The tiles of the welcome screen: registration first, the update before it where the configuration says so. */
export function welcomeTiles(options: VisitOptions, language: LanguageCode, drafts: number): WelcomeTile[] {
  const texts = new JourneyTexts(options.journeys, language);
  const journeys = options.journeys.offered.map(
    (journey): WelcomeTile => ({
      kind: 'journey',
      id: journey.id,
      title: texts.text(`journeys.${journey.id}.title`),
      lead: texts.text(`journeys.${journey.id}.lead`),
      pictogram: journey.blocks[0]?.screens[0]?.pictogram ?? 'person',
    }),
  );
  return [
    ...journeys,
    ...(drafts > 0 ? [{ kind: 'resume' } as const] : []),
    { kind: 'send' },
    { kind: 'usb' },
    { kind: 'call' },
  ];
}

function noticesOf(work: RegistrationWork, texts: JourneyTexts): { id: string; text: string }[] {
  const waits = currentScreen(work.state).questions.some(
    ({ answer }) => answer?.state === 'given' && !answer.confirmed,
  );
  return [
    ...(isForAnother(work.state) ? ['other-person'] : []),
    ...(isAbsent(work.state) ? ['absent-person'] : []),
    ...(waits ? ['read-on-document'] : []),
  ].map((id) => ({ id, text: texts.text(`notices.${id}`) }));
}

function helpView({ state }: RegistrationWork, texts: JourneyTexts): ViewOf<'registration'>['help'] {
  const { help: level, helpAgreed: agreed } = state;
  return {
    level,
    levels: HELP_LEVELS.map((id) => ({ id, label: texts.text(`answers.${id}`) })),
    sentence:
      level === 'seul' ? null : texts.text(level === 'avec' ? 'notices.help-with' : 'notices.help-in-place'),
    awaitsAgreement: level === 'a-la-place' && !agreed,
    agreed,
  };
}

function progressView({ state }: RegistrationWork, texts: JourneyTexts): ViewOf<'registration'>['progress'] {
  const { block, blockNumber, screenNumber, screens } = progress(state);
  return {
    blocks: state.journey.blocks.map(({ id }, index) => ({
      id,
      label: texts.text(`blocks.${id}`),
      state: id === block ? 'current' : index + 1 < blockNumber ? 'done' : 'coming',
    })),
    blockNumber,
    screenNumber,
    screens,
  };
}

/** The screen of a registration, all its sentences in the language of the visit. */
export function registrationView(
  { registration: work, finishing }: StateOf<'registration'>,
  options: VisitOptions,
  language: LanguageCode,
  scanner: ScannerState,
): ViewOf<'registration'> {
  const texts = new JourneyTexts(options.journeys, language);
  const { state } = work;
  const { screen, questions } = currentScreen(state);
  const screens = shownScreens(state);
  return {
    step: 'registration',
    journey: {
      id: state.journey.id,
      title: texts.text(`journeys.${state.journey.id}.title`),
      lead: texts.text(`journeys.${state.journey.id}.lead`),
    },
    language: texts.language,
    direction: texts.direction,
    progress: progressView(work, texts),
    screen: {
      id: screen.id,
      pictogram: screen.pictogram,
      title: texts.about(`screens.${screen.id}`, 'title', isForAnother(state)),
      lead: texts.find(`screens.${screen.id}.lead`) ?? null,
      last: screens.at(-1)?.screen.id === screen.id,
    },
    notices: noticesOf(work, texts),
    helper: texts.lines(`screens.${screen.id}.helper`).slice(0, MOST_HELPER_LINES),
    helperLanguage: texts.languageOfLines(`screens.${screen.id}.helper`),
    frenchWords: [...texts.frenchWords],
    questions: questions.map((asked) => questionView(asked, work, { options, texts, scanner })),
    changing: state.changing,
    help: helpView(work, texts),
    urgent: state.urgent,
    words: {
      usedFor: texts.text('notices.used-for'),
      maySkip: texts.text('notices.may-skip'),
      sensitive: texts.text('notices.sensitive'),
      readOnDocument: texts.text('notices.read-on-document'),
      talkNow: texts.text('notices.talk-now'),
      skipped: texts.text('answers.skipped'),
      masked: texts.text('answers.masked'),
    },
    finishing,
  };
}

function draftView(draft: DraftKeeping, texts: JourneyTexts): ViewOf<'leaving'>['draft'] {
  if (draft.kind !== 'saved') return draft;
  const { code, keptUntil } = draft;
  return { kind: 'saved', code, keptUntil, keptUntilText: dayWords(keptUntil, texts.locale) };
}

/** The step where a registration is left midway. */
export function leavingView(
  state: StateOf<'leaving'>,
  options: VisitOptions,
  language: LanguageCode,
): Omit<ViewOf<'leaving'>, 'copying' | 'paper'> {
  const texts = new JourneyTexts(options.journeys, language);
  const { journey } = state.registration.state;
  return {
    step: 'leaving',
    journey: { id: journey.id, title: texts.text(`journeys.${journey.id}.title`) },
    draft: draftView(state.draft, texts),
    toBring: papersToBring(state.registration, texts),
    printing: state.printing,
  };
}

/** What the proof of a registration says beside a deposit's. */
export function registrationProofView(
  { registration }: StateOf<'proof'>,
  options: VisitOptions,
  language: LanguageCode,
): ViewOf<'proof'>['registration'] {
  if (registration === null) return null;
  const texts = new JourneyTexts(options.journeys, language);
  const { work, dossier } = registration;
  return {
    journey: { id: dossier.journey.id, title: texts.text(`journeys.${dossier.journey.id}.title`) },
    appointment: appointmentWords(work, texts),
    toBring: papersToBring(work, texts),
  };
}
