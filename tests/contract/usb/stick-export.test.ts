import { mkdir, open, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LinuxUsbDrives } from '../../../main/devices/usb/linux-usb-drives.ts';
import { readBack } from '../../../main/devices/usb/read-back.ts';
import { LoopDesk, type StickFileSystem } from './loop-stick.ts';
import { presenceIs, sha256, someFile } from './usb-files.ts';

const never = new AbortController().signal;

describe('export to a stick on a real file system', () => {
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

  it.each<{ fileSystem: StickFileSystem; folder: string }>([
    { fileSystem: 'ext4', folder: 'Numérisation du 12 mars 2031' },
    { fileSystem: 'exfat', folder: 'Numérisation du 12 mars 2031' },
    { fileSystem: 'ntfs', folder: 'Numérisation du 12 mars 2031' },
    // fusefat, the only FAT driver besides the kernel's, refuses accents: the name is given without.
    { fileSystem: 'fat', folder: 'Numerisation du 12 mars 2031' },
  ])(
    '$fileSystem: is seen, written, verified, unmounted, and holds the same bytes when plugged again',
    async ({ fileSystem, folder }) => {
      // That the stick of the test before was pulled may not have been noticed yet.
      await presenceIs(drives, (presence) => presence.kind === 'none');
      const stick = await desk.plug({ fileSystem, label: 'CLE DE TEST' });
      const ready = await presenceIs(drives, (presence) => presence.kind === 'ready');
      expect(ready).toMatchObject({ label: 'CLE DE TEST' });

      const files = [someFile('bulletin-de-salaire.pdf', 1_300_001), someFile('recapitulatif.pdf', 17)];
      const exported = await drives.export('Numérisation du 12 mars 2031', files, never);
      expect(exported).toEqual({
        ok: true,
        value: { folder, files: ['bulletin-de-salaire.pdf', 'recapitulatif.pdf'], removable: true },
      });
      expect(drives.presence()).toEqual({ kind: 'none' });
      expect(await readdir(stick.mountPoint)).toEqual([]);

      await stick.mountAgain();
      for (const file of files) {
        const bytes = await readFile(join(stick.mountPoint, folder, file.name));
        expect(sha256(bytes)).toBe(file.sha256);
      }
      expect((await readdir(join(stick.mountPoint, folder))).sort()).toEqual(
        files.map((file) => file.name).sort(),
      );
    },
  );

  it('reads back past the page cache on ext4 and exFAT', async () => {
    for (const fileSystem of ['ext4', 'exfat'] as const) {
      const stick = await desk.plug({ fileSystem, label: fileSystem });
      const file = someFile('a.pdf', 70_001);
      await writeFile(join(stick.mountPoint, file.name), file.bytes, { flush: true });
      expect(await readBack(join(stick.mountPoint, file.name), never)).toEqual({
        sha256: file.sha256,
        length: 70_001,
        from: 'device',
      });
    }
  });

  it('numbers the folder where the name is taken, by a folder or by a link that leads elsewhere', async () => {
    const stick = await desk.plug({ fileSystem: 'ext4' });
    await mkdir(join(stick.mountPoint, 'Mes documents'));
    await mkdir(join(stick.mountPoint, 'elsewhere'));
    await symlink('elsewhere', join(stick.mountPoint, 'Mes documents (2)'));
    await presenceIs(drives, (presence) => presence.kind === 'ready');
    const exported = await drives.export('Mes documents', [someFile('cv.pdf', 100)], never);
    expect(exported).toMatchObject({ ok: true, value: { folder: 'Mes documents (3)' } });
    await stick.mountAgain();
    expect(await readdir(join(stick.mountPoint, 'elsewhere'))).toEqual([]);
  });

  it('says that it may not be removed where something keeps it busy', async () => {
    const stick = await desk.plug({ fileSystem: 'ext4' });
    await presenceIs(drives, (presence) => presence.kind === 'ready');
    const keptOpen = await open(stick.mountPoint, 'r');
    const exported = await drives.export('Dossier', [someFile('cv.pdf', 100)], never);
    await keptOpen.close();
    expect(exported).toEqual({ ok: true, value: { folder: 'Dossier', files: ['cv.pdf'], removable: false } });
    expect(drives.presence().kind).toBe('ready');
  });

  it('refuses where nothing is plugged in', async () => {
    expect(await drives.export('Dossier', [someFile('cv.pdf', 100)], never)).toEqual({
      ok: false,
      error: { code: 'usb-missing' },
    });
  });

  it('refuses to choose between two sticks, and takes the one that stays', async () => {
    await desk.plug({ fileSystem: 'ext4', label: 'OUBLIEE' });
    const second = await desk.plug({ fileSystem: 'ext4', label: 'LA MIENNE' });
    expect(await presenceIs(drives, (presence) => presence.kind === 'unusable')).toEqual({
      kind: 'unusable',
      reason: 'usb-several',
    });
    expect(await drives.export('Dossier', [someFile('cv.pdf', 100)], never)).toMatchObject({
      ok: false,
      error: { code: 'usb-several' },
    });
    await second.unmountLazily();
    expect(await presenceIs(drives, (presence) => presence.kind === 'ready')).toMatchObject({
      label: 'OUBLIEE',
    });
  });
});
