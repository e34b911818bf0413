import { z } from 'zod';
import { DESTINATION_ICONS } from '../domain/document.ts';
import { ERROR_CODES } from '../domain/error-code.ts';
import { PAPER_NAMES, QR_MAX_BYTES } from '../domain/receipt.ts';
import { accessView } from './access.ts';
import { keypad } from './keypad.ts';
import {
  leavingFields,
  registrationProof,
  registrationView,
  resumeView,
  welcomeTile,
} from './registration.ts';
import { staffStep } from './staff.ts';
import { importStep } from './stick-import.ts';

/** Whole state of the kiosk as the screen sees it. Plain data, pushed whole: a reloaded page is never wrong. */

const code = z.enum(ERROR_CODES);
const id = z.string().min(1).max(64);
const label = z.string().min(1).max(200);

/** `kiosk://preview/<opaque id>?<which>`: valid for this visit only; another address where there is another picture. */
const previewUrl = z.string().regex(/^kiosk:\/\/preview\/[a-f0-9]{32}\?(scanned|improved|original)$/);

const rotation = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);

const page = z.object({
  id,
  /** `arriving`: on disk, being prepared. `unreadable`: the image could not be used, scan it again. */
  state: z.enum(['arriving', 'ready', 'unreadable']),
  preview: previewUrl.nullable(),
  /** Pixels of the preview before rotation, so that nothing jumps when it loads. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  rotation,
  blank: z.boolean(),
  /** `plain`: there was nothing to improve. `original`: the visitor wants the page as it was scanned. */
  look: z.enum(['plain', 'improved', 'original']),
});

/** Whether the document fits, after each page. `parts`: in how many documents it would fit; 0 where one page alone is too heavy. */
const fit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({
    kind: z.literal('working'),
    /** What is known from the pages that are prepared; more pages make no document lighter. */
    soFar: z.enum(['fits', 'too-heavy', 'too-many-pages']).nullable(),
  }),
  z.object({ kind: z.literal('fits') }),
  z.object({
    kind: z.literal('too-heavy'),
    parts: z.number().int().nonnegative(),
    /** The most pages that fit together; 0 where none does. */
    keep: z.number().int().nonnegative(),
    /** Number of the heaviest page, counted from 1. */
    heaviest: z.number().int().positive(),
    /** Number of the page to scan again, flatter and with the lid closed, where that would make everything fit. */
    redo: z.number().int().positive().nullable(),
  }),
  z.object({
    kind: z.literal('too-many-pages'),
    maxPages: z.number().int().positive(),
    parts: z.number().int().nonnegative(),
  }),
]);

const scanning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({
    kind: z.literal('scanning'),
    source: z.enum(['platen', 'feeder']),
    /** Pages of this scan that arrived so far. */
    arrived: z.number().int().nonnegative(),
    cancelling: z.boolean(),
  }),
  z.object({ kind: z.literal('failed'), code }),
]);

const documentKind = z.object({
  id,
  label,
  hint: z.string().max(300).nullable(),
  icon: z.enum(['identity', 'home', 'payslip', 'work', 'permit', 'cv', 'other']),
});

const destination = z.object({
  id,
  label,
  icon: z.enum(DESTINATION_ICONS),
  maxPages: z.number().int().positive(),
});

/** `attach`: a paper that a registration asks for; afterwards the visit goes back to it. */
const purpose = z.enum(['send', 'usb', 'attach']);

const printing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('sending') }),
  /** The printer has it. It is not yet known to be on paper. */
  z.object({ kind: z.literal('sent') }),
  z.object({ kind: z.literal('waiting'), code }),
  z.object({ kind: z.literal('printed') }),
  z.object({ kind: z.literal('failed'), code }),
]);

const copying = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('copying') }),
  /** Verified by reading back. `removable`: unmounted too, so that the stick may be removed. */
  z.object({
    kind: z.literal('done'),
    folder: z.string(),
    files: z.array(z.string()),
    removable: z.boolean(),
  }),
  /** `kept`: what is whole on the stick all the same. */
  z.object({
    kind: z.literal('failed'),
    code,
    kept: z.object({ folder: z.string(), files: z.array(z.string()) }).nullable(),
    removable: z.boolean(),
  }),
]);

const delivery = z.discriminatedUnion('kind', [
  /** Sealed and committed on this terminal; not yet gone. */
  z.object({ kind: z.literal('saved') }),
  z.object({ kind: z.literal('sending') }),
  z.object({ kind: z.literal('acknowledged'), acknowledgement: z.string(), at: z.string() }),
  z.object({ kind: z.literal('refused') }),
]);

const receiptWords = [
  z.object({ kind: z.literal('title'), text: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('strong'), text: z.string() }),
  z.object({ kind: z.literal('field'), label: z.string(), value: z.string() }),
  z.object({ kind: z.literal('list'), items: z.array(z.string()).readonly() }),
] as const;

/** The lines of `main/domain/receipt.ts`. */
const receiptLine = z.discriminatedUnion('kind', [
  ...receiptWords,
  z.object({ kind: z.literal('reference'), label: z.string(), value: z.string() }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('qr'), label: z.string(), content: z.string().max(QR_MAX_BYTES) }),
  z.object({
    kind: z.literal('pair'),
    own: z.discriminatedUnion('kind', receiptWords),
    french: z.discriminatedUnion('kind', receiptWords),
  }),
]);

const file = z.object({ name: z.string(), pages: z.number().int().positive() });

