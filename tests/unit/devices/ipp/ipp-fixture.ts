import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach } from 'vitest';
import { fixedAddress } from '../../../../main/devices/discovery/device-address.ts';
import type { DeviceTrust } from '../../../../main/devices/http/device-trust.ts';
import { createIppReceiptPrinter, type IppWaits } from '../../../../main/devices/ipp/ipp-receipt-printer.ts';
import type { Receipt } from '../../../../main/domain/receipt.ts';
import type { PrintProgress, ReceiptPrinter } from '../../../../main/ports/receipt-printer.ts';
import {
  type IppSimulator,
  type IppSimulatorOptions,
  startIppSimulator,
} from '../../../simulators/ipp/ipp-simulator.ts';
import { NOBODY_DRAWS } from '../page-drawers.ts';

const RECEIPT: Receipt = { language: 'fr', title: 'Essai', lines: [{ kind: 'text', text: 'Essai' }] };
/** Stands for the PDF: the wire does not look into it. */
export const DOCUMENT = new TextEncoder().encode('%PDF-1.7 essai');
export const SYSTEM: DeviceTrust = { kind: 'system' };

/** The driver's own waits, a hundred times shorter where a test has to wait for their end. */
const SHORT_WAITS: Partial<IppWaits> = {
  answerMs: 1_000,
  documentMs: 1_500,
  lookMs: 20,
  busyRetryMs: 20,
  busyMs: 300,
  silentMs: 400,
  cancelMs: 1_500,
};

const open: IppSimulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

export interface Bench {
  readonly simulator: IppSimulator;
  readonly printer: ReceiptPrinter;
}

/** A simulator and the shipped driver, connected by the wire. */
export async function bench(
  options: IppSimulatorOptions = {},
  waits: Partial<IppWaits> = {},
  trust: DeviceTrust = SYSTEM,
): Promise<Bench> {
  const simulator = await startIppSimulator(options);
  open.push(simulator);
  const printer = createIppReceiptPrinter({
    address: fixedAddress(simulator.uri),
    drawer: NOBODY_DRAWS,
    trust,
    renderPdf: async () => DOCUMENT,
    waits: { ...SHORT_WAITS, ...waits },
  });
  return { simulator, printer };
}

/** Prints one receipt and keeps what was said on the way. */
export async function print(
  printer: ReceiptPrinter,
  signal: AbortSignal = new AbortController().signal,
  onProgress: (progress: PrintProgress) => void = () => undefined,
): Promise<{ readonly outcome: string; readonly detail: string; readonly said: readonly string[] }> {
  const said: string[] = [];
  const printed = await printer.print(
    RECEIPT,
    (progress) => {
      said.push('reason' in progress ? `${progress.state} ${progress.reason}` : progress.state);
      onProgress(progress);
    },
    signal,
  );
  return printed.ok
    ? { outcome: printed.value.state, detail: '', said }
    : { outcome: printed.error.code, detail: printed.error.detail ?? '', said };
}

/** Ready, or the code of what is in the way. */
export async function status(printer: ReceiptPrinter, signal = AbortSignal.timeout(5_000)): Promise<string> {
  const answer = await printer.status(signal);
  return answer.ok ? 'ready' : answer.error.code;
}

/** Waits until `condition` holds, at most five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const limit = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > limit) throw new Error('it never came');
    await sleep(5);
  }
}
