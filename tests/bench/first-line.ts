/**
 * From the visitor's press to the first line of a receipt that has to be drawn: with the drawing process not started yet,
 * started when the visit began, and expected while the screen was read. `npm run bench:first-line`.
 */
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { receiptDrawer } from '../../main/devices/receipt/drawn-receipt.ts';
import { createEscposReceiptPrinter } from '../../main/devices/receipt/escpos-receipt-printer.ts';
import { paperMakerHere } from '../../main/devices/receipt/paper-maker.ts';
import type { Receipt } from '../../main/domain/receipt.ts';
import { engineDrawer } from '../unit/devices/page-drawers.ts';
import { SHIPPED_FONTS } from '../unit/devices/receipt/receipt-fixture.ts';

const RUNS = 3;
/** What a visitor reads the screen for, milliseconds: more than the process takes to start. */
const READING_MS = 8_000;
/** GS v 0, the first band of dots. */
const BAND = Buffer.from([0x1d, 0x76, 0x30]);

const receipt: Receipt = {
  language: 'ar',
  title: 'إيصال',
  lines: Array.from({ length: 20 }, () => ({ kind: 'text', text: 'وصلت أوراقكم إلى الخدمة.' }) as const),
};

/** What happened before the press, milliseconds. */
interface Before {
  /** Since the visit began, which starts the process that draws. */
  readonly wakeMs: number;
  /** Since the screen that offers the receipt. */
  readonly readMs: number;
}

/** A printer that is always ready, and says when the first band came. */
async function firstBandAfterPress({ wakeMs, readMs }: Before): Promise<number> {
  let arrived: (at: number) => void = () => undefined;
  const band = new Promise<number>((resolve) => {
    arrived = resolve;
  });
  const server = createServer((socket) => {
    socket.on('data', (bytes) => {
      if (bytes.includes(BAND)) arrived(performance.now());
      for (let at = 0; at + 1 < bytes.length; at += 1) {
        if (bytes[at] === 0x10 && bytes[at + 1] === 0x04) socket.write(Uint8Array.of(0x12));
      }
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const drawer = engineDrawer();
  const printer = createEscposReceiptPrinter({
    connection: {
      kind: 'tcp',
      host: '127.0.0.1',
      port: typeof address === 'object' && address !== null ? address.port : 0,
    },
    paper: { columns: 48, language: 'esc-pos', codepage: 'windows1252', codepageMapping: 'epson', dpi: 203 },
    drawReceipt: receiptDrawer(paperMakerHere(SHIPPED_FONTS), drawer),
    waits: { closeMs: 100 },
  });
  const visit = new AbortController();
  if (wakeMs > 0) {
    drawer.wake();
    await sleep(wakeMs);
  }
  if (readMs > 0) {
    printer.expect(receipt, visit.signal);
    await sleep(readMs);
  }
  const pressed = performance.now();
  const printed = printer.print(receipt, () => undefined, visit.signal);
  const took = (await band) - pressed;
  visit.abort();
  await printed;
  await drawer.close();
  server.close();
  return took;
}

const CASES: readonly (readonly [string, Before])[] = [
  ['process not started, not expected', { wakeMs: 0, readMs: 0 }],
  [
    'process started with the visit, pressed as soon as the screen is there',
    { wakeMs: READING_MS, readMs: 0 },
  ],
  ['process started with the visit, pressed a second later', { wakeMs: READING_MS, readMs: 1_000 }],
  ['expected while the screen was read', { wakeMs: 0, readMs: READING_MS }],
];
for (const [name, before] of CASES) {
  const took: string[] = [];
  for (let count = 0; count < RUNS; count += 1) took.push((await firstBandAfterPress(before)).toFixed(0));
  console.log(`${name}: ${took.join(', ')} ms`);
}
