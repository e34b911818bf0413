import { execFileSync } from 'node:child_process';
import { link, mkdir, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LinuxUsbDrives } from '../../../main/devices/usb/linux-usb-drives.ts';
import { knownFormat } from '../../../main/documents/known-format.ts';
import type { StickListing } from '../../../main/ports/stick-import.ts';
import { LoopDesk, type LoopStick, type StickFileSystem } from './loop-stick.ts';
import { presenceIs } from './usb-files.ts';

const never = new AbortController().signal;
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5_000, 7)]);
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(900, 1)]);
const PDF = Buffer.from('%PDF-1.7\n% fictif\n%%EOF\n');

let desk: LoopDesk;
let drives: LinuxUsbDrives;
beforeAll(async () => {
  desk = await LoopDesk.open();
  drives = await LinuxUsbDrives.open({
    mountRoot: desk.mountRoot,
    unmount: 'umount',
    recognise: knownFormat,
    importLimits: { fileBytes: 1_000_000 },
  });
});
afterEach(() => desk.clear());
afterAll(async () => {
  await drives?.close();
  await desk?.close();
});

async function plugged(fileSystem: StickFileSystem = 'ext4', megabytes = 16): Promise<LoopStick> {
  const stick = await desk.plug({ fileSystem, megabytes });
  await presenceIs(drives, ({ kind }) => kind !== 'none');
  return stick;
}

async function listed(): Promise<StickListing> {
  const listing = await drives.list(never);
  if (!listing.ok) throw new Error(listing.error.code);
  return listing.value;
}

const names = (listing: StickListing): string[] => listing.files.map(({ name }) => name).sort();

describe.each<StickFileSystem>(['ext4', 'exfat', 'fat', 'ntfs'])('a stick with %s', (fileSystem) => {
  it('gives its photos and documents by content, from folders too, and nothing else', async () => {
    const { mountPoint } = await plugged(fileSystem);
    await mkdir(join(mountPoint, 'DCIM'));
    await mkdir(join(mountPoint, 'DCIM', '100MEDIA'));
    await writeFile(join(mountPoint, 'DCIM', '100MEDIA', 'IMG_1.jpg'), JPEG);
    await writeFile(join(mountPoint, 'carte.bin'), PNG);
    await writeFile(join(mountPoint, 'facture.pdf'), PDF);
    await writeFile(join(mountPoint, 'virus.jpg'), 'MZ this is a program');
    await writeFile(join(mountPoint, 'setup.exe'), 'MZ this is a program');
    await writeFile(join(mountPoint, 'lettre.docx'), 'PK\u0003\u0004');
    await writeFile(join(mountPoint, 'vide.jpg'), '');
    await writeFile(join(mountPoint, '.cache.jpg'), JPEG);
    await mkdir(join(mountPoint, '.Trash-1000'));
    await writeFile(join(mountPoint, '.Trash-1000', 'jetee.jpg'), JPEG);

    const listing = await listed();
    expect(names(listing)).toEqual(['IMG_1.jpg', 'carte.bin', 'facture.pdf']);
    expect(listing).toMatchObject({ more: false, tooLarge: 0 });
    for (const file of listing.files) {
      const read = await drives.read(file, never);
      const wanted = { 'IMG_1.jpg': JPEG, 'carte.bin': PNG, 'facture.pdf': PDF }[file.name];
      expect(read.ok && Buffer.from(read.value).equals(wanted ?? Buffer.alloc(0)), file.name).toBe(true);
    }
  });
});

