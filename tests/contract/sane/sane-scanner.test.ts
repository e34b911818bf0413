import sharp from 'sharp';
import { afterEach, describe, expect, test } from 'vitest';
import type { ScannedPage, Scanner, ScanSettings } from '../../../main/ports/scanner.ts';
import { startEsclSimulator } from '../../simulators/escl/escl-simulator.ts';
import { fictionalSheet, twoSided } from '../../simulators/escl/fictional-sheet.ts';
import { airscanBackend, type SaneDesk, testBackend } from './sane-backend.ts';

let desk: SaneDesk;
afterEach(async () => {
  expect(await desk.leftovers()).toEqual([]);
  await desk.close();
});

const never = new AbortController().signal;
const GLASS: ScanSettings = { source: 'platen', dpi: 300, colour: 'colour' };
const FEEDER: ScanSettings = { source: 'feeder', dpi: 75, colour: 'colour' };

async function scan(scanner: Scanner, settings: ScanSettings) {
  const pages: ScannedPage[] = [];
  const result = await scanner.scan(
    settings,
    async (page) => {
      pages.push(page);
    },
    never,
  );
  return { result, pages };
}

/** Silence that the driver takes for a hang, in tests of a backend that answers at once; milliseconds. */
const SOON = { stallMs: 3_000, killGraceMs: 500 };
/** Scans begun anew where the backend hung: five in a row do by chance once in ten million. */
const TRIES = 5;

/**
 * A scan that the backend refuses. SANE 1.2.1's test backend ends its reading thread wherever it is; about once in thirty
 * times that is inside glibc's `free`, whose lock is then never given back, and scanimage waits for that thread for ever.
 * The driver ends such a scan as `scanner-timeout`, and the test asks again.
 */
async function refused(scanner: Scanner, settings: ScanSettings) {
  for (let left = TRIES; ; left -= 1) {
    const outcome = await scan(scanner, settings);
    const hung = !outcome.result.ok && outcome.result.error.code === 'scanner-timeout';
    if (!hung || left === 1) return outcome;
  }
}

describe("SANE's test backend", () => {
  test('says what it has', async () => {
    desk = await testBackend();
    expect(await desk.scanner.status(never)).toEqual({
      ok: true,
      value: { sources: ['platen', 'feeder'], feederLoaded: 'unknown' },
    });
  });

  test.each([
    { colour: 'colour', channels: 3 },
    { colour: 'grey', channels: 1 },
  ] as const)(
    'gives the glass in $colour, whole, at the resolution asked for',
    async ({ colour, channels }) => {
      desk = await testBackend({ 'test-picture': '"Color pattern"' });
      const { result, pages } = await scan(desk.scanner, { ...GLASS, colour });
      expect(result).toEqual({ ok: true, value: { pages: 1 } });
      const page = await sharp(pages[0]?.bytes).metadata();
      // Its bed is 200 by 200 mm.
      expect(page).toMatchObject({ format: 'jpeg', channels, width: 2362, height: 2362 });
      expect(pages[0]?.dpi).toBe(300);
    },
  );

  test('gives every sheet of its feeder, which holds ten, and no more', async () => {
    desk = await testBackend();
    const { result, pages } = await scan(desk.scanner, FEEDER);
    expect(result).toEqual({ ok: true, value: { pages: 10 } });
    expect(pages.every((page) => page.mediaType === 'image/jpeg')).toBe(true);
  });

  test('moves no sheet before the last page is kept', async () => {
    desk = await testBackend();
    const filesWhileKeeping: number[] = [];
    const result = await desk.scanner.scan(
      FEEDER,
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        const files = await desk.leftovers();
        filesWhileKeeping.push(files.filter((name) => name.endsWith('.jpg')).length);
      },
      never,
    );
    expect(result.ok).toBe(true);
    expect(filesWhileKeeping).toEqual(new Array(10).fill(0));
  });

  test.each([
    ['SANE_STATUS_UNSUPPORTED', 'scanner-refused'],
    ['SANE_STATUS_CANCELLED', 'scan-cancelled'],
    ['SANE_STATUS_DEVICE_BUSY', 'scanner-busy'],
    ['SANE_STATUS_INVAL', 'scanner-refused'],
    ['SANE_STATUS_JAMMED', 'scanner-jam'],
    ['SANE_STATUS_NO_DOCS', 'scanner-feeder-empty'],
    ['SANE_STATUS_COVER_OPEN', 'scanner-cover-open'],
    ['SANE_STATUS_IO_ERROR', 'scanner-interrupted'],
    ['SANE_STATUS_NO_MEM', 'scanner-interrupted'],
    ['SANE_STATUS_ACCESS_DENIED', 'scanner-refused'],
  ])('%s is %s, from the glass and from the feeder, and no page is delivered', async (status, code) => {
    desk = await testBackend({ 'read-status-code': `"${status}"` }, { timeouts: SOON });
    for (const settings of [GLASS, FEEDER]) {
      const { result, pages } = await refused(desk.scanner, settings);
      expect(result).toMatchObject({ ok: false, error: { code } });
      expect(pages).toEqual([]);
    }
  });

  test('an early end of the image is not a page', async () => {
    desk = await testBackend({ 'read-status-code': '"SANE_STATUS_EOF"' }, { timeouts: SOON });
    const { result, pages } = await refused(desk.scanner, GLASS);
    expect(result.ok).toBe(false);
    expect(pages).toEqual([]);
  });

  test('cancelled while a slow page is read: it stops, at once and for good', async () => {
    desk = await testBackend({
      'read-delay': 'true',
      'read-delay-duration': '200000',
      'read-limit': 'true',
      'read-limit-size': '1024',
    });
    for (const settings of [GLASS, FEEDER]) {
      const visitor = new AbortController();
      setTimeout(() => visitor.abort(), 400);
      const started = performance.now();
      expect(await desk.scanner.scan(settings, async () => undefined, visitor.signal)).toMatchObject({
        ok: false,
        error: { code: 'scan-cancelled' },
      });
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });

  test('a page that takes for ever is a timeout', async () => {
    desk = await testBackend(
      {
        'read-delay': 'true',
        'read-delay-duration': '200000',
        'read-limit': 'true',
        'read-limit-size': '16',
      },
      { timeouts: { pageMs: 800 } },
    );
    for (const settings of [GLASS, FEEDER]) {
      expect((await scan(desk.scanner, settings)).result).toMatchObject({
        error: { code: 'scanner-timeout' },
      });
    }
  });

  test('a page that stops in the middle is a timeout, long before the limit for a whole page', async () => {
    desk = await testBackend(
      {
        'read-delay': 'true',
        'read-delay-duration': '200000',
        'read-limit': 'true',
        'read-limit-size': '1024',
      },
      { timeouts: { pageMs: 60_000, stallMs: 60 } },
    );
    for (const settings of [GLASS, FEEDER]) {
      const started = performance.now();
      expect((await scan(desk.scanner, settings)).result).toMatchObject({
        error: { code: 'scanner-timeout' },
      });
      expect(performance.now() - started).toBeLessThan(30_000);
    }
  });

  test('a slow page that goes on is not taken for one that stopped', async () => {
    desk = await testBackend(
      {
        'read-delay': 'true',
        'read-delay-duration': '100000',
        'read-limit': 'true',
        'read-limit-size': '16384',
      },
      { timeouts: { stallMs: 5_000 } },
    );
    expect((await scan(desk.scanner, { ...FEEDER, source: 'platen' })).result).toEqual({
      ok: true,
      value: { pages: 1 },
    });
  });

  test('a second scan while one is under way is busy', async () => {
    desk = await testBackend();
    const first = scan(desk.scanner, FEEDER);
    expect((await scan(desk.scanner, GLASS)).result).toMatchObject({ error: { code: 'scanner-busy' } });
    expect((await first).result.ok).toBe(true);
  });
});

