import type { AuditEvent } from '../../main/audit/events.ts';
import type { Snapshot, VisitView } from '../../main/contract/snapshot.ts';
import { FILE_OVERHEAD_BYTES, PAGE_OVERHEAD_BYTES } from '../../main/domain/budget.ts';
import type { PageSummary } from '../../main/domain/document.ts';
import type { Delivery, Dossier } from '../../main/domain/dossier.ts';
import { ERROR_CODES } from '../../main/domain/error-code.ts';
import { USUAL_KEYPAD } from '../../main/domain/keypad.ts';
import type { LanguageCode } from '../../main/domain/language.ts';
import type { Receipt } from '../../main/domain/receipt.ts';
import { err, type Failure, ok, type Result } from '../../main/domain/result.ts';
import type { Clock } from '../../main/ports/clock.ts';
import type { DocumentEngine, FileEngine } from '../../main/ports/document-engine.ts';
import type { Headphones, HeadphonesPresence } from '../../main/ports/headphones.ts';
import type { Outbox } from '../../main/ports/outbox.ts';
import type { Printed, PrintProgress, ReceiptPrinter } from '../../main/ports/receipt-printer.ts';
import type { ScannedPage, Scanner } from '../../main/ports/scanner.ts';
import type { Speech, Utterance } from '../../main/ports/speech.ts';
import type { ImportableFile, StickImport } from '../../main/ports/stick-import.ts';
import type { UsbDrives, UsbExportFailure, UsbPresence } from '../../main/ports/usb-drives.ts';
import type { VisitVault, VisitVaults } from '../../main/ports/visit-vault.ts';
import { snapshotOf } from '../../main/shell/visit-snapshot.ts';
import { Visit } from '../../main/visit/visit.ts';
import type { VisitOptions, VisitPorts } from '../../main/visit/visit-session.ts';
import {
  checkRegistration,
  paperKinds,
  shippedCatalogue,
  shippedCvMaker,
  shippedReceipts,
  TestDrafts,
  TestReader,
  TestSlots,
} from './registration-ports.ts';

/** Time that moves when a test says so. */
export class HandClock implements Clock {
  #now = Date.parse('2026-11-21T09:00:00Z');
  #waits: { at: number; action: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const wait = { at: this.#now + ms, action };
    this.#waits.push(wait);
    return () => {
      this.#waits = this.#waits.filter((other) => other !== wait);
    };
  }

  /** Moves time on, running what falls due in order. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#waits.filter((wait) => wait.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#waits = this.#waits.filter((wait) => wait !== due);
      this.#now = due.at;
      due.action();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets everything that is ready to run, run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

class MemoryVault implements VisitVault {
  readonly files = new Map<string, Uint8Array>();
  destroyed = false;
  full = false;

  async put(name: string, bytes: Uint8Array): Promise<Result<undefined, { code: 'disk-full' }>> {
    if (this.full) return err('disk-full');
    this.files.set(name, bytes);
    return ok(undefined);
  }

  async get(name: string): Promise<Result<Uint8Array, { code: 'page-lost' }>> {
    const bytes = this.files.get(name);
    return bytes === undefined ? err('page-lost') : ok(bytes);
  }

  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }

  async destroy(): Promise<void> {
    this.files.clear();
    this.destroyed = true;
  }
}

/** A scanner whose sheets and faults the test decides; a sheet's bytes tell the engine what the page weighs. */
export class TestScanner implements Scanner {
  sheets: Uint8Array[] = [];
  failAfter: { pages: number; code: 'scanner-jam' | 'scanner-offline' } | undefined;
  /** While set, the scanner waits after each page until it resolves. */
  hold: Promise<void> | undefined;
  answer: Awaited<ReturnType<Scanner['status']>> = ok({ sources: ['platen', 'feeder'], feederLoaded: true });
  aborted = 0;

  async status(): ReturnType<Scanner['status']> {
    return this.answer;
  }

