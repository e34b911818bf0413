import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bitmap } from '../../../main/documents/jbig2/bitmap.ts';
import {
  encodeJbig2,
  encodeJbig2File,
  type Jbig2Options,
} from '../../../main/documents/jbig2/jbig2-stream.ts';

const run = promisify(execFile);
/** Longest wait for one run of a peer, milliseconds. */
const PEER_TIMEOUT_MS = 30_000;

/** A PBM (P4) file, with the bits right of the width cleared. */
function parsePbm(file: Uint8Array): Bitmap {
  const [head, w = '', h = ''] = /^P4\s+(?:#[^\n]*\n)*(\d+)\s+(\d+)\s/.exec(
    Buffer.from(file.subarray(0, 200)).toString('latin1'),
  ) ?? [''];
  const width = Number(w);
  const height = Number(h);
  const stride = (width + 7) >> 3;
  const data = Uint8Array.from(file.subarray(head.length, head.length + stride * height));
  if (head === '' || data.length !== stride * height) throw new Error('not a PBM file');
  return { width, height, stride, data: clean(data, width, stride) };
}

/** A PGM (P5) file of pure black and white. */
function parsePgm(file: Uint8Array): Bitmap {
  const [head, w = '', h = ''] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(
    Buffer.from(file.subarray(0, 200)).toString('latin1'),
  ) ?? [''];
  const width = Number(w);
  const height = Number(h);
  const stride = (width + 7) >> 3;
  const data = new Uint8Array(stride * height);
  if (head === '' || file.length !== head.length + width * height) throw new Error('not a PGM file');
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const grey = file[head.length + y * width + x] ?? 0;
      if (grey !== 0 && grey !== 255) throw new Error(`grey ${grey} in a bilevel page at ${x},${y}`);
      if (grey === 0) data[y * stride + (x >> 3)] = (data[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width, height, stride, data };
}

function clean(data: Uint8Array, width: number, stride: number): Uint8Array {
  if ((width & 7) === 0) return data;
  const mask = (0xff00 >> (width & 7)) & 0xff;
  return data.map((byte, at) => (at % stride === stride - 1 ? byte & mask : byte));
}

/** What `jbig2dec` reads from the file form. */
export async function decodedByJbig2dec(
  folder: string,
  bitmap: Bitmap,
  options: Jbig2Options,
): Promise<Bitmap> {
  const file = join(folder, 'page.jb2');
  await writeFile(file, encodeJbig2File(bitmap, options));
  await run('jbig2dec', ['-t', 'pbm', '-o', join(folder, 'page.pbm'), file], { timeout: PEER_TIMEOUT_MS });
  return parsePbm(await readFile(join(folder, 'page.pbm')));
}

/** What `jbig2dec` reads from the embedded form. */
export async function embeddedDecodedByJbig2dec(folder: string, bitmap: Bitmap): Promise<Bitmap> {
  const file = join(folder, 'embedded.jb2');
  await writeFile(file, encodeJbig2(bitmap));
  await run('jbig2dec', ['-e', '-t', 'pbm', '-o', join(folder, 'embedded.pbm'), file], {
    timeout: PEER_TIMEOUT_MS,
  });
  return parsePbm(await readFile(join(folder, 'embedded.pbm')));
}

/** Poppler covers one pixel more where an image ends exactly on a pixel's edge, and resamples. Points. */
const INSET = 0.01;

/** The least PDF that shows one bitmap a page, one pixel a point. */
export function pdfOf(bitmaps: readonly Bitmap[], options: Jbig2Options): Uint8Array {
  const objects: Buffer[] = [];
  const add = (...parts: (string | Uint8Array)[]): number =>
    objects.push(
      Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
    );
  add('<</Type/Catalog/Pages 2 0 R>>');
  const kids = bitmaps.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  add(`<</Type/Pages/Count ${bitmaps.length}/Kids[${kids}]>>`);
  for (const bitmap of bitmaps) {
    const { width, height } = bitmap;
    const next = objects.length + 1;
    const code = encodeJbig2(bitmap, options);
    const draw = `q ${width - INSET} 0 0 ${height - INSET} ${INSET / 2} ${INSET / 2} cm /I Do Q`;
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</XObject<</I ${next + 1} 0 R>>>>/Contents ${next + 2} 0 R>>`,
    );
    add(
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode/Length ${code.length}>>stream\n`,
      code,
      '\nendstream',
    );
    add(`<</Length ${draw.length}>>stream\n${draw}\nendstream`);
  }
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  let length = 9;
  const offsets = objects.map((body, index) => {
    const at = length;
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(object);
    length += object.length;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Poppler's pixels of every page, one a point. */
export async function renderedByPoppler(folder: string, pdf: Uint8Array, pages: number): Promise<Bitmap[]> {
  const file = join(folder, 'poppler.pdf');
  await writeFile(file, pdf);
  await run(
    'pdftoppm',
    ['-r', '72', '-gray', '-aa', 'no', '-aaVector', 'no', file, join(folder, 'poppler')],
    { timeout: PEER_TIMEOUT_MS },
  );
  const digits = String(pages).length;
  return Promise.all(
    Array.from({ length: pages }, async (_, index) =>
      parsePgm(await readFile(join(folder, `poppler-${String(index + 1).padStart(digits, '0')}.pgm`))),
    ),
  );
}

/** MuPDF's pixels of every page, one a point. */
export async function renderedByMupdf(folder: string, pdf: Uint8Array, pages: number): Promise<Bitmap[]> {
  const file = join(folder, 'mupdf.pdf');
  await writeFile(file, pdf);
  await run(
    'mutool',
    ['draw', '-q', '-r', '72', '-c', 'gray', '-A', '0', '-o', join(folder, 'mupdf-%d.pgm'), file],
    { timeout: PEER_TIMEOUT_MS },
  );
  return Promise.all(
    Array.from({ length: pages }, async (_, index) =>
      parsePgm(await readFile(join(folder, `mupdf-${index + 1}.pgm`))),
    ),
  );
}
