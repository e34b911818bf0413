import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LinuxUsbDrives } from '../../../main/devices/usb/linux-usb-drives.ts';
import { type StickFiles, stickFilesAt } from '../../../main/devices/usb/stick-files.ts';
import { LoopDesk, type StickFileSystem } from './loop-stick.ts';
import { presenceIs, someFile } from './usb-files.ts';

const never = new AbortController().signal;

describe('a stick that goes away under the copy', () => {
  let desk: LoopDesk;
  let drives: LinuxUsbDrives;
  /** What happens between the steps of the real copy; each test sets its own. */
  let around: (files: StickFiles) => StickFiles;
  beforeAll(async () => {
    desk = await LoopDesk.open();
    drives = await LinuxUsbDrives.open({
      mountRoot: desk.mountRoot,
      unmount: 'umount',
      filesAt: (base) => around(stickFilesAt(base)),
    });
  });
  afterEach(() => desk.clear());
  afterAll(async () => {
    await drives.close();
    await desk.close();
  });

  it.each<StickFileSystem>(['ext4', 'exfat', 'fat', 'ntfs'])(
    '%s pulled while the second file is written: says which file is whole',
    async (fileSystem) => {
      const stick = await desk.plug({ fileSystem });
      let writes = 0;
      around = (files) => ({
        ...files,
        async writeNew(folder, name, bytes, signal) {
          writes += 1;
          if (writes < 2) return files.writeNew(folder, name, bytes, signal);
          const writing = files.writeNew(folder, name, bytes, signal);
          // Keeps the rejection until it is awaited below.
          writing.catch(() => undefined);
          await stick.pull();
          return writing;
        },
      });
      await presenceIs(drives, (presence) => presence.kind === 'ready');
      const exported = await drives.export(
        'Dossier',
        [someFile('premier.pdf', 1_000), someFile('second.pdf', 9_000_000)],
        never,
      );
      expect(exported).toMatchObject({
        ok: false,
        error: { code: 'usb-pulled', kept: { folder: 'Dossier', files: ['premier.pdf'] } },
      });
    },
  );

  it.each<StickFileSystem>(['ext4', 'exfat'])(
    '%s pulled before the first file: nothing is kept',
    async (fileSystem) => {
      const stick = await desk.plug({ fileSystem });
      around = (files) => ({
        ...files,
        async makeFolder(folder) {
          await files.makeFolder(folder);
          await stick.pull();
        },
      });
      await presenceIs(drives, (presence) => presence.kind === 'ready');
      const exported = await drives.export('Dossier', [someFile('seul.pdf', 1_000_000)], never);
      expect(exported.ok).toBe(false);
      if (exported.ok) return;
      expect(exported.error.code).toBe('usb-pulled');
      expect(exported.error.kept).toBeUndefined();
    },
  );

  it('lazily unmounted under the copy: the bare folder stays bare and success is not claimed', async () => {
    const stick = await desk.plug({ fileSystem: 'ext4' });
    around = (files) => ({
      ...files,
      async makeFolder(folder) {
        await stick.unmountLazily();
        await files.makeFolder(folder);
      },
    });
    await presenceIs(drives, (presence) => presence.kind === 'ready');
    const exported = await drives.export('Dossier', [someFile('cv.pdf', 1_000)], never);
    expect(exported).toMatchObject({ ok: false, error: { code: 'usb-pulled' } });
    expect(await readdir(stick.mountPoint)).toEqual([]);
    expect(await readdir(join(stick.mountPoint, '..'))).toEqual(['CLE']);
  });

  it('another stick mounted in its place during the copy gets nothing of it', async () => {
    const stick = await desk.plug({ fileSystem: 'ext4' });
    const mountPoint = stick.mountPoint;
    around = (files) => ({
      ...files,
      async makeFolder(folder) {
        await stick.unmountLazily();
        await desk.plug({ fileSystem: 'ext4' });
        await files.makeFolder(folder);
      },
    });
    await presenceIs(drives, (presence) => presence.kind === 'ready');
    const exported = await drives.export('Dossier', [someFile('cv.pdf', 1_000)], never);
    expect(exported).toMatchObject({ ok: false, error: { code: 'usb-pulled' } });
    expect(await readdir(mountPoint)).toEqual(['lost+found']);
  });

  it('seen as gone once pulled, and usable again when plugged anew', async () => {
    around = (files) => files;
    const stick = await desk.plug({ fileSystem: 'exfat' });
    await presenceIs(drives, (presence) => presence.kind === 'ready');
    await stick.pull();
    await presenceIs(drives, (presence) => presence.kind === 'unusable');
    await stick.unmountLazily();
    await presenceIs(drives, (presence) => presence.kind === 'none');
    await stick.mountAgain();
    await presenceIs(drives, (presence) => presence.kind === 'ready');
  });
});
