import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import receiptline from 'receiptline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDepositTemplate } from '../../../main/devices/receipt/deposit-receipt.ts';
import { type EscposPaper, encodeReceipt } from '../../../main/devices/receipt/escpos-document.ts';
import { EscposInterpreter, type PaperSlip, readLine } from '../../simulators/escpos/escpos-interpreter.ts';
import { drawSlip } from '../../simulators/escpos/slip-image.ts';
import { StarInterpreter } from '../../simulators/escpos/star-interpreter.ts';
import { FICTIONAL_DEPOSIT, SHIPPED_TEMPLATE } from '../../unit/devices/receipt/receipt-fixture.ts';
import { lettersOf } from '../ipp/paper.ts';

function slipOf(
  bytes: Uint8Array,
  columns: number,
  interpreter: EscposInterpreter | StarInterpreter = new EscposInterpreter(columns),
): PaperSlip {
  interpreter.push(bytes);
  for (;;) {
    const effect = interpreter.step();
    if (effect === undefined) throw new Error('never cut');
    if (effect.kind === 'cut') return effect.slip;
  }
}

describe('a receipt on a roll, read by others', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'borne-roll-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function ocr(slip: PaperSlip, columns: number): Promise<string> {
    const file = join(folder, `slip-${columns}.png`);
    await writeFile(file, drawSlip(slip, columns));
    const { stdout } = await promisify(execFile)(
      'tesseract',
      [file, '-', '-l', 'fra', '--psm', '4', '--dpi', '203'],
      { timeout: 60_000, env: { ...process.env, OMP_THREAD_LIMIT: '1' } },
    );
    return lettersOf(stdout);
  }

  it.each([32, 48])('OCR reads the récépissé on %i columns: accents, euro, reference', async (columns) => {
    const template = readDepositTemplate(SHIPPED_TEMPLATE, { timeZone: 'Europe/Paris' });
    if (!template.ok) throw new Error(template.error.detail);
    const receipt = template.value({ ...FICTIONAL_DEPOSIT, destinationLabel: 'Mon dossier « été » à 12 €' });
    const paper: EscposPaper = {
      columns,
      language: 'esc-pos',
      codepage: 'windows1252',
      codepageMapping: 'epson',
      dpi: 203,
    };
    const slip = slipOf(encodeReceipt(receipt, paper), columns);
    expect(slip.lines.some((line) => line.broken)).toBe(false);
    const read = await ocr(slip, columns);
    for (const words of [
      'Récépissé',
      'Votre document est enregistré',
      'dès que le réseau le permet',
      '7KQ4-AVNX-3W6H',
      'été',
      '12 €',
      'Et maintenant',
      'la borne efface vos pages',
      'décision',
    ]) {
      expect(read).toContain(lettersOf(words));
    }
  });

  it('OCR reads the récépissé in Star’s language', async () => {
    const template = readDepositTemplate(SHIPPED_TEMPLATE, { timeZone: 'Europe/Paris' });
    if (!template.ok) throw new Error(template.error.detail);
    const receipt = template.value({ ...FICTIONAL_DEPOSIT, destinationLabel: 'Mon dossier « été » à 12 €' });
    const slip = slipOf(
      encodeReceipt(receipt, {
        language: 'star-line',
        columns: 48,
        codepage: 'windows1252',
        codepageMapping: 'star',
        dpi: 203,
      }),
      48,
      new StarInterpreter(48),
    );
    const read = await ocr(slip, 48);
    for (const words of ['Récépissé', 'Votre document est enregistré', '7KQ4-AVNX-3W6H', 'été', '12 €'])
      expect(read).toContain(lettersOf(words));
  });

  it.each(['starsbcs', 'starlinesbcs'] as const)(
    'the interpreter of Star’s languages understands another encoder as well: %s',
    (command) => {
      const bytes = receiptline.transform('^^^Récépissé\n\nPages | 3\n\nUn été ça coûte cher\n=\n', {
        cpl: 48,
        encoding: 'cp858',
        command,
      });
      const slip = slipOf(Buffer.from(bytes, 'latin1'), 48, new StarInterpreter(48));
      const read = slip.lines.map((line) => readLine(line).trim());
      expect(read).toContain('Récépissé');
      expect(read.find((line) => line.startsWith('Pages'))).toMatch(/^Pages\s*3$/);
      expect(read.some((line) => line.endsWith('Un été ça coûte cher'))).toBe(true);
    },
  );

  it('the interpreter that judges us understands another encoder as well', () => {
    // receiptline's own markup, printed by its own ESC/POS writer.
    const bytes = receiptline.transform('^^^Récépissé\n\nPages | 3\n-\nLe cœur ça coûte 12 €\n=\n', {
      cpl: 48,
      encoding: 'cp858',
      command: 'escpos',
    });
    const slip = slipOf(Buffer.from(bytes, 'latin1'), 48);
    const read = slip.lines.map((line) => readLine(line).trim());
    expect(read).toContain('Récépissé');
    expect(read.find((line) => line.startsWith('Pages'))).toMatch(/^Pages\s*3$/);
    expect(read).toContain('─'.repeat(48));
    expect(read.find((line) => line.startsWith('Le c'))).toMatch(/ça coûte 12 €$/);
    expect(slip.lines.some((line) => line.broken)).toBe(false);
  });
});
