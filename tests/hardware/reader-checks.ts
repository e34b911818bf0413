import assert from 'node:assert/strict';
import type { ReaderSpec } from '../../main/devices/hid/reader-detection.ts';
import { UsbHidReaders } from '../../main/devices/hid/usb-hid-readers.ts';
import type { BadgeRead, BarcodeRead } from '../../main/ports/hid-reader.ts';
import {
  BADGE_READER,
  badgeReport,
  PLAIN_KEYBOARD,
  POS_READER,
  posReports,
  TYPING_READER,
} from './hid-gadgets.ts';
import { type HardwareCheck, type HidGadget, type LabBench, NOTHING_TO_ADD } from './lab-bench.ts';
import { soon, timed } from './soon.ts';

/** So long that a check in which it helped would have taken longer than its limit. */
const NEVER_MS = 300_000;
/** A device that came or went is noticed within this, emulated as it is, milliseconds. */
const NOTICED_MS = 15_000;

const BARCODE: ReaderSpec = { kind: 'barcode' };
const BADGE: ReaderSpec = {
  kind: 'badge',
  device: { vendorId: BADGE_READER.vendorId, productId: BADGE_READER.productId },
  usagePage: 0xff00,
  report: { bytes: 16, start: 0, length: { kind: 'fixed', bytes: 7 }, encoding: 'hex' },
};

/** Opened readers, and everything they read so far. */
interface Opened {
  readonly readers: UsbHidReaders;
  readonly codes: BarcodeRead[];
  readonly badges: BadgeRead[];
}

async function withReaders(
  specs: readonly ReaderSpec[],
  check: (opened: Opened) => Promise<string>,
): Promise<string> {
  const readers = await UsbHidReaders.open({ readers: specs, waits: { lookAgainMs: NEVER_MS } });
  const opened: Opened = { readers, codes: [], badges: [] };
  readers.onBarcode((read) => opened.codes.push(read));
  readers.onBadge((read) => opened.badges.push(read));
  try {
    return await check(opened);
  } finally {
    await readers.close();
  }
}

async function withGadget(bench: LabBench, gadget: HidGadget, check: () => Promise<string>): Promise<string> {
  await bench.plugHid(gadget);
  try {
    return await check();
  } finally {
    await bench.discard(gadget.id);
  }
}

/** Waits until the reader at `index` is `ready` or unusable for the reason given. */
function stands({ readers }: Opened, wanted: string, index = 0): Promise<true> {
  return soon(
    `reader is ${wanted}`,
    NOTICED_MS,
    () => {
      const presence = readers.presence()[index];
      const now = presence?.state === 'ready' ? 'ready' : presence?.reason;
      return now === wanted ? true : undefined;
    },
    () => readers.presence(),
  );
}

function nextCode({ codes }: Opened): Promise<BarcodeRead> {
  return soon('a code is read', NOTICED_MS, () => codes.shift());
}

const text = (code: string): Uint8Array => Buffer.from(code, 'utf8');

