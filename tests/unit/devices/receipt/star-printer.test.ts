import { afterEach, describe, expect, it } from 'vitest';
import { readDepositTemplate } from '../../../../main/devices/receipt/deposit-receipt.ts';
import { receiptDrawer } from '../../../../main/devices/receipt/drawn-receipt.ts';
import { type EscposPaper, encodeReceipt } from '../../../../main/devices/receipt/escpos-document.ts';
import { toDots } from '../../../../main/devices/receipt/escpos-raster.ts';
import { createEscposReceiptPrinter } from '../../../../main/devices/receipt/escpos-receipt-printer.ts';
import { paperMakerHere } from '../../../../main/devices/receipt/paper-maker.ts';
import { blockLength, countOf, readBlock, stateOf } from '../../../../main/devices/receipt/star-status.ts';
import type { Receipt } from '../../../../main/domain/receipt.ts';
import { ok } from '../../../../main/domain/result.ts';
import type { PrintProgress, ReceiptPrinter } from '../../../../main/ports/receipt-printer.ts';
import { type PaperSlip, readLine } from '../../../simulators/escpos/escpos-interpreter.ts';
import { type EscposSimulator, startEscposSimulator } from '../../../simulators/escpos/escpos-simulator.ts';
import type { RollCondition } from '../../../simulators/escpos/roll-mechanism.ts';
import { StarInterpreter } from '../../../simulators/escpos/star-interpreter.ts';
import { NOBODY_DRAWS } from '../page-drawers.ts';
import { FICTIONAL_DEPOSIT, SHIPPED_FONTS, SHIPPED_TEMPLATE } from './receipt-fixture.ts';

type StarLanguage = 'star-prnt' | 'star-line';
const STAR: readonly StarLanguage[] = ['star-prnt', 'star-line'];
const paper = (language: StarLanguage, columns = 48): EscposPaper => ({
  language,
  columns,
  codepage: 'windows1252',
  codepageMapping: 'epson',
  dpi: 203,
});
const FRENCH: Receipt = {
  language: 'fr',
  title: 'Essai',
  lines: [
    { kind: 'title', text: 'Récépissé' },
    { kind: 'text', text: 'Le cœur naïf de l’élève a payé 12 € « où ça ? » à Noël.' },
    { kind: 'reference', label: 'Votre référence', value: '7KQ4-AVNX-3W6H' },
  ],
};
const IMAGE = {
  width: 576,
  height: 300,
  grey: Uint8Array.from({ length: 576 * 300 }, (_, dot) => ((dot * 7_919) % 97 < 40 ? 0 : 255)),
};
const drawer = { ...NOBODY_DRAWS, drawGrey: async () => ok({ pages: 1, ...IMAGE }) };

const open: EscposSimulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

async function bench(
  language: StarLanguage = 'star-line',
  waits: Parameters<typeof createEscposReceiptPrinter>[0]['waits'] = {},
): Promise<{ readonly simulator: EscposSimulator; readonly printer: ReceiptPrinter }> {
  const simulator = await startEscposSimulator({ columns: 48, language: 'star' });
  open.push(simulator);
  const printer = createEscposReceiptPrinter({
    connection: { kind: 'tcp', host: '127.0.0.1', port: simulator.port },
    drawReceipt: receiptDrawer(paperMakerHere(SHIPPED_FONTS), drawer),
    paper: paper(language),
    waits: { answerMs: 500, lookMs: 20, silentMs: 800, closeMs: 500, ...waits },
  });
  return { simulator, printer };
}

async function status(printer: ReceiptPrinter): Promise<string> {
  const answer = await printer.status(AbortSignal.timeout(5_000));
  return answer.ok ? 'ready' : answer.error.code;
}

async function print(
  printer: ReceiptPrinter,
  onProgress: (progress: PrintProgress) => void = () => undefined,
  receipt = FRENCH,
): Promise<{ readonly outcome: string; readonly said: readonly string[] }> {
  const said: string[] = [];
  const printed = await printer.print(
    receipt,
    (progress) => {
      said.push('reason' in progress ? `${progress.state} ${progress.reason}` : progress.state);
      onProgress(progress);
    },
    new AbortController().signal,
  );
  return { outcome: printed.ok ? printed.value.state : printed.error.code, said };
}

