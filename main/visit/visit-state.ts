import { allocate, type Fit } from '../domain/budget.ts';
import type {
  AssembledDocument,
  Destination,
  DestinationIcon,
  PageSummary,
  Rotation,
} from '../domain/document.ts';
import type { Delivery, DossierReference } from '../domain/dossier.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import type { TextByLanguage } from '../domain/language.ts';
import type { PaperName, Receipt } from '../domain/receipt.ts';
import type { KeptDraft } from '../ports/drafts.ts';
import type { ScanSource } from '../ports/scanner.ts';
import type { Listing, Taking } from './import-flow.ts';
import type { RegistrationWork, SentRegistration } from './registration/registration-work.ts';
import type { StaffState } from './staff-mode.ts';

/** A kind of document that a visitor can send, as the configuration names it. */
export interface DocumentKind {
  readonly id: string;
  /** In French, as the dossier and the platform have it. */
  readonly label: string;
  readonly hint: string | null;
  /** The same for the screen, in the languages that the configuration has. */
  readonly spoken?: { readonly label: TextByLanguage; readonly hint: TextByLanguage | null };
  readonly icon: 'identity' | 'home' | 'payslip' | 'work' | 'permit' | 'cv' | 'other';
  readonly destinations: readonly DestinationChoice[];
}

export interface DestinationChoice extends Destination {
  /** In French, as the dossier and the platform have it. */
  readonly label: string;
  readonly spoken?: { readonly label: TextByLanguage };
  readonly icon: DestinationIcon;
}

/** What there is to be seen of a page: what arrived, until it is prepared; nothing for a moment, and where nothing could be made. */
export type PagePicture = 'none' | 'as-arrived' | 'as-prepared';

/** A page that can be put in a file. */
interface ReadyPage {
  readonly state: 'ready';
  readonly summary: PageSummary;
  /** Only its first encoding is there so far: whether the page fits where that is too heavy is not known yet. */
  readonly lighterToCome: boolean;
  readonly picture: PagePicture;
}

/** A page of the visit. Its bytes are in the vault, under names made from `id`. */
export type Page = {
  /** 32 hexadecimal digits, random: also the opaque id of its preview. */
  readonly id: string;
  readonly rotation: Rotation;
  /** As it was scanned, at the visitor's wish: not straightened, cropped or cleaned. */
  readonly original: boolean;
} /** On disk, being prepared. */ & (
  | { readonly state: 'arriving'; readonly picture: PagePicture }
  | ReadyPage
  | { readonly state: 'unreadable' }
);

/** `attach`: a paper that a registration asks for. */
export type Purpose = 'send' | 'usb' | 'attach';

/** The question that the pages are scanned for, with the registration it belongs to. */
export interface Attachment {
  readonly question: string;
  readonly registration: RegistrationWork;
  /** The file is being made. */
  readonly busy: boolean;
}

/** What the visitor has gathered so far. It survives every step back. */
export interface Work {
  readonly purpose: Purpose;
  readonly kind: DocumentKind | null;
  readonly destination: DestinationChoice | null;
  readonly pages: readonly Page[];
  /** The page that the next scanned one replaces. */
  readonly retaking: string | null;
  /** The visitor agreed to several documents. */
  readonly split: boolean;
  /** Where the pages belong to a registration. */
  readonly attach: Attachment | null;
}

/** What may change of the gathered work inside a step. */
export type WorkChange = Partial<Pick<Work, 'pages' | 'retaking' | 'split' | 'attach'>>;

export type Scanning =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'scanning';
      readonly source: ScanSource;
      readonly arrived: number;
      readonly cancelling: boolean;
    }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

export type Printing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'waiting'; readonly code: ErrorCode }
  | { readonly kind: 'printed' }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

export type Copying =
  | { readonly kind: 'idle' }
  | { readonly kind: 'copying' }
  | {
      readonly kind: 'done';
      readonly folder: string;
      readonly files: readonly string[];
      /** Unmounted: only then may the stick be removed. */
      readonly removable: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      /** What is whole on the stick all the same; nothing where nothing is. */
      readonly kept: { readonly folder: string; readonly files: readonly string[] } | null;
      /** Unmounted all the same. */
      readonly removable: boolean;
    };

export type ConfirmProgress =
  /** The files are being assembled. */
  | { readonly kind: 'preparing' }
  /** Everything is ready; only the visitor's own hand sends it. */
  | { readonly kind: 'waiting' }
  /** Being sealed and committed. */
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** A file of the visit, without its bytes: those are in the vault under `vaultName`. */
export type PreparedFile = Omit<AssembledDocument, 'bytes'> & { readonly vaultName: string };

