import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { EscposPaper } from '../../main/devices/receipt/escpos-document.ts';
import {
  createEscposReceiptPrinter,
  type EscposConnection,
} from '../../main/devices/receipt/escpos-receipt-printer.ts';
import type { HidFraming } from '../../main/devices/receipt/hid-report-framing.ts';
import { HidPrinterPort } from '../../main/devices/receipt/hid-roll-link.ts';
import type { Receipt } from '../../main/domain/receipt.ts';
import { err } from '../../main/domain/result.ts';
import type { PrinterWithFacts } from '../../main/ports/device-facts.ts';
import type { ReceiptPrinter } from '../../main/ports/receipt-printer.ts';
import { HID_ROLL } from './hid-gadgets.ts';
import { type HardwareCheck, type LabBench, NOTHING_TO_ADD } from './lab-bench.ts';
import { soon } from './soon.ts';

/** What the kernel's usblp driver makes of a printer of the printer class. */
const DEVICE = '/dev/usb/lp0';
const NOTICED_MS = 15_000;
/** LPGETSTATUS (Linux, include/uapi/linux/lp.h): the port's status byte. */
const GET_STATUS = `
import fcntl, os, sys
status = bytearray(4)
fcntl.ioctl(os.open(sys.argv[1], os.O_RDWR), 0x060b, status)
print(status[0])
`;

async function portStatus(): Promise<number> {
  const { stdout } = await promisify(execFile)('python3', ['-c', GET_STATUS, DEVICE]);
  return Number(stdout);
}

const PAPER: EscposPaper = {
  columns: 48,
  language: 'esc-pos',
  codepage: 'windows1252',
  codepageMapping: 'epson',
  dpi: 203,
};
/** Every accent of a French receipt. */
const RECEIPT: Receipt = {
  language: 'fr',
  title: 'Essai',
  lines: [
    { kind: 'title', text: 'Récépissé' },
    { kind: 'text', text: 'Le cœur naïf de l’élève a payé 12 € « à Noël ».' },
    ...Array.from(
      { length: 30 },
      (_, line) => ({ kind: 'field', label: 'Ligne', value: `${line + 1}` }) as const,
    ),
  ],
};

const ON_USB: EscposConnection = { kind: 'usb', device: DEVICE };

function onHid(framing: HidFraming): EscposConnection {
  const { vendorId, productId } = HID_ROLL;
  return { kind: 'hid', port: new HidPrinterPort({ vendorId, productId, framing }) };
}

function driver(connection = ON_USB): PrinterWithFacts {
  return createEscposReceiptPrinter({
    connection,
    paper: PAPER,
    // Every letter of the receipt is in the code page: nothing has to be drawn.
    drawReceipt: async () => err('print-aborted'),
    waits: { lookMs: 100 },
  });
}

async function state(printer: ReceiptPrinter): Promise<string> {
  const status = await printer.status(AbortSignal.timeout(NOTICED_MS));
  return status.ok ? 'ready' : status.error.code;
}

async function plugRoll(bench: LabBench, id: string): Promise<void> {
  await bench.plugPrinter(id);
  await bench.loadRoll(id);
  await soon('the device file may be used', NOTICED_MS, () =>
    access(DEVICE, constants.R_OK | constants.W_OK).then(
      () => true as const,
      () => undefined,
    ),
  );
}

/** Prints what is on HID, and returns how long it took. */
async function printsOnHid(bench: LabBench, framing: HidFraming): Promise<string> {
  await bench.plugHidRoll(HID_ROLL, framing);
  try {
    const printer = driver(onHid(framing));
    await soon('the printer on HID may be used', NOTICED_MS, async () =>
      (await state(printer)) === 'ready' ? true : undefined,
    );
    const facts = await printer.facts(AbortSignal.timeout(NOTICED_MS));
    assert.equal(facts.ok && facts.value.makeAndModel, HID_ROLL.product);
    const said: string[] = [];
    const started = performance.now();
    const printed = await printer.print(
      RECEIPT,
      (progress) => {
        said.push(progress.state);
      },
      new AbortController().signal,
    );
    const took = Math.round(performance.now() - started);
    assert.ok(printed.ok, JSON.stringify(printed));
    const { texts, mistakes } = await bench.slips(HID_ROLL.id);
    assert.deepEqual(mistakes, []);
    assert.equal(texts.length, 1);
    assert.deepEqual(said, ['sent', 'printed']);
    assert.ok(texts[0]?.includes('Le cœur naïf de l’élève a payé 12 €'), texts[0]);
    return `printed in ${took} ms`;
  } finally {
    await bench.discard(HID_ROLL.id);
  }
}

