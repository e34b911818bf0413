import type { CalendarDate } from '../identifiers/calendar-date.ts';
import type { FieldProblem, FieldResult } from '../identifiers/field-problem.ts';
import { problem } from '../identifiers/field-problem.ts';
import { ok, type Result } from '../result.ts';
import type { Answer, Answers, AnswerValue, HelpLevel, Slot } from './answer.ts';
import { readValue } from './answer.ts';
import type { Facts } from './condition.ts';
import { isShownOnly, type Journey, type Provenance, questionsOf } from './journey.ts';
import { type Shown, type ShownQuestion, type ShownScreen, shownWith } from './shown.ts';

/**
 * A registration under way. Plain data; every function below gives back a new one or says why not. Answers are never
 * taken away by going back or by another answer that hides their question: only `finish` leaves hidden ones out.
 */
export interface RegistrationState {
  readonly journey: Journey;
  readonly today: CalendarDate;
  /** What the platform offers; empty where it was not reached. */
  readonly slots: readonly Slot[];
  readonly answers: Answers;
  /** The screen that is shown. */
  readonly at: string;
  /** The person came from the recapitulation to change something, and goes back there. */
  readonly changing: boolean;
  readonly help: HelpLevel;
  /** The person themselves agreed to somebody acting in their place. */
  readonly helpAgreed: boolean;
  /** Somebody asked to talk to a person now. */
  readonly urgent: boolean;
}

export interface StepProblem {
  readonly question: string;
  readonly code: FieldProblem;
}

/** Why the screen cannot be left yet: each question with what is wrong. */
export interface StepFailure {
  readonly problems: readonly StepProblem[];
}

type Changed = FieldResult<RegistrationState>;

function shown(state: RegistrationState): Shown {
  return shownWith(state.journey, state.answers, state);
}

/** The screens that are asked with the answers there are, in order. */
export function shownScreens(state: RegistrationState): readonly ShownScreen[] {
  return shown(state).screens;
}

/** What the orientation looks at. */
export function factsOf(state: RegistrationState): Facts {
  return shown(state).facts;
}

/** Whether the person can be called: a number was given, or none is asked because the service has one already. */
export function canBeCalled(state: RegistrationState): boolean {
  return shown(state).canBeCalled;
}

/** The screen that is shown now. A journey has one screen that is always asked, the last; so there always is one. */
export function currentScreen(state: RegistrationState): ShownScreen {
  const screens = shownScreens(state);
  const here = screens.find(({ screen }) => screen.id === state.at) ?? screens[0];
  if (here === undefined) throw new Error('a journey without screens passed the checker');
  return here;
}

/** Begins a journey at its first screen. */
export function start(
  journey: Journey,
  around: { readonly today: CalendarDate; readonly slots?: readonly Slot[] },
): RegistrationState {
  const state: RegistrationState = {
    journey,
    today: around.today,
    slots: around.slots ?? [],
    answers: {},
    at: '',
    changing: false,
    help: 'seul',
    helpAgreed: false,
    urgent: false,
  };
  return { ...state, at: currentScreen(state).screen.id };
}

/** What was confirmed as a whole has changed, so the confirmation is asked again. */
function unconfirmed(state: RegistrationState): Answers {
  const confirmations = new Set(
    questionsOf(state.journey).flatMap(({ kind, id }) => (kind === 'confirmation' ? [id] : [])),
  );
  return Object.fromEntries(Object.entries(state.answers).filter(([id]) => !confirmations.has(id)));
}

function withAnswer(state: RegistrationState, question: string, answer: Answer): RegistrationState {
  return { ...state, answers: { ...unconfirmed(state), [question]: answer } };
}

function onScreen(state: RegistrationState, question: string): ShownQuestion | undefined {
  return currentScreen(state).questions.find((asked) => asked.question.id === question);
}

/**
 * Answers a question of the screen that is shown. On a refusal nothing changes: the former answer stays.
 * `not-asked-now`, `visitor-confirms` (only the person confirms, once they agreed to the help), `to-confirm` (something
 * before is not complete), and what the value's check says.
 */
export function answer(state: RegistrationState, question: string, raw: unknown): Changed {
  const asked = onScreen(state, question);
  if (asked === undefined || isShownOnly(asked.question)) return problem('not-asked-now');
  if (asked.question.kind === 'confirmation') {
    if (state.help === 'a-la-place' && !state.helpAgreed) return problem('visitor-confirms');
    if (missing(state).some((gap) => gap.question !== question)) return problem('to-confirm');
  }
  const value = readValue(asked.question, asked.choices, raw, {
    today: state.today,
    slots: state.slots,
    canBeCalled: shown(state).canBeCalled,
  });
  if (!value.ok) return value;
  return ok(withAnswer(state, question, given(value.value, 'typed', true, state.help)));
}

function given(value: AnswerValue, provenance: Provenance, confirmed: boolean, help: HelpLevel): Answer {
  return { state: 'given', value, provenance, confirmed, help };
}