  async scan(
    _settings: unknown,
    onPage: (page: ScannedPage) => Promise<void>,
    signal: AbortSignal,
  ): ReturnType<Scanner['scan']> {
    let pages = 0;
    for (const bytes of this.sheets) {
      if (this.failAfter?.pages === pages) return err(this.failAfter.code);
      await this.hold;
      if (signal.aborted) {
        this.aborted += 1;
        return err('scan-cancelled');
      }
      const pdf = new TextDecoder().decode(bytes.subarray(0, 5)) === '%PDF-';
      await onPage({ bytes, mediaType: pdf ? 'application/pdf' : 'image/jpeg', dpi: 300 });
      pages += 1;
    }
    if (this.failAfter?.pages === pages) return err(this.failAfter.code);
    if (signal.aborted) return err('scan-cancelled');
    return ok({ pages });
  }
}

/** A sheet that weighs `bytes` when encoded at best, half of it at least. */
export function sheet(bytes = 50_000): Uint8Array {
  return new TextEncoder().encode(`sheet:${bytes}`);
}

const UNREADABLE = new TextEncoder().encode('not an image');
export const unreadableSheet = UNREADABLE;

/** A PDF whose pages are these sheets. */
export function pdfOf(...sheets: Uint8Array[]): Uint8Array {
  const texts = sheets.map((one) => new TextDecoder().decode(one));
  return new TextEncoder().encode(`%PDF-${texts.join('|')}`);
}

/** A page that clean-up found as it should be. */
const UNTOUCHED = { cropped: false, perspective: false, degrees: 0, turned: 0, whitened: false } as const;

export class TestEngine implements FileEngine {
  /** While set, a page is not prepared before it resolves. */
  hold: Promise<void> | undefined;
  /** While set, a page is there in its first encoding; its lighter ones come when it resolves, or never where it rejects. */
  holdLighter: Promise<void> | undefined;
  /** Bytes of pages handed over and not yet prepared. */
  held = 0;
  mostHeld = 0;

  async thumbnail(bytes: Uint8Array): ReturnType<FileEngine['thumbnail']> {
    await this.hold;
    return ok(new TextEncoder().encode(`thumbnail of ${new TextDecoder().decode(bytes)}`));
  }

  async inspect(bytes: Uint8Array): ReturnType<FileEngine['inspect']> {
    const text = new TextDecoder().decode(bytes);
    if (text.startsWith('sheet:')) return ok({ pages: 1 });
    return text.startsWith('%PDF-sheet:') ? ok({ pages: text.split('|').length }) : err('image-unreadable');
  }

  async prepare(
    ...[raw, , onFirst]: Parameters<DocumentEngine['prepare']>
  ): ReturnType<DocumentEngine['prepare']> {
    this.held += 1;
    this.mostHeld = Math.max(this.held, this.mostHeld);
    await this.hold;
    this.held -= 1;
    const whole = new TextDecoder().decode(raw.bytes);
    const text = raw.page === undefined ? whole : (whole.replace('%PDF-', '').split('|')[raw.page] ?? '');
    if (!text.startsWith('sheet:')) return err('image-unreadable');
    const bytes = Number(text.slice('sheet:'.length));
    const summary: PageSummary = {
      pageClass: 'grey',
      width: 2480,
      height: 3508,
      dpi: 300,
      encodings: [
        { bytes, dpi: 300, legibility: 1 },
        { bytes: Math.ceil(bytes / 2), dpi: 150, legibility: 0.6 },
      ],
      blank: false,
      ...(raw.cleanUp === 'none' ? {} : { cleanUp: { ...UNTOUCHED, degrees: 1.2 } }),
    };
    const name = `${raw.cleanUp === 'none' ? 'original ' : ''}${text}`;
    if (this.holdLighter !== undefined) {
      const first = { ...summary, encodings: summary.encodings.slice(0, 1) };
      onFirst?.({ summary: first, layers: new TextEncoder().encode(`first of ${name}`) });
      const came = await this.holdLighter.then(
        () => true,
        () => false,
      );
      if (!came) return err('engine-failed');
    }
    return ok({
      summary,
      layers: new TextEncoder().encode(
        `${name}${raw.picture === undefined ? '' : ` picture:${raw.picture.maxBytes}`}`,
      ),
      preview: new TextEncoder().encode(`preview of ${text}`),
    });
  }