const visit = z.discriminatedUnion('step', [
  /** The terminal cannot work: staff must act. `problems` are plain sentences for staff. */
  z.object({ step: z.literal('out-of-service'), code, problems: z.array(z.string().max(500)).max(20) }),
  staffStep,
  importStep,
  z.object({ step: z.literal('welcome'), tiles: z.array(welcomeTile).min(1).max(12) }),
  z.object({ step: z.literal('choose-kind'), kinds: z.array(documentKind) }),
  z.object({
    step: z.literal('choose-destination'),
    kind: documentKind,
    destinations: z.array(destination),
  }),
  z.object({
    step: z.literal('scan'),
    purpose,
    kind: documentKind.nullable(),
    destination,
    pages: z.array(page),
    scanning,
    fit,
    /** The page that the next scan replaces. */
    retaking: id.nullable(),
    /** The pages were cut into several documents, at the visitor's wish: numbers of pages of each, in order. */
    parts: z.array(z.number().int().positive()),
    /** Every page is ready, the document fits, nothing is being scanned. */
    canContinue: z.boolean(),
    /** `visit.continue` was pressed for a paper of a registration: its file is being made. */
    attaching: z.boolean(),
  }),
  z.object({
    step: z.literal('confirm'),
    kind: documentKind,
    destination,
    pages: z.array(page),
    files: z.array(file),
    /** `saving`: being sealed and committed; nothing can be changed any more. */
    progress: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('waiting') }),
      z.object({ kind: z.literal('preparing') }),
      z.object({ kind: z.literal('saving') }),
      z.object({ kind: z.literal('failed'), code }),
    ]),
  }),
  z.object({
    step: z.literal('proof'),
    reference: z.string(),
    kind: documentKind,
    destination,
    files: z.array(file),
    delivery,
    printing,
    /** The paper that `printing` is about. */
    paper: z.enum(PAPER_NAMES),
    /** Papers that can be printed here, in the order of their buttons. */
    papers: z.array(z.enum(PAPER_NAMES)).min(1),
    copying,
    /** Papers that can be copied beside the files and the récépissé, where they are wanted. */
    copies: z.array(z.enum(PAPER_NAMES).exclude(['recepisse'])),
    receipt: z.array(receiptLine),
    /** Everything that was answered, as on paper; `null` for a document. */
    answers: z.array(receiptLine).nullable(),
    /** Where a registration was sent; `null` for a document. `files` may then be empty. */
    registration: registrationProof.nullable(),
  }),
  z.object({
    step: z.literal('copy'),
    files: z.array(file),
    progress: z.enum(['preparing', 'ready']),
    copying,
  }),
  registrationView,
  /** Leaving a registration midway. */
  z.object({ ...leavingFields, printing, copying, paper: z.array(receiptLine) }),
  resumeView,
  z.object({
    step: z.literal('ended'),
    reason: z.enum(['finished', 'left', 'idle']),
    /** What became of the visit: a dossier was sent, a copy was made, a draft is kept under a code, or nothing was kept. */
    outcome: z.enum(['sent', 'copied', 'kept', 'nothing']),
    /** Papers were scanned: the visitor is reminded to take the originals. */
    takePapers: z.boolean(),
    takeStick: z.boolean(),
  }),
]);

/** When something became as it is, by the terminal's clock. */
const since = z.iso.datetime();
/** What a device lacks, in the same words as an error; `null` when it is ready. */
const device = z.object({ problem: code.nullable() });

const usb = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('ready'), label: z.string() }),
  z.object({ kind: z.literal('unusable'), code }),
]);

export const snapshot = z.object({
  /** Grows by one at each change. */
  revision: z.number().int().nonnegative(),
  kiosk: z.object({
    terminal: z.string(),
    site: z.string(),
    theme: z.enum(['state', 'neutral']),
    /** Something opens the team's screen: a discreet button leads there. */
    staff: z.boolean(),
    /** What the keys of the keypad beside the screen do. */
    keypad,
  }),
  access: accessView,
  desk: z.object({
    scanner: device.extend({ feeder: z.boolean() }),
    printer: device,
    usb,
    /** Since when each is as it is. */
    since: z.object({ scanner: since, printer: since, usb: since }),
  }),
  /** For the team, shown on the help screen: what to do about each problem there is now. */
  staffNotes: z.array(z.object({ code, instruction: z.string().max(300), since: since.nullable() })).max(8),
  help: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    /** `told`: the team's board has it. Otherwise only this screen shows it. */
    z.object({ kind: z.literal('called'), told: z.boolean() }),
  ]),
  /** Somebody of the team presented a badge and helps the visitor. */
  helper: z.object({ kind: z.enum(['none', 'present']) }),
  idle: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('active') }),
    z.object({ kind: z.literal('asking'), secondsLeft: z.number().int().nonnegative() }),
  ]),
  /** Whether `visit.back` would be taken now. */
  canGoBack: z.boolean(),
  visit,
});

export type Snapshot = z.infer<typeof snapshot>;
export type VisitView = Snapshot['visit'];
export type PageView = z.infer<typeof page>;
export type FitView = z.infer<typeof fit>;
export type ScanView = z.infer<typeof scanning>;
export type PrintView = z.infer<typeof printing>;
export type CopyView = z.infer<typeof copying>;
export type DeliveryView = z.infer<typeof delivery>;
export type DocumentKindView = z.infer<typeof documentKind>;
export type ReceiptLineView = z.infer<typeof receiptLine>;
