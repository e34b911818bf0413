import { gunzipSync } from 'node:zlib';
import createTesseract from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import type { TextLanguage } from '../../domain/document.ts';
import { type Raster, toGrey } from '../raster.ts';
import { modelFile } from './model-files.ts';

/** A word, and where it stands: pixels from the upper left corner of the picture. */
export interface RecognisedWord {
  readonly text: string;
  /** 0 to 100, as Tesseract judges it. */
  readonly confidence: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Words of one line, in reading order. */
export type RecognisedLine = readonly RecognisedWord[];

export interface RecognitionOptions {
  /** `page`: columns, paragraphs; `line`: the picture is one line. */
  readonly layout: 'page' | 'line';
  readonly dpi: number;
  /** The only signs that may come out; all where not said. */
  readonly alphabet?: string;
}

/** Reads print (Tesseract's LSTM, compiled to WebAssembly). Blocks its thread: 50 ms for a line, seconds for a page. */
export interface TextRecogniser {
  recognise(picture: Raster, options: RecognitionOptions): readonly RecognisedLine[];
}

/** Tesseract's page segmentation modes. */
const LAYOUTS = { page: 3, line: 7 } as const;
/** Tesseract's LSTM engine: the models have no other. */
const LSTM = 1;
const WORD_LEVEL = '5';

/** Starts a recogniser of one or several languages (about 0.2 s). */
export async function openTextRecogniser(languages: readonly TextLanguage[]): Promise<TextRecogniser> {
  const module = await createTesseract({
    wasmBinary: modelFile('tesseract.js-core/tesseract-core-simd-lstm.wasm'),
    print: () => undefined,
    printErr: () => undefined,
  });
  for (const language of languages) {
    const model = modelFile(`@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`);
    module.FS.writeFile(`/${language}.traineddata`, gunzipSync(model));
  }
  const tesseract = new module.TessBaseAPI();
  if (tesseract.Init('/', languages.join('+'), LSTM) !== 0) throw new Error('model not loaded');
  for (const language of languages) module.FS.unlink(`/${language}.traineddata`);

  return {
    recognise(picture, { layout, dpi, alphabet }) {
      module.FS.writeFile('/input', greymap(toGrey(picture)));
      if (tesseract.SetImageFile(1, 0) !== 0) throw new Error('picture not taken');
      tesseract.SetSourceResolution(Math.round(dpi));
      tesseract.SetVariable('tessedit_char_whitelist', alphabet ?? '');
      tesseract.SetPageSegMode(LAYOUTS[layout]);
      tesseract.Recognize(null);
      const lines = readTable(tesseract.GetTSVText(0));
      tesseract.Clear();
      module.FS.unlink('/input');
      return lines;
    },
  };
}

/** Netpbm's portable greymap, which Leptonica reads without a decoder. */
function greymap({ width, height, data }: Raster): Uint8Array {
  const header = Buffer.from(`P5 ${width} ${height} 255\n`, 'latin1');
  const file = new Uint8Array(header.length + data.length);
  file.set(header);
  file.set(data, header.length);
  return file;
}

/** Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
function readTable(table: string): readonly RecognisedLine[] {
  const lines = new Map<string, RecognisedWord[]>();
  for (const row of table.split('\n')) {
    const cells = row.split('\t');
    const text = cells[11]?.trim() ?? '';
    if (cells[0] !== WORD_LEVEL || text === '') continue;
    const place = cells.slice(1, 5).join();
    const [left = 0, top = 0, width = 0, height = 0, confidence = 0] = cells.slice(6, 11).map(Number);
    const line = lines.get(place) ?? [];
    line.push({ text, confidence, left, top, width, height });
    lines.set(place, line);
  }
  return [...lines.values()];
}