function onPaper(receipt: Receipt, language: StarLanguage, columns = 48): PaperSlip {
  const interpreter = new StarInterpreter(columns);
  interpreter.push(encodeReceipt(receipt, paper(language, columns)));
  for (;;) {
    const effect = interpreter.step();
    if (effect === undefined) throw new Error('never cut');
    if (effect.kind === 'cut') return effect.slip;
  }
}

function text(slip: PaperSlip): string {
  return slip.lines.map((line) => readLine(line).trimEnd()).join('\n');
}

describe('letters in Star’s languages', () => {
  it.each(STAR)('%s: are the right ones in French', (language) => {
    const read = text(onPaper(FRENCH, language));
    expect(read.replaceAll('\n', ' ')).toContain('Le cœur naïf de l’élève a payé 12 €');
    expect(read).toContain('Récépissé');
    expect(read).toContain('7KQ4-AVNX-3W6H');
  });

  it.each([32, 42, 48])('are never broken by the printer itself on %i columns', (columns) => {
    const template = readDepositTemplate(SHIPPED_TEMPLATE, { timeZone: 'Europe/Paris' });
    if (!template.ok) throw new Error(template.error.detail);
    const slip = onPaper(template.value(FICTIONAL_DEPOSIT), 'star-line', columns);
    expect(slip.lines.filter((line) => line.broken)).toEqual([]);
    expect(text(slip).replace(/\s/g, '')).toContain('7KQ4-AVNX-3W6H');
  });

  it('that are drawn reach the paper dot by dot', async () => {
    const { simulator, printer } = await bench();
    const arabic: Receipt = {
      ...FRENCH,
      language: 'ar',
      lines: [{ kind: 'text', text: 'تم حفظ الوثيقة' }],
    };
    expect((await print(printer, undefined, arabic)).outcome).toBe('printed');
    expect(simulator.mistakes).toEqual([]);
    const bands = simulator.slips[0]?.lines.flatMap(({ dots }) => (dots === undefined ? [] : [dots])) ?? [];
    const wanted = toDots(IMAGE, 576);
    expect(new Set(bands.map(({ width }) => width))).toEqual(new Set([576]));
    const dots = Buffer.concat(bands.map(({ bits }) => bits));
    expect(Buffer.compare(dots.subarray(0, wanted.bits.length), wanted.bits)).toBe(0);
    expect(dots.subarray(wanted.bits.length).some((byte) => byte !== 0)).toBe(false);
  });
});

