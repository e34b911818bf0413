import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { kioskProfile } from '../../../kiosk-config/schema/kiosk-profile.ts';
import { readYaml } from '../../../kiosk-config/schema/read-yaml.ts';
import { fixedAddress } from '../../../main/devices/discovery/device-address.ts';
import { createEsclScanner } from '../../../main/devices/escl/escl-scanner.ts';
import { createIppReceiptPrinter } from '../../../main/devices/ipp/ipp-receipt-printer.ts';
import type { ScanSource } from '../../../main/ports/scanner.ts';
import { terminalOf } from '../../contract/platform/terminal.ts';
import { type Desk, startDesk } from '../../simulators/desk/desk.ts';
import type { DeskState } from '../../simulators/desk/desk-state.ts';
import { FolderUsbDrives } from '../../simulators/usb/folder-usb-drives.ts';
import { NOBODY_DRAWS } from '../devices/page-drawers.ts';
import { fictionalDocument, fictionalDossier, nativeBinding, unwrap } from '../storage/fictional-dossier.ts';

const WAIT = { timeout: 10_000, interval: 20 };
const never = new AbortController().signal;
let folder: string;
let desk: Desk;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'borne-desk-'));
  desk = await startDesk({
    folder,
    ...(nativeBinding === undefined ? {} : { nativeBinding }),
    profile: { dpi: 150, idle: { ask_after_seconds: 600 } },
  });
});
afterEach(() => {
  desk.scanner.tray.emptyFeeder();
  desk.scanner.tray.placeOnGlass(undefined);
});
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});

