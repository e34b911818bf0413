import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Raster } from '../../../main/documents/raster.ts';

/** Fails where qpdf finds anything wrong in the file (Debian's qpdf, a reader that is not ours). */
export function checkWithQpdf(pdf: Uint8Array): void {
  withFile(pdf, (file) => execFileSync('qpdf', ['--check', file], { stdio: ['ignore', 'ignore', 'pipe'] }));
}

/** A page as poppler draws it. */
export function drawWithPoppler(pdf: Uint8Array, page: number, dpi: number): Raster {
  return withFile(pdf, (file) => {
    const ppm = execFileSync(
      'pdftoppm',
      ['-r', String(dpi), '-f', String(page), '-l', String(page), '-singlefile', file],
      { maxBuffer: 512_000_000, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return readPpm(ppm);
  });
}

/** A page as mupdf draws it. */
export function drawWithMupdf(pdf: Uint8Array, page: number, dpi: number): Raster {
  return withFile(pdf, (file) => {
    const out = `${file}.ppm`;
    execFileSync('mutool', ['draw', '-q', '-r', String(dpi), '-F', 'ppm', '-o', out, file, String(page)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return readPpm(readFileSync(out));
  });
}

function withFile<Value>(pdf: Uint8Array, use: (file: string) => Value): Value {
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-pdf-'));
  try {
    const file = path.join(folder, 'file.pdf');
    writeFileSync(file, pdf);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Portable pixmap P6 or graymap P5 (netpbm). */
export function readPpm(bytes: Uint8Array): Raster {
  const header = /^P([56])\s+(?:#[^\n]*\n\s*)*(\d+)\s+(\d+)\s+255\s/.exec(
    Buffer.from(bytes.subarray(0, 200)).toString('latin1'),
  );
  if (header === null) throw new Error('not a pixmap');
  return {
    width: Number(header[2]),
    height: Number(header[3]),
    channels: header[1] === '6' ? 3 : 1,
    data: new Uint8Array(bytes.subarray(header[0].length)),
  };
}

/** Mean absolute difference of two rasters of the same size, levels of 0 to 255, all channels. */
export function meanDifference(a: Raster, b: Raster): number {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels)
    return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let index = 0; index < a.data.length; index += 1)
    sum += Math.abs((a.data[index] ?? 0) - (b.data[index] ?? 0));
  return sum / a.data.length;
}
