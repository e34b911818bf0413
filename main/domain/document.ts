/** How a page's pixels are kept: 1-bit, grey, colour. `mixed` is a 1-bit mask over small colour layers. */
export type PageClass = 'bilevel' | 'grey' | 'colour' | 'mixed';

/** A quarter turn clockwise, in degrees, as shown to the visitor. */
export type Rotation = 0 | 90 | 180 | 270;

/** Languages that print can be read in, by Tesseract's names. The French one reads machine readable zones better, too. */
export const TEXT_LANGUAGES = ['fra', 'eng'] as const;

export type TextLanguage = (typeof TEXT_LANGUAGES)[number];

/** What a finished file is. */
export type OutputFormat = 'pdf' | 'jpg';

/** One way of keeping a page that the engine has already encoded. */
export interface PageEncoding {
  /** Exact length of this encoding inside the file, bytes. */
  readonly bytes: number;
  /** Resolution of the finest layer, dots per inch of the paper. */
  readonly dpi: number;
  /** Legibility from 0 (nothing can be read) to 1 (as good as the scan). */
  readonly legibility: number;
}

/** What was done to put a page right. The visitor may ask for the original instead. */
export interface CleanUp {
  /** Cut down to the sheet, the card or the receipt that was found. */
  readonly cropped: boolean;
  /** Photographed at an angle, and put square. */
  readonly perspective: boolean;
  /** How far the page was straightened, degrees; positive where it lay turned clockwise. */
  readonly degrees: number;
  /** How far it was turned clockwise to be read. */
  readonly turned: Rotation;
  /** The paper was made white and shadows evened out. */
  readonly whitened: boolean;
}

/** What is known of a prepared page; the pixels stay in its opaque `layers`. */
export interface PageSummary {
  readonly pageClass: PageClass;
  /** Pixels of the page at `dpi`, after clean-up, before rotation by the visitor. */
  readonly width: number;
  readonly height: number;
  /** Resolution of the scan, dots per inch. */
  readonly dpi: number;
  /** Best first: falling bytes, falling legibility. Never empty. Only what is above the legibility floor. */
  readonly encodings: readonly PageEncoding[];
  /** True when the page seems to carry nothing. The visitor decides. */
  readonly blank: boolean;
  /** What was done to put the page right; absent where nothing was asked. */
  readonly cleanUp?: CleanUp | undefined;
}

/** A page ready for assembly. `layers` is the engine's own container: kept as it is, never interpreted elsewhere. */
export interface EncodedPage {
  readonly summary: PageSummary;
  readonly layers: Uint8Array;
}

/** An encoded page that can be shown. */
export interface PreparedPage extends EncodedPage {
  /** JPEG for the screen, longest side at most 900 pixels. */
  readonly preview: Uint8Array;
}

/** What the picture of a destination shows: somebody's file, what is due each month, a stick, a family's allowances, health, the town hall, a letter. */
export const DESTINATION_ICONS = [
  'file',
  'calendar',
  'stick',
  'family',
  'health',
  'town-hall',
  'letter',
] as const;
export type DestinationIcon = (typeof DESTINATION_ICONS)[number];

/** Where a document goes and what is accepted there (`kiosk-config/destinations`). */
export interface Destination {
  readonly id: string;
  /** Most bytes a file may have there (1 kB = 1,000 bytes). */
  readonly maxBytes: number;
  /** Most pages a file may have there; most files together where each page is one. */
  readonly maxPages: number;
  /** `pdf`: one file of all pages. `jpg`: a file for each page, where a destination takes pictures alone. */
  readonly format: OutputFormat;
}

/** A finished file: its bytes, its hash, and what it holds. */
export interface AssembledDocument {
  /** Name that strict portals accept: letters a to z, digits, `-`, one extension. */
  readonly fileName: string;
  readonly mediaType: 'application/pdf' | 'image/jpeg';
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`, lower-case hexadecimal. */
  readonly sha256: string;
  readonly pages: number;
}