async function act(asked: object): Promise<Response> {
  return fetch(`${desk.controlUrl}api/do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
}

async function state(): Promise<DeskState> {
  const answer = await fetch(`${desk.controlUrl}api/state`);
  return (await answer.json()) as DeskState;
}

/** Scans with the shipped driver at the address of the desk's own configuration file. */
async function scan(source: ScanSource): Promise<{ readonly pages: Uint8Array[]; readonly code: string }> {
  const profile = readYaml(desk.configFile, kioskProfile);
  if (!profile.ok) throw new Error('configuration not readable');
  if (profile.value.scanner.kind !== 'escl') throw new Error('another scanner');
  const scanner = createEsclScanner({ url: profile.value.scanner.url ?? '' });
  const pages: Uint8Array[] = [];
  const { dpi, colour } = profile.value.scanner;
  const done = await scanner.scan(
    { source, dpi, colour },
    async (page) => {
      pages.push(page.bytes);
    },
    never,
  );
  return { pages, code: done.ok ? 'ok' : done.error.code };
}

describe('the desk’s configuration', () => {
  it('is one that the kiosk reads, with what was asked of it', () => {
    const read = readYaml(desk.configFile, kioskProfile);
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    expect(read.value).toMatchObject({
      scanner: { url: desk.scanner.url, dpi: 150 },
      printer: { url: desk.printer.uri },
      usb: { mount_root: desk.sticks.root },
      platform: { url: desk.platform.url, recipients: [desk.platform.recipient] },
      idle: { ask_after_seconds: 600 },
      display: { mode: 'window' },
      data_dir: desk.dataDir,
    });
  });
});

describe('the desk’s scanner', () => {
  it('scans the papers of the feeder in their order, each once', async () => {
    await act({ do: 'load-feeder', papers: ['bulletin-de-salaire', 'verso-vierge'] });
    expect((await state()).scanner.feeder.map(({ id }) => id)).toEqual([
      'bulletin-de-salaire',
      'verso-vierge',
    ]);
    const { pages, code } = await scan('feeder');
    expect(code).toBe('ok');
    expect(pages).toHaveLength(2);
    expect((await state()).scanner.feeder).toEqual([]);
    const inked = await Promise.all(
      pages.map(async (page) => (await sharp(page).stats()).channels[0]?.stdev),
    );
    expect(inked[0]).toBeGreaterThan(Number(inked[1]));
  });

  it('scans what lies on the glass, and an empty glass as the lid', async () => {
    await act({ do: 'place-on-glass', paper: 'cv' });
    const curriculum = await scan('platen');
    expect(curriculum.pages).toHaveLength(1);
    await act({ do: 'place-on-glass', paper: null });
    const nothing = await scan('platen');
    expect(nothing.pages).toHaveLength(1);
    expect((await sharp(nothing.pages[0]).stats()).channels[0]?.stdev).toBeLessThan(6);
  });

  it('jams on the second sheet, says so, and goes on once cleared', async () => {
    await act({ do: 'load-feeder', papers: ['cv', 'bulletin-de-salaire', 'verso-vierge'] });
    await act({ do: 'feeder-trouble', kind: 'jam', sheet: 2 });
    const jammed = await scan('feeder');
    expect(jammed).toMatchObject({ code: 'scanner-jam', pages: { length: 1 } });
    expect((await state()).scanner.trouble).toBe('jam');
    await act({ do: 'clear-feeder-trouble' });
    expect((await state()).scanner.feeder.map(({ id }) => id)).toEqual(['verso-vierge']);
    expect(await scan('feeder')).toMatchObject({ code: 'ok', pages: { length: 1 } });
  });

  it('is open, then closed', async () => {
    await act({ do: 'load-feeder', papers: ['cv'] });
    await act({ do: 'scanner-cover', open: true });
    expect((await scan('feeder')).code).toBe('scanner-cover-open');
    await act({ do: 'scanner-cover', open: false });
    expect((await scan('feeder')).code).toBe('ok');
  });

  it('is off, then on', async () => {
    await act({ do: 'scanner-power', on: false });
    expect((await state()).scanner.on).toBe(false);
    expect((await scan('platen')).code).toBe('scanner-offline');
    await act({ do: 'scanner-power', on: true });
    expect((await scan('platen')).code).toBe('ok');
  });
});

describe('the desk’s printer', () => {
  const pdf = Buffer.from('%PDF-1.7\n% fictional\n%%EOF\n');
  const receipt = { language: 'fr', title: 'Essai', lines: [] };

  it('keeps what it printed where the page can show it', async () => {
    const printer = createIppReceiptPrinter({
      address: fixedAddress(desk.printer.uri),
      drawer: NOBODY_DRAWS,
      trust: { kind: 'system' },
      renderPdf: async () => pdf,
    });
    expect(await printer.print(receipt, () => undefined, never)).toMatchObject({ ok: true });
    const [job] = (await state()).printer.jobs;
    expect(job).toMatchObject({ state: 9, bytes: pdf.length });
    const answer = await fetch(`${desk.controlUrl}printed/${job?.id}`);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect((await fetch(`${desk.controlUrl}printed/999`)).status).toBe(404);
  });

  it('is off, then on', async () => {
    const printer = createIppReceiptPrinter({
      address: fixedAddress(desk.printer.uri),
      drawer: NOBODY_DRAWS,
      trust: { kind: 'system' },
      renderPdf: async () => pdf,
    });
    await act({ do: 'printer-power', on: false });
    expect(await printer.status(never)).toMatchObject({ ok: false, error: { code: 'printer-offline' } });
    await act({ do: 'printer-power', on: true });
    expect(await printer.status(never)).toMatchObject({ ok: true });
  });

  it('has no paper, then has', async () => {
    await act({ do: 'printer-condition', condition: 'media-empty', present: true });
    expect((await state()).printer.conditions).toEqual(['media-empty']);
    const printer = createIppReceiptPrinter({
      address: fixedAddress(desk.printer.uri),
      drawer: NOBODY_DRAWS,
      trust: { kind: 'system' },
      renderPdf: async () => pdf,
    });
    expect(await printer.status(never)).toMatchObject({ ok: false, error: { code: 'printer-media-empty' } });
    await act({ do: 'printer-condition', condition: 'media-empty', present: false });
    expect(await printer.status(never)).toMatchObject({ ok: true });
  });
});

describe('the desk’s sticks and platform', () => {
  it('show and give what was copied, and nothing beside it', async () => {
    const drives = await FolderUsbDrives.open(desk.sticks.root);
    const ready = new Promise((resolve) => {
      const stop = drives.watch((presence) => {
        if (presence.kind !== 'ready') return;
        stop();
        resolve(presence);
      });
    });
    await act({ do: 'plug', stick: 'cle' });
    await ready;
    const bytes = Buffer.from('un récapitulatif');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const exported = await drives.export('Numérisation', [{ name: 'été.pdf', bytes, sha256 }], never);
    await drives.close();
    expect(exported).toMatchObject({ ok: true, value: { removable: true } });
    const [stick] = (await state()).sticks;
    expect(stick).toMatchObject({ state: 'unmounted', files: [{ path: 'Numérisation/été.pdf' }] });
    const answer = await fetch(`${desk.controlUrl}sticks/cle/${encodeURI('Numérisation/été.pdf')}`);
    expect(await answer.text()).toBe('un récapitulatif');
    for (const path of ['..%2Fcontrol.json', '..%2F..%2Fplatform%2Fidentity.txt', 'Numérisation']) {
      expect((await fetch(`${desk.controlUrl}sticks/cle/${path}`)).status).toBe(404);
    }
    await act({ do: 'pull', stick: 'cle' });
    expect((await state()).sticks[0]?.state).toBe('in-hand');
  });

  it('cut, then give back the network, and show the dossier that waited for it', async () => {
    const terminal = await terminalOf(desk.platform);
    await act({ do: 'network', up: false });
    const document = fictionalDocument(Buffer.from('%PDF fictif'));
    const dossier = fictionalDossier([document]);
    unwrap(await terminal.outbox.commit(dossier));
    terminal.runner.start();
    await vi.waitFor(() => expect(terminal.events.some(({ kind }) => kind === 'postponed')).toBe(true), WAIT);
    expect((await state()).platform).toMatchObject({ online: false, dossiers: [] });
    await act({ do: 'network', up: true });
    await vi.waitFor(() => expect(terminal.outbox.waiting()).toBe(0), WAIT);
    expect((await state()).platform).toMatchObject({
      online: true,
      dossiers: [
        {
          reference: dossier.reference,
          documentKind: dossier.documentKind,
          files: [{ path: document.fileName, bytes: document.bytes.length }],
        },
      ],
    });
    const at = `${desk.controlUrl}dossiers/${dossier.reference}`;
    expect(await (await fetch(`${at}/${document.fileName}`)).text()).toBe('%PDF fictif');
    expect((await fetch(`${at}/..%2F..%2Fidentity.txt`)).status).toBe(404);
  });
});

describe('the desk’s page', () => {
  it('is served whole, and allows nothing from elsewhere', async () => {
    for (const path of ['', 'desk.js', 'desk.css', 'papers/cv', 'api/papers']) {
      const answer = await fetch(`${desk.controlUrl}${path}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'self'");
    }
    expect((await fetch(`${desk.controlUrl}papers/../desk.ts`)).status).toBe(404);
  });

  it('refuses what it does not know', async () => {
    expect((await act({ do: 'load-feeder', papers: ['no-such-paper'] })).status).toBe(400);
    expect((await act({ do: 'set-on-fire' })).status).toBe(400);
  });

  it('refuses another page in the same browser', async () => {
    const foreign = await fetch(`${desk.controlUrl}api/do`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://exemple.invalid' },
      body: JSON.stringify({ do: 'network', up: false }),
    });
    expect(foreign.status).toBe(403);
    expect(desk.platform.isOnline()).toBe(true);
    // A name that was made to point here (DNS rebinding); fetch would not send another Host.
    const { port } = new URL(desk.controlUrl);
    const rebound = await new Promise<number | undefined>((resolve, reject) => {
      request(
        { host: '127.0.0.1', port, path: '/api/state', headers: { host: 'exemple.invalid' } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      )
        .once('error', reject)
        .end();
    });
    expect(rebound).toBe(403);
  });
});
