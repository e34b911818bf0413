import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sticksIn } from '../../../../main/devices/usb/plugged-sticks.ts';

/** One entry as `lsblk --json` of util-linux 2.38 prints it. */
function entry(name: string, more: object = {}): Record<string, unknown> {
  return {
    name,
    path: `/dev/${name}`,
    type: 'disk',
    tran: 'usb',
    rm: true,
    hotplug: true,
    size: 67_108_864,
    fstype: null,
    mountpoint: null,
    ...more,
  };
}
const part = (name: string, more: object = {}) =>
  entry(name, { type: 'part', tran: null, fstype: 'vfat', ...more });
const printed = (...blockdevices: readonly unknown[]): string => JSON.stringify({ blockdevices });

describe('what hangs on the terminal', () => {
  it('is a stick with its partitions', () => {
    expect(
      sticksIn(
        printed(
          entry('sda', {
            children: [part('sda1'), part('sda2', { mountpoint: '/media/borne/CLE' })],
          }),
        ),
      ),
    ).toEqual([
      {
        name: 'sda',
        volumes: [
          { device: '/dev/sda1', content: 'file-system', mounted: false },
          { device: '/dev/sda2', content: 'file-system', mounted: true },
        ],
      },
    ]);
  });

  it.each([
    ['exfat', 'file-system'],
    ['ntfs', 'file-system'],
    ['crypto_LUKS', 'encrypted'],
    ['BitLocker', 'encrypted'],
    ['swap', 'unknown'],
    ['linux_raid_member', 'unknown'],
    [null, 'unknown'],
  ])('is a stick without partitions, holding %s', (fstype, content) => {
    expect(sticksIn(printed(entry('sda', { fstype })))).toMatchObject([
      { volumes: [{ device: '/dev/sda', content }] },
    ]);
  });

  it('is a disk in a USB case, which is plugged in and not called removable', () => {
    expect(sticksIn(printed(entry('sdb', { rm: false })))).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>]>([
    ['the disk inside', entry('sda', { tran: 'sata', rm: false, hotplug: false })],
    ['the disk inside, on a bus that can be plugged', entry('nvme0n1', { tran: 'nvme', rm: false })],
    ['a disk inside that hangs on USB for good', entry('sda', { rm: false, hotplug: false })],
    ['a card reader without a card', entry('sda', { size: 0 })],
    ['a drive for discs', entry('sr0', { type: 'rom' })],
    ['an image on a loop device', entry('loop0', { type: 'loop', tran: null })],
    ['a name that is none', entry('../sda')],
    ['a device file elsewhere', entry('sda', { path: '/home/sda' })],
    ['an entry of another form', { name: 'sda' }],
  ])('is no stick: %s', (_what, one) => {
    expect(sticksIn(printed(one))).toEqual([]);
  });

  it('is still seen beside an entry that is not understood', () => {
    expect(sticksIn(printed({ name: 7 }, entry('sda')))).toHaveLength(1);
  });

  it.each(['', 'lsblk: error', '{}', '[]', 'null', '{"blockdevices":{}}'])('is nothing in %j', (text) => {
    expect(sticksIn(text)).toEqual([]);
  });

  it('in 2,000 arbitrary forms is never a device file that could be elsewhere', () => {
    const values = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
      fc.constant('/dev/sda'),
    );
    const changes = fc.dictionary(fc.constantFrom(...Object.keys(entry('sda'))), values);
    fc.assert(
      fc.property(changes, (change) => {
        for (const { volumes } of sticksIn(printed(entry('sda', change)))) {
          for (const { device } of volumes) expect(device).toMatch(/^\/dev\/[\w!:./-]+$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
