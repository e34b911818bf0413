import type { FieldProblem } from '../../domain/identifiers/field-problem.ts';
import type { HelpLevel } from '../../domain/registration/answer.ts';
import {
  agreeToHelp,
  answer,
  askToTalk,
  back,
  change,
  confirm,
  currentScreen,
  markHelp,
  next,
  type RegistrationState,
  type StepProblem,
  shownScreens,
  skip,
  start,
} from '../../domain/registration/registration.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import { erasePage } from '../scan-flow.ts';
import type { StateOf, VisitState } from '../visit-state.ts';
import { calendarDay } from './calendar-day.ts';
import { warmUpCommit } from './commit-warm-up.ts';
import { openDraft, saveDraft } from './draft-flow.ts';
import { readHeldCode } from './paper-reading.ts';
import { commitRegistration } from './registration-commit.ts';
import { leavingPaper, type WrittenWith } from './registration-papers.ts';
import { isUntouched, type RegistrationWork, refuse, settle, withSlots } from './registration-work.ts';
import type { VisitHost } from './visit-host.ts';

type NotNow = Failure<'not-now'>;
/** Empty: taken. */
interface Outcome {
  readonly problems: readonly StepProblem[];
}
type Answered = Result<{ problems: StepProblem[] }, NotNow>;
type Done = Result<undefined, NotNow>;

const NOT_NOW = err('not-now');
const DONE = ok(undefined);
/** Groups of digits, as the paper's QR code holds them. */
const PRINTED_CODE = /^\d{4}(?: \d{4}){3}$/;
/** Longest wait for the platform's slots, milliseconds. The journey goes on meanwhile, and without them. */
const SLOTS_LIMIT_MS = 8_000;

function outcome(problems: Outcome['problems']): Answered {
  return ok({ problems: [...problems] });
}

/** The visitor's actions in a registration, from the tile to the button that sends, and out of it midway. */
export class RegistrationVisit {
  readonly #host: VisitHost;

  constructor(host: VisitHost) {
    this.#host = host;
  }

  /** From the welcome screen. Slots are asked for meanwhile. */
  async start(id: string): Promise<Result<undefined, Failure<'not-now' | 'disk-full' | 'storage-failed'>>> {
    const { options, ports } = this.#host;
    const journey = options.journeys.offered.find((candidate) => candidate.id === id);
    if (journey === undefined) return NOT_NOW;
    const opened = await this.#host.open('registration');
    if (!opened.ok) return opened;
    const begun = start(journey, { today: calendarDay(ports.clock.now()) });
    const state = this.#host.helperPresent() ? markHelp(begun, 'avec') : begun;
    this.#show({ state, offered: [], refused: {}, papers: {}, draft: null });
    void this.#askSlots();
    return DONE;
  }

  /** Answers a question of the screen shown. What is not taken stays in the snapshot to be mended. */
  answer(question: string, raw: unknown): Answered {
    const work = this.#answering();
    if (work === undefined) return NOT_NOW;
    const asked = currentScreen(work.state).questions.find((shown) => shown.question.id === question);
    // A paper is attached by scanning it: a page that only says so is not believed.
    const forged = asked?.question.kind === 'document' && isAttached(raw);
    const taken = forged ? undefined : answer(work.state, question, raw);
    if (taken?.ok) {
      this.#show(settle({ ...work, state: taken.value }, question));
      return outcome([]);
    }
    return this.#refused(work, question, taken?.error.code ?? 'not-understood', raw);
  }

  skip(question: string): Answered {
    return this.#change(question, (state) => skip(state, question));
  }

  /** What a document said is right. */
  confirmAnswer(question: string): Answered {
    return this.#change(question, (state) => confirm(state, question));
  }

