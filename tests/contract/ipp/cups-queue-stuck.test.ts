import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedAddress } from '../../../main/devices/discovery/device-address.ts';
import { createIppReceiptPrinter } from '../../../main/devices/ipp/ipp-receipt-printer.ts';
import { renderReceiptA4 } from '../../../main/devices/receipt/receipt-a4.ts';
import type { Receipt } from '../../../main/domain/receipt.ts';
import type { PrintProgress, ReceiptPrinter } from '../../../main/ports/receipt-printer.ts';
import { NOBODY_DRAWS } from '../../unit/devices/page-drawers.ts';
import { SHIPPED_FONTS } from '../../unit/devices/receipt/receipt-fixture.ts';
import { type CupsQueue, startCupsQueue } from './cupsd.ts';

const RECEIPT: Receipt = {
  language: 'fr',
  title: 'Essai',
  lines: [{ kind: 'text', text: 'Récépissé d’essai' }],
};

describe('a queue of CUPS between the kiosk and its printer', () => {
  let queue: CupsQueue;
  let printer: ReceiptPrinter;
  beforeEach(async () => {
    queue = await startCupsQueue();
    printer = createIppReceiptPrinter({
      address: fixedAddress(queue.uri),
      trust: { kind: 'system' },
      renderPdf: (receipt) => renderReceiptA4(receipt, SHIPPED_FONTS),
      drawer: NOBODY_DRAWS,
      waits: { lookMs: 200, cancelMs: 5_000 },
    });
  });
  afterEach(() => queue.close());

  async function status(): Promise<string> {
    const answer = await printer.status(AbortSignal.timeout(5_000));
    return answer.ok ? 'ready' : answer.error.code;
  }

  async function print(
    onProgress: (progress: PrintProgress) => void = () => undefined,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<{ readonly outcome: string; readonly said: readonly string[] }> {
    const said: string[] = [];
    const printed = await printer.print(
      RECEIPT,
      (progress) => {
        said.push('reason' in progress ? `${progress.state} ${progress.reason}` : progress.state);
        onProgress(progress);
      },
      signal,
    );
    return { outcome: printed.ok ? printed.value.state : printed.error.code, said };
  }

  it('passes the PDF on as it was', async () => {
    expect(await status()).toBe('ready');
    expect((await print()).outcome).toBe('printed');
    expect(queue.received).toHaveLength(1);
    const [bytes = new Uint8Array()] = queue.received;
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(Buffer.from(bytes).toString('latin1').trimEnd().endsWith('%%EOF')).toBe(true);
  });

  it('is paused: says so, and what was given up never comes out', async () => {
    await queue.pause();
    expect(await status()).toBe('printer-paused');
    const visit = new AbortController();
    const { outcome, said } = await print((progress) => {
      if (progress.state === 'waiting') visit.abort();
    }, visit.signal);
    expect(said).toContain('waiting printer-paused');
    expect(outcome).toBe('print-cancelled');
    await queue.resume();
    expect((await print()).outcome).toBe('printed');
    expect(queue.received).toHaveLength(1);
  });

  it('has lost its printer: never says printed, and takes the job back', async () => {
    await queue.pull();
    const visit = new AbortController();
    setTimeout(() => visit.abort(), 3_000);
    const { outcome, said } = await print(() => undefined, visit.signal);
    expect(said).not.toContain('printed');
    expect(outcome).toBe('print-cancelled');
  });
});
