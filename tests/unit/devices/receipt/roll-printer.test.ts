import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readDepositTemplate } from '../../../../main/devices/receipt/deposit-receipt.ts';
import { receiptDrawer } from '../../../../main/devices/receipt/drawn-receipt.ts';
import { type EscposPaper, encodeReceipt } from '../../../../main/devices/receipt/escpos-document.ts';
import { encodeDots, toDots } from '../../../../main/devices/receipt/escpos-raster.ts';
import {
  createEscposReceiptPrinter,
  type EscposWaits,
} from '../../../../main/devices/receipt/escpos-receipt-printer.ts';
import { paperMakerHere } from '../../../../main/devices/receipt/paper-maker.ts';
import type { Receipt } from '../../../../main/domain/receipt.ts';
import { ok } from '../../../../main/domain/result.ts';
import type { PrintProgress, ReceiptPrinter } from '../../../../main/ports/receipt-printer.ts';
import {
  EscposInterpreter,
  type PaperSlip,
  readLine,
} from '../../../simulators/escpos/escpos-interpreter.ts';
import { type EscposSimulator, startEscposSimulator } from '../../../simulators/escpos/escpos-simulator.ts';
import type { RollCondition } from '../../../simulators/escpos/roll-mechanism.ts';
import { NOBODY_DRAWS } from '../page-drawers.ts';
import { FICTIONAL_DEPOSIT, SHIPPED_FONTS, SHIPPED_TEMPLATE } from './receipt-fixture.ts';

const PAPER: EscposPaper = {
  columns: 48,
  language: 'esc-pos',
  codepage: 'windows1252',
  codepageMapping: 'epson',
  dpi: 203,
};
const SHORT_WAITS: Partial<EscposWaits> = { answerMs: 500, lookMs: 20, silentMs: 800, closeMs: 500 };

const FRENCH: Receipt = {
  language: 'fr',
  title: 'Essai',
  lines: [
    { kind: 'title', text: 'Récépissé' },
    { kind: 'text', text: 'Le cœur naïf de l’élève a payé 12 € « où ça\u202f? » à Noël.' },
    { kind: 'field', label: 'Pages', value: '3' },
    { kind: 'field', label: 'Fichier', value: 'un-nom-de-fichier-plus-long-que-la-largeur-du-papier.pdf' },
    { kind: 'rule' },
    { kind: 'reference', label: 'Votre référence', value: '7KQ4-AVNX-3W6H' },
  ],
};

const drawReceipt = receiptDrawer(paperMakerHere(SHIPPED_FONTS), NOBODY_DRAWS);

const open: EscposSimulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