  /** Leaves the screen forwards. What was typed and not taken holds it: it would be lost otherwise. */
  next(): Answered {
    const work = this.#answering();
    if (work === undefined) return NOT_NOW;
    const here = currentScreen(work.state);
    const typed = here.questions.flatMap(({ question }): StepProblem[] => {
      const refused = work.refused[question.id];
      return refused !== undefined && 'raw' in refused ? [{ question: question.id, code: refused.code }] : [];
    });
    const left = next(work.state);
    const problems = [...typed, ...(left.ok ? [] : left.error.problems)].filter(
      ({ question }, index, all) => all.findIndex((other) => other.question === question) === index,
    );
    if (problems.length > 0 || !left.ok) {
      this.#show(
        problems.reduce(
          (told, { question, code }) =>
            told.refused[question] === undefined ? refuse(told, question, code) : told,
          work,
        ),
      );
      return outcome(problems);
    }
    const settled = here.questions.reduce((left, { question }) => settle(left, question.id), work);
    this.#show({ ...settled, state: left.value });
    return outcome([]);
  }

  /** From the recapitulation to the screen of a question. */
  change(question: string): Answered {
    return this.#change(question, (state) => change(state, question));
  }

  markHelp(level: HelpLevel): Done {
    return this.#become((state) => markHelp(state, level));
  }

  agreeToHelp(): Done {
    return this.#become(agreeToHelp);
  }

  /** Discreetly asks for a person now. Nobody waits for the team to be told. */
  talkNow(wanted: boolean): Done {
    const done = this.#become((state) => askToTalk(state, wanted));
    if (done.ok && wanted) void this.#host.callForHelp();
    return done;
  }

  /** Opens the scanner for a paper; pages of an earlier time are there again. */
  scanDocument(question: string, document: string): Done {
    const work = this.#answering();
    if (work === undefined) return NOT_NOW;
    const asked = currentScreen(work.state).questions.find(
      (shown) => shown.question.id === question,
    )?.question;
    const kind = this.#host.options.kinds.find(({ id }) => id === document);
    const destination = kind?.destinations[0];
    if (asked?.kind !== 'document' || !asked.documents.includes(document)) return NOT_NOW;
    if (kind === undefined || destination === undefined) return NOT_NOW;
    const paper = work.papers[question];
    const again = paper?.document === document ? paper : undefined;
    if (paper !== undefined && again === undefined) {
      for (const page of paper.pages) void erasePage(this.#host.context(), page.id);
    }
    this.#host.become({
      step: 'scan',
      work: {
        purpose: 'attach',
        kind,
        destination,
        pages: again?.pages ?? [],
        retaking: null,
        split: again?.split ?? false,
        attach: { question, registration: work, busy: false },
      },
      scanning: { kind: 'idle' },
    });
    return DONE;
  }

  /** The one button that sends. Resolves when it is committed, or could not be. */
  async finish(): Promise<Answered> {
    const work = this.#answering();
    if (work === undefined) return NOT_NOW;
    const problems = await commitRegistration(this.#host.context(), work);
    if (problems.length === 0) return outcome([]);
    this.#show(problems.reduce((told, { question, code }) => refuse(told, question, code), work));
    return outcome(problems);
  }

  /** From any screen of the journey to where it can be kept, or put on paper. */
  leave(): Done {
    const work = this.#answering();
    if (work === undefined) return NOT_NOW;
    const { ports, options } = this.#host;
    const { language } = this.#host.context().access();
    this.#host.become(leavingStep({ ports, options, language }, work));
    return DONE;
  }

  /** Resolves when the draft is on disk, or could not be. */
  async saveDraft(): Promise<Done> {
    const state = this.#host.state();
    if (state.step !== 'leaving' || state.draft.kind === 'saving' || state.draft.kind === 'saved')
      return NOT_NOW;
    this.#host.become({ ...state, draft: { kind: 'saving' } });
    await saveDraft(this.#host.context(), state.registration);
    return DONE;
  }

  /** From the welcome screen to where a code is typed. */
  async openResume(): Promise<Result<undefined, Failure<'not-now' | 'disk-full' | 'storage-failed'>>> {
    if (this.#host.options.journeys.offered.length === 0) return NOT_NOW;
    const opened = await this.#host.open('resume');
    if (!opened.ok) return opened;
    this.#host.become({ step: 'resume', attempt: { kind: 'none' } });
    return DONE;
  }

  /** Tries a code. */
  async resume(code: string): Promise<Done> {
    const state = this.#host.state();
    if (state.step !== 'resume' || state.attempt.kind === 'checking') return NOT_NOW;
    this.#host.become({ step: 'resume', attempt: { kind: 'checking' } });
    await openDraft(this.#host.context(), code);
    if (this.#host.state().step === 'registration') void this.#askSlots();
    return DONE;
  }

  /** A badge said that somebody came to help, or left. What was marked by hand stays. */
  helperTurned(): void {
    const [from, to] = this.#host.helperPresent() ? (['seul', 'avec'] as const) : (['avec', 'seul'] as const);
    this.#become((state) => (state.help === from ? markHelp(state, to) : state));
  }

  /**
   * A code was held before the reader: the paper of somebody who comes back opens their registration, the 2D-Doc or the
   * machine readable zone of a paper fills in what was not answered yet. Any other code is none of the registration's.
   */
  async codeRead(text: string): Promise<void> {
    if (!PRINTED_CODE.test(text)) {
      if (this.#answering() !== undefined) await readHeldCode(this.#host.context(), text);
      return;
    }
    if (this.#host.state().step === 'welcome') await this.openResume();
    await this.resume(text);
  }

  /** The work of the registration screen, while it can be changed. */
  #answering(): RegistrationWork | undefined {
    const state = this.#host.state();
    return state.step === 'registration' && state.finishing.kind !== 'saving'
      ? state.registration
      : undefined;
  }

  #show(work: RegistrationWork): void {
    const registration = withSlots(work, this.#host.ports.clock.now());
    this.#host.become({ step: 'registration', registration, finishing: { kind: 'no' } });
    warmUpCommit(this.#host.context(), registration);
  }

  #become(changed: (state: RegistrationState) => RegistrationState): Done {
    const work = this.#answering();
    if (work === undefined) return NOT_NOW;
    this.#show({ ...work, state: changed(work.state) });
    return DONE;
  }

  #change(
    question: string,
    changed: (state: RegistrationState) => Result<RegistrationState, { readonly code: FieldProblem }>,
  ): Answered {
    const work = this.#answering();
    if (work === undefined) return NOT_NOW;
    const taken = changed(work.state);
    if (!taken.ok) return this.#refused(work, question, taken.error.code);
    this.#show(settle({ ...work, state: taken.value }, question));
    return outcome([]);
  }

  #refused(work: RegistrationWork, question: string, code: FieldProblem, raw?: unknown): Answered {
    // A question that is not on the screen has no place where it could be said.
    if (code !== 'not-asked-now') this.#show(refuse(work, question, code, raw));
    return outcome([{ question, code }]);
  }

  /** Slots come when they come; without them the person is called or comes by. */
  async #askSlots(): Promise<void> {
    const context = this.#host.context();
    const { ports, session } = context;
    const signal = AbortSignal.any([session.ended.signal, AbortSignal.timeout(SLOTS_LIMIT_MS)]);
    const offered = await ports.slots.slots(signal);
    if (!offered.ok) return;
    context.updateRegistration((work) => withSlots({ ...work, offered: offered.value }, ports.clock.now()));
  }
}

function isAttached(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && Reflect.get(raw, 'state') === 'joint';
}

/** The step where a registration can be left. */
function leavingStep(around: WrittenWith, registration: RegistrationWork): StateOf<'leaving'> {
  return {
    step: 'leaving',
    registration,
    draft: { kind: 'none' },
    printing: { kind: 'idle' },
    copying: { kind: 'idle' },
    receipt: leavingPaper(around, registration, null),
  };
}

/**
 * One step back in a registration: the screen before, or the recapitulation after a change. Behind the first screen is
 * the welcome screen where nothing was answered yet, and otherwise the step where the answers can be kept.
 */
export function stepBack(
  around: WrittenWith,
  state: StateOf<'registration' | 'leaving'>,
): VisitState | undefined {
  const { registration } = state;
  const answering = (work: RegistrationWork): VisitState => ({
    step: 'registration',
    registration: work,
    finishing: { kind: 'no' },
  });
  if (state.step === 'leaving') return state.draft.kind === 'saving' ? undefined : answering(registration);
  if (state.finishing.kind === 'saving') return undefined;
  const first = shownScreens(registration.state)[0]?.screen.id;
  if (first !== currentScreen(registration.state).screen.id) {
    return answering({ ...registration, state: back(registration.state) });
  }
  return isUntouched(registration) ? { step: 'welcome' } : leavingStep(around, registration);
}