export const READER_CHECKS: readonly HardwareCheck[] = [
  {
    name: 'barcode reader in HID POS mode: a QR code',
    run: (bench) =>
      withReaders([BARCODE], async (opened) => {
        assert.deepEqual(opened.readers.presence(), [
          { kind: 'barcode', name: '', state: 'unusable', reason: 'reader-missing' },
        ]);
        return withGadget(bench, POS_READER, async () => {
          await stands(opened, 'ready');
          await bench.sendReports(POS_READER.id, posReports(']Q1', text('REPRISE-7K4P-FICTIF é')));
          const read = await nextCode(opened);
          assert.equal(read.text, 'REPRISE-7K4P-FICTIF é');
          assert.equal(read.symbology, 'qr-code');
          assert.deepEqual(opened.readers.presence(), [
            { kind: 'barcode', name: POS_READER.product, state: 'ready' },
          ]);
          return NOTHING_TO_ADD;
        });
      }),
  },
  {
    name: 'barcode reader: a code of 2,000 bytes in 36 reports',
    run: (bench) =>
      withGadget(bench, POS_READER, () =>
        withReaders([BARCODE], async (opened) => {
          await stands(opened, 'ready');
          const code = 'DC04FR000001FICTIF'.repeat(112).slice(0, 2_000);
          await bench.sendReports(POS_READER.id, posReports(']d2', text(code)));
          const read = await nextCode(opened);
          assert.equal(read.text, code);
          assert.equal(read.symbology, 'data-matrix');
          return NOTHING_TO_ADD;
        }),
      ),
  },
  {
    name: 'barcode reader unplugged and plugged in again, noticed by events alone',
    run: (bench) =>
      withGadget(bench, POS_READER, () =>
        withReaders([BARCODE], async (opened) => {
          await stands(opened, 'ready');
          await bench.unplug(POS_READER.id);
          const gone = await timed(() => stands(opened, 'reader-missing'));
          await bench.plugAgain(POS_READER.id);
          const back = await timed(() => stands(opened, 'ready'));
          await bench.sendReports(POS_READER.id, posReports(']C0', text('APRES')));
          assert.equal((await nextCode(opened)).text, 'APRES');
          return `gone after ${gone} ms, back after ${back} ms`;
        }),
      ),
  },
  {
    name: 'barcode reader pulled between two reports of one code: nothing is made up',
    run: (bench) =>
      withGadget(bench, POS_READER, () =>
        withReaders([BARCODE], async (opened) => {
          await stands(opened, 'ready');
          const [first = []] = posReports(']Q1', text('A'.repeat(100)));
          await bench.sendReports(POS_READER.id, [first]);
          await bench.unplug(POS_READER.id);
          await stands(opened, 'reader-missing');
          await bench.plugAgain(POS_READER.id);
          await stands(opened, 'ready');
          await bench.sendReports(POS_READER.id, posReports(']Q1', text('ENTIER')));
          assert.equal((await nextCode(opened)).text, 'ENTIER');
          return NOTHING_TO_ADD;
        }),
      ),
  },
  {
    // The kernel itself drops reports that are too short for their number; those that contradict themselves it passes on.
    name: 'barcode reader that sends nonsense: said, and read again once it is right',
    run: (bench) =>
      withGadget(bench, POS_READER, () =>
        withReaders([BARCODE], async (opened) => {
          await stands(opened, 'ready');
          const [right = []] = posReports(']Q1', text('FAUX'));
          const tooLong = right.with(1, 200);
          const noIdentifier = right.with(2, 0x20);
          await bench.sendReports(POS_READER.id, [[2, 60, 0x5d], [2], tooLong, noIdentifier, tooLong]);
          await stands(opened, 'reader-not-understood');
          await bench.sendReports(POS_READER.id, posReports(']E0', text('3017620422003')));
          assert.equal((await nextCode(opened)).symbology, 'ean-upc');
          await stands(opened, 'ready');
          return NOTHING_TO_ADD;
        }),
      ),
  },
  {
    name: 'badge reader: one presentation is one badge, however often it is reported',
    run: (bench) =>
      withGadget(bench, BADGE_READER, () =>
        withReaders([BADGE], async (opened) => {
          await stands(opened, 'ready');
          const badge = badgeReport([0x04, 0xa2, 0xb3, 0xc4, 0xd5, 0xe6, 0x80]);
          const lifted = badgeReport([]);
          await bench.sendReports(BADGE_READER.id, [badge, badge, badge, lifted, badge]);
          await soon('two presentations', NOTICED_MS, () => opened.badges[1]);
          assert.deepEqual(opened.badges, [{ id: '04A2B3C4D5E680' }, { id: '04A2B3C4D5E680' }]);
          return NOTHING_TO_ADD;
        }),
      ),
  },
  {
    name: 'barcode and badge reader side by side, each with its own reports',
    run: (bench) =>
      withGadget(bench, POS_READER, () =>
        withGadget(bench, BADGE_READER, () =>
          withReaders([BARCODE, BADGE], async (opened) => {
            await stands(opened, 'ready', 0);
            await stands(opened, 'ready', 1);
            await bench.sendReports(BADGE_READER.id, [badgeReport([1, 2, 3, 4, 5, 6, 7])]);
            await bench.sendReports(POS_READER.id, posReports(']L2', text('PDF417')));
            assert.equal((await nextCode(opened)).symbology, 'pdf417');
            await soon('a badge', NOTICED_MS, () => opened.badges[0]);
            assert.deepEqual(opened.badges, [{ id: '01020304050607' }]);
            return NOTHING_TO_ADD;
          }),
        ),
      ),
  },
  {
    name: 'barcode reader that only types is told from a reader, and from the keyboard beside it',
    run: (bench) =>
      withGadget(bench, PLAIN_KEYBOARD, () =>
        withReaders([BARCODE], async (opened) => {
          await stands(opened, 'reader-missing');
          return withGadget(bench, TYPING_READER, async () => {
            await stands(opened, 'reader-types-keys');
            assert.equal(opened.readers.presence()[0]?.name, TYPING_READER.product);
            return NOTHING_TO_ADD;
          });
        }),
      ),
  },
  {
    name: 'badge reader that the account may not open: refused, not missing',
    run: (bench) => {
      const foreign = { ...BADGE_READER, id: 'foreign-reader', vendorId: 0x1209, productId: 0x0001 };
      return withGadget(bench, foreign, () =>
        withReaders([{ ...BADGE, device: { vendorId: 0x1209 } }], async (opened) => {
          await stands(opened, 'reader-refused');
          return NOTHING_TO_ADD;
        }),
      );
    },
  },
];
