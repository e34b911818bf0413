import type { Failure, Result } from '../domain/result.ts';

export type ScanSource = 'platen' | 'feeder';

export interface ScanSettings {
  readonly source: ScanSource;
  /** Dots per inch; clamped to what the device can do. */
  readonly dpi: number;
  readonly colour: 'colour' | 'grey';
  /** Both sides of each sheet of the feeder, front first, where the device can; one side where it cannot. */
  readonly bothSides?: boolean | undefined;
}

/**
 * What arrived, the moment it did, as the device sent it: untrusted bytes. A JPEG is one page; a PDF, from a device that
 * sends nothing else, may hold the whole pile.
 */
export interface ScannedPage {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/jpeg' | 'application/pdf';
  /** Resolution really asked of the device, dots per inch. */
  readonly dpi: number;
}

export type ScanError =
  | 'scanner-offline'
  | 'scanner-busy'
  | 'scanner-refused'
  | 'scanner-feeder-empty'
  | 'scanner-jam'
  | 'scanner-cover-open'
  | 'scanner-double-feed'
  | 'scanner-interrupted'
  | 'scanner-timeout'
  | 'scanner-not-escl'
  | 'scanner-untrusted'
  | 'scanner-page-too-large'
  | 'scan-cancelled';

export interface ScannerStatus {
  readonly sources: readonly ScanSource[];
  /** What the feeder's sensor says; sensors lie (sane-airscan#389), so never the only reason to refuse. */
  readonly feederLoaded: boolean | 'unknown';
  /** Keeps the feeder from being used while the other source works; absent where nothing is in its way. */
  readonly feederProblem?: ScanError | undefined;
}

/** A document scanner. */
export interface Scanner {
  /** Asks the device, without moving anything. */
  status(signal: AbortSignal): Promise<Result<ScannerStatus, Failure<ScanError>>>;
  /**
   * Runs one job. `onPage` is awaited before the next page is asked for, so that a page can be made durable first;
   * pages delivered before a failure stay delivered. Resolves with the number of deliveries: a PDF counts once.
   */
  scan(
    settings: ScanSettings,
    onPage: (page: ScannedPage) => Promise<void>,
    signal: AbortSignal,
  ): Promise<Result<{ readonly pages: number }, Failure<ScanError>>>;
}