  async assemble(
    pages: Parameters<DocumentEngine['assemble']>[0],
    limits: Parameters<DocumentEngine['assemble']>[1],
    fileName: string,
  ): ReturnType<FileEngine['assemble']> {
    const bytes = new Uint8Array(16).fill(pages.length);
    if (limits.format === 'jpg') {
      const heavy = pages.some(({ summary }) => (summary.encodings.at(-1)?.bytes ?? 0) > limits.maxBytes);
      if (heavy || pages.length !== 1) return err('does-not-fit');
      return ok({ fileName, mediaType: 'image/jpeg', bytes, sha256: 'ab'.repeat(32), pages: 1, kept: [] });
    }
    const least = pages.reduce(
      (sum, page) => sum + (page.summary.encodings.at(-1)?.bytes ?? 0) + PAGE_OVERHEAD_BYTES,
      FILE_OVERHEAD_BYTES,
    );
    if (least > limits.maxBytes) return err('does-not-fit');
    return ok({
      fileName,
      mediaType: 'application/pdf',
      bytes,
      sha256: 'ab'.repeat(32),
      pages: pages.length,
      kept: [],
    });
  }

  async close(): Promise<void> {}
}

export class TestOutbox implements Outbox {
  readonly dossiers: Dossier[] = [];
  full = false;
  /** How often a dossier of nobody was sealed. */
  warmedUp = 0;
  readonly #listeners = new Set<(reference: string, delivery: Delivery) => void>();

  async commit(dossier: Dossier): ReturnType<Outbox['commit']> {
    if (this.full) return err('disk-full');
    this.dossiers.push(dossier);
    return ok({ reference: dossier.reference });
  }

  async warmUp(): Promise<void> {
    this.warmedUp += 1;
  }

  delivery(): Delivery | undefined {
    return { state: 'saved' };
  }

  watch(listener: (reference: string, delivery: Delivery) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The platform answered. */
  tell(reference: string, delivery: Delivery): void {
    for (const listener of this.#listeners) listener(reference, delivery);
  }

  waiting(): number {
    return this.dossiers.length;
  }
}

export class TestPrinter implements ReceiptPrinter {
  ready: Awaited<ReturnType<ReceiptPrinter['status']>> = ok({ ready: true, mediaLow: false });
  paper: ReceiptPrinter['paper'] = 'a4';
  readonly printed: Receipt[] = [];
  readonly printedPdfs: Uint8Array[] = [];
  cancelled = 0;
  /** Resolves when the job is done; meanwhile it is under way. */
  finish: (progress: PrintProgress) => void = () => {};

  readonly expected: Receipt[] = [];

  expect(receipt: Receipt): void {
    this.expected.push(receipt);
  }

  async status(): ReturnType<ReceiptPrinter['status']> {
    return this.ready;
  }

  print(
    receipt: Receipt,
    onProgress: (progress: PrintProgress) => void,
    signal: AbortSignal,
  ): ReturnType<ReceiptPrinter['print']> {
    this.printed.push(receipt);
    return this.#job(onProgress, signal);
  }

  printPdf(
    pdf: Uint8Array,
    onProgress: (progress: PrintProgress) => void,
    signal: AbortSignal,
  ): ReturnType<ReceiptPrinter['printPdf']> {
    this.printedPdfs.push(pdf);
    return this.#job(onProgress, signal);
  }

  #job(onProgress: (progress: PrintProgress) => void, signal: AbortSignal): Promise<Printed> {
    onProgress({ state: 'sent' });
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        this.cancelled += 1;
        resolve(err('print-cancelled'));
      });
      this.finish = (progress) => {
        onProgress(progress);
        if (progress.state === 'printed') resolve(ok({ state: 'printed' }));
        if (progress.state === 'failed') resolve(err(progress.reason));
      };
    });
  }
}

export class TestSpeech implements Speech {
  /** What was said to the end. */
  readonly said: Utterance[] = [];
  /** What was begun and interrupted. */
  readonly cut: string[] = [];
  works = true;
  #finish: (() => void) | undefined;

  async languages(): Promise<readonly LanguageCode[]> {
    return ['fr', 'en'];
  }

