import type { Delivery, DossierReference } from '../domain/dossier.ts';
import type { LanguageCode } from '../domain/language.ts';
import type { Receipt } from '../domain/receipt.ts';

/** What a récépissé de dépôt states. */
export interface DepositFacts {
  readonly reference: DossierReference;
  /** ISO 8601 with offset. */
  readonly confirmedAt: string;
  readonly site: string;
  readonly terminal: string;
  readonly kindLabel: string;
  readonly destinationLabel: string;
  readonly files: readonly { readonly name: string; readonly pages: number }[];
  /** What is known at the moment of printing; never more than that is written. */
  readonly delivery: Delivery;
}

/**
 * Writes the récépissé of a deposit in one language, French where it is left out; in French too where that language has no
 * words for it. Labels are in the language asked for.
 */
export type ComposeReceipt = (facts: DepositFacts, language?: LanguageCode) => Receipt;
/** Renders a receipt as an A4 PDF. */
export type RenderReceipt = (receipt: Receipt) => Promise<Uint8Array>;
