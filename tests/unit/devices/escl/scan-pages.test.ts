import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digest, type ScannerRig, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  await rig.close();
});

describe('pages of a scanner that keeps to the specification', () => {
  test('the glass gives one page, byte for byte, and the job is deleted once', async () => {
    const { result, pages } = await rig.scan();
    expect(result).toEqual({ ok: true, value: { pages: 1 } });
    expect(pages.map((page) => digest(page.bytes))).toEqual([digest(await rig.jpeg(0))]);
    expect(pages[0]).toMatchObject({ mediaType: 'image/jpeg', dpi: 300 });
    expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
    expect(rig.device.jobsAlive).toBe(0);
  });

  test('the feeder gives every page, in order, none twice', async () => {
    const sheets = await rig.loadFeeder(5);
    const { result, pages } = await rig.scan({ source: 'feeder' });
    expect(result).toEqual({ ok: true, value: { pages: 5 } });
    expect(pages.map((page) => digest(page.bytes))).toEqual(sheets.map(digest));
    expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
  });

  test('the next page is not asked for before the last one is kept', async () => {
    await rig.loadFeeder(3);
    const askedDuringKeeping: number[] = [];
    const result = await rig.scanner.scan(
      { source: 'feeder', dpi: 300, colour: 'colour' },
      async () => {
        const before = rig.count('GET', /NextDocument/);
        await new Promise((resolve) => setTimeout(resolve, 80));
        askedDuringKeeping.push(rig.count('GET', /NextDocument/) - before);
      },
      new AbortController().signal,
    );
    expect(result.ok).toBe(true);
    expect(askedDuringKeeping).toEqual([0, 0, 0]);
  });

  test('the status is read before a job is posted', async () => {
    await rig.scan();
    const order = rig.device.requests.map((request) => `${request.method} ${request.path.split('/')[2]}`);
    expect(order.slice(0, 3)).toEqual(['GET ScannerCapabilities', 'GET ScannerStatus', 'POST ScanJobs']);
  });

  test('capabilities are kept while all goes well, and read again after an error', async () => {
    await rig.scan();
    await rig.scan();
    expect(rig.count('GET', /ScannerCapabilities/)).toBe(1);
    rig.device.failNext('next', { kind: 'status', status: 500 });
    expect((await rig.scan()).result.ok).toBe(false);
    await rig.scan();
    expect(rig.count('GET', /ScannerCapabilities/)).toBe(2);
  });

  test('a second scan while one is under way is busy, not a second job', async () => {
    rig.device.failNext('next', { kind: 'delay', ms: 200 });
    const first = rig.scan();
    const second = await rig.scan();
    expect(second.result).toMatchObject({ ok: false, error: { code: 'scanner-busy' } });
    expect((await first).result.ok).toBe(true);
    expect(rig.count('POST', /ScanJobs/)).toBe(1);
  });

  test('status says what there is without moving anything', async () => {
    const signal = new AbortController().signal;
    expect(await rig.scanner.status(signal)).toEqual({
      ok: true,
      value: { sources: ['platen', 'feeder'], feederLoaded: false },
    });
    await rig.loadFeeder(1);
    expect(await rig.scanner.status(signal)).toMatchObject({ ok: true, value: { feederLoaded: true } });
    expect(rig.count('POST', /./)).toBe(0);
  });
});
