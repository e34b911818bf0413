import { PDFDocument } from 'pdf-lib';
import { afterEach, describe, expect, test } from 'vitest';
import { type ScannerRig, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
afterEach(() => rig.close());

const PDF_ONLY = { formats: ['application/pdf'] };

async function pagesOf(bytes: Uint8Array | undefined): Promise<number> {
  return (await PDFDocument.load(bytes ?? new Uint8Array(0))).getPageCount();
}

describe('a scanner that sends nothing but PDF', () => {
  test('gives the glass as one page', async () => {
    rig = await startRig({ device: PDF_ONLY });
    const { result, pages } = await rig.scan();
    expect(result).toEqual({ ok: true, value: { pages: 1 } });
    expect(pages[0]?.mediaType).toBe('application/pdf');
    expect(await pagesOf(pages[0]?.bytes)).toBe(1);
  });

  test('gives the pile as one file', async () => {
    rig = await startRig({ device: PDF_ONLY });
    await rig.loadFeeder(4);
    const { result, pages } = await rig.scan({ source: 'feeder' });
    expect(result).toEqual({ ok: true, value: { pages: 1 } });
    expect(await pagesOf(pages[0]?.bytes)).toBe(4);
    expect(rig.device.jobsAlive).toBe(0);
  });

  test('gives the pile sheet by sheet, where that is its way', async () => {
    rig = await startRig({ device: PDF_ONLY, manners: { pdfHolds: 'page' } });
    await rig.loadFeeder(3);
    expect((await rig.scan({ source: 'feeder' })).result).toEqual({ ok: true, value: { pages: 3 } });
  });

  test('takes its time over the pile: longer than one page may take', async () => {
    rig = await startRig(
      { device: PDF_ONLY, manners: { pageMs: 250 } },
      { timeouts: { pageMs: 500, pileMs: 10_000 } },
    );
    await rig.loadFeeder(4);
    expect((await rig.scan({ source: 'feeder' })).result.ok).toBe(true);
  });

  test.each([
    ['is cut off', '%PDF-1.7\n1 0 obj', 'scanner-interrupted'],
    ['is a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'scanner-not-escl'],
    ['is a web page', '<html>Bonjour</html>', 'scanner-not-escl'],
  ] as const)('whose answer %s: nothing is delivered', async (_name, body, code) => {
    rig = await startRig({ device: PDF_ONLY });
    rig.device.failNext('next', { kind: 'answer', contentType: 'application/pdf', body });
    const { result, pages } = await rig.scan();
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(pages).toEqual([]);
  });

  test('that jams: what has not been delivered is not delivered, and the jam is named', async () => {
    rig = await startRig({ device: PDF_ONLY });
    await rig.loadFeeder(3);
    rig.device.mechanism.troubleAtSheet('jam', 2);
    expect((await rig.scan({ source: 'feeder' })).result).toMatchObject({ error: { code: 'scanner-jam' } });
  });
});
