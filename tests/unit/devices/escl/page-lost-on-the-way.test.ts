import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../../simulators/escl/escl-simulator.ts';
import { sheetOf } from '../../../simulators/escl/fictional-sheet.ts';
import { type ScannerRig, smallJpeg, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  await rig.close();
});

const FAULTS: readonly (readonly [name: string, fault: Fault, code: string])[] = [
  ['the connection is lost in the middle', { kind: 'drop-mid-body' }, 'scanner-interrupted'],
  ['the connection is closed instead of an answer', { kind: 'hang-up' }, 'scanner-interrupted'],
  ['the JPEG ends in the middle', { kind: 'truncate' }, 'scanner-interrupted'],
  ['the page stops coming', { kind: 'stall' }, 'scanner-timeout'],
  ['the page drips', { kind: 'drip', everyMs: 40 }, 'scanner-timeout'],
  ['the page never starts', { kind: 'silence' }, 'scanner-timeout'],
  ['the page never ends', { kind: 'endless-body', contentType: 'image/jpeg' }, 'scanner-page-too-large'],
  [
    'ten gigabytes are promised',
    { kind: 'promise', bytes: 10_000_000_000, contentType: 'image/jpeg' },
    'scanner-page-too-large',
  ],
  [
    'the page is a web page',
    { kind: 'answer', contentType: 'text/html', body: '<html>Bonjour</html>' },
    'scanner-not-escl',
  ],
  [
    'the page is called a JPEG and is not',
    { kind: 'answer', contentType: 'image/jpeg', body: '%PDF-1.4 fictif' },
    'scanner-not-escl',
  ],
  ['the page is empty', { kind: 'answer', contentType: 'image/jpeg', body: '' }, 'scanner-not-escl'],
  ['the device sends us elsewhere', { kind: 'redirect', location: 'http://192.0.2.1/' }, 'scanner-not-escl'],
  ['the answer is not HTTP', { kind: 'raw', bytes: 'SSH-2.0-fictif\r\n' }, 'scanner-not-escl'],
  ['the header has no end', { kind: 'long-header', bytes: 100_000 }, 'scanner-not-escl'],
  ['the device breaks down', { kind: 'status', status: 500 }, 'scanner-interrupted'],
  ['the device reports trouble it does not name', { kind: 'status', status: 409 }, 'scanner-interrupted'],
  ['the job was cancelled on the device', { kind: 'status', status: 410 }, 'scan-cancelled'],
];

describe('a page that does not arrive whole', () => {
  test.each(FAULTS)(
    '%s: the page before stays, nothing half is delivered, one DELETE',
    async (_name, fault, code) => {
      const [first] = await rig.loadFeeder(3);
      const seen: number[] = [];
      const result = await rig.scanner.scan(
        { source: 'feeder', dpi: 300, colour: 'colour' },
        async (page) => {
          seen.push(page.bytes.byteLength);
          if (seen.length === 1) rig.device.failNext('next', fault);
        },
        new AbortController().signal,
      );
      expect(result).toMatchObject({ ok: false, error: { code } });
      expect(seen).toEqual([first?.byteLength]);
      expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
      // And the visit goes on.
      rig.device.mechanism.emptyFeeder();
      expect((await rig.scan({ source: 'platen' })).result).toEqual({ ok: true, value: { pages: 1 } });
    },
  );

  test('a JPEG with padding after its end is whole', async () => {
    const jpeg = await smallJpeg(3);
    rig.device.mechanism.placeOnGlass(sheetOf(Buffer.concat([jpeg, Buffer.alloc(1_000)])));
    expect((await rig.scan()).result.ok).toBe(true);
  });

  test('a page is delivered even where the device then fails to say that it was the last', async () => {
    rig.device.failNext('next', { kind: 'delay', ms: 0 });
    rig.device.failNext('next', { kind: 'hang-up' });
    const { result, pages } = await rig.scan({ source: 'platen' });
    expect(result).toEqual({ ok: true, value: { pages: 1 } });
    expect(pages).toHaveLength(1);
  });
});
