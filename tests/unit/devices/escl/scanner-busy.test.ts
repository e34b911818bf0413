import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEsclScanner } from '../../../../main/devices/escl/escl-scanner.ts';
import { startEsclSimulator } from '../../../simulators/escl/escl-simulator.ts';
import { QUICK, type ScannerRig, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  await rig.close();
});

describe('a busy scanner', () => {
  test('503 on the job, then free: the job is posted again', async () => {
    rig.device.failRepeatedly('post', { kind: 'status', status: 503, retryAfter: '0' }, 3);
    expect((await rig.scan()).result.ok).toBe(true);
    expect(rig.count('POST', /ScanJobs/)).toBe(4);
  });

  test('503 that asks for an hour: our own limit ends the wait', async () => {
    rig.device.failRepeatedly('post', { kind: 'status', status: 503, retryAfter: '3600' }, 1_000);
    const started = performance.now();
    expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-busy' } });
    expect(performance.now() - started).toBeLessThan(QUICK.busyMs * 10);
    expect(rig.count('DELETE', /./)).toBe(0);
  });

  test('503 without or with a foolish Retry-After is not a tight loop', async () => {
    for (const retryAfter of ['soon', '-5', '', '99999999999999999999']) {
      rig.device.clearFaults();
      rig.device.failRepeatedly('post', { kind: 'status', status: 503, retryAfter }, 1_000);
      const before = rig.count('POST', /ScanJobs/);
      await rig.scan();
      expect(rig.count('POST', /ScanJobs/) - before).toBeLessThanOrEqual(
        QUICK.busyMs / QUICK.retryAfterMinMs + 1,
      );
    }
  });

  test('503 on the capabilities or the status, then free: asked again, and scanned', async () => {
    for (const point of ['capabilities', 'status'] as const) {
      rig.device.failRepeatedly(point, { kind: 'status', status: 503, retryAfter: '1' }, 3);
      expect((await rig.scan()).result.ok).toBe(true);
    }
  });

  test('503 on the capabilities or the status for ever is busy, and no job is posted', async () => {
    for (const point of ['capabilities', 'status'] as const) {
      rig.device.failRepeatedly(point, { kind: 'status', status: 503 }, 10_000);
      expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-busy' } });
      rig.device.clearFaults();
    }
    expect(rig.count('POST', /ScanJobs/)).toBe(0);
  });

  test('503 on the status before the first page is not the end of the job', async () => {
    rig.device.behave({ earlyNotFound: 2 });
    rig.device.failNext('status', { kind: 'delay', ms: 0 });
    rig.device.failNext('status', { kind: 'status', status: 503 });
    expect((await rig.scan()).result).toEqual({ ok: true, value: { pages: 1 } });
  });

  test('503 on a page is waited out', async () => {
    await rig.loadFeeder(2);
    rig.device.failRepeatedly('next', { kind: 'status', status: 503, retryAfter: '1' }, 2);
    expect((await rig.scan({ source: 'feeder' })).result).toEqual({ ok: true, value: { pages: 2 } });
  });

  test('503 on a page for ever ends', async () => {
    rig.device.failRepeatedly('next', { kind: 'status', status: 503 }, 1_000_000);
    expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-timeout' } });
    expect(rig.device.jobsAlive).toBe(0);
  });

  test("someone else's job: waited for, then named", async () => {
    rig.device.behave({ processingUntilDeleted: true });
    const stranger = createEsclScanner({ url: rig.device.url, timeouts: QUICK });
    const left = new AbortController();
    const theirs = stranger.scan(
      { source: 'platen', dpi: 300, colour: 'colour' },
      () => new Promise((resolve) => left.signal.addEventListener('abort', () => resolve())),
      left.signal,
    );
    while (rig.device.jobsAlive === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-busy' } });
    left.abort();
    await theirs;
    expect((await rig.scan()).result.ok).toBe(true);
  });

  test('warming up is waited for', async () => {
    const cold = await startRig({ manners: { warmUpMs: 300 } });
    expect((await cold.scan()).result.ok).toBe(true);
    await cold.close();
  });

  test('warming up for ever is busy', async () => {
    const cold = await startRig({ manners: { warmUpMs: 1e9 } }, { timeouts: { ...QUICK, warmUpMs: 200 } });
    expect((await cold.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-busy' } });
    expect(cold.count('POST', /./)).toBe(0);
    await cold.close();
  });
});

describe('a scanner that is not there', () => {
  test('is offline, and found again when it comes back', async () => {
    const device = await startEsclSimulator();
    const { port, url } = device;
    const scanner = createEsclScanner({ url, timeouts: QUICK });
    const { signal } = new AbortController();
    expect((await scanner.status(signal)).ok).toBe(true);
    await device.close();
    expect(await scanner.status(signal)).toMatchObject({ ok: false, error: { code: 'scanner-offline' } });
    const again = await startEsclSimulator({ port });
    expect((await scanner.status(signal)).ok).toBe(true);
    await again.close();
  });

  test.each(['not a url', 'ftp://127.0.0.1/eSCL', ''])(
    'an address like "%s" is offline, never a throw',
    async (url) => {
      const scanner = createEsclScanner({ url, timeouts: QUICK });
      expect(await scanner.status(new AbortController().signal)).toMatchObject({
        ok: false,
        error: { code: 'scanner-offline' },
      });
    },
  );

  test('that says nothing is a timeout', async () => {
    rig.device.failNext('capabilities', { kind: 'silence' });
    expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-timeout' } });
  });
});
