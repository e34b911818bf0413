import type { Failure, Result } from '../domain/result.ts';

export type UsbError =
  | 'usb-missing'
  | 'usb-full'
  | 'usb-read-only'
  | 'usb-pulled'
  | 'usb-unreadable'
  | 'usb-verify-failed'
  | 'usb-busy'
  | 'usb-several'
  /** The stick asks for a password: it is never opened here. */
  | 'usb-encrypted';

/** What is plugged in, as far as the visitor is concerned. */
export type UsbPresence =
  | { readonly kind: 'none' }
  | { readonly kind: 'ready'; readonly label: string; readonly freeBytes: number }
  | { readonly kind: 'unusable'; readonly reason: UsbError };

export interface UsbFile {
  /** Plain file name, no folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`, lower-case hexadecimal. */
  readonly sha256: string;
}

export interface UsbExport {
  /** Folder made on the stick, as the visitor will see it. */
  readonly folder: string;
  readonly files: readonly string[];
  /** True once the stick is unmounted: only then may it be removed. */
  readonly removable: boolean;
}

/** A failed export, and what can be said of the stick all the same. */
export interface UsbExportFailure extends Failure<UsbError> {
  /** What was written, read back and found right before the failure; absent where nothing was. */
  readonly kept?: { readonly folder: string; readonly files: readonly string[] };
  /** True where the stick was unmounted in spite of the failure: it may be removed. */
  readonly removable?: boolean;
}

/** USB sticks of visitors. */
export interface UsbDrives {
  presence(): UsbPresence;
  /** Calls `listener` at each change; returns the way to stop. */
  watch(listener: (presence: UsbPresence) => void): () => void;
  /**
   * Copies the files into a new folder (`folderName`, numbered where it exists), flushes, reads back and compares
   * SHA-256, then unmounts. `usb-verify-failed` where what is read is not what was written. `usb-several` where more
   * than one stick is plugged in: the other may be somebody else's.
   */
  export(
    folderName: string,
    files: readonly UsbFile[],
    signal: AbortSignal,
  ): Promise<Result<UsbExport, UsbExportFailure>>;
  /** Stops watching. */
  close(): Promise<void>;
}
