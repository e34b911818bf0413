import { afterEach, describe, expect, it } from 'vitest';
import { fixedAddress } from '../../../../main/devices/discovery/device-address.ts';
import { createEsclScanner } from '../../../../main/devices/escl/escl-scanner.ts';
import { createIppReceiptPrinter } from '../../../../main/devices/ipp/ipp-receipt-printer.ts';
import { createSelfTest } from '../../../../main/devices/self-test/create-self-test.ts';
import { examineVoice } from '../../../../main/devices/self-test/examine-devices.ts';
import type { LanguageCode } from '../../../../main/domain/language.ts';
import { ok } from '../../../../main/domain/result.ts';
import type { HeadphonesPresence } from '../../../../main/ports/headphones.ts';
import type { ReaderPresence } from '../../../../main/ports/hid-reader.ts';
import type { UsbDrives } from '../../../../main/ports/usb-drives.ts';
import { type EsclSimulator, startEsclSimulator } from '../../../simulators/escl/escl-simulator.ts';
import { fictionalSheet } from '../../../simulators/escl/fictional-sheet.ts';
import { type IppSimulator, startIppSimulator } from '../../../simulators/ipp/ipp-simulator.ts';
import { NOBODY_DRAWS } from '../page-drawers.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const NO_STICK: UsbDrives = {
  presence: () => ({ kind: 'none' }),
  watch: () => () => undefined,
  export: async () => ({ ok: false, error: { code: 'usb-missing' } }),
  close: async () => undefined,
};

const forever = new AbortController().signal;

/** A voice that speaks French, and a socket that tells. */
function voice(presence: HeadphonesPresence = 'unplugged', languages: readonly LanguageCode[] = ['fr']) {
  return {
    driver: {
      languages: async () => languages,
      say: async () => ok(undefined),
    },
    start: 'headphones-or-key',
    headphones: { presence: () => presence, watch: () => () => undefined, close: async () => undefined },
  } as const;
}

/** A self-test of simulated devices that waits no longer than it must. */
async function selfTest(readers: readonly ReaderPresence[] = []) {
  const escl: EsclSimulator = await startEsclSimulator();
  const ipp: IppSimulator = await startIppSimulator();
  closing.push(
    () => escl.close(),
    () => ipp.close(),
  );
  const printerUri = `ipp://127.0.0.1:${ipp.port}/ipp/print`;
  const test = createSelfTest({
    scanner: { driver: createEsclScanner({ url: escl.url }), protocol: 'escl', address: escl.url },
    printer: {
      driver: createIppReceiptPrinter({
        address: fixedAddress(printerUri),
        drawer: NOBODY_DRAWS,
        trust: { kind: 'system' },
        renderPdf: async () => new TextEncoder().encode('%PDF-1.7 essai'),
        waits: { lookMs: 20, cancelMs: 2_000 },
      }),
      protocol: 'ipp',
      address: printerUri,
    },
    usb: { driver: NO_STICK, address: '/media/essai' },
    readers: {
      presence: () => readers,
      watch: () => () => undefined,
      onBarcode: () => () => undefined,
      onBadge: () => () => undefined,
      close: async () => undefined,
    },
    voice: voice(),
    scan: { dpi: 75, colour: 'grey' },
    place: { terminal: 'essai-01', site: 'Agence d’essai' },
    now: () => Date.parse('2026-03-02T08:30:00Z'),
    limits: { examineMs: 700, scanMs: 700, printMs: 700 },
  });
  return { test, escl, ipp };
}

