import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import sharp, { type Sharp } from 'sharp';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { encodeJbig2 } from '../../../../main/documents/jbig2/jbig2-stream.ts';
import { packLayers } from '../../../../main/documents/layers.ts';
import { modelFile } from '../../../../main/documents/reading/model-files.ts';
import { cornerPage, withOrientation } from '../fictional-page.ts';
import { textLike } from '../jbig2/bitmaps.ts';

/** Where bytes from outside enter the engine. */
export const ENTRIES = ['JPEG', 'PNG', 'TIFF', 'PDF', 'HEIC', 'codes', 'zones', 'layers'] as const;
export type Entry = (typeof ENTRIES)[number];

const WIDE = 64;
const HIGH = 96;
const page = cornerPage(WIDE, HIGH);
const image = () => sharp(page.data, { raw: { width: WIDE, height: HIGH, channels: 3 } });
const bytesOf = async (made: Sharp): Promise<Uint8Array> => new Uint8Array(await made.toBuffer());
const bilevel = () => image().greyscale().threshold(128).toColourspace('b-w');

async function pdf(objectStreams: boolean): Promise<Uint8Array> {
  const file = await PDFDocument.create();
  const sheet = file.addPage([40, 60]);
  sheet.drawImage(await file.embedJpg(await bytesOf(image().jpeg())), { x: 0, y: 0, width: 40, height: 30 });
  sheet.drawText('Fictif', { x: 2, y: 40, size: 8 });
  return file.save({ useObjectStreams: objectStreams });
}

/** A fax page within a PDF, and a stream packed by Flate, as scanners write them. */
async function pdfOfStreams(): Promise<Uint8Array> {
  const file = await PDFDocument.create();
  const sheet = file.addPage([40, 60]);
  const grey = new Uint8Array(WIDE * HIGH).map((_, at) => at % 251);
  const stream = file.context.stream(deflateSync(grey), {
    ...{ Type: 'XObject', Subtype: 'Image', Width: WIDE, Height: HIGH, BitsPerComponent: 8 },
    ...{ ColorSpace: 'DeviceGray', Filter: 'FlateDecode' },
  });
  const name = sheet.node.newXObject('Im', file.context.register(stream));
  const content = file.context.stream(`q 40 0 0 60 0 0 cm ${name.toString()} Do Q`);
  sheet.node.addContentStream(file.context.register(content));
  return file.save({ useObjectStreams: false });
}

async function code(format: 'QRCode' | 'DataMatrix', text: string): Promise<Uint8Array> {
  prepareZXingModule({
    overrides: { wasmBinary: modelFile('zxing-wasm/writer/zxing_writer.wasm').buffer },
  });
  const written = await writeBarcode(text, { format, scale: 3 });
  const drawn = new Uint8Array((await written.image?.arrayBuffer()) ?? new ArrayBuffer(0));
  return bytesOf(
    sharp(drawn).flatten({ background: '#fff' }).resize(120, 120, { fit: 'fill' }).greyscale().raw(),
  );
}

const TEXTS = [
  'IDFRADUPONT<<<<<<<<<<<<<<<<<<<<0CHE02\n1710GVA123451ROBERTA<<<<<<<9009183F4',
  'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<',
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
  'DC03FR000001092D1636070160NATACHA\u001d62SPECIMEN\u001d65P\u001d6607CD12304\u001d\u001fEYLJXYH5R3HYO5',
  'DC04FR000001FFFF25472801FR432,75\u001d44227801234567845202146SPECIMEN NATACHA\u001d4A31072022\u001f',
];

/** Small whole files of an entry's kinds, all fictional. Side of the square pictures of `codes`: 120 pixels. */
export async function samplesOf(entry: Entry): Promise<readonly Uint8Array[]> {
  switch (entry) {
    case 'JPEG': {
      const plain = await bytesOf(image().jpeg());
      const progressive = await bytesOf(image().jpeg({ progressive: true }));
      const cmyk = await bytesOf(image().toColourspace('cmyk').jpeg());
      return [plain, progressive, cmyk, withOrientation(plain, 6), await bytesOf(image().greyscale().jpeg())];
    }
    case 'PNG':
      return Promise.all([
        bytesOf(image().png()),
        bytesOf(image().png({ progressive: true })),
        bytesOf(image().png({ palette: true })),
        bytesOf(image().toColourspace('rgb16').png()),
        bytesOf(image().ensureAlpha(0.5).png()),
        bytesOf(bilevel().png()),
      ]);
    case 'TIFF':
      return Promise.all([
        bytesOf(image().tiff({ compression: 'none' })),
        bytesOf(image().tiff({ compression: 'lzw', predictor: 'horizontal' })),
        bytesOf(image().tiff({ compression: 'deflate', tile: true, tileWidth: 32, tileHeight: 32 })),
        bytesOf(image().tiff({ compression: 'jpeg' })),
        bytesOf(bilevel().tiff({ bitdepth: 1, compression: 'ccittfax4' })),
      ]);
    case 'PDF':
      return [await pdf(false), await pdf(true), await pdfOfStreams()];
    case 'HEIC':
      return [
        new Uint8Array(
          readFileSync(path.join(import.meta.dirname, '../../../fixtures/pictures/fictional.heic')),
        ),
      ];
    case 'codes':
      return [
        await code('QRCode', 'https://exemple.invalid/dossier/1'),
        await code('DataMatrix', TEXTS[3] ?? ''),
      ];
    case 'zones':
      return TEXTS.map((text) => new TextEncoder().encode(text));
    case 'layers': {
      const jpeg = await bytesOf(image().jpeg());
      const layer = { codec: 'jpeg', width: WIDE, height: HIGH, channels: 3, bytes: jpeg } as const;
      const masks = [textLike(120, 160, 1), textLike(90, 120, 2)].map((mask) => ({
        codec: 'jbig2' as const,
        width: mask.width,
        height: mask.height,
        channels: 1 as const,
        bytes: encodeJbig2(mask),
      }));
      const drawn = (mask: number) => ({ draws: [{ image: 0 }, { ink: [9, 9, 9] as const, mask }] });
      return [
        packLayers({ images: [layer], encodings: [{ draws: [{ image: 0 }] }] }),
        packLayers({ images: [layer, ...masks], encodings: [drawn(1), drawn(2)] }),
      ];
    }
  }
}