/** Goes past a question of the screen that is shown; an answer it had is taken back. `cannot-skip`, `not-asked-now`. */
export function skip(state: RegistrationState, question: string): Changed {
  const asked = onScreen(state, question);
  if (asked === undefined || isShownOnly(asked.question)) return problem('not-asked-now');
  if (asked.question.required) return problem('cannot-skip');
  return ok(withAnswer(state, question, { state: 'skipped', help: state.help }));
}

/** The person says that what a document said is right. `not-asked-now` where nothing waits for it on this screen. */
export function confirm(state: RegistrationState, question: string): Changed {
  const there = onScreen(state, question)?.answer;
  if (there?.state !== 'given' || there.confirmed) return problem('not-asked-now');
  return ok(withAnswer(state, question, { ...there, confirmed: true, help: state.help }));
}

/**
 * Puts in what a document said, to be confirmed by the person field by field. Taken for questions that allow this
 * source, that the person has neither answered nor passed, and only where the value passes the question's check.
 *
 * @returns The state, and which questions were filled in.
 */
export function prefill(
  state: RegistrationState,
  source: Exclude<Provenance, 'typed'>,
  values: Readonly<Record<string, unknown>>,
): { readonly state: RegistrationState; readonly taken: readonly string[] } {
  let next = state;
  const taken: string[] = [];
  for (const question of questionsOf(state.journey)) {
    if (!Object.hasOwn(values, question.id) || !question.provenance.includes(source)) continue;
    const former = state.answers[question.id];
    if (former !== undefined && (former.state === 'skipped' || former.confirmed)) continue;
    const choices = 'choices' in question ? question.choices : [];
    const context = { today: state.today, slots: [], canBeCalled: false };
    const value = readValue(question, choices, values[question.id], context);
    if (!value.ok) continue;
    next = withAnswer(next, question.id, given(value.value, source, false, state.help));
    taken.push(question.id);
  }
  return { state: next, taken };
}

/** What is wrong with one question, or nothing. */
function gapOf({ question, answer: there }: ShownQuestion): FieldProblem | undefined {
  if (isShownOnly(question)) return undefined;
  if (there?.state === 'given') return there.confirmed ? undefined : 'to-confirm';
  return question.required ? 'missing' : undefined;
}

function gapsOf(screen: ShownScreen): readonly StepProblem[] {
  return screen.questions.flatMap((asked) => {
    const code = gapOf(asked);
    return code === undefined ? [] : [{ question: asked.question.id, code }];
  });
}

/** What is still wanted before the end, in order: required answers and those to be confirmed. Empty where complete. */
export function missing(state: RegistrationState): readonly StepProblem[] {
  return shownScreens(state).flatMap(gapsOf);
}

/** Whether a screen asks something that the person has neither answered nor passed. */
function isOpen(screen: ShownScreen): boolean {
  return (
    gapsOf(screen).length > 0 ||
    screen.questions.some(({ question, answer: there }) => there === undefined && !isShownOnly(question))
  );
}

function holdsRecapitulation({ screen }: ShownScreen): boolean {
  return screen.questions.some(({ kind }) => kind === 'recapitulation');
}

/**
 * Leaves the screen forwards. Questions that may be passed and were not touched count as passed. After a change from the
 * recapitulation, the way leads over questions that the change opened, then back there. On the last screen nothing moves.
 */
export function next(state: RegistrationState): Result<RegistrationState, StepFailure> {
  const here = currentScreen(state);
  const problems = gapsOf(here);
  if (problems.length > 0) return { ok: false, error: { problems } };
  let left = state;
  for (const { question, answer: there } of here.questions) {
    if (there !== undefined || isShownOnly(question)) continue;
    left = withAnswer(left, question.id, { state: 'skipped', help: state.help });
  }
  const screens = shownScreens(left);
  const ahead = screens.slice(screens.findIndex(({ screen }) => screen.id === here.screen.id) + 1);
  const target = left.changing
    ? ahead.find((screen) => holdsRecapitulation(screen) || isOpen(screen))
    : ahead[0];
  if (target === undefined) return ok(left);
  const changing = left.changing && !holdsRecapitulation(target);
  return ok({ ...left, at: target.screen.id, changing });
}

/** Goes one screen back, or back to the recapitulation from a change. Nothing is lost. On the first screen nothing moves. */
export function back(state: RegistrationState): RegistrationState {
  const screens = shownScreens(state);
  const recapitulation = screens.find(holdsRecapitulation);
  if (state.changing && recapitulation !== undefined) {
    return { ...state, at: recapitulation.screen.id, changing: false };
  }
  const place = screens.findIndex(({ screen }) => screen.id === state.at);
  const former = screens[place - 1];
  return former === undefined ? state : { ...state, at: former.screen.id };
}

