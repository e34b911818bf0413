import type { AuditEvent } from '../audit/events.ts';
import type { AccessChange, AccessSettings } from '../domain/access.ts';
import type { PaperName } from '../domain/receipt.ts';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { DraftCodeShape } from '../ports/drafts.ts';
import type { BarcodeRead } from '../ports/hid-reader.ts';
import type { ScanSource } from '../ports/scanner.ts';
import type { BadgeRole } from '../ports/staff-keys.ts';
import { AccessWatch } from './access-watch.ts';
import { BadgeWatch, type Helper } from './badge-watch.ts';
import { type Desk, DeskWatch } from './desk-watch.ts';
import { makeFilesAhead } from './files-ahead.ts';
import { HeadphonesWatch } from './headphones-watch.ts';
import { type Idle, IdleWatch } from './idle-watch.ts';
import { chosenFiles, leaveImport, lookThroughStick, takeFiles, thumbnailOfFile } from './import-flow.ts';
import * as pages from './pages.ts';
import { type PapersNow, papersNow, papersOf, printablePapers } from './papers.ts';
import { PreparationLine } from './preparation-line.ts';
import { copyToStick, prepareCopy, printReceipt } from './proof-flow.ts';
import { attachPaper } from './registration/paper-flow.ts';
import { withRegistration } from './registration/registration-in-visit.ts';
import { proofPaper, rewritten, type WrittenWith } from './registration/registration-papers.ts';
import { RegistrationVisit } from './registration/registration-visit.ts';
import { erasePage, pictureNames, prepareForDestination, prepareInTurn, runScan } from './scan-flow.ts';
import { commitDossier, prepareConfirmation } from './send-flow.ts';
import { StaffMode, type StaffState } from './staff-mode.ts';
import {
  backFrom,
  deviceWorks,
  isAttaching,
  isCommitting,
  isStep,
  outcomeOf,
  withWork,
} from './step-rules.ts';
import type { FlowContext, Session, VisitOptions, VisitPorts } from './visit-session.ts';
import {
  canContinue,
  type EndReason,
  fitOf,
  pagesAreComing,
  type StateOf,
  type VisitState,
  type Work,
  type WorkChange,
} from './visit-state.ts';
import { type VoiceNow, VoiceOfVisit } from './voice-of-visit.ts';

/** A receipt that is printing when the visitor leaves may still finish; after so long it is cancelled. Milliseconds. */
const PRINT_GRACE_MS = 30_000;
/** How long the platform may take to hear that someone asks for help. Milliseconds. */
const HELP_LIMIT_MS = 5_000;

type Opened = Result<undefined, Failure<'not-now' | 'disk-full' | 'storage-failed'>>;
type AuditedActivity = Extract<AuditEvent, { readonly event: 'activity-chosen' }>['activity'];
type Done = Result<undefined, Failure<'not-now'>>;
const NOT_NOW = err('not-now');
const DONE = ok(undefined);

export type Help = { readonly kind: 'none' } | { readonly kind: 'called'; readonly told: boolean };

/** Everything that can be known of the visit and of the desk at one moment. */
export interface VisitNow {
  /** Grows by one at each change. */
  readonly revision: number;
  readonly options: VisitOptions;
  readonly state: VisitState;
  readonly access: AccessSettings;
  readonly voice: VoiceNow;
  readonly desk: Desk;
  readonly help: Help;
  /** Whether somebody of the team stands by the visitor. */
  readonly helper: Helper;
  /** Whether anything opens the team's screen. */
  readonly staffReachable: boolean;
  readonly idle: Idle;
  readonly canGoBack: boolean;
  /** How many registrations are kept under a code on this terminal. */
  readonly draftsKept: number;
  readonly draftShape: DraftCodeShape;
  /** At the proof: what can be taken away. */
  readonly papers: PapersNow;
}

/**
 * The visits of this terminal, one after another: takes the visitor's actions, runs the flows, and pushes the whole state
 * at each change. One instance lives as long as the application; what belongs to one person lives in a `Session`.
 */
