import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digest, type ScannerRig, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  await rig.close();
});

const deletes = (): number => rig.count('DELETE', /ScanJobs/);

describe('trouble in the feeder', () => {
  test('a jam on page 3: two pages stay delivered, the jam is named, the job is deleted once', async () => {
    const sheets = await rig.loadFeeder(5);
    rig.device.mechanism.troubleAtSheet('jam', 3);
    const { result, pages } = await rig.scan({ source: 'feeder' });
    expect(result).toMatchObject({ ok: false, error: { code: 'scanner-jam' } });
    expect(pages.map((page) => digest(page.bytes))).toEqual(sheets.slice(0, 2).map(digest));
    expect(deletes()).toBe(1);
  });

  test('after the jam is cleared the rest of the pile is scanned', async () => {
    await rig.loadFeeder(5);
    rig.device.mechanism.troubleAtSheet('jam', 3);
    await rig.scan({ source: 'feeder' });
    rig.device.mechanism.clearTrouble();
    expect((await rig.scan({ source: 'feeder' })).result).toEqual({ ok: true, value: { pages: 2 } });
  });

  test('a jam that was there before: named without posting a job', async () => {
    await rig.loadFeeder(2);
    rig.device.mechanism.troubleAtSheet('jam', 1);
    await rig.scan({ source: 'feeder' });
    const posted = rig.count('POST', /ScanJobs/);
    expect((await rig.scan({ source: 'feeder' })).result).toMatchObject({ error: { code: 'scanner-jam' } });
    expect(rig.count('POST', /ScanJobs/)).toBe(posted);
  });

  test('two sheets at once on page 2', async () => {
    await rig.loadFeeder(3);
    rig.device.mechanism.troubleAtSheet('double-feed', 2);
    const { result, pages } = await rig.scan({ source: 'feeder' });
    expect(result).toMatchObject({ ok: false, error: { code: 'scanner-double-feed' } });
    expect(pages).toHaveLength(1);
  });

  test('an open cover', async () => {
    await rig.loadFeeder(1);
    rig.device.mechanism.openCover();
    expect((await rig.scan({ source: 'feeder' })).result).toMatchObject({
      error: { code: 'scanner-cover-open' },
    });
    rig.device.mechanism.closeCover();
    expect((await rig.scan({ source: 'feeder' })).result.ok).toBe(true);
  });

  test('the cover is opened in the middle of a pile', async () => {
    await rig.loadFeeder(3);
    rig.device.failNext('next', { kind: 'delay', ms: 100 });
    const run = rig.scan({ source: 'feeder' });
    setTimeout(() => rig.device.mechanism.openCover(), 30);
    expect((await run).result).toMatchObject({ ok: false, error: { code: 'scanner-cover-open' } });
  });

  test('a jammed feeder does not keep the glass from scanning', async () => {
    await rig.loadFeeder(2);
    rig.device.mechanism.troubleAtSheet('jam', 1);
    await rig.scan({ source: 'feeder' });
    expect((await rig.scan({ source: 'platen' })).result).toEqual({ ok: true, value: { pages: 1 } });
  });
});

describe('nothing in the feeder', () => {
  test('where the device refuses the job', async () => {
    expect((await rig.scan({ source: 'feeder' })).result).toMatchObject({
      error: { code: 'scanner-feeder-empty' },
    });
  });

  test('where the device takes the job and then has no page: named, and the job deleted', async () => {
    rig.device.behave({ emptyFeeder: 'accepts-then-404' });
    expect((await rig.scan({ source: 'feeder' })).result).toMatchObject({
      error: { code: 'scanner-feeder-empty' },
    });
    expect(deletes()).toBe(1);
  });

  test('said by a sensor that lies: the sheets are scanned all the same', async () => {
    rig.device.behave({ sensor: 'always-empty' });
    await rig.loadFeeder(2);
    expect((await rig.scan({ source: 'feeder' })).result).toEqual({ ok: true, value: { pages: 2 } });
  });

  test('on a scanner that jams when tried: not tried', async () => {
    const canon = await startRig({ device: { makeAndModel: 'MF410 Series' } });
    expect((await canon.scan({ source: 'feeder' })).result).toMatchObject({
      error: { code: 'scanner-feeder-empty' },
    });
    expect(canon.count('POST', /ScanJobs/)).toBe(0);
    await canon.close();
  });
});

describe('no such source', () => {
  test('a feeder on a scanner that has only a glass is refused without a job', async () => {
    const flat = await startRig({ device: { sources: ['platen'] } });
    expect((await flat.scan({ source: 'feeder' })).result).toMatchObject({
      error: { code: 'scanner-refused' },
    });
    expect(flat.count('POST', /ScanJobs/)).toBe(0);
    expect(await flat.scanner.status(new AbortController().signal)).toMatchObject({
      value: { sources: ['platen'] },
    });
    await flat.close();
  });
});
