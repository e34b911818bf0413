import type { Reading } from '../../domain/reading.ts';
import { type Failure, ok, type Result } from '../../domain/result.ts';
import type { PageToRead } from '../../ports/document-engine.ts';
import type { ImageCodec } from '../image-codec.ts';
import type { HeaderError } from '../image-limits.ts';
import { decodePage } from '../page-preparation.ts';
import { toGrey } from '../raster.ts';
import { findMrz, MRZ_ALPHABET } from './mrz-zone.ts';
import { readPrintedCodes } from './printed-codes.ts';
import { openTextRecogniser, type TextRecogniser } from './text-recognition.ts';

let recogniser: Promise<TextRecogniser> | undefined;

/** Resolution told to the recogniser for lines that were drawn at one height: that of print of that height. */
const LINE_DPI = 300;

/** Reads what a page carries for machines: codes, then the machine readable zone. Nothing of the page is kept. */
export async function readPage(
  page: PageToRead,
  codec: ImageCodec,
): Promise<Result<readonly Reading[], Failure<HeaderError>>> {
  const decoded = await decodePage(page, codec);
  if (!decoded.ok) return decoded;
  const grey = toGrey(decoded.value.raster);
  const codes = await readPrintedCodes(grey);
  recogniser ??= openTextRecogniser(['fra']);
  const reader = await recogniser;
  const zone = findMrz(
    grey,
    (line) =>
      reader
        .recognise(line, { layout: 'line', dpi: LINE_DPI, alphabet: MRZ_ALPHABET })
        .flatMap((words) => words.map(({ text }) => text))
        .join(''),
    page.today,
  );
  const documents = codes.filter(({ source }) => source === '2d-doc');
  const others = codes.filter(({ source }) => source !== '2d-doc');
  return ok([...documents, ...(zone === undefined ? [] : [zone]), ...others]);
}