  async say(utterance: Utterance, signal: AbortSignal): Promise<Result<undefined, Failure<'voice-failed'>>> {
    if (!this.works) return err('voice-failed');
    await new Promise<void>((resolve) => {
      this.#finish = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    if (signal.aborted) this.cut.push(utterance.text);
    else this.said.push(utterance);
    return ok(undefined);
  }

  /** The sentence under way comes to its end. */
  async finish(): Promise<void> {
    this.#finish?.();
    await settle();
  }
}

/** Sockets that a test plugs headphones into. */
export class TestHeadphones implements Headphones {
  #presence: HeadphonesPresence = 'unplugged';
  #listener: (presence: HeadphonesPresence) => void = () => undefined;

  presence(): HeadphonesPresence {
    return this.#presence;
  }

  watch(listener: (presence: HeadphonesPresence) => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = () => undefined;
    };
  }

  async close(): Promise<void> {}

  become(presence: HeadphonesPresence): void {
    this.#presence = presence;
    this.#listener(presence);
  }
}

export class TestUsb implements UsbDrives {
  #presence: UsbPresence = { kind: 'none' };
  #listener: (presence: UsbPresence) => void = () => {};
  fail: 'usb-pulled' | 'usb-full' | undefined;
  /** What a failure leaves behind. */
  failure: Pick<UsbExportFailure, 'kept' | 'removable'> = {};
  staysBusy = false;
  exported: { folder: string; names: string[] }[] = [];

  presence(): UsbPresence {
    return this.#presence;
  }

  plug(): void {
    this.#presence = { kind: 'ready', label: 'CLE', freeBytes: 1e9 };
    this.#listener(this.#presence);
  }

  watch(listener: (presence: UsbPresence) => void): () => void {
    this.#listener = listener;
    return () => {};
  }

  async export(...[folder, files]: Parameters<UsbDrives['export']>): ReturnType<UsbDrives['export']> {
    if (this.fail !== undefined) return { ok: false, error: { code: this.fail, ...this.failure } };
    const names = files.map((file) => file.name);
    this.exported.push({ folder, names });
    return ok({ folder, files: names, removable: !this.staysBusy });
  }

  async close(): Promise<void> {}
}

/** What the visitor's stick holds, and how it lets them down. */
export class TestStick implements StickImport {
  files: { name: string; bytes: Uint8Array }[] = [];
  fail: 'usb-pulled' | 'usb-busy' | undefined;
  /** While set, a file is not read before it resolves. */
  hold: Promise<void> | undefined;
  more = false;

  async list(): ReturnType<StickImport['list']> {
    if (this.fail !== undefined) return err(this.fail);
    const files = this.files.map(({ name, bytes }): ImportableFile => {
      const kind = name.endsWith('.pdf') ? 'pdf' : 'photo';
      return { path: ['DCIM', name], name, kind, bytes: bytes.length, modifiedAt: 0 };
    });
    return ok({ files, more: this.more, tooLarge: 0 });
  }