export class Visit {
  readonly #ports: VisitPorts;
  readonly #options: VisitOptions;
  readonly #access: AccessWatch;
  readonly #badges: BadgeWatch;
  readonly #codeListeners = new Set<(read: BarcodeRead) => void>();
  readonly #unwatchCodes: () => void;
  /** The team's screen, where one is configured. */
  readonly staff: StaffMode | undefined;
  readonly #voice: VoiceOfVisit;
  readonly #headphones: HeadphonesWatch;
  readonly #desk: DeskWatch;
  readonly #idle: IdleWatch;
  /** The visitor's actions in a registration. */
  readonly registration: RegistrationVisit;
  readonly #listeners = new Set<(now: VisitNow) => void>();
  readonly #endListeners = new Set<() => Promise<void>>();
  #state: VisitState = { step: 'welcome' };
  #session: Session | undefined;
  #help: Help = { kind: 'none' };
  #revision = 0;
  #cancelRestart: (() => void) | undefined;
  #starting = false;

  constructor(ports: VisitPorts, options: VisitOptions) {
    this.#ports = ports;
    this.#options = options;
    const forgetAfterSeconds = options.idle.askAfterSeconds;
    this.#access = new AccessWatch(ports.clock, { ...options.access, forgetAfterSeconds }, () =>
      this.#changed(),
    );
    this.#voice = new VoiceOfVisit(
      ports.speech,
      () => this.#access.settings,
      () => this.#changed(),
    );
    this.#headphones = new HeadphonesWatch(ports.headphones, (on) => {
      this.setAccess({ voice: { on } });
    });
    this.#desk = new DeskWatch(ports.clock, ports, () => this.#changed());
    this.#idle = new IdleWatch(
      ports.clock,
      options.idle,
      () => this.#changed(),
      () => this.#nobodyThere(),
    );
    this.staff =
      ports.staff === undefined
        ? undefined
        : new StaffMode(ports.staff, {
            clock: ports.clock,
            audit: ports.audit,
            onChange: (staff) => this.#showStaff(staff),
            scannerBusy: (busy) => this.#desk.scannerBusy(busy),
          });
    this.#badges = new BadgeWatch(ports.clock, ports.readers, ports.staff?.keys, {
      onBadge: (role) => this.#badgePresented(role),
      onHelper: () => {
        this.registration.helperTurned();
        this.#changed();
      },
    });
    this.#unwatchCodes =
      ports.readers?.onBarcode((read) => {
        this.activity();
        for (const listener of this.#codeListeners) listener(read);
      }) ?? (() => undefined);
    this.registration = new RegistrationVisit({
      ports,
      options,
      state: () => this.#state,
      become: (state) => void this.#become(state),
      open: (activity) => this.#open(activity),
      context: () => this.#contextOf(),
      callForHelp: () => this.callForHelp(),
      helperPresent: () => this.#badges.helper.kind === 'present',
    });
    this.onCode(({ text }) => void this.registration.codeRead(text));
    ports.outbox.watch((reference, delivery) => {
      this.#update('proof', (state) => {
        if (state.reference !== reference) return state;
        // What is on paper is not changed by what becomes known later; the screen is.
        return { ...state, delivery, receipt: proofPaper(this.#writtenWith(), state, delivery) };
      });
    });
  }

  /** Starts watching the desk. */
  async start(): Promise<void> {
    await Promise.all([this.#desk.start(), this.#voice.start()]);
    this.#headphones.start();
  }

  /** Ends whatever visit is under way and stops watching. */
  async close(): Promise<void> {
    this.#desk.stop();
    this.#idle.stop();
    this.#access.visitHolds();
    this.#headphones.stop();
    this.#voice.stop();
    this.#badges.stop();
    this.#unwatchCodes();
    this.staff?.leave();
    this.#cancelRestart?.();
    await this.#erase();
  }

  /** The whole state now. */
  now(): VisitNow {
    return {
      revision: this.#revision,
      options: this.#options,
      state: this.#state,
      access: this.#access.settings,
      voice: this.#voice.now,
      desk: this.#desk.desk,
      help: this.#help,
      helper: this.#badges.helper,
      staffReachable: this.staff?.reachable ?? false,
      idle: this.#idle.idle,
      canGoBack: backFrom(this.#state, this.#writtenWith()) !== undefined,
      draftsKept: this.#ports.drafts.kept(),
      draftShape: this.#ports.drafts.shape,
      papers: papersNow(this.#state, { ...this.#writtenWith(), ports: this.#ports }),
    };
  }

  /** Calls `listener` with the whole state at each change. */
  onChange(listener: (now: VisitNow) => void): void {
    this.#listeners.add(listener);
  }

  /**
   * Calls `listener` for each code that is held before the barcode reader, whatever it is: a code that brings a visit
   * back, the 2D-Doc of a paper. Untrusted, like anything that somebody printed. Returns the way to stop.
   */
  onCode(listener: (read: BarcodeRead) => void): () => void {
    this.#codeListeners.add(listener);
    return () => this.#codeListeners.delete(listener);
  }

  /** `listener` erases what the screen holds of a visit that has just ended. */
  onEnded(listener: () => Promise<void>): void {
    this.#endListeners.add(listener);
  }

  /** JPEG of a page of this visit; nothing for any other id. */
  async preview(id: string): Promise<Uint8Array | undefined> {
    const session = this.#session;
    const state = this.#state;
    if (session !== undefined && state.step === 'import') {
      const [file] = chosenFiles(state, [id]);
      return file === undefined ? undefined : thumbnailOfFile(this.#contextOf(), file);
    }
    const page = this.#workPages().find((other) => other.id === id);
    if (session === undefined || page === undefined) return undefined;
    for (const name of pictureNames(page)) {
      const bytes = await session.vault.get(name);
      if (bytes.ok) return bytes.value;
    }
    return undefined;
  }

  activity(): void {
    if (this.#session !== undefined) this.#idle.activity();
    else if (this.#state.step === 'staff') this.staff?.activity();
    else if (this.#state.step === 'welcome') this.#access.atWelcome();
  }

  /** Language, text size, contrast, motion, voice or keyboard: nothing else of the visit changes. */
  setAccess(change: AccessChange): Done {
    if (!this.#access.change(change)) return NOT_NOW;
    // What is being said is in the old language, or must stop.
    if (change.language !== undefined || change.voice?.on === false) this.#voice.stop();
    // A paper is written in the language of the moment.
    this.#become(rewritten(this.#writtenWith(), this.#state));
    this.activity();
    return DONE;
  }

  /** Says what the screen shows; see `voice.say`. */
  say(texts: readonly string[], after: boolean): Done {
    return this.#voice.say(texts, after) ? DONE : NOT_NOW;
  }

  beQuiet(): void {
    this.#voice.stop();
  }

  async startVisit(purpose: 'send' | 'usb'): Promise<Opened> {
    const opened = await this.#open(purpose);
    if (!opened.ok) return opened;
    const work: Work = {
      purpose,
      kind: null,
      destination: null,
      pages: [],
      retaking: null,
      split: false,
      attach: null,
    };
    return this.#become(
      purpose === 'send' ? { step: 'choose-kind', work } : this.#scanStep(work, this.#options.usbDestination),
    );
  }

  /** Opens the vault of a new visit, from the welcome screen. The caller says which step comes. */
  async #open(activity: AuditedActivity): Promise<Opened> {
    if (this.#state.step !== 'welcome' || this.#starting) return NOT_NOW;
    this.#starting = true;
    const vault = await this.#ports.vaults.open();
    this.#starting = false;
    if (!vault.ok) return vault;
    const preparation = new PreparationLine();
    this.#session = {
      vault: vault.value,
      ended: new AbortController(),
      startedAt: this.#ports.clock.now(),
      papersUsed: false,
      pagesScanned: 0,
      raws: new Map(),
      preparation,
      // Pages that come all at once are shown before a second one is prepared beside the first.
      firstPictures: new PreparationLine(2, (busy) => preparation.narrow(busy ? 1 : 2)),
      papersRead: new Set(),
      textReading: new PreparationLine(1),
      readPages: new Set(),
      makingAhead: new PreparationLine(1),
      filesAhead: undefined,
      commitWarmedUp: false,
      printJob: undefined,
      importJob: undefined,
      scanJob: undefined,
    };
    this.#access.visitHolds();
    this.#badges.visitBegan();
    this.#ports.audit.record({ event: 'visit-started' });
    this.#ports.audit.record({ event: 'activity-chosen', activity });
    this.#idle.activity();
    return DONE;
  }

  chooseKind(id: string): Done {
    const state = this.#state;
    const kind = this.#options.kinds.find((candidate) => candidate.id === id);
    if (state.step !== 'choose-kind' || kind === undefined) return NOT_NOW;
    const work = { ...state.work, kind };
    const only = kind.destinations.length === 1 ? kind.destinations[0] : undefined;
    return only === undefined
      ? this.#become({ step: 'choose-destination', work })
      : this.#scanFor(work, only);
  }

  chooseDestination(id: string): Done {
    const state = this.#state;
    if (state.step !== 'choose-destination') return NOT_NOW;
    const destination = state.work.kind.destinations.find((candidate) => candidate.id === id);
    if (destination === undefined) return NOT_NOW;
    return this.#scanFor(state.work, destination);
  }

  async back(): Promise<Done> {
    const target = backFrom(this.#state, this.#writtenWith());
    if (target === undefined) return NOT_NOW;
    if (this.#state.step === 'import') await leaveImport(this.#contextOf());
    if (target.step === 'welcome') {
      await this.#erase();
      this.#idle.stop();
      this.#access.atWelcome();
    }
    return this.#become(target);
  }

  startScan(source: ScanSource): Done {
    const state = this.#state;
    if (state.step !== 'scan' || state.scanning.kind === 'scanning' || isAttaching(state)) return NOT_NOW;
    this.#become({ ...state, scanning: { kind: 'scanning', source, arrived: 0, cancelling: false } });
    this.#desk.scannerBusy(true);
    void runScan(this.#contextOf(), source).finally(() => this.#desk.scannerBusy(false));
    return DONE;
  }

  /** From the pages to what the visitor's stick holds. */
  showImport(): Result<undefined, Failure<'not-now' | 'usb-missing'>> {
    const state = this.#state;
    if (state.step !== 'scan' || state.scanning.kind === 'scanning' || isAttaching(state)) return NOT_NOW;
    if (this.#ports.usb.presence().kind === 'none') return err('usb-missing');
    this.#become({ step: 'import', work: state.work, listing: { kind: 'looking' }, taking: null });
    void lookThroughStick(this.#contextOf());
    return DONE;
  }

  lookAgain(): Done {
    const state = this.#state;
    if (state.step !== 'import' || state.taking !== null || state.listing.kind === 'looking') return NOT_NOW;
    this.#become({ ...state, listing: { kind: 'looking' } });
    void lookThroughStick(this.#contextOf());
    return DONE;
  }

  /** Takes the chosen files; those that are not listed are left out. */
  take(ids: readonly string[]): Done {
    const state = this.#state;
    if (state.step !== 'import' || state.taking !== null) return NOT_NOW;
    const files = chosenFiles(state, ids);
    if (files.length === 0) return NOT_NOW;
    this.#become({ ...state, taking: { done: 0, total: files.length } });
    void takeFiles(this.#contextOf(), files);
    return DONE;
  }

  cancelScan(): Done {
    const state = this.#state;
    if (state.step !== 'scan' || state.scanning.kind !== 'scanning') return NOT_NOW;
    this.#become({ ...state, scanning: { ...state.scanning, cancelling: true } });
    this.#session?.scanJob?.abort();
    return DONE;
  }

  rotatePage(id: string): Done {
    return this.#changePages(id, (work) => ({ pages: pages.rotate(work.pages, id) }));
  }

  /** Shows a page as it was scanned, or improved again. It is prepared anew from what the vault holds. */
  showOriginal(id: string, original: boolean): Done {
    const page = this.#workPages().find((other) => other.id === id);
    if (page?.state !== 'ready' || page.original === original) return NOT_NOW;
    const changed = this.#changeWork((work) => ({
      pages: pages.prepareAgain(work.pages, id, original),
      split: false,
    }));
    if (changed.ok) prepareInTurn(this.#contextOf(), id);
    return changed;
  }

  movePage(id: string, to: number): Done {
    return this.#changePages(id, (work) => ({ pages: pages.move(work.pages, id, to), split: false }));
  }

  removePage(id: string): Done {
    const removed = this.#changePages(id, (work) => ({
      pages: pages.remove(work.pages, id),
      retaking: work.retaking === id ? null : work.retaking,
      split: false,
    }));
    if (removed.ok) void erasePage(this.#contextOf(), id);
    return removed;
  }

  retakePage(id: string | null): Done {
    if (id === null) return this.#changeWork(() => ({ retaking: null }));
    return this.#changePages(id, () => ({ retaking: id }));
  }

  split(): Result<undefined, Failure<'not-now' | 'does-not-fit'>> {
    const state = this.#state;
    if (state.step !== 'scan') return NOT_NOW;
    const fit = fitOf(state.work.pages, state.work.destination);
    if (fit.kind !== 'does-not-fit') return NOT_NOW;
    if (fit.parts.length === 0) return err('does-not-fit');
    return this.#changeWork(() => ({ split: true }));
  }

  join(): Done {
    return this.#changeWork(() => ({ split: false }));
  }

  /** From the pages to the recapitulation, or to the stick. */
  continue(): Done {
    const state = this.#state;
    if (state.step !== 'scan' || !canContinue(state)) return NOT_NOW;
    const { work } = state;
    if (work.purpose === 'usb') {
      this.#become({ step: 'copy', work, files: [], copying: { kind: 'idle' }, progress: 'preparing' });
      void prepareCopy(this.#contextOf());
      return DONE;
    }
    if (work.kind === null) return NOT_NOW;
    const { attach } = work;
    if (attach !== null) {
      this.#changeWork(() => ({ attach: { ...attach, busy: true } }));
      void attachPaper(this.#contextOf());
      return DONE;
    }
    this.#become({
      step: 'confirm',
      work: { ...work, kind: work.kind },
      files: [],
      progress: { kind: 'preparing' },
    });
    void prepareConfirmation(this.#contextOf());
    return DONE;
  }

  /** The one button that sends. Resolves when the dossier is committed, or could not be. */
  async confirm(): Promise<Result<undefined, Failure<'not-now'>>> {
    const state = this.#state;
    if (state.step !== 'confirm' || state.files.length === 0) return NOT_NOW;
    if (state.progress.kind !== 'waiting' && state.progress.kind !== 'failed') return NOT_NOW;
    this.#become({ ...state, progress: { kind: 'saving' } });
    await commitDossier(this.#contextOf(), state);
    return DONE;
  }

  /** Prints one of the papers that there are: one job at a time. */
  print(paper: PaperName = 'recepisse'): Done {
    const state = this.#state;
    if (state.step !== 'proof' && state.step !== 'leaving') return NOT_NOW;
    if (!['idle', 'failed', 'printed'].includes(state.printing.kind)) return NOT_NOW;
    const papers = papersOf(state, this.#ports, this.#options);
    if (!printablePapers(papers, this.#ports).includes(paper)) return NOT_NOW;
    const printing = { kind: 'sending' } as const;
    this.#become(state.step === 'proof' ? { ...state, printing, paper } : { ...state, printing });
    void printReceipt(this.#contextOf(), state, paper);
    return DONE;
  }

  /** Copies what was gathered to the stick, the récépissé where there is one, and the other papers that are wanted. */
  copy(wanted: readonly PaperName[] = []): Result<undefined, Failure<'not-now' | 'usb-missing'>> {
    const state = this.#state;
    if (state.step !== 'proof' && state.step !== 'copy' && state.step !== 'leaving') return NOT_NOW;
    if (state.copying.kind === 'copying') return NOT_NOW;
    // Of a registration or a draft there is a paper even where there are no files.
    if (state.step === 'copy' && state.files.length === 0) return NOT_NOW;
    if (this.#ports.usb.presence().kind === 'none') return err('usb-missing');
    this.#become({ ...state, copying: { kind: 'copying' } });
    void copyToStick(this.#contextOf(), state, wanted);
    return DONE;
  }

  /** Ends the visit by the visitor's hand. Not while a dossier is being committed: that takes a moment and must be said. */
  async end(reason: EndReason = 'finished'): Promise<Done> {
    const state = this.#state;
    if (this.#session === undefined || state.step === 'welcome' || state.step === 'ended') return NOT_NOW;
    if (isCommitting(state)) return NOT_NOW;
    const outcome = outcomeOf(state);
    const ended: VisitState = {
      step: 'ended',
      reason: reason === 'finished' && outcome === 'nothing' ? 'left' : reason,
      outcome,
      takePapers: this.#session.papersUsed,
      takeStick: this.#ports.usb.presence().kind !== 'none',
    };
    this.#ports.audit.record({
      event: 'visit-ended',
      reason: reason === 'idle' ? 'idle' : 'button',
      durationSeconds: Math.round((this.#ports.clock.now() - this.#session.startedAt) / 1_000),
      pages: this.#session.pagesScanned,
    });
    this.#leavePrinter(state);
    this.#idle.stop();
    await this.#erase();
    this.#become(ended, { kind: 'none' });
    this.#cancelRestart = this.#ports.clock.after(this.#options.endedScreenSeconds * 1_000, () =>
      this.restart(),
    );
    await Promise.all([...this.#endListeners].map((listener) => listener()));
    return DONE;
  }

  /** From the welcome screen to the lock of the team's screen. */
  showStaff(): Done {
    if (this.#state.step !== 'welcome' || this.#starting) return NOT_NOW;
    return this.staff?.show() ?? NOT_NOW;
  }

  /** The helper left the visitor alone. */
  helperLeft(): void {
    this.#badges.left();
  }

  restart(): Done {
    if (this.#state.step !== 'ended') return NOT_NOW;
    this.#cancelRestart?.();
    this.#voice.stop();
    this.#access.reset();
    return this.#become({ step: 'welcome' });
  }

  /** Shows that someone asks for a person, and tells the team's board where it can be reached. */
  async callForHelp(): Promise<void> {
    this.#become(this.#state, { kind: 'called', told: false });
    const told = await this.#ports.platform.callForHelp(AbortSignal.timeout(HELP_LIMIT_MS));
    this.#ports.audit.record(
      told.ok ? { event: 'help-called' } : { event: 'help-call-failed', code: told.error.code },
    );
    if (this.#help.kind === 'called') this.#become(this.#state, { kind: 'called', told: told.ok });
  }

  dismissHelp(): void {
    this.#become(this.#state, { kind: 'none' });
  }

  #showStaff(staff: StaffState | undefined): void {
    const { step } = this.#state;
    if (step !== 'welcome' && step !== 'staff') return;
    this.#become(staff === undefined ? { step: 'welcome' } : { step: 'staff', staff });
    if (staff === undefined) this.#access.atWelcome();
    else this.#access.visitHolds();
  }

  /** On the welcome screen a badge of staff opens the team's screen; during a visit it says that somebody helps. */
  #badgePresented(role: BadgeRole | undefined): void {
    const { step } = this.#state;
    if (role === undefined) {
      if (step === 'staff') this.staff?.refuseBadge();
      return;
    }
    if (role === 'staff' && (step === 'welcome' || step === 'staff') && !this.#starting) {
      this.staff?.openByBadge();
      return;
    }
    if (step === 'staff' || step === 'ended' || step === 'out-of-service') return;
    this.#badges.turn(this.#session !== undefined);
    if (this.#badges.helper.kind === 'present') this.#ports.audit.record({ event: 'helper-present' });
    this.activity();
  }

  #nobodyThere(): void {
    if (deviceWorks(this.#state)) this.#idle.activity();
    else void this.end('idle');
  }

  /** A receipt that waits for paper would come out for the next person: it is cancelled now. One that prints may finish. */
  #leavePrinter(state: VisitState): void {
    const job = this.#session?.printJob;
    if (job === undefined) return;
    const moving =
      'printing' in state && (state.printing.kind === 'sent' || state.printing.kind === 'sending');
    if (moving) this.#ports.clock.after(PRINT_GRACE_MS, () => job.abort());
    else job.abort();
  }

  /** Destroys the key and the files of the visit, and cancels what it waits for. */
  async #erase(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#badges.left();
    session?.ended.abort();
    await session?.vault.destroy();
  }

  #writtenWith(): WrittenWith {
    return {
      ports: this.#ports,
      options: this.#options,
      language: this.#access.settings.language,
    };
  }

  /** To the pages; those that there are already become what the destination takes. */
  #scanFor(work: Work, destination: StateOf<'scan'>['work']['destination']): Done {
    const before = this.#state;
    const done = this.#become(this.#scanStep(work, destination));
    if (work.pages.length > 0) prepareForDestination(this.#contextOf(), before);
    return done;
  }

  #scanStep(work: Work, destination: StateOf<'scan'>['work']['destination']): VisitState {
    return { step: 'scan', work: { ...work, destination, split: false }, scanning: { kind: 'idle' } };
  }

  #changePages(id: string, change: (work: Work) => WorkChange): Done {
    if (!this.#workPages().some((page) => page.id === id)) return NOT_NOW;
    return this.#changeWork(change);
  }

  #changeWork(change: (work: Work) => WorkChange): Done {
    const state = this.#state;
    if (state.step !== 'scan' || isAttaching(state)) return NOT_NOW;
    return this.#become({ ...state, work: { ...state.work, ...change(state.work) } });
  }

  #workPages(): Work['pages'] {
    return 'work' in this.#state ? this.#state.work.pages : [];
  }

  /** What flows of the visit under way may do; a flow of an earlier visit changes nothing any more. */
  #contextOf(): FlowContext {
    const session = this.#session;
    if (session === undefined) throw new Error('a flow without a visit');
    const current = (): boolean => this.#session === session;
    return {
      ports: this.#ports,
      options: this.#options,
      session,
      state: () => this.#state,
      access: () => this.#access.settings,
      update: (step, change) => {
        if (current()) this.#update(step, change);
      },
      updateWork: (change) => {
        const state = this.#state;
        if (!current() || !('work' in state)) return;
        this.#become(withWork(state, change(state.work)));
      },
      updateRegistration: (change) => {
        if (current()) this.#become(withRegistration(this.#state, change));
      },
      textRead: () => {
        if (current()) makeFilesAhead(this.#contextOf());
      },
      alive: () => {
        if (current()) this.#idle.activity();
      },
    };
  }

  #update<Step extends VisitState['step']>(step: Step, change: (state: StateOf<Step>) => VisitState): void {
    const state = this.#state;
    if (isStep(state, step)) this.#become(change(state));
  }

  #become(state: VisitState, help: Help = this.#help): Done {
    const former = this.#state;
    this.#state = state;
    this.#help = help;
    this.#expectPaper(former);
    // Reading print takes as much of the machine as preparing pages.
    this.#session?.textReading.narrow(pagesAreComing(state) ? 0 : 1);
    if (state.step === 'scan' && this.#session !== undefined) makeFilesAhead(this.#contextOf());
    this.#changed();
    return DONE;
  }

  /** The paper on the screen is the one that will be printed, if one is. */
  #expectPaper(former: VisitState): void {
    const state = this.#state;
    const session = this.#session;
    if (session === undefined || !('receipt' in state) || state.printing.kind !== 'idle') return;
    if ('receipt' in former && former.receipt === state.receipt) return;
    this.#ports.printer.expect(state.receipt, session.ended.signal);
  }

  #changed(): void {
    this.#revision += 1;
    const now = this.now();
    for (const listener of this.#listeners) listener(now);
  }
}
