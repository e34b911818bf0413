import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sheet } from '../simulators/escl/sheet.ts';
import { paper } from '../simulators/papers/paper-catalogue.ts';
import { type KioskOnDesk, kioskOnDesk } from './kiosk-on-desk.ts';
import { chooseKind, end, pagesReady, send } from './visitor.ts';

/** A word that stands in the scanned file itself, and nowhere else in the world. */
const CANARY = 'CANARI-7f3a9b-Zoé-Fictive';

/** Bytes that only a page or a document of the visit begins with. */
const SIGNATURES: Readonly<Record<string, Buffer>> = {
  canary: Buffer.from(CANARY),
  'JPEG with JFIF': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  PDF: Buffer.from('%PDF-'),
  'ZIP of a dossier': Buffer.from('dossier.json'),
  'name of the kind': Buffer.from('justificatif-domicile'),
};

/** A paper whose JPEG carries the canary in a comment segment (ITU-T T.81, B.2.4.5). */
function paperWithCanary(id: string): Sheet {
  return {
    render: async (request) => {
      const jpeg = Buffer.from(await paper(id).render(request));
      const text = Buffer.from(CANARY);
      const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text]);
      return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
    },
  };
}

/** Every regular file below a folder, with its bytes. */
function* filesBelow(folder: string): Generator<{ file: string; bytes: Buffer }> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    yield { file, bytes: readFileSync(file) };
  }
}

/** Where any of the signatures stands below a folder. */
function findings(folder: string): string[] {
  const found: string[] = [];
  for (const { file, bytes } of filesBelow(folder)) {
    for (const [what, signature] of Object.entries(SIGNATURES)) {
      if (bytes.includes(signature)) found.push(`${what} in ${path.relative(folder, file)}`);
    }
  }
  return found;
}

/** From the proof to the dossier on the platform, milliseconds. */
const ARRIVAL_LIMIT_MS = 30_000;

describe('after a visit', () => {
  let test: KioskOnDesk;
  beforeAll(async () => {
    test = await kioskOnDesk();
  });
  afterAll(() => test?.close());

  /** Through the page's own storage, so that there is something to erase. */
  const fillStorage = `(async () => {
    localStorage.setItem('word', ${JSON.stringify(CANARY)});
    sessionStorage.setItem('word', ${JSON.stringify(CANARY)});
    document.cookie = 'word=canari';
    await new Promise((resolve, reject) => {
      const request = indexedDB.open('words', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('words').put(${JSON.stringify(CANARY)}, 'word');
      request.onsuccess = resolve;
      request.onerror = reject;
    });
  })()`;

  it('nothing of it can be read on the disk while it lasts', async () => {
    const { desk, kiosk } = test;
    await chooseKind(kiosk);
    desk.scanner.simulator.mechanism.load(paperWithCanary('courrier-administratif'), paperWithCanary('cv'));
    await kiosk.press(/chargeur/);
    await pagesReady(kiosk.page(), 2);
    await kiosk.page().evaluate(fillStorage);
    // Something is there: the pages, encrypted.
    expect(readdirSync(path.join(desk.dataDir, 'visit'), { recursive: true }).length).toBeGreaterThan(2);
    expect(findings(desk.dataDir)).toEqual([]);
  });

  it('nothing of it can be read on the disk, in the spool or in the page once it ended', async () => {
    const { desk, kiosk } = test;
    const pagePid = (): Promise<number | undefined> =>
      kiosk.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      );
    const reference = await send(kiosk);
    await kiosk.press('Imprimer le reçu');
    await kiosk.see('Le reçu est imprimé.');
    await desk.sticks.plug();
    await kiosk.press('Copier sur ma clé');
    await kiosk.see('Vous pouvez retirer la clé.');
    const oldPage = await pagePid();
    await end(kiosk);

    const visitFolder = path.join(desk.dataDir, 'visit');
    const left = [...filesBelow(visitFolder)].map(({ file }) => path.relative(visitFolder, file));
    expect(left).toEqual([]);
    expect(findings(desk.dataDir)).toEqual([]);
    // The page of the visit is gone with its process and its memory.
    expect(await pagePid()).not.toBe(oldPage);
    expect(
      existsSync(`/proc/${oldPage}`) && readFileSync(`/proc/${oldPage}/status`, 'utf8').includes('State:\tR'),
    ).toBe(false);
    const storage = await kiosk.page().evaluate(`(async () => ({
      local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
      databases: (await indexedDB.databases()).length,
      text: document.documentElement.outerHTML,
    }))()`);
    expect(storage).toMatchObject({ local: 0, session: 0, cookie: '', databases: 0 });
    expect(JSON.stringify(storage)).not.toContain(reference);
    // Nothing waits on the printer.
    expect(desk.printer.simulator.mechanism.busy).toBe(false);
    // The platform has it: it was not simply never written.
    const stored = (): string[] => desk.platform.dossiers().map((dossier) => dossier.reference);
    await expect.poll(stored, { timeout: ARRIVAL_LIMIT_MS }).toEqual([reference]);
  });

  it('nothing of an unconfirmed visit is left when the power is cut in its middle', async () => {
    const { desk } = test;
    await test.kiosk.press('Revenir au début');
    await chooseKind(test.kiosk);
    desk.scanner.simulator.mechanism.load(paperWithCanary('facture-electricite'));
    await test.kiosk.press(/chargeur/);
    await pagesReady(test.kiosk.page(), 1);
    await test.kill();
    expect(findings(desk.dataDir)).toEqual([]);
    await test.relaunch();
    await test.kiosk.see('Bonjour');
    const visitFolder = path.join(desk.dataDir, 'visit');
    expect([...filesBelow(visitFolder)].map(({ file }) => file)).toEqual([]);
    expect(desk.platform.dossiers()).toHaveLength(1);
  });

  it('the visit ends by itself when nobody is there, and "Je suis là" keeps it', async () => {
    await test.close();
    test = await kioskOnDesk({
      profile: { idle: { ask_after_seconds: 10, countdown_seconds: 20, ended_screen_seconds: 3 } },
    });
    const { desk, kiosk } = test;
    await chooseKind(kiosk);
    desk.scanner.tray.placeOnGlass('cv');
    await kiosk.press(/vitre/);
    await pagesReady(kiosk.page(), 1);
    await kiosk.see('Êtes-vous toujours là ?');
    await kiosk.press('Je suis là');
    await kiosk.see('Votre document passe.');
    await kiosk.see('Êtes-vous toujours là ?');
    const old = kiosk.page();
    const until = Date.now() + 40_000;
    while (kiosk.page() === old && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await kiosk.renewed(old);
    await kiosk.see('Bonjour');
    expect([...filesBelow(path.join(desk.dataDir, 'visit'))]).toEqual([]);
    expect(desk.platform.deposits()).toHaveLength(0);
  });
});
