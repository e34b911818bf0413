import { mkdir, open, readdir, readFile, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LinuxUsbDrives } from '../../../main/devices/usb/linux-usb-drives.ts';
import { stickFilesAt } from '../../../main/devices/usb/stick-files.ts';
import { LoopDesk, type StickFileSystem } from './loop-stick.ts';
import { presenceIs, sha256, someFile, usbFile } from './usb-files.ts';

const never = new AbortController().signal;

describe('sticks that cannot take the files', () => {
  let desk: LoopDesk;
  let drives: LinuxUsbDrives;
  beforeAll(async () => {
    desk = await LoopDesk.open();
    drives = await LinuxUsbDrives.open({ mountRoot: desk.mountRoot, unmount: 'umount' });
  });
  afterEach(() => desk.clear());
  afterAll(async () => {
    await drives.close();
    await desk.close();
  });

  it('a plain folder below the mount root is no stick', async () => {
    const folder = join(desk.mountRoot, 'NOT A STICK');
    await mkdir(folder);
    const exported = await drives.export('Dossier', [someFile('cv.pdf', 100)], never);
    expect(exported).toEqual({ ok: false, error: { code: 'usb-missing' } });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each<StickFileSystem>(['ext4', 'exfat', 'fat', 'ntfs'])(
    '%s too small: nothing is written',
    async (fileSystem) => {
      const stick = await desk.plug({ fileSystem, megabytes: 4 });
      await presenceIs(drives, (presence) => presence.kind === 'ready');
      const before = await readdir(stick.mountPoint);
      const exported = await drives.export('Dossier', [someFile('gros.pdf', 4_180_000)], never);
      expect(exported).toMatchObject({ ok: false, error: { code: 'usb-full' } });
      expect(await readdir(stick.mountPoint)).toEqual(before);
    },
  );

  it.each<StickFileSystem>(['ext4', 'exfat'])(
    '%s that fills up while the second file is written: the first is kept, nothing half written',
    async (fileSystem) => {
      const stick = await desk.plug({ fileSystem, megabytes: 4 });
      const surprised = await LinuxUsbDrives.open({
        mountRoot: desk.mountRoot,
        unmount: 'umount',
        // As when somebody else writes to the stick after the room was looked at.
        filesAt: (base) => ({
          ...stickFilesAt(base),
          space: async () => ({ freeBytes: 1e9, blockBytes: 512 }),
        }),
      });
      const exported = await surprised.export(
        'Dossier',
        [someFile('premier.pdf', 1_000), someFile('gros.pdf', 5_000_000)],
        never,
      );
      await surprised.close();
      expect(exported).toMatchObject({
        ok: false,
        error: { code: 'usb-full', kept: { folder: 'Dossier', files: ['premier.pdf'] }, removable: true },
      });
      await stick.mountAgain();
      expect(await readdir(join(stick.mountPoint, 'Dossier'))).toEqual(['premier.pdf']);
    },
  );

  it('a stick that gives back other bytes than it was given fails the verification', async () => {
    const stick = await desk.plug({ fileSystem: 'ext4' });
    const corrupting = await LinuxUsbDrives.open({
      mountRoot: desk.mountRoot,
      unmount: 'umount',
      filesAt: (base) => ({
        ...stickFilesAt(base),
        async rename(folder, from, to) {
          await stickFilesAt(base).rename(folder, from, to);
          const file = await open(join(base, folder, to), 'r+');
          await file.write(Buffer.from([0]), 0, 1, 65_000);
          await file.sync();
          await file.close();
        },
      }),
    });
    const file = someFile('cv.pdf', 100_000);
    file.bytes[65_000] = 0xff;
    const exported = await corrupting.export('Dossier', [usbFile('cv.pdf', file.bytes)], never);
    await corrupting.close();
    expect(exported).toMatchObject({ ok: false, error: { code: 'usb-verify-failed', removable: true } });
    await stick.mountAgain();
    expect(await readdir(stick.mountPoint)).toEqual(['lost+found']);
  });

  it('a full stick is said to be full before anything is tried', async () => {
    const stick = await desk.plug({ fileSystem: 'ext4', megabytes: 4 });
    const { free } = await fill(stick.mountPoint);
    expect(free).toBeLessThan(65_536);
    expect(await presenceIs(drives, (presence) => presence.kind === 'unusable')).toEqual({
      kind: 'unusable',
      reason: 'usb-full',
    });
  });

  it('a write-protected stick is read-only, and stays as it is', async () => {
    await desk.plug({ fileSystem: 'ext4', readOnly: true });
    expect(await presenceIs(drives, (presence) => presence.kind === 'unusable')).toEqual({
      kind: 'unusable',
      reason: 'usb-read-only',
    });
    const exported = await drives.export('Dossier', [someFile('cv.pdf', 100)], never);
    expect(exported).toMatchObject({ ok: false, error: { code: 'usb-read-only' } });
  });

  it('a write-protected exFAT stick is read-only', async () => {
    await desk.plug({ fileSystem: 'exfat', readOnly: true });
    expect(await presenceIs(drives, (presence) => presence.kind === 'unusable')).toEqual({
      kind: 'unusable',
      reason: 'usb-read-only',
    });
  });

  it('leaves what was on the stick before untouched', async () => {
    const stick = await desk.plug({ fileSystem: 'exfat' });
    const old = someFile('cv.pdf', 5_000);
    await mkdir(join(stick.mountPoint, 'Dossier'));
    await writeFile(join(stick.mountPoint, 'Dossier', 'cv.pdf'), old.bytes);
    await presenceIs(drives, (presence) => presence.kind === 'ready');
    const exported = await drives.export('Dossier', [someFile('cv.pdf', 100)], never);
    expect(exported).toMatchObject({ ok: true, value: { folder: 'Dossier (2)' } });
    await stick.mountAgain();
    expect(sha256(await readFile(join(stick.mountPoint, 'Dossier', 'cv.pdf')))).toBe(old.sha256);
  });
});

/** Fills a stick until the system refuses. */
async function fill(mountPoint: string): Promise<{ readonly free: number }> {
  const file = await open(join(mountPoint, 'filler'), 'w');
  const block = Buffer.alloc(4_096, 1);
  try {
    for (;;) await file.write(block);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
  await file.close();
  const { bavail, bsize } = await statfs(mountPoint);
  return { free: bavail * bsize };
}