describe('a receipt printer that speaks a language of Star', () => {
  it.each(STAR)(
    '%s: prints, cuts once, and says printed only then, receipt after receipt',
    async (language) => {
      const { simulator, printer } = await bench(language);
      simulator.behave({ lineMs: 5 });
      expect(await status(printer)).toBe('ready');
      for (let receipt = 1; receipt <= 3; receipt += 1) {
        const { outcome, said } = await print(printer, (progress) => {
          if (progress.state === 'printed') expect(simulator.slips).toHaveLength(receipt);
        });
        expect(outcome).toBe('printed');
        expect(said).toEqual(['sent', 'printed']);
      }
      expect(simulator.mistakes).toEqual([]);
    },
  );

  it('prints on an old one that has a bit and no counter', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ counts: false, lineMs: 5 });
    for (let receipt = 1; receipt <= 2; receipt += 1) {
      expect((await print(printer)).outcome).toBe('printed');
      expect(simulator.slips).toHaveLength(receipt);
    }
  });

  const conditions: readonly (readonly [RollCondition, string])[] = [
    ['media-empty', 'printer-media-empty'],
    ['cover-open', 'printer-cover-open'],
    ['cutter-stuck', 'printer-jam'],
    ['broken', 'printer-refused'],
    ['head-hot', 'printer-busy'],
    ['offline', 'printer-paused'],
  ];
  it.each(conditions)('%s: nothing is sent before it is put right', async (condition, code) => {
    const { simulator, printer } = await bench();
    simulator.set(condition, true);
    expect(await status(printer)).toBe(code);
    const { outcome, said } = await print(printer, (progress) => {
      if (progress.state === 'waiting') simulator.set(condition, false);
    });
    expect(outcome).toBe('printed');
    expect(said).toEqual([`waiting ${code}`, 'sent', 'printed']);
    expect(simulator.slips).toHaveLength(1);
  });

  it('goes on with a roll that is near its end', async () => {
    const { simulator, printer } = await bench();
    simulator.set('media-near-end', true);
    expect(await printer.status(AbortSignal.timeout(5_000))).toEqual(ok({ ready: true, mediaLow: true }));
  });

  it('is not believed to print where it never counts, nor for the receipt before', async () => {
    const { simulator, printer } = await bench('star-line', { printMs: 200 });
    expect((await print(printer)).outcome).toBe('printed');
    simulator.behave({ saysWhenPrinted: false });
    expect((await print(printer)).outcome).toBe('printer-timeout');
  });

  it('that stops after it counted is not believed while it stands still', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ stopsAfterSaying: 'cutter-stuck' });
    const { outcome, said } = await print(printer, (progress) => {
      if (progress.state === 'waiting') simulator.set('cutter-stuck', false);
    });
    expect(outcome).toBe('printed');
    expect(said).toEqual(['sent', 'waiting printer-jam', 'printed']);
  });

  it('answers nothing: its state is unknown, and nothing is sent', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ answers: false });
    expect(await status(printer)).toBe('printer-timeout');
    expect((await print(printer)).outcome).toBe('printer-timeout');
    expect(simulator.slip.lines).toEqual([]);
  });

  it('speaks ESC/POS instead: not taken for ready', async () => {
    const simulator = await startEscposSimulator({ columns: 48 });
    open.push(simulator);
    const printer = createEscposReceiptPrinter({
      connection: { kind: 'tcp', host: '127.0.0.1', port: simulator.port },
      drawReceipt: receiptDrawer(paperMakerHere(SHIPPED_FONTS), drawer),
      paper: paper('star-line'),
      waits: { answerMs: 100, lookMs: 20, silentMs: 300, closeMs: 500 },
    });
    expect(await status(printer)).toBe('printer-timeout');
  });
});

describe('a block of status', () => {
  it('has the length that its first header says', () => {
    // The table of Star's specifications, 5.2: 7 bytes are 0F, 8 are 21, 9 are 23, 15 are 2F.
    expect([0x0f, 0x21, 0x23, 0x2f].map(blockLength)).toEqual([7, 8, 9, 15]);
    expect([0x00, 0x01, 0x03, 0x33, 0xa3].map(blockLength)).toEqual(Array(5).fill(undefined));
  });

  it('counts to 31 and begins again', () => {
    const eighth = (byte: number): Uint8Array => Uint8Array.of(0x23, 6, 0, 0, 0, 0, 0, byte, 0);
    expect([0x00, 0x02, 0x0e, 0x20, 0x6e].map((byte) => countOf(eighth(byte)))).toEqual([0, 1, 7, 8, 31]);
  });

  it('is found behind noise and in pieces, with what a network adds to it', () => {
    const block = [0x23, 0x86, 0x20, 0, 0, 0, 0, 0, 0];
    const bytes = Uint8Array.from([...block, 0, 2, 0xff, 0xff, 0x12]);
    expect(readBlock(bytes)).toEqual({ kind: 'block', block: Uint8Array.from(block), bytes: 13 });
    for (let length = 1; length < 13; length += 1) {
      expect(readBlock(bytes.subarray(0, length)).kind).toBe('incomplete');
    }
    expect(readBlock(Uint8Array.of(0x12, ...block))).toEqual({ kind: 'noise', bytes: 1 });
    expect(stateOf(Uint8Array.from(block))).toEqual({ problem: 'printer-cover-open', mediaLow: false });
  });
});
