import type { Audit } from '../audit/events.ts';
import type { AccessSettings } from '../domain/access.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import type { Keypad } from '../domain/keypad.ts';
import type { Clock } from '../ports/clock.ts';
import type { CvMaker } from '../ports/cv-maker.ts';
import type { DocumentEngine, FileEngine, PaperReader, TextReader } from '../ports/document-engine.ts';
import type { Drafts } from '../ports/drafts.ts';
import type { Headphones } from '../ports/headphones.ts';
import type { HidReader } from '../ports/hid-reader.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Platform, SlotSource } from '../ports/platform.ts';
import type { ComposeReceipt, RenderReceipt } from '../ports/receipt-composer.ts';
import type { ReceiptPrinter } from '../ports/receipt-printer.ts';
import type { RegistrationCheck } from '../ports/registration-check.ts';
import type { RegistrationReceipts } from '../ports/registration-receipts.ts';
import type { Scanner, ScanSettings } from '../ports/scanner.ts';
import type { Speech } from '../ports/speech.ts';
import type { StickImport } from '../ports/stick-import.ts';
import type { UsbDrives } from '../ports/usb-drives.ts';
import type { VisitVault, VisitVaults } from '../ports/visit-vault.ts';
import type { AccessOptions } from './access-watch.ts';
import type { FilesAhead } from './files-ahead.ts';
import type { PreparationLine } from './preparation-line.ts';
import type { JourneyCatalogue } from './registration/journey-catalogue.ts';
import type { RegistrationWork } from './registration/registration-work.ts';
import type { StaffDesk } from './staff-mode.ts';
import type {
  DestinationChoice,
  DocumentKind,
  StateOf,
  VisitState,
  Work,
  WorkChange,
} from './visit-state.ts';

/** Everything outside the visit that it speaks to. */
export interface VisitPorts {
  readonly clock: Clock;
  readonly scanner: Scanner;
  readonly printer: ReceiptPrinter;
  readonly usb: UsbDrives;
  readonly speech: Speech;
  /** Sockets for headphones, where plugging them in is to start the voice. */
  readonly headphones?: Headphones | undefined;
  readonly stickImport: StickImport;
  /** Barcode and badge readers, where any is configured. */
  readonly readers?: HidReader | undefined;
  /** The team's screen, where anything opens it. */
  readonly staff?: StaffDesk | undefined;
  readonly engine: DocumentEngine & Pick<FileEngine, 'inspect' | 'thumbnail'>;
  readonly vaults: VisitVaults;
  readonly outbox: Outbox;
  readonly platform: Pick<Platform, 'callForHelp'>;
  readonly slots: SlotSource;
  readonly composeReceipt: ComposeReceipt;
  readonly renderReceipt: RenderReceipt;
  /** Reads what papers say for machines; `null` where this terminal reads none. */
  readonly reader: PaperReader | null;
  /** Reads print for the text layer of files; `null` where this terminal makes none. */
  readonly textReader: TextReader | null;
  readonly drafts: Drafts;
  readonly checkRegistration: RegistrationCheck;
  readonly registrationReceipts: RegistrationReceipts;
  readonly cvMaker: CvMaker;
  readonly audit: Audit;
}

/** What the configuration says of this terminal. */
export interface VisitOptions {
  readonly terminal: string;
  readonly site: string;
  readonly theme: 'state' | 'neutral';
  readonly access: Omit<AccessOptions, 'forgetAfterSeconds'>;
  readonly keypad: Keypad;
  readonly kinds: readonly DocumentKind[];
  readonly usbDestination: DestinationChoice;
  readonly journeys: JourneyCatalogue;
  readonly scan: Omit<ScanSettings, 'source'>;
  readonly idle: { readonly askAfterSeconds: number; readonly countdownSeconds: number };
  readonly endedScreenSeconds: number;
  /** What staff do about each code. */
  readonly instructions: Readonly<Record<ErrorCode, string>>;
}

/** Where the bytes of a page lie as they were scanned. */
export interface RawInVault {
  /** Name in the vault; the pages of a PDF share one. */
  readonly name: string;
  readonly dpi: number;
  /** Which page of a PDF, from 0; nothing where the file is one page. */
  readonly page?: number;
}

/** What exists only between the first tile and the end of one person's visit. */
export interface Session {
  readonly vault: VisitVault;
  /** Aborted when the visit ends: every wait of the visit hangs on it. */
  readonly ended: AbortController;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** A scan was started: a paper may lie on the glass even where none arrived, so the visitor is reminded of it. */
  papersUsed: boolean;
  /** Pages that came from the scanner, thrown away ones too. */
  pagesScanned: number;
  /** What each page was made of, by page: kept in the vault until the page is thrown away or the visit ends. */
  readonly raws: Map<string, RawInVault>;
  /** Pages that wait for the document engine. */
  readonly preparation: PreparationLine;
  /** Pages that wait for a first small picture. Two at a time: one being made, one at hand for when it is. */
  readonly firstPictures: PreparationLine;
  /** Pages that were looked at for what they say of the person. */
  readonly papersRead: Set<string>;
  /** Pages that wait to be read for the text layer; nobody waits for them. */
  readonly textReading: PreparationLine;
  /** Pages whose text is in the vault. */
  readonly readPages: Set<string>;
  /** Files made before they were asked for, one after the other. */
  readonly makingAhead: PreparationLine;
  filesAhead: FilesAhead | undefined;
  /** What the last press of a registration asks for was done ahead once. */
  commitWarmedUp: boolean;
  /** Cancels the receipt under way on the printer; outlives the visit by a grace period. */
  printJob: AbortController | undefined;
  /** Cancels looking through the stick, or taking files from it. */
  importJob: AbortController | undefined;
  /** Cancels the scan under way. */
  scanJob: AbortController | undefined;
}

/**
 * What a flow may do with the visit. `update` is the only way to change the state: it does nothing where the visit has
 * ended or has left that step meanwhile, so a late answer of a device never disturbs the next person.
 */
export interface FlowContext {
  readonly ports: VisitPorts;
  readonly options: VisitOptions;
  readonly session: Session;
  state(): VisitState;
  /** How the visitor reads and hears at this moment, their language first of all. */
  access(): AccessSettings;
  update<Step extends VisitState['step']>(step: Step, change: (state: StateOf<Step>) => VisitState): void;
  /** Changes what the visitor gathered, in whichever step that is. */
  updateWork(change: (work: Work) => WorkChange): void;
  /** Changes the registration under way, in whichever step it is. */
  updateRegistration(change: (work: RegistrationWork) => RegistrationWork): void;
  /** The text of a page is there now: files that were made before lack it. */
  textRead(): void;
  /** Something of the visit progressed: nobody is asked "are you there" meanwhile. */
  alive(): void;
}
