import type { Counters } from '../audit/counters.ts';
import type { Audit } from '../audit/events.ts';
import type { FailingDevice, LastFailure } from '../audit/last-failures.ts';
import type { LanguageLeftOut } from '../domain/offered-languages.ts';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeviceReport, SelfTest, TestKind, TestOutcome } from '../ports/self-test.ts';
import type { StaffKeys } from '../ports/staff-keys.ts';
import type { StaffTries, WrongTries } from '../ports/staff-tries.ts';

/** Nobody touches the team's screen for so long: it leaves by itself, milliseconds. Not while a test runs. */
const OPEN_IDLE_MS = 180_000;
/** The same for the pad, on which nobody has to read. */
const LOCKED_IDLE_MS = 40_000;
/** Wrong tries in a row before the pad waits; each further one doubles the wait. */
const FREE_TRIES = 3;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 900;

/** What runs here, for staff. */
export interface SoftwareFacts {
  readonly version: string;
  readonly electron: string;
  readonly configFile: string;
  /** First digits of the SHA-256 of the configuration file: two terminals with the same have the same file. */
  readonly configDigest: string;
  /** ISO 8601. */
  readonly configChangedAt: string;
  /** Languages of the configuration that are not offered, and what they lack. */
  readonly languagesLeftOut: readonly LanguageLeftOut[];
}

/** Everything that the team's screen speaks to. */
export interface StaffDesk {
  readonly keys: StaffKeys;
  readonly tries: StaffTries;
  readonly selfTest: SelfTest;
  readonly software: SoftwareFacts;
  /** Counts and last failures, as the audit log says them now. */
  counters(): Counters;
  lastFailures(): Readonly<Partial<Record<FailingDevice, LastFailure>>>;
  /** Dossiers that wait on this terminal. */
  waiting(): number;
}

/** What the team's screen shows. */
export type StaffState =
  | {
      readonly kind: 'locked';
      readonly hasPin: boolean;
      /** The last try was wrong. */
      readonly refused: boolean;
      readonly checking: boolean;
      /** No try is taken for so long. */
      readonly waitSeconds: number;
    }
  | {
      readonly kind: 'open';
      readonly software: SoftwareFacts;
      readonly counters: Counters;
      readonly waiting: number;
      readonly lastFailures: ReturnType<StaffDesk['lastFailures']>;
      /** Nothing until the first look is done. */
      readonly devices: readonly DeviceReport[];
      readonly examining: boolean;
      readonly running: TestKind | null;
      readonly outcomes: readonly TestOutcome[];
    };

type Done = Result<undefined, Failure<'not-now'>>;
type OpenState = Extract<StaffState, { kind: 'open' }>;
type LockedState = Extract<StaffState, { kind: 'locked' }>;

const NO_TRIES: WrongTries = { wrong: 0, at: 0 };
const NOT_NOW = err('not-now');
const DONE = ok(undefined);

/**
 * The team's screen: a lock, then the state of each device and its tests. One instance lives as long as the application, so
 * that wrong tries are remembered when the pad is left; switching the terminal off does not forget them either.
 */
export class StaffMode {
  readonly #desk: StaffDesk;
  readonly #clock: Clock;
  readonly #audit: Audit;
  readonly #onChange: (state: StaffState | undefined) => void;
  readonly #scannerBusy: (busy: boolean) => void;
  #state: StaffState | undefined;
  #tries: WrongTries;
  #job = new AbortController();
  #cancelIdle: (() => void) | undefined;
  #cancelTick: (() => void) | undefined;

  /** `onChange` is given the state, or nothing once the screen is left. `scannerBusy`: around a test scan. */
  constructor(
    desk: StaffDesk,
    surroundings: {
      readonly clock: Clock;
      readonly audit: Audit;
      readonly onChange: (state: StaffState | undefined) => void;
      readonly scannerBusy: (busy: boolean) => void;
    },
  ) {
    this.#desk = desk;
    this.#tries = desk.tries.remembered;
    this.#clock = surroundings.clock;
    this.#audit = surroundings.audit;
    this.#onChange = surroundings.onChange;
    this.#scannerBusy = surroundings.scannerBusy;
  }

  /** Whether anything opens this screen. */
  get reachable(): boolean {
    return this.#desk.keys.hasStaff;
  }

  /** Shows the lock. */
  show(): Done {
    if (this.#state !== undefined || !this.reachable) return NOT_NOW;
    this.#lock(false);
    this.#tick();
    return DONE;
  }

  /** One try at the PIN. */
  async enter(pin: string): Promise<Done> {
    const state = this.#state;
    if (state?.kind !== 'locked' || state.checking || state.waitSeconds > 0) return NOT_NOW;
    this.#become({ ...state, refused: false, checking: true });
    // Written down as wrong before it is looked at: pulling the plug meanwhile gives no other try.
    await this.#count();
    const right = await this.#desk.keys.opens(pin);
    if (this.#state?.kind !== 'locked') {
      if (right) void this.#remember(NO_TRIES);
      return NOT_NOW;
    }
    if (right) this.#open('pin');
    else this.#refused('pin');
    return DONE;
  }

  /** A badge that opens nothing was presented: counted, and slowed down. */
  refuseBadge(): void {
    void this.#count();
    this.#refused('badge');
  }

  #count(): Promise<void> {
    return this.#remember({ wrong: this.#tries.wrong + 1, at: this.#clock.now() });
  }

