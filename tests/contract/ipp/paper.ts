import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';

const run = promisify(execFile);
const LIMIT = { timeout: 60_000, maxBuffer: 10_000_000 } as const;

/** What a sheet shows, judged by programs that know nothing of how it was made. */
export interface Sheet {
  /** What tesseract reads. */
  readonly text: string;
  /** Millimetres of white on each side of the outermost dark pixel. */
  readonly white: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  readonly widthMm: number;
  readonly heightMm: number;
}

const DPI = 200;
const mm = (pixels: number): number => (pixels / DPI) * 25.4;

/** Rasterises a PDF with pdftoppm and reads each page with tesseract in French. `folder` receives the images. */
export async function readPaper(pdf: Uint8Array, folder: string, name: string): Promise<readonly Sheet[]> {
  const file = join(folder, `${name}.pdf`);
  await writeFile(file, pdf);
  await run('qpdf', ['--check', file], LIMIT);
  const { stdout } = await run('pdfinfo', [file], LIMIT);
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(stdout)?.[1]);
  const sheets: Sheet[] = [];
  for (let page = 1; page <= pages; page += 1) {
    const stem = join(folder, `${name}-${page}`);
    const only = ['-f', String(page), '-l', String(page), '-singlefile'];
    await run('pdftoppm', ['-r', String(DPI), '-gray', '-png', ...only, file, stem], LIMIT);
    sheets.push(await readSheet(`${stem}.png`));
  }
  return sheets;
}

/** What CUPS's own filter makes of a PWG raster (Debian: cups-filters). Fails where it cannot read it. */
export function pdfOfRaster(raster: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const filter = execFile(
      '/usr/lib/cups/filter/rastertopdf',
      ['1', 'borne', 'essai', '1', ''],
      { timeout: 60_000, maxBuffer: 100_000_000, encoding: 'buffer' },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    );
    filter.stdin?.on('error', () => undefined);
    filter.stdin?.end(raster);
  });
}

async function readSheet(image: string): Promise<Sheet> {
  const { data, info } = await sharp(image).greyscale().raw().toBuffer({ resolveWithObject: true });
  let left = info.width;
  let top = info.height;
  let right = -1;
  let bottom = -1;
  for (let y = 0; y < info.height; y += 1) {
    for (let x = 0; x < info.width; x += 1) {
      if ((data[y * info.width + x] ?? 255) >= 160) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const { stdout } = await run('tesseract', [image, '-', '-l', 'fra', '--psm', '4', '--dpi', String(DPI)], {
    ...LIMIT,
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
  });
  return {
    text: stdout,
    white: {
      left: mm(left),
      top: mm(top),
      right: mm(info.width - 1 - right),
      bottom: mm(info.height - 1 - bottom),
    },
    widthMm: mm(info.width),
    heightMm: mm(info.height),
  };
}

/** The letters and digits of a text in one case, so that a reading is compared by its words and not by its spaces. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}€«»]/gu, '')
    .toLowerCase();
}
