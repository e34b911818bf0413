import type { FitView, Snapshot, VisitView } from '../contract/snapshot.ts';
import type { PageSummary } from '../domain/document.ts';
import type { Delivery } from '../domain/dossier.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import type { LanguageCode } from '../domain/language.ts';
import { waysOut } from '../domain/ways-out.ts';
import type { Desk } from '../visit/desk-watch.ts';
import { listed } from '../visit/proof-flow.ts';
import type { VisitNow } from '../visit/visit.ts';
import {
  canContinue,
  fitOf,
  type Page,
  type PagesFit,
  partsOf,
  type ResumeAttempt,
  type StateOf,
  type VisitState,
} from '../visit/visit-state.ts';
import { destinationView, kindView } from './catalogue-view.ts';
import { leavingView, registrationProofView, registrationView, welcomeTiles } from './registration-view.ts';
import { staffView } from './staff-view.ts';

/** Preview of a page that is still being prepared: A4 upright, pixels, so that nothing jumps when it comes. */
const ARRIVING_SIZE = { width: 636, height: 900 };

/** Everything the screen shows, as one plain object. Pure. */
export function snapshotOf(now: VisitNow): Snapshot {
  const { revision, options, state, desk } = now;
  return {
    revision,
    kiosk: {
      terminal: options.terminal,
      site: options.site,
      theme: options.theme,
      staff: now.staffReachable,
      keypad: options.keypad,
    },
    access: {
      ...now.access,
      languages: [...options.access.languages],
      speech: { ...now.voice, languages: [...now.voice.languages] },
    },
    desk: {
      scanner: desk.scanner,
      printer: { problem: desk.printer.problem },
      usb:
        desk.usb.kind === 'unusable'
          ? { kind: 'unusable', code: desk.usb.reason }
          : desk.usb.kind === 'ready'
            ? { kind: 'ready', label: desk.usb.label }
            : { kind: 'none' },
      since: desk.since,
    },
    staffNotes: [...problemsOf(state, desk)].map(([code, since]) => ({
      code,
      instruction: options.instructions[code],
      since,
    })),
    help: now.help,
    helper: now.helper,
    idle: now.idle,
    canGoBack: now.canGoBack,
    visit: visitView(now),
  };
}

/**
 * Every problem that there is now, each once, and since when where the desk knows. A missing stick is no problem: the
 * visitor is told where it is needed.
 */
function problemsOf(state: VisitState, desk: Desk): ReadonlyMap<ErrorCode, string | null> {
  const told = new Map<ErrorCode, string | null>();
  const add = (code: ErrorCode, since: string | null = null): void => {
    told.set(code, since ?? told.get(code) ?? null);
  };
  if (state.step === 'out-of-service') add(state.code);
  if (state.step === 'scan' && state.scanning.kind === 'failed') add(state.scanning.code);
  if (state.step === 'confirm' && state.progress.kind === 'failed') add(state.progress.code);
  if (state.step === 'registration' && state.finishing.kind === 'failed') add(state.finishing.code);
  if (state.step === 'leaving' && state.draft.kind === 'failed') add(state.draft.code);
  if (state.step === 'resume' && state.attempt.kind === 'failed') add(state.attempt.code);
  if ('copying' in state && state.copying.kind === 'failed') add(state.copying.code);
  if ('printing' in state && (state.printing.kind === 'failed' || state.printing.kind === 'waiting')) {
    add(state.printing.code);
  }
  if (desk.scanner.problem !== null) add(desk.scanner.problem, desk.since.scanner);
  if (desk.printer.problem !== null) add(desk.printer.problem, desk.since.printer);
  if (desk.printer.mediaLow) add('printer-media-low', desk.since.printer);
  if (desk.usb.kind === 'unusable') add(desk.usb.reason, desk.since.usb);
  for (const reader of desk.readers) if (reader.state === 'unusable') add(reader.reason);
  return told;
}

function visitView(now: VisitNow): VisitView {
  const { state, options, desk } = now;
  const { language } = now.access;
  switch (state.step) {
    case 'out-of-service':
      return { step: state.step, code: state.code, problems: [...state.problems] };
    case 'staff':
      return { step: state.step, staff: staffView(state.staff, options.instructions) };
    case 'welcome':
      return { step: state.step, tiles: welcomeTiles(options, language, now.draftsKept) };
    case 'choose-kind':
      return { step: state.step, kinds: options.kinds.map((kind) => kindView(kind, language)) };
    case 'choose-destination':
      return {
        step: state.step,
        kind: kindView(state.work.kind, language),
        destinations: state.work.kind.destinations.map((destination) =>
          destinationView(destination, language),
        ),
      };
    case 'scan':
      return scanView(state, language);
    case 'import':
      return {
        step: state.step,
        purpose: state.work.purpose,
        listing: listingView(state.listing),
        taking: state.taking,
      };
    case 'confirm':
      return {
        step: state.step,
        kind: kindView(state.work.kind, language),
        destination: destinationView(state.work.destination, language),
        pages: state.work.pages.map(pageView),
        files: listed(state.files),
        progress: state.progress,
      };
    case 'proof':
      return {
        step: state.step,
        reference: state.reference,
        kind: kindView(state.kind, language),
        destination: destinationView(state.destination, language),
        files: listed(state.files),
        delivery: deliveryView(state.delivery),
        printing: state.printing,
        paper: state.paper,
        papers: [...now.papers.printable],
        copying: copyingView(state.copying),
        copies: [...now.papers.copied],
        answers: now.papers.answers === null ? null : [...now.papers.answers.lines],
        receipt: [...state.receipt.lines],
        registration: registrationProofView(state, options, language),
      };
    case 'registration':
      return registrationView(state, options, language, desk.scanner);
    case 'leaving':
      return {
        ...leavingView(state, options, language),
        copying: copyingView(state.copying),
        paper: [...state.receipt.lines],
      };
    case 'resume':
      return {
        step: state.step,
        shape: [...now.draftShape.groups],
        alphabet: now.draftShape.alphabet,
        attempt: resumeView(state.attempt),
      };
    case 'copy':
      return {
        step: state.step,
        files: listed(state.files),
        progress: state.progress,
        copying: copyingView(state.copying),
      };
    case 'ended':
      return {
        step: state.step,
        reason: state.reason,
        outcome: state.outcome,
        takePapers: state.takePapers,
        takeStick: state.takeStick,
      };
  }
}

