import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAPERS, RESUME_CODE } from '../contract/receipt/three-papers.ts';
import { type OpenGallery, openGallery } from './open-gallery.ts';

const run = promisify(execFile);
const PICTURES = path.join(import.meta.dirname, 'artifacts', 'receipt');

function letters(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u200e\u200f]/gu, '')
    .replace(/[’']/g, "'");
}

/** The third rendering of receipts; those on A4 and on the roll are read in tests/contract/receipt. */
describe('a receipt on the screen, read by foreign eyes', () => {
  let gallery: OpenGallery;
  let picture: string;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    gallery = await openGallery();
    const { page } = gallery;
    await gallery.show('proof-two-languages');
    await page.getByRole('button', { name: 'Lire le reçu', exact: true }).click();
    const receipt = page.getByRole('dialog').locator('.receipt');
    await receipt.waitFor();
    picture = path.join(PICTURES, 'screen.png');
    await receipt.screenshot({ path: picture });
  });
  afterAll(() => gallery?.close());

  async function read(language: string): Promise<string> {
    const readings: string[] = [];
    for (const layout of ['4', '11']) {
      const { stdout } = await run('tesseract', [picture, '-', '-l', language, '--psm', layout], {
        timeout: 60_000,
        env: { ...process.env, OMP_THREAD_LIMIT: '1' },
      });
      readings.push(letters(stdout));
    }
    return readings.join('\n');
  }

  it('OCR reads the French', async () => {
    const text = await read('fra');
    for (const words of PAPERS.fr.words) expect(text).toContain(letters(words).replace('Reprendre', ''));
  });

  it('OCR reads the Arabic beside it', async () => {
    const text = await read('ara');
    for (const words of ['حفظ', 'الوثيقة', 'الجهاز', 'الشبكة']) expect(text).toContain(words);
  });

  it('the code is scanned from the glass', async () => {
    const code = gallery.page.locator('.qr-code');
    await code.scrollIntoViewIfNeeded();
    const file = path.join(PICTURES, 'code.png');
    await code.screenshot({ path: file });
    const { stdout } = await run('zbarimg', ['--quiet', '--raw', file], { timeout: 30_000 });
    expect(stdout.trim()).toBe(RESUME_CODE);
  });
});
