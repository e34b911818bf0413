import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedAddress } from '../../../main/devices/discovery/device-address.ts';
import type { DeviceTrust } from '../../../main/devices/http/device-trust.ts';
import { createIppReceiptPrinter } from '../../../main/devices/ipp/ipp-receipt-printer.ts';
import { readDepositTemplate } from '../../../main/devices/receipt/deposit-receipt.ts';
import { renderReceiptA4 } from '../../../main/devices/receipt/receipt-a4.ts';
import type { Receipt } from '../../../main/domain/receipt.ts';
import type { PageDrawer } from '../../../main/ports/page-drawer.ts';
import type { PrintProgress, ReceiptPrinter } from '../../../main/ports/receipt-printer.ts';
import { engineDrawer, NOBODY_DRAWS } from '../../unit/devices/page-drawers.ts';
import {
  FICTIONAL_DEPOSIT,
  SHIPPED_FONTS,
  SHIPPED_TEMPLATE,
} from '../../unit/devices/receipt/receipt-fixture.ts';
import { type EvePrinter, ipptool, startEvePrinter } from './ippeveprinter.ts';
import { lettersOf, pdfOfRaster, readPaper } from './paper.ts';

function driver(
  uri: string,
  trust: DeviceTrust = { kind: 'system' },
  drawer: PageDrawer = NOBODY_DRAWS,
): ReceiptPrinter {
  return createIppReceiptPrinter({
    address: fixedAddress(uri),
    drawer,
    trust,
    renderPdf: (receipt) => renderReceiptA4(receipt, SHIPPED_FONTS),
    waits: { lookMs: 200, busyRetryMs: 200, cancelMs: 3_000 },
  });
}

function recepisse(): Receipt {
  const template = readDepositTemplate(SHIPPED_TEMPLATE, { timeZone: 'Europe/Paris' });
  if (!template.ok) throw new Error(template.error.detail);
  return template.value({ ...FICTIONAL_DEPOSIT, destinationLabel: 'Mon dossier « été » à 12 €' });
}

async function status(printer: ReceiptPrinter): Promise<string> {
  const answer = await printer.status(AbortSignal.timeout(5_000));
  return answer.ok ? 'ready' : answer.error.code;
}

async function print(
  printer: ReceiptPrinter,
  onProgress: (progress: PrintProgress) => unknown = () => undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ readonly outcome: string; readonly said: readonly string[] }> {
  const said: string[] = [];
  const printed = await printer.print(
    recepisse(),
    (progress) => {
      said.push('reason' in progress ? `${progress.state} ${progress.reason}` : progress.state);
      onProgress(progress);
    },
    signal,
  );
  return { outcome: printed.ok ? printed.value.state : printed.error.code, said };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > limit) throw new Error('it never came');
    await sleep(100);
  }
}

describe('the receipt on CUPS’s ippeveprinter', () => {
  let eve: EvePrinter;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'borne-received-'));
    eve = await startEvePrinter();
  });
  afterAll(async () => {
    await eve?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('arrives whole: OCR reads accents, euro and reference, and nothing is cropped', async () => {
    const printer = driver(eve.uri);
    expect(await status(printer)).toBe('ready');
    const { outcome, said } = await print(printer);
    expect(outcome).toBe('printed');
    // On a busy machine the printer is slow to take the job up, and says so in between.
    expect([...new Set(said)].filter((step) => step !== 'waiting printer-busy')).toEqual(['sent', 'printed']);
    expect(said.at(-1)).toBe('printed');

    const received = await eve.received();
    expect(received).toHaveLength(1);
    const sheets = await readPaper(received[0] ?? new Uint8Array(), folder, 'received');
    expect(sheets).toHaveLength(1);
    const [sheet] = sheets;
    for (const side of Object.values(sheet?.white ?? {})) expect(side).toBeGreaterThan(17);
    const read = lettersOf(sheet?.text ?? '');
    for (const words of [
      'Récépissé de dépôt',
      'Votre document est enregistré sur cette borne',
      'dès que le réseau le permet',
      '7KQ4-AVNX-3W6H',
      '« été » à 12 €',
      'samedi 21 novembre 2026, 10:32',
      'Ceci n’est pas une décision',
    ]) {
      expect(read).toContain(lettersOf(words));
    }
  });

  it('waits for paper, says so, and is printed once it is refilled', async () => {
    const printer = driver(eve.uri);
    const before = (await eve.received()).length;
    await eve.loadPaper(0);
    expect(await status(printer)).toBe('printer-media-empty');
    const { outcome, said } = await print(printer, (progress) =>
      progress.state === 'waiting' ? eve.loadPaper(250) : undefined,
    );
    expect(outcome).toBe('printed');
    expect(said).toContain('waiting printer-media-empty');
    expect(await eve.received()).toHaveLength(before + 1);
    expect(await status(printer)).toBe('ready');
  });

  it('is taken back when the visitor leaves while it waits for paper', async () => {
    const printer = driver(eve.uri);
    await eve.loadPaper(0);
    const visit = new AbortController();
    const { outcome } = await print(
      printer,
      (progress) => (progress.state === 'waiting' ? visit.abort() : undefined),
      visit.signal,
    );
    expect(outcome).toBe('print-cancelled');
    await eve.loadPaper(250);
    // This printer carries out a cancellation once its paper is back.
    const ended = async (): Promise<string> =>
      (await ipptool(['-tv', eve.uri, 'get-completed-jobs.test'])).report;
    await until(async () => /job-state \(enum\) = canceled/.test(await ended()));
    expect((await print(printer)).outcome).toBe('printed');
  });

  it('waits for its turn where the printer takes one job at a time', async () => {
    await eve.loadPaper(0);
    const started: Promise<{ readonly outcome: string }>[] = [];
    const turns = await new Promise<Promise<{ readonly outcome: string }>[]>((resolve) => {
      // The second begins once the first is on the printer, and the paper comes once the second was turned away.
      const first = print(driver(eve.uri), (progress) => {
        if (progress.state !== 'waiting' || started.length > 1) return;
        const second = print(driver(eve.uri), (told) => {
          if (told.state === 'waiting' && told.reason === 'printer-busy') resolve(started);
        });
        started.push(second);
      });
      started.push(first);
    });
    await eve.loadPaper(250);
    const outcomes = (await Promise.all(turns)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['printed', 'printed']);
  });

  it('goes over TLS to the certificate that was pinned, and to no other', async () => {
    const fingerprint = await new Promise<string>((resolve, reject) => {
      // Only to learn what the printer made for itself; the driver then trusts exactly that.
      const socket = tls.connect({ host: 'localhost', port: eve.port, rejectUnauthorized: false }, () => {
        const certificate = socket.getPeerX509Certificate();
        socket.destroy();
        resolve(
          createHash('sha256')
            .update(certificate?.raw ?? '')
            .digest('hex'),
        );
      });
      socket.on('error', reject);
    });
    const uri = eve.uri.replace(/^ipp:/, 'ipps:');
    expect((await print(driver(uri, { kind: 'pinned', sha256: fingerprint }))).outcome).toBe('printed');
    const other = createHash('sha256').update('another device').digest('hex');
    expect(await status(driver(uri, { kind: 'pinned', sha256: other }))).toBe('printer-untrusted');
  });
});

