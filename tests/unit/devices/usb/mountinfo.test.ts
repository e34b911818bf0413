import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceNumbers, mountsBelow } from '../../../../main/devices/usb/mounted-sticks.ts';
import { parseMountinfo } from '../../../../main/devices/usb/mountinfo.ts';

/** Lines as the kernel writes them; the first is the example of its documentation. */
const LINES = [
  '36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue',
  '42 27 8:17 / /media/borne/CLE\\040DE\\040MARIE rw,nosuid,nodev,noexec - vfat /dev/sdb1 rw,fmask=0022',
  '43 27 8:33 / /media/borne/back\\134slash ro,relatime shared:7 master:2 - ext4 /dev/sdc1 rw',
  '44 27 0:41 / /media/borne/RESEAU rw - nfs4 10.0.0.1:/partage rw',
  '45 27 8:49 /sous-dossier /media/borne/BIND rw - ext4 /dev/sdd1 rw',
  '46 27 8:65 / /media/borne/a/trop-profond rw - ext4 /dev/sde1 rw',
  '47 27 8:81 / /media/borne-autre/CLE rw - ext4 /dev/sdf1 rw',
  '48 27 8:97 / /media/borne/CLE\\040DE\\040MARIE rw - fuseblk /dev/sdg1 rw,user_id=0',
].join('\n');

describe('mountinfo', () => {
  it('reads the documented line, optional fields or not', () => {
    expect(parseMountinfo(LINES)[0]).toEqual({
      id: 36,
      major: 98,
      minor: 0,
      root: '/mnt1',
      mountPoint: '/mnt2',
      fileSystem: 'ext3',
      source: '/dev/root',
      readOnly: false,
    });
  });

  it('undoes the octal escapes, a backslash that is not one included', () => {
    const points = parseMountinfo(LINES).map((mount) => mount.mountPoint);
    expect(points).toContain('/media/borne/CLE DE MARIE');
    expect(points).toContain('/media/borne/back\\slash');
    const [odd] = parseMountinfo('1 1 8:1 / /x\\9z\\303\\251 rw - ext4 /dev/sda1 rw');
    expect(odd?.mountPoint).toBe('/x\\9zé');
  });

  it('sees read-only on the mount and on the file system', () => {
    const [mount, system] = parseMountinfo(
      '1 1 8:1 / /a ro,relatime - ext4 /dev/sda1 rw\n2 1 8:2 / /b rw - ext4 /dev/sdb1 ro,errors=remount-ro',
    );
    expect(mount?.readOnly).toBe(true);
    expect(system?.readOnly).toBe(true);
  });

  it('keeps only whole file systems of sticks directly below the root, the topmost of each place', () => {
    const mounts = mountsBelow(parseMountinfo(LINES), '/media/borne');
    expect(mounts.map((mount) => mount.source)).toEqual(['/dev/sdg1', '/dev/sdc1']);
  });

  it('drops lines that are not of the form, whatever they are', () => {
    expect(parseMountinfo('')).toEqual([]);
    expect(parseMountinfo('36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 ext3 /dev/root rw')).toEqual([]);
    expect(parseMountinfo('x 35 98:0 / /mnt2 rw - ext3 /dev/root rw')).toEqual([]);
    expect(parseMountinfo('36 35 98 / /mnt2 rw - ext3 /dev/root rw')).toEqual([]);
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const mounts = parseMountinfo(`${before}\n36 35 8:1 / /m rw ${after.replace(/\n/g, '')}`);
        for (const mount of mounts) expect(Number.isSafeInteger(mount.id)).toBe(true);
      }),
    );
  });

  it('splits a device number as the C library packs it', () => {
    expect(deviceNumbers(0x811n)).toEqual({ major: 8, minor: 17 });
    expect(deviceNumbers(65024n)).toEqual({ major: 254, minor: 0 });
    // What glibc's makedev makes of larger numbers.
    expect(deviceNumbers(0x11032cn)).toEqual({ major: 259, minor: 300 });
    expect(deviceNumbers(0x100011138870n)).toEqual({ major: 5000, minor: 70000 });
  });
});