describe('a scanner that is not there', () => {
  test('a device nobody has is offline', async () => {
    desk = await testBackend({}, { device: 'test:7' });
    expect(await desk.scanner.status(never)).toMatchObject({ ok: false, error: { code: 'scanner-offline' } });
  });

  test('a name that looks like an option or a command is a name', async () => {
    desk = await testBackend({}, { device: '--help; touch /tmp/borne-fictif' });
    expect(await desk.scanner.status(never)).toMatchObject({ ok: false, error: { code: 'scanner-offline' } });
  });

  test('no scanimage on the machine is said, not thrown', async () => {
    desk = await testBackend({}, { program: '/nonexistent/scanimage' });
    expect((await scan(desk.scanner, GLASS)).result).toMatchObject({
      ok: false,
      error: { code: 'scanner-offline' },
    });
  });

  test('a folder that cannot be used is said, not thrown', async () => {
    desk = await testBackend({}, { memoryFolder: '/dev/null/borne' });
    expect((await scan(desk.scanner, FEEDER)).result).toMatchObject({ error: { code: 'scanner-refused' } });
  });
});

describe('a network scanner behind sane-airscan', () => {
  test('a jam on page 3: two pages stay delivered, the jam is named', async () => {
    const device = await startEsclSimulator();
    desk = await airscanBackend(device.url);
    device.mechanism.load(...[1, 2, 3, 4].map(fictionalSheet));
    device.mechanism.troubleAtSheet('jam', 3);
    const { result, pages } = await scan(desk.scanner, FEEDER);
    expect(result).toMatchObject({ ok: false, error: { code: 'scanner-jam' } });
    expect(pages).toHaveLength(2);
    await device.close();
  });

  test('both sides of each sheet, where they are wanted', async () => {
    const device = await startEsclSimulator();
    desk = await airscanBackend(device.url);
    const sheets = [
      twoSided(fictionalSheet(1), fictionalSheet(2)),
      twoSided(fictionalSheet(3), fictionalSheet(4)),
    ];
    device.mechanism.load(...sheets);
    const both = await scan(desk.scanner, { ...FEEDER, bothSides: true });
    expect(both.result).toEqual({ ok: true, value: { pages: 4 } });
    device.mechanism.load(...sheets);
    expect((await scan(desk.scanner, FEEDER)).result).toEqual({ ok: true, value: { pages: 2 } });
    await device.close();
  });

  test('the whole pile, then an empty feeder', async () => {
    const device = await startEsclSimulator();
    desk = await airscanBackend(device.url);
    device.mechanism.load(...[1, 2, 3].map(fictionalSheet));
    expect((await scan(desk.scanner, FEEDER)).result).toEqual({ ok: true, value: { pages: 3 } });
    expect((await scan(desk.scanner, FEEDER)).result).toMatchObject({
      error: { code: 'scanner-feeder-empty' },
    });
    expect(device.jobsAlive).toBe(0);
    await device.close();
  });
});
