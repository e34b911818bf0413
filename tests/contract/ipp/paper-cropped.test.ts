import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDepositTemplate } from '../../../main/devices/receipt/deposit-receipt.ts';
import { renderReceiptA4 } from '../../../main/devices/receipt/receipt-a4.ts';
import type { Receipt, ReceiptLine } from '../../../main/domain/receipt.ts';
import {
  FICTIONAL_DEPOSIT,
  SHIPPED_FONTS,
  SHIPPED_TEMPLATE,
} from '../../unit/devices/receipt/receipt-fixture.ts';
import { lettersOf, readPaper, type Sheet } from './paper.ts';

/**
 * Office printers leave up to 6 mm unprinted at an edge; the receipt keeps twice that: 15.9 mm beside the text where narrower
 * margins save a sheet, 12.4 mm below the number of the page.
 */
const LEAST_WHITE_MM = 12;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'borne-paper-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function sheetsOf(lines: readonly ReceiptLine[], name: string): Promise<readonly Sheet[]> {
  const receipt: Receipt = { language: 'fr', title: 'Essai', lines };
  return readPaper(await renderReceiptA4(receipt, SHIPPED_FONTS), folder, name);
}

function expectNothingCropped(sheets: readonly Sheet[]): void {
  for (const sheet of sheets) {
    expect(sheet.widthMm).toBeCloseTo(210, 0);
    expect(sheet.heightMm).toBeCloseTo(297, 0);
    for (const side of Object.values(sheet.white)) expect(side).toBeGreaterThan(LEAST_WHITE_MM);
  }
}

describe('a receipt on A4', () => {
  it('is read back by OCR: accents, euro, quotation marks, reference', async () => {
    const sheets = await sheetsOf(
      [
        { kind: 'title', text: 'Été à Nîmes, ça gêne Noël' },
        { kind: 'text', text: 'Le cœur naïf de l’élève a payé 1\u202f234,50 € « où ça ? » chez Œdipe.' },
        { kind: 'reference', label: 'Votre référence', value: '7KQ4-AVNX-3W6H' },
        { kind: 'field', label: 'Reçu', value: 'août, février, décembre, forêt, maître' },
      ],
      'accents',
    );
    expect(sheets).toHaveLength(1);
    expectNothingCropped(sheets);
    const read = lettersOf(sheets[0]?.text ?? '');
    for (const word of [
      'Été',
      'Nîmes',
      'gêne',
      'Noël',
      'cœur',
      'naïf',
      'élève',
      'payé',
      '1234',
      '50€',
      'où',
      'Œdipe',
      'référence',
      'Reçu',
      'août',
      'décembre',
      'forêt',
      'maître',
    ]) {
      expect(read).toContain(lettersOf(word));
    }
    expect(read).toContain('7kq4avnx3w6h');
  });

  it('fits the ordinary récépissé on one sheet', async () => {
    const template = readDepositTemplate(SHIPPED_TEMPLATE, { timeZone: 'Europe/Paris' });
    if (!template.ok) throw new Error(template.error.detail);
    const receipt = template.value(FICTIONAL_DEPOSIT);
    const sheets = await readPaper(await renderReceiptA4(receipt, SHIPPED_FONTS), folder, 'depot');
    expect(sheets).toHaveLength(1);
    expectNothingCropped(sheets);
    const read = lettersOf(sheets[0]?.text ?? '');
    for (const line of receipt.lines) {
      if (line.kind === 'strong') expect(read).toContain(lettersOf(line.text));
      if (line.kind === 'field') expect(read).toContain(lettersOf(line.value));
    }
  });

  it('keeps forty lines over several numbered sheets', async () => {
    const lines = Array.from(
      { length: 40 },
      (_, index): ReceiptLine => ({
        kind: 'field',
        label: `Fichier`,
        value: `document-numero-${100 + index}.pdf`,
      }),
    );
    const sheets = await sheetsOf(lines, 'forty');
    expect(sheets.length).toBeGreaterThan(1);
    expectNothingCropped(sheets);
    const read = lettersOf(sheets.map((sheet) => sheet.text).join(''));
    for (let index = 0; index < 40; index += 1) expect(read).toContain(String(100 + index));
  });

  it('wraps what is longer than the paper is wide', async () => {
    const endless = `${'facture'.repeat(15)}-fin.pdf`;
    const sheets = await sheetsOf(
      [
        { kind: 'title', text: endless },
        { kind: 'field', label: endless, value: endless },
        { kind: 'reference', label: endless, value: endless.toUpperCase() },
        { kind: 'strong', text: 'Phrase '.repeat(60) },
        { kind: 'text', text: 'mot '.repeat(700) },
      ],
      'endless',
    );
    expectNothingCropped(sheets);
    const words = sheets
      .map((sheet) => sheet.text)
      .join(' ')
      .split(/\s+/)
      .filter((word) => word === 'mot');
    expect(words.length).toBeGreaterThan(650);
  });

  it('prints characters that it cannot write as a mark, and goes on', async () => {
    const sheets = await sheetsOf(
      [
        { kind: 'text', text: 'الوثيقة 文書 \u0000\u202E\uD800 🙂' },
        { kind: 'text', text: '' },
        { kind: 'reference', label: '', value: '' },
        { kind: 'text', text: 'Lisible ensuite' },
      ],
      'unwritable',
    );
    expectNothingCropped(sheets);
    expect(lettersOf(sheets[0]?.text ?? '')).toContain('lisibleensuite');
  });
});
