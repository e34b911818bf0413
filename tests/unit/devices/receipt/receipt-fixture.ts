import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readReceiptFonts } from '../../../../main/devices/receipt/typeface.ts';
import type { DepositFacts } from '../../../../main/ports/receipt-composer.ts';

function asset(path: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../../../assets/${path}`, import.meta.url)));
}

/** The template that ships. */
export const SHIPPED_TEMPLATE = asset('receipts/depot.yaml').toString('utf8');

/** The typefaces that ship. */
export const SHIPPED_FONTS = readReceiptFonts(
  fileURLToPath(new URL('../../../../assets/fonts', import.meta.url)),
);

/** A deposit that never was. */
export const FICTIONAL_DEPOSIT: DepositFacts = {
  reference: '7KQ4-AVNX-3W6H',
  confirmedAt: '2026-11-21T10:32:00+01:00',
  site: 'Agence de Trifouillis-les-Oies',
  terminal: 'essai-3',
  kindLabel: 'Bulletin de salaire',
  destinationLabel: 'Mon dossier France Travail',
  files: [{ name: 'bulletin-de-salaire.pdf', pages: 3 }],
  delivery: { state: 'saved' },
};