export type Finishing =
  | { readonly kind: 'no' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

export type DraftKeeping =
  | { readonly kind: 'none' }
  | { readonly kind: 'saving' }
  | ({ readonly kind: 'saved' } & KeptDraft)
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** What came of a code that was typed. */
export type ResumeAttempt =
  | { readonly kind: 'none' | 'checking' | 'mistyped' | 'unknown' | 'lost' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

export type EndReason = 'finished' | 'left' | 'idle';
export type Outcome = 'sent' | 'copied' | 'kept' | 'nothing';

/** Where the visit stands. Each step carries exactly what exists there. */
export type VisitState =
  | { readonly step: 'out-of-service'; readonly code: ErrorCode; readonly problems: readonly string[] }
  | { readonly step: 'welcome' }
  /** The team's screen: no visit is under way. */
  | { readonly step: 'staff'; readonly staff: StaffState }
  | { readonly step: 'choose-kind'; readonly work: Work }
  | { readonly step: 'choose-destination'; readonly work: Work & { readonly kind: DocumentKind } }
  | {
      readonly step: 'scan';
      readonly work: Work & { readonly destination: DestinationChoice };
      readonly scanning: Scanning;
    }
  /** Choosing photos and documents on the visitor's stick; back among the pages afterwards. */
  | {
      readonly step: 'import';
      readonly work: Work & { readonly destination: DestinationChoice };
      readonly listing: Listing;
      readonly taking: Taking;
    }
  | {
      readonly step: 'confirm';
      readonly work: Work & { readonly kind: DocumentKind; readonly destination: DestinationChoice };
      readonly files: readonly PreparedFile[];
      readonly progress: ConfirmProgress;
    }
  | {
      readonly step: 'proof';
      readonly reference: DossierReference;
      readonly confirmedAt: string;
      readonly kind: DocumentKind;
      readonly destination: DestinationChoice;
      readonly files: readonly PreparedFile[];
      readonly delivery: Delivery;
      readonly printing: Printing;
      /** The paper that `printing` is about. */
      readonly paper: PaperName;
      readonly copying: Copying;
      readonly receipt: Receipt;
      /** The registration that was sent; `null` for a document. */
      readonly registration: SentRegistration | null;
    }
  | {
      readonly step: 'copy';
      readonly work: Work & { readonly destination: DestinationChoice };
      readonly files: readonly PreparedFile[];
      readonly copying: Copying;
      readonly progress: 'preparing' | 'ready';
    }
  | {
      readonly step: 'registration';
      readonly registration: RegistrationWork;
      readonly finishing: Finishing;
    }
  | {
      readonly step: 'leaving';
      readonly registration: RegistrationWork;
      readonly draft: DraftKeeping;
      readonly printing: Printing;
      readonly copying: Copying;
      readonly receipt: Receipt;
    }
  | { readonly step: 'resume'; readonly attempt: ResumeAttempt }
  | {
      readonly step: 'ended';
      readonly reason: EndReason;
      readonly outcome: Outcome;
      readonly takePapers: boolean;
      readonly takeStick: boolean;
    };

export type StateOf<Step extends VisitState['step']> = Extract<VisitState, { step: Step }>;

/** Whether the pages fit, in the terms of the screen. */
export type PagesFit =
  | { readonly kind: 'empty' }
  /** Pages are being prepared; `soFar` is about those that are ready. */
  | { readonly kind: 'working'; readonly soFar: Fit | null }
  | Fit;

/** Whether the engine still works on the page. */
export function isBeingPrepared(page: Page): boolean {
  return page.state === 'arriving' || (page.state === 'ready' && page.lighterToCome);
}

function fitOfReady(pages: readonly Page[], destination: Destination): Fit | null {
  const summaries = pages.flatMap((page): PageSummary[] => (page.state === 'ready' ? [page.summary] : []));
  return summaries.length === 0 ? null : allocate(summaries, destination);
}

/** Sums up whether the gathered pages fit the destination. Pages that cannot be read do not count. */
export function fitOf(pages: readonly Page[], destination: Destination): PagesFit {
  if (pages.length === 0) return { kind: 'empty' };
  const fit = fitOfReady(pages, destination);
  const fits = fit?.kind === 'fits';
  if (pages.some((page) => page.state === 'arriving' || (isBeingPrepared(page) && !fits))) {
    // What is too heavy in its first encoding may fit in a lighter one: it does not count yet.
    const known = pages.filter((page) => !isBeingPrepared(page));
    return { kind: 'working', soFar: fits ? fit : fitOfReady(known, destination) };
  }
  return fit ?? { kind: 'empty' };
}

/** Numbers of pages of each file: one file, or several where the visitor agreed to split or the destination takes pictures. Empty where nothing can be made. */
export function partsOf(work: Work & { readonly destination: DestinationChoice }): readonly number[] {
  const fit = fitOf(work.pages, work.destination);
  if (fit.kind === 'fits')
    return work.destination.format === 'jpg' ? work.pages.map(() => 1) : [work.pages.length];
  if (fit.kind === 'does-not-fit' && work.split) return fit.parts;
  return [];
}

/** Whether pages are being scanned or prepared: what nobody waits for does not run beside them. */
export function pagesAreComing(state: VisitState): boolean {
  if (!('work' in state)) return false;
  const scanning = state.step === 'scan' && state.scanning.kind === 'scanning';
  return scanning || state.work.pages.some(isBeingPrepared);
}

/** True when the visitor may go on: every page is readable, the document fits (or was split), nothing is being scanned. */
export function canContinue(state: StateOf<'scan'>): boolean {
  return (
    state.scanning.kind !== 'scanning' &&
    state.work.attach?.busy !== true &&
    state.work.retaking === null &&
    state.work.pages.every((page) => page.state === 'ready') &&
    // With a registration they leave the list of pages that are told of what comes.
    (state.work.attach === null || !state.work.pages.some(isBeingPrepared)) &&
    partsOf(state.work).length > 0
  );
}
