import type { ErrorCode } from '../domain/error-code.ts';
import type { LanguageCode } from '../domain/language.ts';
import type { SourceFacts } from './device-facts.ts';
import type { HeadphonesPresence } from './headphones.ts';
import type { ScanSource } from './scanner.ts';

/** What starts the voice: its key or button alone, or headphones that are plugged in as well. */
export type VoiceStart = 'key' | 'headphones-or-key';

/**
 * `ready`: works. `absent`: nothing is plugged in, which is no fault of a stick. `trouble`: it answered, and says that it
 * cannot. `unreachable`: nobody answered, or not the one that the configuration trusts.
 */
export type DeviceState = 'ready' | 'absent' | 'trouble' | 'unreachable';

interface CommonReport {
  /** Where it is looked for, in the words of the configuration; without password. */
  readonly address: string;
  /** What it calls itself, fit for a screen; empty where unknown. */
  readonly makeAndModel: string;
  readonly state: DeviceState;
  /** What keeps it from working now. */
  readonly problem: ErrorCode | null;
  /** For the technical log and for technicians at a terminal: no personal data. */
  readonly detail: string | null;
}

export interface ScannerReport extends CommonReport {
  readonly device: 'scanner';
  readonly protocol: 'escl' | 'sane';
  /** The feeder alone is in trouble; the glass works. */
  readonly feederProblem: ErrorCode | null;
  /** What the feeder's sensor says, which need not be so. */
  readonly feederLoaded: boolean | null;
  readonly sources: readonly SourceFacts[];
}

export interface PrinterReport extends CommonReport {
  readonly device: 'printer';
  readonly protocol: 'ipp' | 'escpos';
  readonly mediaTypes: readonly string[];
  /** Letters on a line of a receipt roll; `null` for sheets. */
  readonly columns: number | null;
  /** It prints, and says that its paper will soon run out. */
  readonly mediaLow: boolean;
}

export interface UsbReport extends CommonReport {
  readonly device: 'usb';
  /** Name and room of the stick that is plugged in. */
  readonly stick: { readonly label: string; readonly freeBytes: number } | null;
}

export interface ReaderReport extends CommonReport {
  readonly device: 'reader';
  readonly kind: 'barcode' | 'badge';
}

export interface VoiceReport extends CommonReport {
  readonly device: 'voice';
  /** What starts it, as configured. */
  readonly start: VoiceStart;
  /** What the sockets say; `unknown` where they cannot tell, so that the key alone starts the voice. */
  readonly headphones: HeadphonesPresence;
  /** Languages that can be heard. */
  readonly languages: readonly LanguageCode[];
}

/** One configured device as it is now. */
export type DeviceReport = ScannerReport | PrinterReport | UsbReport | ReaderReport | VoiceReport;

/** What came of one test. `durationMs` from its start to its end. */
export type TestOutcome =
  | {
      readonly test: 'scan';
      readonly passed: true;
      readonly source: ScanSource;
      readonly pages: number;
      readonly bytes: number;
      /** Resolution asked of the device, dots per inch. */
      readonly dpi: number;
      readonly durationMs: number;
    }
  | { readonly test: 'print'; readonly passed: true; readonly durationMs: number }
  | {
      readonly test: 'stick';
      readonly passed: true;
      /** What the test left on the stick. */
      readonly folder: string;
      readonly files: readonly string[];
      /** Unmounted: the stick may be removed. */
      readonly removable: boolean;
      readonly durationMs: number;
    }
  | {
      readonly test: TestKind;
      readonly passed: false;
      readonly problem: ErrorCode;
      readonly detail: string | null;
      readonly durationMs: number;
    };

export type TestKind = 'scan' | 'print' | 'stick';

/** Looks at the configured devices and tries them. Every call ends by itself; none throws. */
export interface SelfTest {
  /** One report for each configured device, in the order scanner, printer, stick, readers, voice. Moves nothing. */
  examine(signal: AbortSignal): Promise<readonly DeviceReport[]>;
  /** Scans into memory and forgets. From `source`, or the glass where there is one. */
  scan(signal: AbortSignal, source?: ScanSource): Promise<TestOutcome>;
  /** Prints a page with every accent and follows it to its end. */
  print(signal: AbortSignal): Promise<TestOutcome>;
  /** Writes a file to the stick, reads it back, compares it, unmounts. The file stays on the stick. */
  stick(signal: AbortSignal): Promise<TestOutcome>;
}