/** What a receipt printer on USB can be built on, then the shipped driver on it, under the kiosk's account. */
export const PRINTER_CHECKS: readonly HardwareCheck[] = [
  {
    name: 'USB printer: the device file takes bytes, brings answers and tells of the paper',
    run: async (bench) => {
      const id = 'printer';
      await bench.plugPrinter(id);
      try {
        await soon('the device file may be used', NOTICED_MS, () =>
          access(DEVICE, constants.R_OK | constants.W_OK).then(
            () => true as const,
            () => undefined,
          ),
        );
        const question = [0x10, 0x04, 0x04];
        const file = await open(DEVICE, 'r+');
        try {
          await file.write(Uint8Array.from(question));
          await soon('the printer got it', NOTICED_MS, async () =>
            (await bench.printed(id)).length >= question.length ? true : undefined,
          );
          assert.deepEqual(await bench.printed(id), question);
          await bench.printerAnswers(id, [0x12]);
          const { buffer, bytesRead } = await file.read(new Uint8Array(16), 0, 16, null);
          assert.deepEqual([...buffer.subarray(0, bytesRead)], [0x12]);
        } finally {
          await file.close();
        }
        assert.equal((await portStatus()) & 0x20, 0);
        await bench.setPaper(id, 'out');
        assert.equal((await portStatus()) & 0x20, 0x20);
        return NOTHING_TO_ADD;
      } finally {
        await bench.discard(id);
      }
    },
  },
  {
    name: 'USB receipt printer: prints every accent, and says printed only when the slip is cut',
    run: async (bench) => {
      const id = 'roll';
      await plugRoll(bench, id);
      try {
        const printer = driver();
        assert.equal(await state(printer), 'ready');
        const said: string[] = [];
        const started = performance.now();
        const printed = await printer.print(
          RECEIPT,
          (progress) => {
            said.push(progress.state);
          },
          new AbortController().signal,
        );
        const took = Math.round(performance.now() - started);
        assert.ok(printed.ok, JSON.stringify(printed));
        const { texts, mistakes } = await bench.slips(id);
        assert.equal(texts.length, 1);
        assert.deepEqual(mistakes, []);
        assert.deepEqual(said, ['sent', 'printed']);
        assert.ok(texts[0]?.includes('Récépissé'), texts[0]);
        assert.ok(texts[0]?.includes('Le cœur naïf de l’élève a payé 12 €'), texts[0]);
        return `printed in ${took} ms`;
      } finally {
        await bench.discard(id);
      }
    },
  },
  {
    name: 'USB receipt printer: without paper nothing is sent; it prints by itself once there is some',
    run: async (bench) => {
      const id = 'roll';
      await plugRoll(bench, id);
      try {
        const printer = driver();
        await bench.setRoll(id, 'media-empty', true);
        assert.equal(await state(printer), 'printer-media-empty');
        const said: string[] = [];
        let refilled: Promise<void> | undefined;
        const printed = await printer.print(
          RECEIPT,
          (progress) => {
            said.push('reason' in progress ? progress.reason : progress.state);
            if (progress.state === 'waiting') refilled = bench.setRoll(id, 'media-empty', false);
          },
          new AbortController().signal,
        );
        await refilled;
        assert.ok(printed.ok, JSON.stringify(printed));
        assert.deepEqual(said, ['printer-media-empty', 'sent', 'printed']);
        assert.equal((await bench.slips(id)).texts.length, 1);
        return NOTHING_TO_ADD;
      } finally {
        await bench.discard(id);
      }
    },
  },
  {
    name: 'USB receipt printer: pulled in the middle it is offline at once, and ready again when it is back',
    run: async (bench) => {
      const id = 'roll';
      await plugRoll(bench, id);
      try {
        const printer = driver();
        await bench.rollPace(id, 200);
        let pulled: Promise<void> | undefined;
        let since = 0;
        const printed = await printer.print(
          RECEIPT,
          (progress) => {
            if (progress.state !== 'sent' || pulled !== undefined) return;
            since = performance.now();
            pulled = bench.unplug(id);
          },
          new AbortController().signal,
        );
        const noticed = Math.round(performance.now() - since);
        await pulled;
        assert.equal(printed.ok ? 'printed' : printed.error.code, 'printer-offline');
        assert.equal(await state(printer), 'printer-offline');
        await bench.discard(id);
        await plugRoll(bench, id);
        assert.equal(await state(printer), 'ready');
        return `noticed in ${noticed} ms`;
      } finally {
        await bench.discard(id);
      }
    },
  },
  {
    name: 'HID receipt printer: prints every accent through padded reports, and says printed only when the slip is cut',
    run: (bench) => printsOnHid(bench, 'padded'),
  },
  {
    name: 'HID receipt printer: prints through reports that count their bytes',
    run: (bench) => printsOnHid(bench, 'counted'),
  },
  {
    name: 'HID receipt printer: without paper nothing is sent; pulled in the middle it is offline, and ready again when back',
    run: async (bench) => {
      await bench.plugHidRoll(HID_ROLL, 'padded');
      try {
        const printer = driver(onHid('padded'));
        await bench.setRoll(HID_ROLL.id, 'media-empty', true);
        await soon('the printer on HID answers', NOTICED_MS, async () =>
          (await state(printer)) === 'printer-media-empty' ? true : undefined,
        );
        await bench.rollPace(HID_ROLL.id, 200);
        const said: string[] = [];
        let done: Promise<void> | undefined;
        let pulled: Promise<void> | undefined;
        const printed = await printer.print(
          RECEIPT,
          (progress) => {
            said.push('reason' in progress ? progress.reason : progress.state);
            if (progress.state === 'waiting') done = bench.setRoll(HID_ROLL.id, 'media-empty', false);
            if (progress.state === 'sent') pulled ??= bench.unplug(HID_ROLL.id);
          },
          new AbortController().signal,
        );
        await done;
        await pulled;
        assert.deepEqual(said, ['printer-media-empty', 'sent', 'printer-offline']);
        assert.equal(printed.ok ? 'printed' : printed.error.code, 'printer-offline');
        assert.equal(await state(printer), 'printer-offline');
        assert.equal((await bench.slips(HID_ROLL.id)).texts.length, 0);
        await bench.plugAgain(HID_ROLL.id);
        await soon('the printer on HID is ready again', NOTICED_MS, async () =>
          (await state(printer)) === 'ready' ? true : undefined,
        );
        return NOTHING_TO_ADD;
      } finally {
        await bench.discard(HID_ROLL.id);
      }
    },
  },
];
