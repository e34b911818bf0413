import { afterEach, describe, expect, test } from 'vitest';
import type { Manners } from '../../../simulators/escl/escl-simulator.ts';
import { digest, type ScannerRig, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
afterEach(async () => {
  await rig.close();
});

const start = async (makeAndModel: string, manners: Partial<Manners>): Promise<void> => {
  rig = await startRig({ device: { makeAndModel }, manners });
};

describe('404 that does not mean the end', () => {
  test.each([
    ['that lists its jobs', true],
    ['that lists no jobs', false],
  ])(
    'before the first page, on a scanner %s: asked again until the page is there',
    async (_name, listsJobs) => {
      await start('Fictional Scanner', { earlyNotFound: 2, listsJobs });
      await rig.loadFeeder(2);
      expect((await rig.scan({ source: 'feeder' })).result).toEqual({ ok: true, value: { pages: 2 } });
      expect((await rig.scan({ source: 'platen' })).result).toEqual({ ok: true, value: { pages: 1 } });
    },
  );

  test('before the first page, for ever: ends by itself, and the job is deleted', async () => {
    await start('Fictional Scanner', { earlyNotFound: 1_000_000 });
    const { result } = await rig.scan({ source: 'platen' });
    expect(result).toMatchObject({ ok: false, error: { code: 'scanner-timeout' } });
    expect(rig.device.jobsAlive).toBe(0);
  });

  test('between sheets, with "empty" in the status (Brother): the driver pauses and loses no sheet', async () => {
    await start('Brother MFC-L2710DW series', { hastyNotFoundMs: 40, pageMs: 120 });
    const sheets = await rig.loadFeeder(4);
    const { result, pages } = await rig.scan({ source: 'feeder' });
    expect(result).toEqual({ ok: true, value: { pages: 4 } });
    expect(pages.map((page) => digest(page.bytes))).toEqual(sheets.map(digest));
  });

  test('between sheets, on a model we do not know: one more question, and no sheet lost', async () => {
    await start('Fictional Scanner', { hastyNotFoundMs: 50 });
    await rig.loadFeeder(3);
    expect((await rig.scan({ source: 'feeder' })).result).toEqual({ ok: true, value: { pages: 3 } });
  });
});

describe('404 that means the end, while the job still says it runs', () => {
  test('a scanner known for it (Kyocera): no wait, and the job is deleted so that it is free again', async () => {
    await start('Kyocera ECOSYS M5521cdw', { processingUntilDeleted: true });
    await rig.loadFeeder(2);
    const { result } = await rig.scan({ source: 'feeder' });
    expect(result).toEqual({ ok: true, value: { pages: 2 } });
    expect(rig.count('GET', /NextDocument/)).toBe(3);
    expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
    expect((await rig.scan({ source: 'platen' })).result.ok).toBe(true);
  });

  test('a scanner we do not know: asked once more, then it is the end', async () => {
    await start('Fictional Scanner', { processingUntilDeleted: true });
    await rig.loadFeeder(2);
    expect((await rig.scan({ source: 'feeder' })).result).toEqual({ ok: true, value: { pages: 2 } });
    expect(rig.count('GET', /NextDocument/)).toBe(4);
    expect(rig.device.jobsAlive).toBe(0);
  });

  test('paper still in the feeder and the job still running, but no page: not called complete', async () => {
    await start('Fictional Scanner', { processingUntilDeleted: true, sensor: 'always-loaded' });
    await rig.loadFeeder(2);
    const { result, pages } = await rig.scan({ source: 'feeder' });
    expect(pages).toHaveLength(2);
    expect(result).toMatchObject({ ok: false, error: { code: 'scanner-timeout' } });
  });
});