describe('tricks on a stick', () => {
  it('links lead nowhere: to files, to folders, out of the stick, in a circle', async () => {
    const { mountPoint } = await plugged();
    await mkdir(join(mountPoint, 'vrai'));
    await writeFile(join(mountPoint, 'vrai', 'photo.jpg'), JPEG);
    await symlink('/etc/passwd', join(mountPoint, 'passwd.jpg'));
    await symlink(join(mountPoint, 'vrai', 'photo.jpg'), join(mountPoint, 'lien.jpg'));
    await symlink('/', join(mountPoint, 'racine'));
    await symlink('..', join(mountPoint, 'vrai', 'boucle'));
    await symlink('nulle-part', join(mountPoint, 'perdu.jpg'));
    execFileSync('mkfifo', [join(mountPoint, 'tuyau.jpg')]);
    execFileSync('mknod', [join(mountPoint, 'disque.jpg'), 'b', '7', '0']);
    expect(names(await listed())).toEqual(['photo.jpg']);
  });

  it('a file that became a link after it was listed is not read', async () => {
    const { mountPoint } = await plugged();
    const path = join(mountPoint, 'photo.jpg');
    await writeFile(path, JPEG);
    const [file] = (await listed()).files;
    if (file === undefined) throw new Error('not listed');
    execFileSync('ln', ['-sf', '/etc/passwd', path]);
    expect(await drives.read(file, never)).toMatchObject({ ok: false, error: { code: 'usb-unreadable' } });
  });

  it('a folder that became a link after it was listed is not entered', async () => {
    const { mountPoint } = await plugged();
    await mkdir(join(mountPoint, 'album'));
    await writeFile(join(mountPoint, 'album', 'photo.jpg'), JPEG);
    const [file] = (await listed()).files;
    if (file === undefined) throw new Error('not listed');
    execFileSync('mv', [join(mountPoint, 'album'), join(mountPoint, 'autre')]);
    await symlink('autre', join(mountPoint, 'album'));
    expect((await drives.read(file, never)).ok).toBe(false);
  });

  it.each([[['..', 'secret.jpg']], [['a/../../secret.jpg']], [['.']], [[]]])(
    'the path %j is not read, whoever asks',
    async (path) => {
      const { mountPoint } = await plugged();
      await writeFile(join(mountPoint, 'photo.jpg'), JPEG);
      const [file] = (await listed()).files;
      if (file === undefined) throw new Error('not listed');
      expect((await drives.read({ ...file, path }, never)).ok).toBe(false);
    },
  );

  it('a file that lies about its size is refused: grown, cut or endless', async () => {
    const { mountPoint } = await plugged();
    const path = join(mountPoint, 'photo.jpg');
    await writeFile(path, JPEG);
    const [file] = (await listed()).files;
    if (file === undefined) throw new Error('not listed');
    const { modifiedAt } = file;
    for (const length of [10, 900_000]) {
      await truncate(path, length);
      await utimes(path, modifiedAt / 1_000, modifiedAt / 1_000);
      expect(await drives.read(file, never)).toMatchObject({ error: { code: 'usb-unreadable' } });
    }
  });

  it('a photo too large is counted, not listed; a sparse giant costs nothing', async () => {
    const { mountPoint } = await plugged();
    await writeFile(join(mountPoint, 'geante.jpg'), JPEG);
    await truncate(join(mountPoint, 'geante.jpg'), 10_000_000_000);
    await writeFile(join(mountPoint, 'petite.jpg'), JPEG);
    expect(await listed()).toMatchObject({ tooLarge: 1, files: [{ name: 'petite.jpg' }] });
  });

  it('another file system mounted inside the stick is not the stick', async () => {
    const { mountPoint } = await plugged();
    const inner = join(mountPoint, 'dedans');
    await mkdir(inner);
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', inner]);
    try {
      await writeFile(join(inner, 'ailleurs.jpg'), JPEG);
      expect(names(await listed())).toEqual([]);
    } finally {
      execFileSync('umount', [inner]);
    }
  });

  it('names that are no UTF-8 or made to deceive are passed over or shown tamed', async () => {
    const { mountPoint } = await plugged();
    execFileSync('python3', [
      '-c',
      'import os,sys; open(os.path.join(sys.argv[1].encode(), b"\\xff\\xfe.jpg"),"wb").write(b"\\xff\\xd8\\xff\\xe0aaaa")',
      mountPoint,
    ]);
    await writeFile(join(mountPoint, 'photo\u202egpj.exe\n'), JPEG);
    expect(names(await listed())).toEqual(['photo gpj.exe']);
  });

  it('ten thousand files are looked through in time, the photo among them is found', async () => {
    const { mountPoint } = await plugged('ext4', 96);
    execFileSync('python3', [
      '-c',
      'import os,sys\nfor i in range(10000): open(os.path.join(sys.argv[1], "note-%05d.txt" % i),"w").write("x")',
      mountPoint,
    ]);
    await writeFile(join(mountPoint, 'zz.jpg'), JPEG);
    const listing = await listed();
    expect(names(listing)).toEqual(['zz.jpg']);
    // More names than are looked into: said, not hidden.
    expect(listing.more).toBe(true);
  });

  it('folders inside folders end at the depth that phones use', async () => {
    const { mountPoint } = await plugged();
    let folder = mountPoint;
    for (let depth = 1; depth <= 8; depth += 1) {
      folder = join(folder, `n${depth}`);
      await mkdir(folder);
      await writeFile(join(folder, `photo-${depth}.jpg`), JPEG);
    }
    const listing = await listed();
    expect(names(listing)).toEqual(['photo-1.jpg', 'photo-2.jpg', 'photo-3.jpg', 'photo-4.jpg']);
    expect(listing.more).toBe(true);
  });

  it('hard links are files like any other', async () => {
    const { mountPoint } = await plugged();
    await writeFile(join(mountPoint, 'a.jpg'), JPEG);
    await link(join(mountPoint, 'a.jpg'), join(mountPoint, 'b.jpg'));
    expect(names(await listed())).toEqual(['a.jpg', 'b.jpg']);
  });
});

describe('a stick that goes', () => {
  it.each<StickFileSystem>(['ext4', 'exfat', 'ntfs'])(
    '%s: pulled between the list and the reading is said, nothing hangs',
    async (fileSystem) => {
      const stick = await plugged(fileSystem);
      await writeFile(join(stick.mountPoint, 'photo.jpg'), JPEG);
      const [file] = (await listed()).files;
      if (file === undefined) throw new Error('not listed');
      await stick.pull();
      const read = await drives.read(file, never);
      // A shut-down ext4 may still give what the system remembers: then it is whole.
      if (read.ok) expect(Buffer.from(read.value).equals(JPEG)).toBe(true);
      else expect(['usb-pulled', 'usb-missing']).toContain(read.error.code);
    },
  );

  it('write-protected or full, it is read all the same', async () => {
    const stick = await plugged();
    await writeFile(join(stick.mountPoint, 'photo.jpg'), JPEG);
    execFileSync('mount', ['-o', 'remount,ro', stick.mountPoint]);
    expect(names(await listed())).toEqual(['photo.jpg']);
  });

  it('is not searched where there are two: the other may be somebody else’s', async () => {
    await plugged();
    await desk.plug({ fileSystem: 'ext4', label: 'AUTRE' });
    await presenceIs(drives, (presence) => presence.kind === 'unusable');
    expect(await drives.list(never)).toMatchObject({ ok: false, error: { code: 'usb-several' } });
  });

  it('is not held: after looking, it can be unmounted', async () => {
    const stick = await plugged();
    await writeFile(join(stick.mountPoint, 'photo.jpg'), JPEG);
    const [file] = (await listed()).files;
    if (file !== undefined) await drives.read(file, never);
    expect(() => execFileSync('umount', [stick.mountPoint], { stdio: 'pipe' })).not.toThrow();
  });
});
