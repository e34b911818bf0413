import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { HidBus, HidConnection } from '../../../../main/devices/hid/hid-bus.ts';
import type { HidCollection } from '../../../../main/devices/hid/reader-detection.ts';
import { createEscposReceiptPrinter } from '../../../../main/devices/receipt/escpos-receipt-printer.ts';
import {
  answersIn,
  type HidFraming,
  outputReports,
} from '../../../../main/devices/receipt/hid-report-framing.ts';
import { HidPrinterPort } from '../../../../main/devices/receipt/hid-roll-link.ts';
import type { Receipt } from '../../../../main/domain/receipt.ts';
import { err } from '../../../../main/domain/result.ts';
import type { PrinterWithFacts } from '../../../../main/ports/device-facts.ts';
import { readLine } from '../../../simulators/escpos/escpos-interpreter.ts';
import { RollMechanism } from '../../../simulators/escpos/roll-mechanism.ts';

const OUTPUT_BYTES = 16;
const RECEIPT: Receipt = {
  language: 'fr',
  title: 'Essai',
  lines: [{ kind: 'text', text: 'Où est passé le cœur de Noëlle ?' }],
};
const ROLL: HidCollection = {
  path: '/dev/hidraw3',
  vendorId: 0x04b8,
  productId: 0x0e99,
  product: 'Rouleau fictif',
  usagePage: 0xff00,
  usage: 1,
};

/** Reports both ways: 8 bytes to the host, `output` from it, numbered where `reportId` is given. */
function descriptor(output: number, reportId?: number): Uint8Array {
  const numbered = reportId === undefined ? [] : [0x85, reportId];
  return Uint8Array.from([
    ...[0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, ...numbered, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08],
    ...[0x09, 0x02, 0x95, 0x08, 0x81, 0x02],
    ...(output === 0 ? [] : [0x09, 0x03, 0x95, output, 0x91, 0x02]),
    0xc0,
  ]);
}

/** A HID printer whose paper and manners a test sets. */
class FictionalPort implements HidBus {
  plugged: HidCollection[] = [ROLL];
  descriptor: Uint8Array | undefined = descriptor(OUTPUT_BYTES);
  framing: HidFraming = 'padded';
  reportId: number | undefined;
  refuseToOpen = false;
  /** Milliseconds that a report takes on the cable. */
  reportMs = 0;
  /** Reports that the printer does not take before it takes the next. */
  refuseReports = 0;
  readonly reports: Uint8Array[] = [];
  opened = 0;
  #onReport: (report: Uint8Array) => void = () => undefined;
  #onLost: () => void = () => undefined;
  readonly mechanism = new RollMechanism(32, (bytes) => {
    for (const byte of bytes) this.answer(byte);
  });

  answer(byte: number): void {
    const data = this.framing === 'counted' ? [1, byte] : [byte];
    const report = new Uint8Array(8 + (this.reportId === undefined ? 0 : 1));
    report.set(this.reportId === undefined ? data : [this.reportId, ...data]);
    setImmediate(() => this.#onReport(report));
  }

  async list(): Promise<readonly HidCollection[]> {
    return this.plugged;
  }

  async open(
    _path: string,
    onReport: (report: Uint8Array) => void,
    onLost: () => void,
  ): Promise<HidConnection> {
    if (this.refuseToOpen) throw new Error('refused');
    this.#onReport = onReport;
    this.#onLost = onLost;
    this.opened += 1;
    return {
      descriptor: this.descriptor,
      sendFeature: async () => undefined,
      sendOutput: async (report) => {
        if (this.reportMs > 0) await delay(this.reportMs);
        this.#take(report);
      },
      close: async () => {
        this.opened -= 1;
      },
    };
  }

  #take(report: Uint8Array): void {
    if (this.refuseReports > 0) {
      this.refuseReports -= 1;
      throw new Error('not taken');
    }
    this.reports.push(report);
    const data = report.subarray(1);
    this.mechanism.receive(this.framing === 'counted' ? data.subarray(1, 1 + (data[0] ?? 0)) : data);
  }

  pull(): void {
    this.plugged = [];
    this.refuseReports = Number.POSITIVE_INFINITY;
    this.#onLost();
  }
}

const running: FictionalPort[] = [];
afterEach(() => {
  for (const port of running.splice(0)) port.mechanism.stop();
});

function bench(framing: HidFraming = 'padded'): {
  readonly port: FictionalPort;
  readonly printer: PrinterWithFacts;
} {
  const port = new FictionalPort();
  port.framing = framing;
  running.push(port);
  const { vendorId, productId } = ROLL;
  const printer = createEscposReceiptPrinter({
    connection: { kind: 'hid', port: new HidPrinterPort({ vendorId, productId, framing }, port) },
    paper: { columns: 32, language: 'esc-pos', codepage: 'windows1252', codepageMapping: 'epson', dpi: 203 },
    drawReceipt: async () => err('print-aborted'),
    waits: { answerMs: 500, lookMs: 20, silentMs: 800, closeMs: 500, printMs: 1_500 },
  });
  return { port, printer };
}

async function status(printer: PrinterWithFacts): Promise<string> {
  const answer = await printer.status(AbortSignal.timeout(5_000));
  return answer.ok ? 'ready' : answer.error.code;
}