describe('an ippeveprinter that cannot', () => {
  it('abort: a job that the printer gives up is not called printed', async () => {
    const eve = await startEvePrinter({ command: '#!/bin/sh\nexit 1\n' });
    try {
      const { outcome, said } = await print(driver(eve.uri));
      expect(outcome).toBe('print-aborted');
      expect(said.at(-1)).toBe('failed print-aborted');
    } finally {
      await eve.close();
    }
  });

  it('jam: the printer’s own words reach the screen', async () => {
    const eve = await startEvePrinter({
      command: '#!/bin/sh\necho "STATE: +media-jam" >&2\nsleep 2\necho "STATE: -media-jam" >&2\n',
    });
    try {
      const { outcome, said } = await print(driver(eve.uri));
      expect(said).toContain('waiting printer-jam');
      expect(outcome).toBe('printed');
    } finally {
      await eve.close();
    }
  });

  it('no PDF: the same paper arrives as PWG raster, and CUPS’s own filter and OCR read it', async () => {
    const eve = await startEvePrinter({ formats: ['image/pwg-raster', 'image/jpeg'] });
    const drawer = engineDrawer();
    const folder = await mkdtemp(join(tmpdir(), 'borne-raster-'));
    try {
      const printer = driver(eve.uri, { kind: 'system' }, drawer);
      expect(await status(printer)).toBe('ready');
      expect((await print(printer)).outcome).toBe('printed');
      const [raster] = await eve.received();
      const sheets = await readPaper(await pdfOfRaster(raster ?? new Uint8Array()), folder, 'raster');
      const read = lettersOf(sheets.map(({ text }) => text).join(' '));
      for (const words of ['Récépissé de dépôt', '7KQ4-AVNX-3W6H', 'été', '12 €', 'décision']) {
        expect(read).toContain(lettersOf(words));
      }
      for (const { widthMm, heightMm } of sheets) {
        expect(Math.abs(widthMm - 210)).toBeLessThan(0.5);
        expect(Math.abs(heightMm - 297)).toBeLessThan(0.5);
      }
    } finally {
      await drawer.close();
      await rm(folder, { recursive: true, force: true });
      await eve.close();
    }
  });

  it('JPEG alone: each page arrives as an image of its own', async () => {
    const eve = await startEvePrinter({ formats: ['image/jpeg'] });
    const drawer = engineDrawer();
    try {
      const { outcome } = await print(driver(eve.uri, { kind: 'system' }, drawer));
      expect(outcome).toBe('printed');
      const pages = await eve.received();
      expect(pages.length).toBeGreaterThan(0);
      for (const page of pages) {
        const { format, width = 0, height = 0 } = await sharp(page).metadata();
        expect(format).toBe('jpeg');
        expect(Math.abs(height / width - 297 / 210)).toBeLessThan(0.01);
      }
    } finally {
      await drawer.close();
      await eve.close();
    }
  });
});
