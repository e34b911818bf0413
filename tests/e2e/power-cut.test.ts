import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KioskOnDesk, kioskOnDesk } from './kiosk-on-desk.ts';
import { chooseKind, scanGlass, send } from './visitor.ts';

/**
 * The real Electron, killed by a signal that nothing can catch. Fifty moments are tried with the same storage and sending
 * code in `tests/contract/power-cut`; here are the moments that a visitor and the network give. Milliseconds after the
 * screen said "enregistré".
 */
const MOMENTS_MS = [0, 15, 40, 90, 200];

/** How long the platform may take to have everything after the kiosk is back, milliseconds. */
const ARRIVAL_LIMIT_MS = 30_000;

describe('a kiosk killed after the confirmation', () => {
  let test: KioskOnDesk;
  beforeAll(async () => {
    test = await kioskOnDesk();
  });
  afterAll(() => test?.close());

  it.each(MOMENTS_MS)('%i ms later has lost nothing and sends nothing twice', async (moment) => {
    const { desk } = test;
    // Slow enough that the upload is under way at most of the moments.
    desk.platform.faults.failNext('upload', { kind: 'throttle', bytesPerSecond: 400_000 });
    await chooseKind(test.kiosk);
    desk.scanner.tray.placeOnGlass('facture-electricite');
    await scanGlass(test.kiosk, 1);
    const reference = await send(test.kiosk);
    await new Promise((resolve) => setTimeout(resolve, moment));
    await test.kill();

    await test.relaunch();
    await test.kiosk.see('Bonjour');
    const until = Date.now() + ARRIVAL_LIMIT_MS;
    const arrived = (): number =>
      desk.platform.dossiers().filter((dossier) => dossier.reference === reference).length;
    while (arrived() === 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(arrived()).toBe(1);

    const dossier = desk.platform.dossiers().find((stored) => stored.reference === reference);
    const folder = dossier?.folder ?? '';
    const [pdf = ''] = readdirSync(folder).filter((name) => name.endsWith('.pdf'));
    execFileSync('qpdf', ['--check', path.join(folder, pdf)]);
  });

  it('has sent each dossier exactly once, all visits together', () => {
    const references = test.desk.platform.dossiers().map((dossier) => dossier.reference);
    expect(references).toHaveLength(MOMENTS_MS.length);
    expect(new Set(references).size).toBe(MOMENTS_MS.length);
    const complete = test.desk.platform.deposits().map((deposit) => deposit.reference);
    expect(complete.sort()).toEqual(references.sort());
  });
});
