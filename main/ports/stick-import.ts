import type { Failure, Result } from '../domain/result.ts';
import type { UsbError } from './usb-drives.ts';

/** A photo or a PDF on a visitor's stick, by its content. */
export interface ImportableFile {
  /** Folders and name below the stick's root. Given back to `read`, never shown. */
  readonly path: readonly string[];
  /** Its name, made fit for a screen. */
  readonly name: string;
  readonly kind: 'photo' | 'pdf';
  readonly bytes: number;
  /** Milliseconds since the epoch, as the stick says. */
  readonly modifiedAt: number;
}

export interface StickListing {
  /** The newest first. */
  readonly files: readonly ImportableFile[];
  /** There may be more: a limit of number, depth or time was reached. */
  readonly more: boolean;
  /** Photos and PDFs that are too large to be taken. */
  readonly tooLarge: number;
}

/**
 * Photos and PDFs of a visitor's stick. Reads only, never runs anything, follows no link, lists nothing else of the
 * stick, and nothing hidden.
 */
export interface StickImport {
  /** Looks through the one stick that is plugged in, within limits of depth, number and time. */
  list(signal: AbortSignal): Promise<Result<StickListing, Failure<UsbError>>>;
  /** The bytes of a listed file. `usb-unreadable` where it is not the file that was listed any more. */
  read(file: ImportableFile, signal: AbortSignal): Promise<Result<Uint8Array, Failure<UsbError>>>;
}