async function bench(
  waits: Partial<EscposWaits> = {},
): Promise<{ readonly simulator: EscposSimulator; readonly printer: ReceiptPrinter }> {
  const simulator = await startEscposSimulator({ columns: PAPER.columns });
  open.push(simulator);
  const printer = createEscposReceiptPrinter({
    connection: { kind: 'tcp', host: '127.0.0.1', port: simulator.port },
    drawReceipt,
    paper: PAPER,
    waits: { ...SHORT_WAITS, ...waits },
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
  signal: AbortSignal = new AbortController().signal,
  receipt: Receipt = FRENCH,
): Promise<{ readonly outcome: string; readonly said: readonly string[] }> {
  const said: string[] = [];
  const printed = await printer.print(
    receipt,
    (progress) => {
      said.push('reason' in progress ? `${progress.state} ${progress.reason}` : progress.state);
      onProgress(progress);
    },
    signal,
  );
  return { outcome: printed.ok ? printed.value.state : printed.error.code, said };
}

function onPaper(receipt: Receipt, paper: EscposPaper): PaperSlip {
  const interpreter = new EscposInterpreter(paper.columns);
  interpreter.push(encodeReceipt(receipt, paper));
  for (;;) {
    const effect = interpreter.step();
    if (effect === undefined) throw new Error('never cut');
    if (effect.kind === 'cut') return effect.slip;
  }
}

function text(slip: PaperSlip): string {
  return slip.lines.map((line) => readLine(line).trimEnd()).join('\n');
}

describe('letters on the roll', () => {
  it('are the right ones in French', () => {
    const read = text(onPaper(FRENCH, PAPER));
    expect(read.replaceAll('\u00a0', ' ').replaceAll('\n', ' ')).toContain(
      'Le cœur naïf de l’élève a payé 12 € « où ça ? » à Noël.',
    );
    expect(read).toContain('Récépissé');
    expect(read).toContain('7KQ4-AVNX-3W6H');
  });

  it('become their plain forms where the code page lacks them, never others', () => {
    const read = text(onPaper(FRENCH, { ...PAPER, codepage: 'cp858' }));
    expect(read.replaceAll('\u00a0', ' ').replaceAll('\n', ' ')).toContain(
      "Le coeur naïf de l'élève a payé 12 € « où ça ? » à Noël.",
    );
  });

  it('become question marks where no page has them', () => {
    const receipt: Receipt = { ...FRENCH, lines: [{ kind: 'text', text: 'الوثيقة.pdf 文' }] };
    expect(text(onPaper(receipt, PAPER)).trim()).toBe('???????.pdf ?');
  });

  it.each([32, 42, 48])('are never broken by the printer itself on %i columns', (columns) => {
    const template = readDepositTemplate(SHIPPED_TEMPLATE, { timeZone: 'Europe/Paris' });
    if (!template.ok) throw new Error(template.error.detail);
    const name = `${'facture'.repeat(20)}.pdf`;
    const receipt = template.value({ ...FICTIONAL_DEPOSIT, files: [{ name, pages: 2 }] });
    const slip = onPaper(receipt, { ...PAPER, columns });
    expect(slip.lines.filter((line) => line.broken)).toEqual([]);
    const read = text(slip).replace(/\s/g, '');
    expect(read).toContain('7KQ4-AVNX-3W6H');
    expect(read).toContain(name);
    expect(read).toContain('Cecin’estpasunedécision.');
  });

  it('never contain a command, whatever the visitor’s file is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => {
        const slip = onPaper({ ...FRENCH, lines: [{ kind: 'field', label: 'Fichier', value }] }, PAPER);
        expect(slip.lines.some((line) => line.broken)).toBe(false);
        expect(slip.qrCodes).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('letters that are drawn', () => {
  const ARABIC: Receipt = { ...FRENCH, language: 'ar', lines: [{ kind: 'text', text: 'تم حفظ الوثيقة' }] };
  const image = {
    width: 576,
    height: 300,
    grey: Uint8Array.from({ length: 576 * 300 }, (_, dot) => ((dot * 7_919) % 97 < 40 ? 0 : 255)),
  };
  const drawer = { ...NOBODY_DRAWS, drawGrey: async () => ok({ pages: 1, ...image }) };

  function dotsOn(bytes: Uint8Array): Buffer {
    const interpreter = new EscposInterpreter(PAPER.columns);
    interpreter.push(bytes);
    while (interpreter.step() !== undefined);
    return Buffer.concat(interpreter.slip.lines.map((line) => line.dots?.bits ?? new Uint8Array()));
  }

  it('reach the paper as dots, the same that another encoder sends', () => {
    const other = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48, imageMode: 'raster' });
    const rgba = new Uint8ClampedArray(image.width * image.height * 4);
    for (const [dot, grey] of image.grey.entries()) rgba.set([grey, grey, grey, 255], dot * 4);
    const picture = { data: rgba, width: image.width, height: 304 };
    const whole = new Uint8ClampedArray(image.width * 304 * 4).fill(255);
    whole.set(rgba);
    const bytes = other
      .initialize()
      .image({ ...picture, data: whole } as unknown as ImageData, image.width, 304, 'threshold', 128)
      .encode();
    const ours = dotsOn(encodeDots(toDots(image, 576)));
    expect(ours.length).toBe((576 / 8) * 300);
    expect(Buffer.compare(dotsOn(bytes).subarray(0, ours.length), ours)).toBe(0);
  });

  it('are printed on a roll whose code page lacks them, and cut', async () => {
    const simulator = await startEscposSimulator({ columns: PAPER.columns });
    open.push(simulator);
    const printer = createEscposReceiptPrinter({
      connection: { kind: 'tcp', host: '127.0.0.1', port: simulator.port },
      paper: PAPER,
      drawReceipt: receiptDrawer(paperMakerHere(SHIPPED_FONTS), drawer),
      waits: SHORT_WAITS,
    });
    const printed = await printer.print(ARABIC, () => undefined, new AbortController().signal);
    expect(printed.ok ? 'printed' : printed.error.code).toBe('printed');
    expect(simulator.slips).toHaveLength(1);
    expect(simulator.slips[0]?.lines.some((line) => line.dots !== undefined)).toBe(true);
    expect(simulator.mistakes).toEqual([]);
  });

  it('are drawn before they are asked for, once, and forgotten with their visit', async () => {
    const simulator = await startEscposSimulator({ columns: PAPER.columns });
    open.push(simulator);
    let drawn = 0;
    const counting = {
      ...drawer,
      drawGrey: (...asked: Parameters<typeof drawer.drawGrey>) => {
        drawn += 1;
        return drawer.drawGrey(...asked);
      },
    };
    const printer = createEscposReceiptPrinter({
      connection: { kind: 'tcp', host: '127.0.0.1', port: simulator.port },
      paper: PAPER,
      drawReceipt: receiptDrawer(paperMakerHere(SHIPPED_FONTS), counting),
      waits: SHORT_WAITS,
    });
    const visit = new AbortController();
    printer.expect(FRENCH, visit.signal);
    printer.expect(ARABIC, visit.signal);
    printer.expect({ ...ARABIC }, visit.signal);
    expect((await print(printer, undefined, undefined, ARABIC)).outcome).toBe('printed');
    expect(drawn).toBe(1);
    expect((await print(printer, undefined, undefined, { ...ARABIC, title: 'أخرى' })).outcome).toBe(
      'printed',
    );
    expect(drawn).toBe(2);
    visit.abort();
    expect((await print(printer, undefined, undefined, ARABIC)).outcome).toBe('printed');
    expect(drawn).toBe(3);
    expect(simulator.slips).toHaveLength(3);
  });

  it('cannot be drawn: nothing is printed, and no question marks in their place', async () => {
    const { simulator, printer } = await bench();
    const printed = await printer.print(ARABIC, () => undefined, new AbortController().signal);
    expect(printed.ok ? 'printed' : printed.error.code).toBe('print-aborted');
    expect(simulator.slips).toEqual([]);
  });

  it('A4 papers are refused at once on a roll', async () => {
    const { simulator, printer } = await bench();
    const printed = await printer.printPdf(new Uint8Array(), () => undefined, new AbortController().signal);
    expect(printed.ok ? 'printed' : printed.error.code).toBe('printer-format');
    expect(simulator.slips).toEqual([]);
  });
});

describe('a receipt printer', () => {
  it('prints, cuts once, and says printed only then', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ lineMs: 5 });
    expect(await status(printer)).toBe('ready');
    const { outcome, said } = await print(printer, (progress) => {
      if (progress.state === 'sent') expect(simulator.slips).toEqual([]);
      if (progress.state === 'printed') expect(simulator.slips).toHaveLength(1);
    });
    expect(outcome).toBe('printed');
    expect(said).toEqual(['sent', 'printed']);
    expect(simulator.mistakes).toEqual([]);
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
    const ready = async (): Promise<unknown> =>
      (await printer.status(AbortSignal.timeout(5_000))).ok && 'yes';
    expect(await printer.status(AbortSignal.timeout(5_000))).toEqual(ok({ ready: true, mediaLow: false }));
    simulator.set('media-near-end', true);
    expect(await ready()).toBe('yes');
    let meanwhile: unknown;
    const { outcome } = await print(printer, (progress) => {
      if (progress.state === 'sent')
        setTimeout(async () => {
          meanwhile = await printer.status(AbortSignal.timeout(5_000));
        }, 0);
    });
    expect(outcome).toBe('printed');
    expect(meanwhile).toEqual(ok({ ready: true, mediaLow: true }));
    expect(await printer.status(AbortSignal.timeout(5_000))).toEqual(ok({ ready: true, mediaLow: true }));
  });

  it('runs out of paper in the middle, says so, and ends when it is refilled', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ lineMs: 30 });
    let emptied = false;
    const { outcome, said } = await print(printer, (progress) => {
      if (progress.state === 'sent' && !emptied) {
        emptied = true;
        setTimeout(() => simulator.set('media-empty', true), 60);
      }
      if (progress.state === 'waiting') simulator.set('media-empty', false);
    });
    expect(outcome).toBe('printed');
    expect(said).toContain('waiting printer-media-empty');
    expect(simulator.slips).toHaveLength(1);
  });

  it('that says too early that it printed is asked once more, and is not believed while it stands still', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ stopsAfterSaying: 'cutter-stuck' });
    const { outcome, said } = await print(printer, (progress) => {
      if (progress.state !== 'waiting') return;
      expect(progress.reason).toBe('printer-jam');
      simulator.set('cutter-stuck', false);
    });
    expect(outcome).toBe('printed');
    expect(said).toEqual(['sent', 'waiting printer-jam', 'printed']);
  });

  it('is not believed to print where it never says so', async () => {
    const { simulator, printer } = await bench({ printMs: 200 });
    simulator.behave({ saysWhenPrinted: false });
    const { outcome, said } = await print(printer);
    expect(outcome).toBe('printer-timeout');
    expect(said).toEqual(['sent', 'failed printer-timeout']);
  });

  it('is given up when nobody brings paper', async () => {
    const { simulator, printer } = await bench({ blockedMs: 150 });
    simulator.set('media-empty', true);
    expect((await print(printer)).outcome).toBe('printer-media-empty');
    simulator.set('media-empty', false);
    expect(simulator.slips).toEqual([]);
  });

  it('forgets the receipt when the visitor leaves', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ lineMs: 200 });
    const visit = new AbortController();
    const { outcome } = await print(printer, () => visit.abort(), visit.signal);
    expect(outcome).toBe('print-cancelled');
    expect(await status(printer)).toBe('ready');
    expect(simulator.slips).toEqual([]);
  });

  it('answers what it is while a receipt runs, though it takes one connection', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ lineMs: 20 });
    let asked: Promise<string> | undefined;
    const { outcome } = await print(printer, (progress) => {
      if (progress.state === 'sent') asked = status(printer);
    });
    expect(outcome).toBe('printed');
    expect(await asked).toBe('ready');
  });

  it('prints one receipt at a time', async () => {
    const { simulator, printer } = await bench();
    const [one, other] = await Promise.all([print(printer), print(printer)]);
    expect([one.outcome, other.outcome].sort()).toEqual(['printed', 'printer-busy']);
    expect(simulator.slips).toHaveLength(1);
  });
});

