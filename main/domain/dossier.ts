import type { AssembledDocument } from './document.ts';
import type { RegistrationDossier } from './registration/registration-dossier.ts';

/** Characters that nobody confuses when reading aloud or copying by hand (no 0/O, 1/I/L, 5/S, 2/Z, 8/B). */
export const REFERENCE_ALPHABET = '34679ACDEFGHJKMNPQRTUVWXY';

/** A reference that a person can copy by hand: `XXXX-XXXX-XXXX` in `REFERENCE_ALPHABET`. */
export type DossierReference = string;

/** What a visitor confirmed: what it is, where it goes, and its files. */
export interface Dossier {
  readonly reference: DossierReference;
  /** ISO 8601 with offset, from the terminal's clock. */
  readonly confirmedAt: string;
  /** Identifier of the terminal from its configuration. */
  readonly terminal: string;
  readonly site: string;
  readonly documentKind: string;
  readonly destination: string;
  readonly documents: readonly AssembledDocument[];
  /** Where a registration was confirmed; the documents are then its papers, and there may be none. */
  readonly registration?: RegistrationDossier | undefined;
}

/**
 * Where a confirmed dossier is on its way.
 * `saved`: sealed and committed on the terminal. `sending`: the platform is being reached. `acknowledged`: the platform
 * confirmed the hash of what it stored; `acknowledgement` is its own number. `refused`: the platform will not take it,
 * staff must look.
 */
export type Delivery =
  | { readonly state: 'saved' }
  | { readonly state: 'sending' }
  | { readonly state: 'acknowledged'; readonly acknowledgement: string; readonly at: string }
  | { readonly state: 'refused' };