  async read(file: ImportableFile): ReturnType<StickImport['read']> {
    await this.hold;
    const found = this.files.find(({ name }) => name === file.name);
    return this.fail !== undefined || found === undefined
      ? err(this.fail ?? 'usb-unreadable')
      : ok(found.bytes);
  }
}

const destination = {
  id: 'dossier',
  label: 'Mon dossier',
  icon: 'file',
  maxBytes: 200_000,
  maxPages: 5,
  format: 'pdf',
} as const;

const OPTIONS: VisitOptions = {
  terminal: 'test-01',
  site: 'Agence de test',
  theme: 'state',
  keypad: USUAL_KEYPAD,
  access: { language: 'fr', languages: ['fr', 'en', 'ar'], textSize: 'normal' },
  kinds: [
    { id: 'cv', label: 'CV', hint: null, icon: 'cv', destinations: [destination] },
    {
      id: 'bulletin-salaire',
      label: 'Bulletin de salaire',
      hint: null,
      spoken: {
        label: { fr: 'Bulletin de salaire', en: 'Payslip' },
        hint: { fr: 'Un ou plusieurs' },
      },
      icon: 'payslip',
      destinations: [destination, { ...destination, id: 'actualisation', label: 'Mon actualisation' }],
    },
    {
      id: 'photo-portail',
      label: 'Pièce pour un portail en images',
      hint: null,
      icon: 'other',
      destinations: [
        { ...destination, id: 'portail-images', label: 'Portail en images', maxBytes: 80_000, format: 'jpg' },
        destination,
      ],
    },
    ...paperKinds(destination),
  ],
  journeys: shippedCatalogue(destination),
  usbDestination: { ...destination, id: 'cle-usb', label: 'Ma clé USB', maxPages: 3 },
  scan: { dpi: 300, colour: 'colour' },
  idle: { askAfterSeconds: 60, countdownSeconds: 30 },
  endedScreenSeconds: 15,
  instructions: Object.fromEntries(ERROR_CODES.map((code) => [code, `Que faire : ${code}`])) as never,
};

/** A visit with every port in the test's hand. */
export async function startedVisit(parts: Partial<VisitPorts> = {}): Promise<{
  visit: Visit;
  clock: HandClock;
  scanner: TestScanner;
  engine: TestEngine;
  printer: TestPrinter;
  usb: TestUsb;
  speech: TestSpeech;
  headphones: TestHeadphones;
  stick: TestStick;
  outbox: TestOutbox;
  vaults: MemoryVault[];
  platform: { reachable: boolean };
  slots: TestSlots;
  reader: TestReader;
  drafts: TestDrafts;
  erasures: () => number;
  view: <Step extends VisitView['step']>(step: Step) => Extract<VisitView, { step: Step }>;
  snapshots: Snapshot[];
  snapshot: () => Snapshot;
  events: AuditEvent[];
}> {
  const clock = new HandClock();
  const scanner = new TestScanner();
  const engine = new TestEngine();
  const printer = new TestPrinter();
  const usb = new TestUsb();
  const speech = new TestSpeech();
  const headphones = new TestHeadphones();
  const stick = new TestStick();
  const outbox = new TestOutbox();
  const vaults: MemoryVault[] = [];
  const events: AuditEvent[] = [];
  const platform = { reachable: true };
  const slots = new TestSlots();
  const reader = new TestReader();
  const drafts = new TestDrafts();
  const visitVaults: VisitVaults = {
    open: async () => {
      const vault = new MemoryVault();
      vaults.push(vault);
      return ok(vault);
    },
  };
  const ports: VisitPorts = {
    clock,
    scanner,
    printer,
    usb,
    speech,
    headphones,
    stickImport: stick,
    outbox,
    engine,
    vaults: visitVaults,
    platform: {
      callForHelp: async () => (platform.reachable ? ok(undefined) : err('platform-offline')),
    },
    composeReceipt: (facts) => ({
      language: 'fr',
      title: 'Récépissé',
      lines: [
        { kind: 'reference', label: 'Référence', value: facts.reference },
        { kind: 'text', text: facts.delivery.state },
      ],
    }),
    renderReceipt: async () => new Uint8Array([1]),
    slots,
    reader,
    textReader: null,
    drafts,
    checkRegistration,
    registrationReceipts: shippedReceipts(),
    cvMaker: shippedCvMaker(),
    audit: { record: (event) => events.push(event) },
    ...parts,
  };
  const visit = new Visit(ports, OPTIONS);
  let erased = 0;
  const snapshots: Snapshot[] = [];
  visit.onChange((now) => snapshots.push(snapshotOf(now)));
  visit.onEnded(async () => {
    erased += 1;
  });
  await visit.start();
  return {
    visit,
    speech,
    headphones,
    clock,
    scanner,
    engine,
    printer,
    usb,
    stick,
    outbox,
    vaults,
    platform,
    slots,
    reader,
    drafts,
    erasures: () => erased,
    snapshots,
    snapshot: () => snapshotOf(visit.now()),
    events,
    view: (step) => {
      const shown = snapshotOf(visit.now()).visit;
      if (shown.step !== step) throw new Error(`the screen shows ${shown.step}, not ${step}`);
      return shown as never;
    },
  };
}

export type StartedVisit = Awaited<ReturnType<typeof startedVisit>>;

/** Goes to the pages of a CV and scans `sheets`. */
export async function scannedCv(test: StartedVisit, sheets: Uint8Array[]): Promise<void> {
  await test.visit.startVisit('send');
  test.visit.chooseKind('cv');
  await scan(test, sheets);
}

export async function scan(test: StartedVisit, sheets: Uint8Array[]): Promise<void> {
  test.scanner.sheets = sheets;
  test.visit.startScan('feeder');
  await settle();
}

/** Goes on to the proof: scanned, checked, confirmed. */
export async function sentCv(test: StartedVisit): Promise<void> {
  await scannedCv(test, [sheet()]);
  test.visit.continue();
  await settle();
  await test.visit.confirm();
}
