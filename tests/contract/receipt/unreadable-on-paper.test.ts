import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptDrawer } from '../../../main/devices/receipt/drawn-receipt.ts';
import {
  codePageHolds,
  dotsOf,
  type EscposPaper,
  encodeDrawnReceipt,
  encodeReceipt,
} from '../../../main/devices/receipt/escpos-document.ts';
import { paperMakerHere } from '../../../main/devices/receipt/paper-maker.ts';
import { renderReceiptA4 } from '../../../main/devices/receipt/receipt-a4.ts';
import type { Receipt } from '../../../main/domain/receipt.ts';
import { EscposInterpreter, type PaperSlip } from '../../simulators/escpos/escpos-interpreter.ts';
import { drawSlip } from '../../simulators/escpos/slip-image.ts';
import { engineDrawer } from '../../unit/devices/page-drawers.ts';
import { SHIPPED_FONTS } from '../../unit/devices/receipt/receipt-fixture.ts';
import { PAPERS, RESUME_CODE, type ReadablePaper } from './three-papers.ts';

const run = promisify(execFile);

/** OCR and tests differ in spaces, line ends and the curls of quotation marks; letters are what counts. */
function letters(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[’']/g, "'");
}

describe('a receipt on paper, read by foreign eyes', () => {
  const drawer = engineDrawer();
  const draw = receiptDrawer(paperMakerHere(SHIPPED_FONTS), drawer);
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'borne-papers-'));
  });
  afterAll(async () => {
    await drawer.close();
    await rm(folder, { recursive: true, force: true });
  });

  /**
   * What tesseract reads with each language alone, as one column and as scattered words: with two scripts on one line it
   * guesses the layout, and what it loses in one reading it finds in another.
   */
  async function ocr(file: string, { ocr: languages }: ReadablePaper, dpi: number): Promise<string> {
    const readings: string[] = [];
    for (const language of languages.split('+')) {
      for (const layout of ['4', '11']) {
        const options = ['-l', language, '--psm', layout, '--dpi', `${dpi}`];
        const { stdout } = await run('tesseract', [file, '-', ...options], {
          timeout: 60_000,
          env: { ...process.env, OMP_THREAD_LIMIT: '1' },
        });
        readings.push(letters(stdout));
      }
    }
    return readings.join('\n');
  }

  async function qrOf(file: string): Promise<string> {
    const { stdout } = await run('zbarimg', ['--quiet', '--raw', file], { timeout: 30_000 });
    return stdout.trim();
  }

  async function slipOf(receipt: Receipt, paper: EscposPaper): Promise<PaperSlip> {
    let bytes = encodeReceipt(receipt, paper);
    if (!codePageHolds(receipt, paper)) {
      const drawn = await draw(receipt, dotsOf(paper), paper.dpi, AbortSignal.timeout(30_000));
      if (!drawn.ok) throw new Error(drawn.error.detail);
      bytes = encodeDrawnReceipt(drawn.value, paper);
    }
    const interpreter = new EscposInterpreter(paper.columns);
    interpreter.push(bytes);
    for (;;) {
      const effect = interpreter.step();
      if (effect === undefined) throw new Error('never cut');
      if (effect.kind === 'cut') return effect.slip;
    }
  }

  const entries: readonly (readonly [string, ReadablePaper])[] = Object.entries(PAPERS);

  it.each(entries)(
    '%s on A4: OCR reads it, its text can be copied, the code is scanned',
    async (language, paper) => {
      const pdf = join(folder, `${language}.pdf`);
      await writeFile(pdf, await renderReceiptA4(paper.receipt, SHIPPED_FONTS));
      await run('pdftoppm', ['-r', '200', '-png', '-singlefile', pdf, pdf], { timeout: 30_000 });
      const read = await ocr(`${pdf}.png`, paper, 200);
      for (const words of paper.words) expect(read).toContain(letters(words));
      const { stdout } = await run('pdftotext', ['-layout', pdf, '-'], { timeout: 30_000 });
      for (const words of paper.words) expect(letters(stdout)).toContain(letters(words));
      expect(await qrOf(`${pdf}.png`)).toBe(RESUME_CODE);
    },
  );

  const rolls = entries.flatMap(([language, paper]) =>
    [32, 48].map((columns) => [language, columns, paper] as const),
  );
  it.each(rolls)(
    '%s on a roll of %i letters: OCR reads it, the code is scanned',
    async (language, columns, paper) => {
      const roll: EscposPaper = {
        columns,
        language: 'esc-pos',
        codepage: 'windows1252',
        codepageMapping: 'epson',
        dpi: 203,
      };
      expect(codePageHolds(paper.receipt, roll)).toBe(language === 'fr');
      const slip = await slipOf(paper.receipt, roll);
      expect(slip.lines.some((line) => line.broken)).toBe(false);
      const file = join(folder, `${language}-${columns}.png`);
      await writeFile(file, drawSlip(slip, columns));
      const read = await ocr(file, paper, 203);
      for (const words of paper.words) expect(read).toContain(letters(words));
      expect(await qrOf(file)).toBe(RESUME_CODE);
    },
  );
});