/** What the page may know of a file: its name, never where it lies. */
function listingView(
  listing: StateOf<'import'>['listing'],
): Extract<VisitView, { step: 'import' }>['listing'] {
  if (listing.kind !== 'listed') return listing;
  return {
    ...listing,
    files: listing.files.map(({ id, name, kind }) => ({
      id,
      name,
      kind,
      preview: `kiosk://preview/${id}`,
    })),
  };
}

/** The ways out, by the numbers that the pages have on the screen: those that cannot be read count there. */
function tooHeavyView(
  { pages, destination }: StateOf<'scan'>['work'],
  parts: number,
): Extract<FitView, { kind: 'too-heavy' }> {
  const numbered = pages.flatMap((page, index) =>
    page.state === 'ready' ? [{ summary: page.summary, number: index + 1 }] : [],
  );
  const numberOf = (page: number | undefined): number | undefined =>
    page === undefined ? undefined : numbered[page]?.number;
  const ways = waysOut(
    numbered.map(({ summary }) => summary),
    destination,
  );
  const redo = ways?.rescan.find(({ enough }) => enough);
  return {
    kind: 'too-heavy',
    parts,
    keep: ways?.fewer.pages ?? 0,
    heaviest: numberOf(ways?.fewer.leaveOut[0]) ?? 1,
    redo: numberOf(redo?.page) ?? null,
  };
}

function fitView(work: StateOf<'scan'>['work'], fit: PagesFit): FitView {
  switch (fit.kind) {
    case 'empty':
    case 'fits':
      return { kind: fit.kind };
    case 'working': {
      const { soFar } = fit;
      return {
        kind: 'working',
        soFar: soFar?.kind === 'does-not-fit' ? soFar.reason : (soFar?.kind ?? null),
      };
    }
    case 'does-not-fit':
      return fit.reason === 'too-heavy'
        ? tooHeavyView(work, fit.parts.length)
        : { kind: 'too-many-pages', maxPages: work.destination.maxPages, parts: fit.parts.length };
  }
}

function scanView(state: StateOf<'scan'>, language: LanguageCode): VisitView {
  const { work } = state;
  const fit = fitOf(work.pages, work.destination);
  const parts = partsOf(work);
  return {
    step: 'scan',
    purpose: work.purpose,
    kind: work.kind === null ? null : kindView(work.kind, language),
    destination: destinationView(work.destination, language),
    pages: work.pages.map(pageView),
    scanning: state.scanning,
    fit: fitView(work, fit),
    retaking: work.retaking,
    // Pictures are a file each by themselves: there is nothing that could be joined again.
    parts: parts.length > 1 && work.destination.format === 'pdf' ? [...parts] : [],
    canContinue: canContinue(state),
    attaching: work.attach?.busy === true,
  };
}

function pageView(page: Page): Extract<VisitView, { step: 'scan' }>['pages'][number] {
  const picture = page.state === 'unreadable' ? 'none' : page.picture;
  const asArrived = page.state !== 'ready' || picture !== 'as-prepared';
  const { width, height } = asArrived ? ARRIVING_SIZE : page.summary;
  const which = picture === 'as-arrived' ? 'scanned' : page.original ? 'original' : 'improved';
  return {
    id: page.id,
    state: page.state,
    preview: picture === 'none' ? null : `kiosk://preview/${page.id}?${which}`,
    width,
    height,
    rotation: page.rotation,
    blank: page.state === 'ready' && page.summary.blank,
    look: page.original
      ? 'original'
      : page.state === 'ready' && isImproved(page.summary)
        ? 'improved'
        : 'plain',
  };
}

/** Whether clean-up changed anything that a visitor may want back. */
function isImproved({ cleanUp }: PageSummary): boolean {
  if (cleanUp === undefined) return false;
  const { cropped, perspective, degrees, turned, whitened } = cleanUp;
  return cropped || perspective || whitened || degrees !== 0 || turned !== 0;
}

function deliveryView(delivery: Delivery): Extract<VisitView, { step: 'proof' }>['delivery'] {
  return delivery.state === 'acknowledged'
    ? { kind: 'acknowledged', acknowledgement: delivery.acknowledgement, at: delivery.at }
    : { kind: delivery.state };
}

function copyingView(copying: StateOf<'copy'>['copying']): Extract<VisitView, { step: 'copy' }>['copying'] {
  if (copying.kind === 'done') return { ...copying, files: [...copying.files] };
  if (copying.kind !== 'failed') return copying;
  const { kept } = copying;
  return { ...copying, kept: kept === null ? null : { folder: kept.folder, files: [...kept.files] } };
}

function resumeView(attempt: ResumeAttempt): Extract<VisitView, { step: 'resume' }>['attempt'] {
  switch (attempt.kind) {
    case 'wait':
    case 'failed':
      return attempt;
    default:
      return { kind: attempt.kind };
  }
}
