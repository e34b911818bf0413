export type ReaderKind = 'barcode' | 'badge';

export type ReaderError =
  | 'reader-missing'
  | 'reader-refused'
  | 'reader-types-keys'
  | 'reader-not-understood'
  | 'reader-flooding';

/** Where one configured reader stands. `name` is what the device calls itself, made fit for a screen; empty where unknown. */
export type ReaderPresence =
  | { readonly kind: ReaderKind; readonly name: string; readonly state: 'ready' }
  | {
      readonly kind: ReaderKind;
      readonly name: string;
      readonly state: 'unusable';
      readonly reason: ReaderError;
    };

/** Code families of ISO/IEC 15424 that matter here; every other one is `other`. */
export type BarcodeSymbology =
  | 'aztec'
  | 'codabar'
  | 'code-39'
  | 'code-93'
  | 'code-128'
  | 'data-matrix'
  | 'ean-upc'
  | 'gs1-databar'
  | 'interleaved-2-of-5'
  | 'maxicode'
  | 'pdf417'
  | 'qr-code'
  | 'other'
  | 'unknown';

/** One code that somebody held before the reader: untrusted, whoever printed it. */
export interface BarcodeRead {
  readonly symbology: BarcodeSymbology;
  /** The identifier as the reader gave it (`]Q1`), ISO/IEC 15424; empty where it gave none. */
  readonly aim: string;
  /** As decoded, without the line end that readers add. */
  readonly bytes: Uint8Array;
  /** `bytes` as UTF-8 where they are, as Latin-1 otherwise. */
  readonly text: string;
}

/** One badge that was presented. The identifier points to a person: it is never logged and never leaves the terminal as it is. */
export interface BadgeRead {
  /** As the configured report says: hexadecimal digits in capitals, or the characters that the reader sends. */
  readonly id: string;
}

/** The terminal's readers: barcode and badge, as configured. */
export interface HidReader {
  /** One entry for each configured reader, in their order. */
  presence(): readonly ReaderPresence[];
  /** Calls `listener` with all entries when one changes; returns the way to stop. */
  watch(listener: (presence: readonly ReaderPresence[]) => void): () => void;
  /** Calls `listener` for each code read; returns the way to stop. */
  onBarcode(listener: (read: BarcodeRead) => void): () => void;
  /** Calls `listener` once for each time a badge is presented; returns the way to stop. */
  onBadge(listener: (read: BadgeRead) => void): () => void;
  /** Closes the devices and stops watching. */
  close(): Promise<void>;
}
