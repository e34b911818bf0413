import assert from 'node:assert/strict';
import { UsbHidReaders } from '../../main/devices/hid/usb-hid-readers.ts';
import type { StaffKeys } from '../../main/ports/staff-keys.ts';
import { createStaffKeys } from '../../main/storage/staff-keys.ts';
import { BADGE_READER, badgeReport } from './hid-gadgets.ts';
import { type HardwareCheck, NOTHING_TO_ADD } from './lab-bench.ts';
import { soon } from './soon.ts';

/** A badge is compared slowly on purpose, and slower still in an emulated machine, milliseconds. */
const COMPARED_MS = 60_000;

const HELPER = [0x04, 0xa2, 0xb3, 0xc4, 0xd5, 0xe6, 0x80];
/** The line that `npm run config:pin -- --badge` prints for 04A2B3C4D5E680. */
const HELPER_HASH =
  '$scrypt$ln=15,r=8,p=3$mexfP5XsyXMuoyJ1Hkwlqw$zcnrFfUY0sgO2WwEY1g5nGE4awf7g/sjjTvTeNBRG/g';
const STRANGER = [0x04, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66];

/** From the badge on a reader of the kernel's to the helper's mode of the shipped visit. */
export const HELPER_CHECKS: readonly HardwareCheck[] = [
  {
    name: 'badge reader: a helper’s badge opens and closes the helper’s mode in a visit, a stranger’s does nothing',
    limitMs: 4 * COMPARED_MS,
    run: async (bench) => {
      // The whole visit takes an emulated machine seconds to read; the other checks do not wait for it.
      const { startedVisit } = await import('../visit/visit-fixture.ts');
      const { TestSelfTest, testStaffDesk } = await import('../visit/staff-fixture.ts');
      await bench.plugHid(BADGE_READER);
      const { vendorId, productId } = BADGE_READER;
      const readers = await UsbHidReaders.open({
        readers: [
          {
            kind: 'badge',
            device: { vendorId, productId },
            usagePage: 0xff00,
            report: { bytes: 16, start: 0, length: { kind: 'fixed', bytes: 7 }, encoding: 'hex' },
          },
        ],
      });
      const shipped = createStaffKeys({ badges: [{ opens: 'helper', hash: HELPER_HASH }] });
      const compared: unknown[] = [];
      const keys: StaffKeys = {
        ...shipped,
        badge: async (id) => {
          const role = await shipped.badge(id);
          compared.push(role ?? 'nobody');
          return role;
        },
      };
      const { visit, snapshot } = await startedVisit({
        readers,
        staff: { ...testStaffDesk(new TestSelfTest()), keys },
      });
      try {
        await soon('the badge reader is ready', COMPARED_MS, () =>
          readers.presence()[0]?.state === 'ready' ? true : undefined,
        );
        assert.equal((await visit.startVisit('send')).ok, true);
        const present = async (badge: readonly number[]): Promise<void> =>
          bench.sendReports(BADGE_READER.id, [badgeReport(badge), badgeReport([])]);
        const helper = (kind: string): Promise<true> =>
          soon(`helper ${kind}`, COMPARED_MS, () => (snapshot().helper.kind === kind ? true : undefined));

        await present(STRANGER);
        await soon('the stranger’s badge was compared', COMPARED_MS, () => compared[0]);
        assert.equal(snapshot().helper.kind, 'none');
        await present(HELPER);
        await helper('present');
        await present(HELPER);
        await helper('none');
        assert.deepEqual(compared, ['nobody', 'helper', 'helper']);
        return NOTHING_TO_ADD;
      } finally {
        await visit.close();
        await readers.close();
        await bench.discard(BADGE_READER.id);
      }
    },
  },
];
