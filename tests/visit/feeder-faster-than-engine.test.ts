import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEsclScanner } from '../../main/devices/escl/escl-scanner.ts';
import { createVisitVaults } from '../../main/storage/visit-vault.ts';
import { type EsclSimulator, startEsclSimulator } from '../simulators/escl/escl-simulator.ts';
import { fictionalSheet, sheetOf } from '../simulators/escl/fictional-sheet.ts';
import type { Sheet } from '../simulators/escl/sheet.ts';
import { type StartedVisit, startedVisit } from './visit-fixture.ts';

/** Sixty pages a minute would take a second a page; five times that speed shows the same in a fifth of the time. */
const PAGE_MS = 200;
const PAGES = 12;

let folder: string;
let device: EsclSimulator;
let page: Sheet;
beforeAll(async () => {
  // An A4 page in colour at 300 dpi, rendered once: the simulator is not to be what is slow here.
  const size = { width: 2_480, height: 3_508 };
  page = sheetOf(await fictionalSheet(9).render({ ...size, dpi: 300, colour: 'colour' }));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'borne-feeder-'));
  device = await startEsclSimulator({ manners: { pageMs: PAGE_MS } });
});
afterEach(async () => {
  await device.close();
  await rm(folder, { recursive: true, force: true });
});

/** A visit with the shipped driver and the shipped vault, and an engine in the test's hand. */
async function atTheScanner(): Promise<StartedVisit> {
  const test = await startedVisit({
    scanner: createEsclScanner({ url: device.url }),
    vaults: createVisitVaults({ folder, randomBytes }),
  });
  await test.visit.startVisit('send');
  test.visit.chooseKind('cv');
  return test;
}

async function until(condition: () => boolean): Promise<void> {
  const limit = performance.now() + 20_000;
  while (!condition() && performance.now() < limit) await sleep(5);
}

const vaultFiles = async (): Promise<number> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

describe('a feeder that is faster than the engine', () => {
  it('is not made to wait while the engine is stuck, and no more than two raw pages are in memory', async () => {
    const test = await atTheScanner();
    test.engine.hold = new Promise(() => {});
    device.mechanism.load(...Array.from({ length: PAGES }, () => page));
    test.visit.startScan('feeder');
    await until(() => test.view('scan').scanning.kind === 'idle');
    expect(test.view('scan').pages).toHaveLength(PAGES);
    expect(test.engine.mostHeld).toBeLessThanOrEqual(2);
    // A page is asked for before it is ready, but for the odd busy moment of the machine that runs this.
    const late = device.deliveries.filter(({ askedAt, readyAt }) => askedAt > readyAt);
    expect(late.length).toBeLessThanOrEqual(PAGES / 3);
    await test.visit.close();
  });

  it('is asked for a page only when the one before is on the disk', async () => {
    const test = await atTheScanner();
    test.engine.hold = new Promise(() => {});
    device.mechanism.load(page, page, page);
    const onDisk: number[] = [];
    let asked = 0;
    const watch = setInterval(() => {
      // A page takes 200 ms to be ready: whoever asked for it is seen here long before it comes.
      const now = device.requests.filter(({ path }) => path.endsWith('/NextDocument')).length;
      if (now === asked) return;
      asked = now;
      void vaultFiles().then((files) => onDisk.push(files));
    }, 10);
    test.visit.startScan('feeder');
    await until(() => test.view('scan').scanning.kind === 'idle');
    clearInterval(watch);
    expect(onDisk.length).toBeGreaterThanOrEqual(3);
    expect(onDisk.slice(0, 3)).toEqual([0, 1, 2]);
    await test.visit.close();
  });
});