describe('a device that takes the connection and says nothing', () => {
  it('is unreachable after a while; the others are examined all the same', async () => {
    const { test, escl } = await selfTest();
    escl.failRepeatedly('capabilities', { kind: 'silence' }, 10);
    escl.failRepeatedly('status', { kind: 'silence' }, 10);
    const [scanner, printer] = await test.examine(forever);
    // Not `scan-cancelled`: nobody cancelled.
    expect(scanner).toMatchObject({ state: 'unreachable', problem: 'scanner-timeout' });
    expect(printer).toMatchObject({ state: 'ready' });
  });

  it('ends a test scan as too slow, not as cancelled', async () => {
    const { test, escl } = await selfTest();
    escl.mechanism.placeOnGlass(fictionalSheet(2));
    escl.failRepeatedly('next', { kind: 'silence' }, 10);
    expect(await test.scan(forever, 'platen')).toMatchObject({ passed: false, problem: 'scanner-timeout' });
    expect(escl.jobsAlive).toBe(0);
  });

  it('ends a test print as too slow where the printer does not say why', async () => {
    const { test, ipp } = await selfTest();
    ipp.mechanism.behave({ ending: 'never' });
    expect(await test.print(forever)).toMatchObject({ passed: false, problem: 'printer-timeout' });
  });
});

describe('a printer that waits for a person', () => {
  it('fails the test with what is in its way, and the job is cancelled', async () => {
    const { test, ipp } = await selfTest();
    ipp.mechanism.set('cover-open', true);
    expect(await test.print(forever)).toMatchObject({ passed: false, problem: 'printer-cover-open' });
    ipp.mechanism.set('cover-open', false);
    expect(ipp.mechanism.printed).toEqual([]);
  });
});

describe('a scanner without a glass', () => {
  it('is tried with its feeder', async () => {
    const escl = await startEsclSimulator({ device: { sources: ['feeder'] } });
    closing.push(() => escl.close());
    escl.mechanism.load(fictionalSheet(1), fictionalSheet(2));
    const { test } = await selfTest();
    expect(await test.examine(forever)).toBeDefined();
    const own = createSelfTest({
      scanner: { driver: createEsclScanner({ url: escl.url }), protocol: 'escl', address: escl.url },
      printer: {
        driver: createIppReceiptPrinter({
          address: fixedAddress('ipp://127.0.0.1:9/ipp/print'),
          drawer: NOBODY_DRAWS,
          trust: { kind: 'system' },
          renderPdf: async () => new Uint8Array(),
        }),
        protocol: 'ipp',
        address: 'ipp://127.0.0.1:9/ipp/print',
      },
      usb: { driver: NO_STICK, address: '/media/essai' },
      voice: voice(),
      scan: { dpi: 75, colour: 'grey' },
      place: { terminal: 'essai-01', site: 'Agence d’essai' },
      now: () => 0,
    });
    expect(await own.scan(forever)).toMatchObject({ passed: true, source: 'feeder', pages: 2 });
  });
});

describe('readers', () => {
  it('are reported one by one, a missing one as absent with its code', async () => {
    const { test } = await selfTest([
      { kind: 'barcode', name: 'Lecteur fictif', state: 'ready' },
      { kind: 'badge', name: '', state: 'unusable', reason: 'reader-missing' },
      { kind: 'barcode', name: 'Douchette', state: 'unusable', reason: 'reader-types-keys' },
    ]);
    const reports = await test.examine(forever);
    expect(reports.slice(3, -1)).toMatchObject([
      { device: 'reader', kind: 'barcode', makeAndModel: 'Lecteur fictif', state: 'ready', problem: null },
      { device: 'reader', kind: 'badge', state: 'absent', problem: 'reader-missing' },
      { device: 'reader', kind: 'barcode', state: 'trouble', problem: 'reader-types-keys' },
    ]);
  });
});

describe('the voice', () => {
  it('is reported last, with its languages and what the socket says', async () => {
    const { test } = await selfTest();
    expect((await test.examine(forever)).at(-1)).toEqual({
      device: 'voice',
      address: '',
      makeAndModel: '',
      state: 'ready',
      problem: null,
      detail: null,
      start: 'headphones-or-key',
      headphones: 'unplugged',
      languages: ['fr'],
    });
  });

  it('is in trouble where it speaks no language, and its socket is unknown where nobody follows one', async () => {
    const { driver } = voice('unknown', []);
    expect(await examineVoice(driver, 'key', undefined)).toMatchObject({
      state: 'trouble',
      problem: 'voice-failed',
      headphones: 'unknown',
    });
  });
});