describe('a receipt printer that is none', () => {
  it('nobody listens', async () => {
    const printer = createEscposReceiptPrinter({
      connection: { kind: 'tcp', host: '127.0.0.1', port: 9 },
      paper: PAPER,
      drawReceipt,
    });
    expect(await status(printer)).toBe('printer-offline');
    expect((await print(printer)).outcome).toBe('printer-offline');
  });

  it('says nothing', async () => {
    const { simulator, printer } = await bench({ answerMs: 100 });
    simulator.behave({ answers: false });
    expect(await status(printer)).toBe('printer-timeout');
    expect((await print(printer)).outcome).toBe('printer-timeout');
    expect(simulator.slips).toEqual([]);
  });

  it('hangs up in the middle', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ lineMs: 50 });
    simulator.dropAfter(200);
    const { outcome } = await print(printer);
    expect(outcome).toBe('printer-offline');
    expect(simulator.slips).toEqual([]);
  });

  it('hangs up twice as soon as it is called: offline, then ready by itself', async () => {
    const { simulator, printer } = await bench();
    simulator.failRepeatedly({ kind: 'hang-up' }, 2);
    expect(await status(printer)).toBe('printer-offline');
    expect((await print(printer)).outcome).toBe('printer-offline');
    expect(await status(printer)).toBe('ready');
    expect((await print(printer)).outcome).toBe('printed');
    expect(simulator.slips).toHaveLength(1);
  });

  it('takes the call and is dead: nothing is believed printed', async () => {
    const { simulator, printer } = await bench({ answerMs: 100 });
    simulator.failNext({ kind: 'dead' });
    expect((await print(printer)).outcome).toBe('printer-timeout');
    expect(simulator.slips).toEqual([]);
    expect(await status(printer)).toBe('ready');
  });

  it('is slow to answer: waited for', async () => {
    const { simulator, printer } = await bench();
    simulator.failNext({ kind: 'late', ms: 150 });
    expect((await print(printer)).outcome).toBe('printed');
    expect(simulator.slips).toHaveLength(1);
  });

  it('chatters by itself', async () => {
    const { simulator, printer } = await bench();
    simulator.behave({ chatters: true });
    expect((await print(printer)).outcome).toBe('printed');
  });

  it('says far too much', async () => {
    const { simulator, printer } = await bench({ answerMs: 300 });
    simulator.behave({ answers: false });
    const flood = setInterval(() => simulator.say(new Uint8Array(10_000).fill(0x12)), 5);
    try {
      // Bits that fit by chance may read as "ready"; what matters is that it ends, and never as printed.
      expect((await print(printer)).outcome).not.toBe('printed');
    } finally {
      clearInterval(flood);
    }
  });
});