async function print(printer: PrinterWithFacts, onSent: () => void = () => undefined): Promise<string> {
  const printed = await printer.print(
    RECEIPT,
    ({ state }) => (state === 'sent' ? onSent() : undefined),
    new AbortController().signal,
  );
  return printed.ok ? printed.value.state : printed.error.code;
}

const onPaper = ({ mechanism }: FictionalPort): string =>
  mechanism.slips.map((slip) => slip.lines.map(readLine).join('\n')).join('\n');

describe('a receipt printer on HID', () => {
  it.each([
    ['padded', undefined],
    ['counted', undefined],
    ['padded', 7],
    ['counted', 7],
  ] as const)('prints through %s reports, numbered %s', async (framing, reportId) => {
    const { port, printer } = bench(framing);
    port.reportId = reportId;
    port.descriptor = descriptor(OUTPUT_BYTES, reportId);
    expect(await print(printer)).toBe('printed');
    expect(port.mechanism.mistakes).toEqual([]);
    expect(onPaper(port)).toContain('Où est passé le cœur de Noëlle ?');
    expect(port.reports.every((report) => report.length === 1 + OUTPUT_BYTES)).toBe(true);
    expect(new Set(port.reports.map(([number]) => number))).toEqual(new Set([reportId ?? 0]));
    expect(port.opened).toBe(0);
  });

  it('says what is in its way', async () => {
    const { port, printer } = bench();
    port.mechanism.set('cover-open', true);
    expect(await status(printer)).toBe('printer-cover-open');
    port.mechanism.set('cover-open', false);
    expect(await status(printer)).toBe('ready');
  });

  it('is tried again while its buffer is full', async () => {
    const { port, printer } = bench();
    port.refuseReports = 2;
    expect(await print(printer)).toBe('printed');
    expect(port.mechanism.mistakes).toEqual([]);
  });

  it('is waited for while its cable is slower than its patience', async () => {
    const { port, printer } = bench();
    port.reportMs = 60;
    // Some forty reports: two seconds and more, where half a second without an answer and 0.8 s of silence are the limits.
    const long: Receipt = { ...RECEIPT, lines: Array.from({ length: 20 }, () => RECEIPT.lines).flat() };
    const said: string[] = [];
    const printed = await printer.print(
      long,
      ({ state }) => {
        said.push(state);
      },
      new AbortController().signal,
    );
    expect(printed.ok ? printed.value.state : printed.error.code).toBe('printed');
    expect(said).toEqual(['sent', 'printed']);
  });

  it('that takes no more is given up, and what it has not taken is not sent later', async () => {
    const { port, printer } = bench();
    const outcome = await print(printer, () => {
      port.refuseReports = Number.POSITIVE_INFINITY;
    });
    expect(outcome).toBe('printer-timeout');
    expect(onPaper(port)).toBe('');
    expect(port.opened).toBe(0);
  });

  it('is offline where it is not plugged in, and staff hear what is', async () => {
    const { port, printer } = bench();
    port.plugged = [
      { ...ROLL, productId: 0x0202, product: 'Autre rouleau' },
      { ...ROLL, usagePage: 1, usage: 6, product: 'Clavier' },
    ];
    const answer = await printer.status(AbortSignal.timeout(5_000));
    expect(answer).toEqual(err('printer-offline', 'on HID there is 04b8:0202 Autre rouleau'));
    expect(port.reports).toEqual([]);
  });

  it('is refused where it may not be opened, or takes no reports', async () => {
    const { port, printer } = bench();
    port.refuseToOpen = true;
    expect(await status(printer)).toBe('printer-refused');
    port.refuseToOpen = false;
    port.descriptor = descriptor(0);
    expect(await status(printer)).toBe('printer-refused');
    port.descriptor = undefined;
    expect(await status(printer)).toBe('printer-refused');
    expect(port.opened).toBe(0);
  });

  it('is offline when it is pulled in the middle, and never called printed', async () => {
    const { port, printer } = bench();
    expect(await print(printer, () => port.pull())).toBe('printer-offline');
    expect(onPaper(port)).toBe('');
  });

  it('does not take the padding of an answer for "printed"', async () => {
    const { port, printer } = bench();
    port.mechanism.behave({ saysWhenPrinted: false });
    expect(await print(printer)).not.toBe('printed');
  }, 60_000);
});

describe('bytes in reports', () => {
  it('come out as they went in, whatever their number', () => {
    for (const framing of ['padded', 'counted'] as const) {
      for (let length = 0; length <= 3 * OUTPUT_BYTES; length += 1) {
        const bytes = Uint8Array.from({ length }, (_, index) => index + 1);
        const reports = outputReports(bytes, { reportId: 3, bytes: OUTPUT_BYTES }, framing);
        const back = reports.flatMap((report) => [...answersIn(report, true, framing)]);
        expect(back).toEqual([...bytes]);
      }
    }
  });

  it('make one answer of a report of zeros, and none of an empty one', () => {
    expect([...answersIn(new Uint8Array(8), false, 'padded')]).toEqual([0]);
    expect([...answersIn(Uint8Array.of(0x12, 0, 0), false, 'padded')]).toEqual([0x12]);
    expect([...answersIn(Uint8Array.of(0, 9, 9), false, 'counted')]).toEqual([]);
    expect([...answersIn(new Uint8Array(0), false, 'counted')]).toEqual([]);
  });
});
