import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import type { Reading } from '../../domain/reading.ts';
import type { Raster } from '../raster.ts';
import { modelFile } from './model-files.ts';
import { readTwoDDoc } from './two-d-doc.ts';

/** Codes taken from one page, and signs of one code: the largest DataMatrix holds 3,116. */
const MOST_CODES = 8;
const MOST_SIGNS = 4_096;

type CodeReading = Extract<Reading, { source: '2d-doc' | 'code' }>;

let prepared: Promise<unknown> | undefined;

/**
 * Reads the DataMatrix and QR codes of a page, whichever way they lie; those that hold a 2D-Doc as such, first. Nothing
 * but text of at most 4,096 signs is taken.
 */
export async function readPrintedCodes(grey: Raster): Promise<readonly CodeReading[]> {
  prepared ??= prepareZXingModule({
    overrides: { wasmBinary: modelFile('zxing-wasm/reader/zxing_reader.wasm').buffer },
    fireImmediately: true,
  });
  await prepared;
  const found = await readBarcodes(imageData(grey), {
    formats: ['DataMatrix', 'QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: MOST_CODES,
    textMode: 'Plain',
  });
  const readings = found.flatMap(readingOf);
  return readings.sort((a, b) => Number(b.source === '2d-doc') - Number(a.source === '2d-doc'));
}

function readingOf({ isValid, format, text }: ReadResult): readonly CodeReading[] {
  if (!isValid || text === '' || text.length > MOST_SIGNS) return [];
  const document = readTwoDDoc(text);
  if (document !== undefined) return [document];
  return [{ source: 'code', symbology: format === 'QRCode' ? 'qr' : 'datamatrix', text }];
}

/** RGBA, as zxing-wasm takes pixels. */
function imageData({ width, height, data }: Raster): ImageData {
  const rgba = new Uint8ClampedArray(4 * data.length);
  for (let from = 0, to = 0; from < data.length; from += 1, to += 4) {
    const level = data[from] as number;
    rgba[to] = level;
    rgba[to + 1] = level;
    rgba[to + 2] = level;
    rgba[to + 3] = 255;
  }
  return { width, height, data: rgba, colorSpace: 'srgb' };
}
