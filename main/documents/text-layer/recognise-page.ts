import { constants, setPriority } from 'node:os';
import type { TextLanguage } from '../../domain/document.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PageForAssembly } from '../../ports/document-engine.ts';
import { unpackLayers } from '../layers.ts';
import { assemblePdf } from '../pdf-assembly.ts';
import { drawPdfPage } from '../pdf-source.ts';
import { toGrey } from '../raster.ts';
import { quarterTurn } from '../reading/quarter-turn.ts';
import { openTextRecogniser, type TextRecogniser } from '../reading/text-recognition.ts';
import { packText } from './page-text.ts';

/** Finer than this Tesseract only gets slower; coarser it misses small print. */
const READ_AT_DPI = 200;

let known: { readonly language: TextLanguage; readonly recogniser: Promise<TextRecogniser> } | undefined;

/**
 * Reads the print of a prepared page: the page is drawn from its layers as the visitor turned it, so that what is read
 * is what the file shows, at the places where it shows it.
 */
export async function recognisePage(
  { summary, layers, rotation }: Omit<PageForAssembly, 'text'>,
  language: TextLanguage,
): Promise<Result<Uint8Array, Failure<'engine-failed'>>> {
  // Scanning and showing pages come first, on machines of two cores above all.
  setPriority(constants.priority.PRIORITY_LOW);
  const unpacked = unpackLayers(layers);
  if (!unpacked.ok) return err('engine-failed', unpacked.error.detail);
  const unlimited = { maxBytes: Number.MAX_SAFE_INTEGER, maxPages: 1 };
  const file = await assemblePdf([{ summary, layers: unpacked.value, rotation: 0 }], unlimited, 'page', '');
  if (!file.ok) return err('engine-failed', 'page');
  const drawn = await drawPdfPage(file.value.bytes, 0, READ_AT_DPI);
  if (!drawn.ok) return err('engine-failed', drawn.error.detail);
  let turned = toGrey(drawn.value.raster);
  for (let quarter = 0; quarter < rotation; quarter += 90) turned = quarterTurn(turned);
  if (known?.language !== language) known = { language, recogniser: openTextRecogniser([language]) };
  const recogniser = await known.recogniser;
  const lines = recogniser.recognise(turned, { layout: 'page', dpi: drawn.value.dpi });
  return ok(packText(lines, turned.width, turned.height, rotation));
}
