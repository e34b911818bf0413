import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createEsclScanner } from '../../../main/devices/escl/escl-scanner.ts';
import type { ScannedPage } from '../../../main/ports/scanner.ts';
import { type EsclSimulator, startEsclSimulator } from '../../simulators/escl/escl-simulator.ts';
import { fictionalSheet, twoSided } from '../../simulators/escl/fictional-sheet.ts';
import { type AirscanClient, airscanClient } from './scanimage.ts';

/** Exit codes of scanimage are the numbers of SANE_Status. */
const SANE = { good: 0, jammed: 6, noDocuments: 7, ioError: 9 } as const;
const WHOLE_BED = ['-l', '0', '-t', '0', '-x', '215.9', '-y', '297.18'];

let scanner: EsclSimulator;
let client: AirscanClient;

beforeAll(async () => {
  scanner = await startEsclSimulator();
  client = await airscanClient(scanner.url);
});
afterEach(() => {
  scanner.clearFaults();
  scanner.mechanism.emptyFeeder();
  scanner.mechanism.clearTrouble();
});
afterAll(async () => {
  await client.close();
  await scanner.close();
});

test('a client we did not write finds glass and feeder, modes and resolutions', async () => {
  const { code, stdout } = await client.run(['-A']);
  const options = stdout.toString('utf8');
  expect(code).toBe(SANE.good);
  expect(options).toContain('--source Flatbed|ADF|ADF Duplex');
  expect(options).toMatch(/--resolution 75\|100\|150\|200\|300\|600dpi/);
  expect(options).toMatch(/--mode Color\|Gray/);
});

test.each([
  { mode: 'Color', channels: 3, dpi: 150 },
  { mode: 'Gray', channels: 1, dpi: 300 },
])('it scans the glass in $mode at $dpi dpi, in the right size', async ({ mode, channels, dpi }) => {
  scanner.mechanism.placeOnGlass(fictionalSheet(4));
  const args = [
    '--source',
    'Flatbed',
    '--mode',
    mode,
    '--resolution',
    String(dpi),
    ...WHOLE_BED,
    '--format=png',
  ];
  const { code, stdout, stderr } = await client.run(args);
  expect(stderr).not.toContain('Unexpected image format');
  expect(code).toBe(SANE.good);
  const page = await sharp(stdout).metadata();
  expect(page).toMatchObject({ channels, width: Math.round((2550 * dpi) / 300) });
  expect(Math.abs((page.height ?? 0) - (3510 * dpi) / 300)).toBeLessThanOrEqual(1);
  expect(scanner.jobsAlive).toBe(0);
});

test('it scans every sheet of the feeder and stops by itself', async () => {
  scanner.mechanism.load(fictionalSheet(1), fictionalSheet(2), fictionalSheet(3));
  const args = ['--source', 'ADF', '--mode', 'Color', '--resolution', '100', ...WHOLE_BED];
  const { code } = await client.run([...args, '--format=png', '--batch=page-%d.png']);
  expect(code).toBe(SANE.good);
  const files = (await readdir(client.folder)).filter((name) => name.endsWith('.png')).sort();
  expect(files).toEqual(['page-1.png', 'page-2.png', 'page-3.png']);
  const bars = await Promise.all(
    files.map(async (name) => barsOf(await readFile(path.join(client.folder, name)))),
  );
  expect(bars).toEqual([1, 2, 3]);
  expect(scanner.jobsAlive).toBe(0);
});

test('it scans both sides of every sheet of the feeder', async () => {
  scanner.mechanism.load(
    twoSided(fictionalSheet(1), fictionalSheet(2)),
    twoSided(fictionalSheet(3), fictionalSheet(4)),
  );
  const args = ['--source', 'ADF Duplex', '--mode', 'Color', '--resolution', '100', ...WHOLE_BED];
  const { code } = await client.run([...args, '--format=png', '--batch=side-%d.png']);
  expect(code).toBe(SANE.good);
  const bars = await Promise.all(
    [1, 2, 3, 4].map(async (n) => barsOf(await readFile(path.join(client.folder, `side-${n}.png`)))),
  );
  expect(bars).toEqual([1, 2, 3, 4]);
  expect(scanner.jobsAlive).toBe(0);
});

test('our PDF of a pile is one that Poppler and qpdf accept, in the size of the paper', async () => {
  // sane-airscan does not open a scanner that offers nothing but PDF: its documents are judged by themselves.
  const pdfScanner = await startEsclSimulator({ device: { formats: ['application/pdf'] } });
  pdfScanner.mechanism.load(fictionalSheet(1), fictionalSheet(2));
  const pages: ScannedPage[] = [];
  const result = await createEsclScanner({ url: pdfScanner.url }).scan(
    { source: 'feeder', dpi: 100, colour: 'grey' },
    async (page) => {
      pages.push(page);
    },
    new AbortController().signal,
  );
  expect(result).toEqual({ ok: true, value: { pages: 1 } });
  const file = path.join(client.folder, 'pile.pdf');
  await writeFile(file, pages[0]?.bytes ?? '');
  const { stdout } = await promisify(execFile)('pdfinfo', [file], { timeout: 20_000 });
  expect(stdout).toMatch(/^Pages: +2$/m);
  expect(stdout).toMatch(/^Page size: +612 x 842\.4 pts/m);
  await promisify(execFile)('qpdf', ['--check', file], { timeout: 20_000 });
  await pdfScanner.close();
});

test('it reads our empty feeder, our jam and our lost connection as what they are', async () => {
  const feeder = ['--source', 'ADF', '--resolution', '100', '--format=png'];
  expect((await client.run(feeder)).code).toBe(SANE.noDocuments);

  scanner.mechanism.load(fictionalSheet(1));
  scanner.mechanism.troubleAtSheet('jam', 1);
  expect((await client.run(feeder)).code).toBe(SANE.jammed);

  scanner.failNext('next', { kind: 'drop-mid-body' });
  expect((await client.run(['--source', 'Flatbed', '--resolution', '100', '--format=png'])).code).toBe(
    SANE.ioError,
  );
});

/** Counts the black bars of a fictional sheet down a line through them. */
async function barsOf(png: Buffer): Promise<number> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  const column = Math.round(info.width / 4);
  let bars = 0;
  let black = false;
  for (let row = Math.ceil(info.height / 9); row < info.height; row += 1) {
    const dark = (data[row * info.width + column] ?? 255) < 100;
    if (dark && !black) bars += 1;
    black = dark;
  }
  return bars;
}