/** Goes to the screen of a question that is asked, from the recapitulation: "modifier". `not-asked-now`. */
export function change(state: RegistrationState, question: string): Changed {
  const target = shownScreens(state).find(({ questions }) =>
    questions.some((asked) => asked.question.id === question && !isShownOnly(asked.question)),
  );
  if (target === undefined || !holdsRecapitulation(currentScreen(state))) return problem('not-asked-now');
  if (target.screen.id === state.at) return ok(state);
  return ok({ ...state, at: target.screen.id, changing: true });
}

/** Says how a helper takes part from here on. Acting in place of the person has to be agreed to by the person, again each time. */
export function markHelp(state: RegistrationState, help: HelpLevel): RegistrationState {
  return { ...state, answers: unconfirmed(state), help, helpAgreed: false };
}

/** The person agrees, with their own hand, that somebody acts in their place. */
export function agreeToHelp(state: RegistrationState): RegistrationState {
  return { ...state, helpAgreed: true };
}

/** Somebody asks, discreetly, to talk to a person now; or does not any more. */
export function askToTalk(state: RegistrationState, urgent: boolean): RegistrationState {
  return { ...state, urgent };
}

/** Where the person stands: numbers counted from 1. The screens of a block are those asked with the answers so far. */
export interface Progress {
  readonly block: string;
  readonly blockNumber: number;
  readonly blocks: number;
  readonly screenNumber: number;
  readonly screens: number;
}

export function progress(state: RegistrationState): Progress {
  const here = currentScreen(state);
  const blocks = state.journey.blocks;
  const ofBlock = shownScreens(state).filter(({ block }) => block.id === here.block.id);
  return {
    block: here.block.id,
    blockNumber: blocks.findIndex(({ id }) => id === here.block.id) + 1,
    blocks: blocks.length,
    screenNumber: ofBlock.findIndex(({ screen }) => screen.id === here.screen.id) + 1,
    screens: ofBlock.length,
  };
}

/** One line of the recapitulation. */
export type RecapitulationLine = {
  readonly question: string;
  readonly screen: string;
} & (
  | { readonly state: 'given'; readonly value: AnswerValue; readonly provenance: Provenance }
  | { readonly state: 'skipped' }
  /** A sensitive answer while somebody helps: that it was given is said, not what. */
  | { readonly state: 'masked' }
);

export interface RecapitulationBlock {
  readonly block: string;
  readonly lines: readonly RecapitulationLine[];
}

/** Everything asked and answered, by block, each line with the screen where it can be changed. */
export function recapitulation(state: RegistrationState): readonly RecapitulationBlock[] {
  const screens = shownScreens(state);
  return state.journey.blocks.map((block) => ({
    block: block.id,
    lines: screens
      .filter((screen) => screen.block.id === block.id)
      .flatMap(({ screen, questions }) =>
        questions
          .filter(({ question }) => !isShownOnly(question) && question.kind !== 'confirmation')
          .map((asked) => lineOf(asked, screen.id, state.help)),
      ),
  }));
}

function lineOf(
  { question, answer: there }: ShownQuestion,
  screen: string,
  help: HelpLevel,
): RecapitulationLine {
  const place = { question: question.id, screen };
  if (there?.state !== 'given') return { ...place, state: 'skipped' };
  if (question.sensitive && help !== 'seul') return { ...place, state: 'masked' };
  return { ...place, state: 'given', value: there.value, provenance: there.provenance };
}

/** What the person confirmed, without what was not asked in the end. */
export interface FinishedRegistration {
  readonly journey: string;
  readonly version: number;
  readonly site: string | null;
  readonly answers: Readonly<
    Record<string, { readonly value: AnswerValue; readonly provenance: Provenance; readonly help: HelpLevel }>
  >;
  /** Asked, and passed by the person. */
  readonly skipped: readonly string[];
  readonly help: HelpLevel;
  readonly helpAgreed: boolean;
  readonly urgent: boolean;
}

/** Ends the registration. Everything asked has to be answered or passed, and confirmed by the person's own hand. */
export function finish(state: RegistrationState): Result<FinishedRegistration, StepFailure> {
  const problems = missing(state);
  return problems.length > 0 ? { ok: false, error: { problems } } : ok(writtenDown(state));
}

/** What would be sent if the registration ended here: `finish` says whether it may. */
export function writtenDown(state: RegistrationState): FinishedRegistration {
  const asked = shownScreens(state).flatMap(({ questions }) => questions);
  const answers: Record<string, { value: AnswerValue; provenance: Provenance; help: HelpLevel }> = {};
  const skipped: string[] = [];
  for (const { question, answer: there } of asked) {
    if (isShownOnly(question)) continue;
    if (there?.state === 'given') {
      answers[question.id] = { value: there.value, provenance: there.provenance, help: there.help };
    } else skipped.push(question.id);
  }
  return {
    journey: state.journey.id,
    version: state.journey.version,
    site: state.journey.site,
    answers,
    skipped,
    help: state.help,
    helpAgreed: state.helpAgreed,
    urgent: state.urgent,
  };
}