  #remember(tries: WrongTries): Promise<void> {
    this.#tries = tries;
    return this.#desk.tries.remember(tries);
  }

  #refused(by: 'pin' | 'badge'): void {
    this.#audit.record({ event: 'staff-refused', by });
    if (this.#state?.kind === 'locked') {
      this.#lock(true);
      this.#tick();
    }
  }

  /** A badge of staff was presented. */
  openByBadge(): void {
    if (this.#state?.kind !== 'open') this.#open('badge');
  }

  /** Looks at the devices again. */
  examine(): Done {
    const state = this.#state;
    if (state?.kind !== 'open' || state.examining) return NOT_NOW;
    this.#become({ ...state, examining: true });
    void this.#look(this.#job.signal);
    return DONE;
  }

  /** Tries a device; one at a time. */
  run(test: TestKind): Done {
    const state = this.#state;
    if (state?.kind !== 'open' || state.running !== null) return NOT_NOW;
    this.#become({ ...state, running: test });
    void this.#try(test, this.#job.signal);
    return DONE;
  }

  /** Somebody touched the screen. */
  activity(): void {
    if (this.#state === undefined) return;
    this.#cancelIdle?.();
    const limit = this.#state.kind === 'open' ? OPEN_IDLE_MS : LOCKED_IDLE_MS;
    this.#cancelIdle = this.#clock.after(limit, () => this.#nobodyThere());
  }

  /** Back to the visitors. A test that runs is cancelled on its device. */
  leave(): Done {
    if (this.#state === undefined) return NOT_NOW;
    this.#cancelIdle?.();
    this.#cancelTick?.();
    this.#job.abort();
    this.#job = new AbortController();
    this.#state = undefined;
    this.#onChange(undefined);
    return DONE;
  }

  #nobodyThere(): void {
    if (this.#state?.kind === 'open' && this.#state.running !== null) this.activity();
    else this.leave();
  }

  #lock(refused: boolean): void {
    const { hasPin } = this.#desk.keys;
    const locked: LockedState = {
      kind: 'locked',
      hasPin,
      refused,
      checking: false,
      waitSeconds: this.#wait(),
    };
    this.#become(locked);
    this.activity();
  }

  #wait(): number {
    const { wrong, at } = this.#tries;
    if (wrong < FREE_TRIES) return 0;
    const seconds = Math.min(
      FIRST_WAIT_SECONDS * 2 ** Math.min(20, wrong - FREE_TRIES),
      LONGEST_WAIT_SECONDS,
    );
    return Math.max(0, Math.ceil((at + seconds * 1_000 - this.#clock.now()) / 1_000));
  }

  /** Counts the wait down on the screen. */
  #tick(): void {
    this.#cancelTick?.();
    const state = this.#state;
    if (state?.kind !== 'locked') return;
    if (state.waitSeconds !== this.#wait()) this.#become({ ...state, waitSeconds: this.#wait() });
    if (this.#wait() > 0) this.#cancelTick = this.#clock.after(1_000, () => this.#tick());
  }

  #open(by: 'pin' | 'badge'): void {
    void this.#remember(NO_TRIES);
    this.#cancelTick?.();
    this.#audit.record({ event: 'staff-opened', by });
    this.#become({
      kind: 'open',
      software: this.#desk.software,
      ...this.#known(),
      devices: [],
      examining: true,
      running: null,
      outcomes: [],
    });
    this.activity();
    void this.#look(this.#job.signal);
  }

  /** What the terminal remembers. */
  #known(): Pick<OpenState, 'counters' | 'waiting' | 'lastFailures'> {
    const desk = this.#desk;
    return { counters: desk.counters(), waiting: desk.waiting(), lastFailures: desk.lastFailures() };
  }

  async #look(signal: AbortSignal): Promise<void> {
    const devices = await this.#desk.selfTest.examine(signal);
    this.#change(signal, (state) => ({ ...state, ...this.#known(), devices, examining: false }));
  }

  async #try(test: TestKind, signal: AbortSignal): Promise<void> {
    const { selfTest } = this.#desk;
    if (test === 'scan') this.#scannerBusy(true);
    const outcome = await selfTest[test](signal);
    if (test === 'scan') this.#scannerBusy(false);
    this.#audit.record({
      event: 'staff-tested',
      test,
      outcome: outcome.passed ? 'passed' : 'failed',
    });
    this.#change(signal, (state) => ({
      ...state,
      running: null,
      outcomes: [...state.outcomes.filter((other) => other.test !== test), outcome],
    }));
  }

  /** Does nothing once the screen was left, whoever opened it meanwhile. */
  #change(signal: AbortSignal, change: (state: OpenState) => OpenState): void {
    if (signal.aborted || this.#state?.kind !== 'open') return;
    this.#become(change(this.#state));
    this.activity();
  }

  #become(state: StaffState): void {
    this.#state = state;
    this.#onChange(state);
  }
}
