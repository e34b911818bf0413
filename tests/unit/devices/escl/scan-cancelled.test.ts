import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ScannerRig, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
let visitor: AbortController;
beforeEach(async () => {
  rig = await startRig();
  visitor = new AbortController();
});
afterEach(async () => {
  await rig.close();
});

const CANCELLED = { ok: false, error: { code: 'scan-cancelled' } };

/** Cancels once the device has seen a request of this method and path. */
async function cancelWhen(method: string, path: RegExp): Promise<void> {
  while (rig.count(method, path) === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  visitor.abort();
}

describe('the visitor cancels', () => {
  test('before the scan: nothing is asked of the device', async () => {
    visitor.abort();
    expect((await rig.scan({}, visitor.signal)).result).toMatchObject(CANCELLED);
    expect(rig.device.requests).toHaveLength(0);
  });

  test('while the status is read: no job', async () => {
    rig.device.failNext('status', { kind: 'silence' });
    const [{ result }] = await Promise.all([
      rig.scan({}, visitor.signal),
      cancelWhen('GET', /ScannerStatus/),
    ]);
    expect(result).toMatchObject(CANCELLED);
    expect(rig.count('POST', /./)).toBe(0);
  });

  test('while the job is being posted: its address is learnt, and it is deleted once', async () => {
    rig.device.failNext('post', { kind: 'delay', ms: 200 });
    const [{ result }] = await Promise.all([rig.scan({}, visitor.signal), cancelWhen('POST', /ScanJobs/)]);
    expect(result).toMatchObject(CANCELLED);
    expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
    expect(rig.count('GET', /NextDocument/)).toBe(0);
    expect(rig.device.jobsAlive).toBe(0);
  });

  test('while a page is on its way: one DELETE, no half page', async () => {
    rig.device.failNext('next', { kind: 'stall' });
    const [{ result, pages }] = await Promise.all([
      rig.scan({}, visitor.signal),
      cancelWhen('GET', /NextDocument/),
    ]);
    expect(result).toMatchObject(CANCELLED);
    expect(pages).toHaveLength(0);
    expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
  });

  test('while a page is being kept: it stays, no further one is asked for, one DELETE', async () => {
    await rig.loadFeeder(4);
    let kept = 0;
    const result = await rig.scanner.scan(
      { source: 'feeder', dpi: 300, colour: 'colour' },
      async () => {
        kept += 1;
        if (kept === 2) visitor.abort();
      },
      visitor.signal,
    );
    expect(result).toMatchObject(CANCELLED);
    expect(kept).toBe(2);
    expect(rig.count('GET', /NextDocument/)).toBe(2);
    expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
  });

  test('while an early 404 is waited out', async () => {
    rig.device.behave({ earlyNotFound: 1_000_000 });
    const [{ result }] = await Promise.all([rig.scan({}, visitor.signal), cancelWhen('GET', /NextDocument/)]);
    expect(result).toMatchObject(CANCELLED);
    expect(rig.device.jobsAlive).toBe(0);
  });

  test('while the device says busy', async () => {
    rig.device.failRepeatedly('post', { kind: 'status', status: 503 }, 1_000);
    const [{ result }] = await Promise.all([rig.scan({}, visitor.signal), cancelWhen('POST', /ScanJobs/)]);
    expect(result).toMatchObject(CANCELLED);
  });

  test('and the DELETE is never answered: the scan ends all the same, and the next one runs', async () => {
    rig.device.failNext('next', { kind: 'stall' });
    rig.device.failNext('delete', { kind: 'silence' });
    const [{ result }] = await Promise.all([rig.scan({}, visitor.signal), cancelWhen('GET', /NextDocument/)]);
    expect(result).toMatchObject(CANCELLED);
    expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
  });
});

test('someone presses stop on the device', async () => {
  await rig.loadFeeder(3);
  let kept = 0;
  const result = await rig.scanner.scan(
    { source: 'feeder', dpi: 300, colour: 'colour' },
    async () => {
      kept += 1;
      rig.device.cancelOnDevice();
    },
    visitor.signal,
  );
  expect(result).toMatchObject(CANCELLED);
  expect(kept).toBe(1);
  expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
});

test('a page that cannot be kept ends the job on the device too', async () => {
  await rig.loadFeeder(2);
  const disk = new Error('fictional full disk');
  await expect(
    rig.scanner.scan(
      { source: 'feeder', dpi: 300, colour: 'colour' },
      () => Promise.reject(disk),
      visitor.signal,
    ),
  ).rejects.toBe(disk);
  expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
  expect(rig.device.jobsAlive).toBe(0);
});
