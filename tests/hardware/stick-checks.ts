import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { LinuxUsbDrives } from '../../main/devices/usb/linux-usb-drives.ts';
import { knownFormat } from '../../main/documents/known-format.ts';
import type { UsbFile, UsbPresence } from '../../main/ports/usb-drives.ts';
import { type HardwareCheck, type LabBench, NOTHING_TO_ADD, type StickGadget } from './lab-bench.ts';
import { soon, timed } from './soon.ts';

/** Plugged in, recognised by udev, mounted by UDisks2, noticed: emulated it takes seconds, milliseconds. */
const NOTICED_MS = 30_000;
const CHECK_LIMIT_MS = 150_000;
/** UDisks2 mounts for an account below a folder of its name. */
const MOUNT_ROOT = join('/media', userInfo().username);
const never = new AbortController().signal;

function file(name: string, length: number): UsbFile {
  const bytes = randomBytes(length);
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function withDrives(check: (drives: LinuxUsbDrives) => Promise<string>): Promise<string> {
  const drives = await LinuxUsbDrives.open({
    mountRoot: MOUNT_ROOT,
    mount: 'udisks',
    unmount: 'udisks',
    recognise: knownFormat,
  });
  try {
    return await check(drives);
  } finally {
    await drives.close();
  }
}

async function withStick(bench: LabBench, stick: StickGadget, check: () => Promise<string>): Promise<string> {
  await bench.plugStick(stick);
  try {
    return await check();
  } finally {
    await bench.discard(stick.id);
    await soon('nothing stays mounted', NOTICED_MS, async () =>
      (await mountsOfSticks()).length === 0 ? true : undefined,
    );
  }
}

async function mountsOfSticks(): Promise<readonly string[]> {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  return mounts.split('\n').filter((line) => line.split(' ')[1]?.split('/')[1] === 'media');
}

function presenceIs<Kind extends UsbPresence['kind']>(
  drives: LinuxUsbDrives,
  kind: Kind,
  limitMs = NOTICED_MS,
): Promise<Extract<UsbPresence, { kind: Kind }>> {
  const isRight = (presence: UsbPresence): presence is Extract<UsbPresence, { kind: Kind }> =>
    presence.kind === kind;
  return soon(
    `stick is ${kind}`,
    limitMs,
    () => {
      const presence = drives.presence();
      return isRight(presence) ? presence : undefined;
    },
    () => drives.presence(),
  );
}

/** What the kiosk says of a stick that it cannot use. */
async function isUnusable(bench: LabBench, stick: StickGadget, reason: string): Promise<string> {
  return withDrives((drives) =>
    withStick(bench, stick, async () => {
      const presence = await presenceIs(drives, 'unusable');
      assert.equal(presence.reason, reason);
      const exported = await drives.export('Dossier', [file('cv.pdf', 1_000)], never);
      assert.equal(exported.ok ? 'exported' : exported.error.code, reason);
      await bench.unplug(stick.id);
      await presenceIs(drives, 'none');
      return NOTHING_TO_ADD;
    }),
  );
}

/** Copies two files, then looks at the stick from behind. */
async function roundTrip(bench: LabBench, stick: StickGadget, label: string): Promise<string> {
  return withDrives((drives) =>
    withStick(bench, stick, async () => {
      const noticed = await timed(() => presenceIs(drives, 'ready'));
      const ready = await presenceIs(drives, 'ready');
      assert.equal(ready.label, label);
      for (const mount of await mountsOfSticks()) assert.match(mount, /nosuid,nodev,noexec/);
      const files = [file('Récépissé.pdf', 40_000), file('Pièce d’identité.pdf', 700_001)];
      const started = performance.now();
      const exported = await drives.export('Mes documents', files, never);
      const copied = Math.round(performance.now() - started);
      assert.ok(exported.ok, JSON.stringify(exported));
      assert.equal(exported.value.removable, true);
      const found = await bench.look(stick.id);
      const wanted = files.map(({ sha256 }) => sha256).sort();
      assert.deepEqual(found.map(({ sha256 }) => sha256).sort(), wanted);
      const paths = exported.value.files.map((name) => `${exported.value.folder}/${name}`);
      assert.deepEqual(found.map(({ path }) => path).sort(), paths.sort());
      // It was said that it may be removed: it must not be mounted again behind the visitor's back.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      assert.deepEqual(await mountsOfSticks(), []);
      assert.equal(drives.presence().kind, 'none');
      return `ready ${noticed} ms after it was plugged in, copied and unmounted in ${copied} ms`;
    }),
  );
}

/** Pulls the stick while the second of two files is written. */
async function yanked(bench: LabBench, stick: StickGadget): Promise<string> {
  return withDrives((drives) =>
    withStick(bench, stick, async () => {
      const { label } = await presenceIs(drives, 'ready');
      const whole = file('premier.pdf', 30_000);
      const exporting = drives.export('Dossier', [whole, file('second.pdf', 24_000_000)], never);
      const folder = join(MOUNT_ROOT, label, 'Dossier');
      await soon('the second file is being written', NOTICED_MS, async () => {
        const names = await readdir(folder).catch(() => []);
        const part = names.find((name) => name.startsWith('second'));
        if (part === undefined) return undefined;
        const { size } = await stat(join(folder, part)).catch(() => ({ size: 0 }));
        return size > 0 ? true : undefined;
      });
      await bench.unplug(stick.id);
      let error: unknown;
      const ended = await timed(async () => {
        const exported = await exporting;
        error = exported.ok ? 'exported' : exported.error;
      });
      assert.partialDeepStrictEqual(error, {
        code: 'usb-pulled',
        kept: { folder: 'Dossier', files: ['premier.pdf'] },
      });
      await presenceIs(drives, 'none');
      await bench.plugAgain(stick.id);
      await presenceIs(drives, 'ready');
      const again = await drives.export('Encore', [whole], never);
      assert.ok(again.ok, JSON.stringify(again));
      const found = await bench.look(stick.id);
      for (const path of ['Dossier/premier.pdf', 'Encore/premier.pdf']) {
        assert.equal(found.find((one) => one.path === path)?.sha256, whole.sha256);
      }
      return `the copy ended ${ended} ms after the pull`;
    }),
  );
}

/** Puts a photo on the stick, plugs it in again as its owner would, finds the photo by its content, pulls the stick. */
async function imported(bench: LabBench, stick: StickGadget): Promise<string> {
  return withDrives((drives) =>
    withStick(bench, stick, async () => {
      await presenceIs(drives, 'ready');
      const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(300_000)]);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const photo = { name: 'sans-extension', bytes, sha256 };
      const put = await drives.export('DCIM', [photo, file('faux.jpg', 4_000)], never);
      assert.ok(put.ok, JSON.stringify(put));
      await bench.unplug(stick.id);
      await bench.plugAgain(stick.id);
      await presenceIs(drives, 'ready');
      const started = performance.now();
      const listing = await drives.list(never);
      const looked = Math.round(performance.now() - started);
      assert.ok(listing.ok, JSON.stringify(listing));
      assert.deepEqual(
        listing.value.files.map(({ name, kind }) => [name, kind]),
        [['sans-extension', 'photo']],
      );
      const [found] = listing.value.files;
      assert.ok(found !== undefined);
      const read = await drives.read(found, never);
      assert.ok(read.ok, JSON.stringify(read));
      assert.equal(createHash('sha256').update(read.value).digest('hex'), sha256);
      await bench.unplug(stick.id);
      await presenceIs(drives, 'none');
      const gone = await drives.read(found, never);
      assert.equal(gone.ok ? 'read' : gone.error.code, 'usb-missing');
      return `looked through in ${looked} ms`;
    }),
  );
}

const FAT: StickGadget = {
  id: 'fat',
  content: { kind: 'fat32', label: 'CLE', partitioned: true },
  megabytes: 64,
};
const EXFAT: StickGadget = {
  id: 'exfat',
  content: { kind: 'exfat', label: 'GRANDE CLE' },
  megabytes: 64,
};

const checks: readonly HardwareCheck[] = [
  {
    name: 'FAT32 stick: mounted by UDisks2, written, read back, unmounted, right on the stick itself',
    run: (bench) => roundTrip(bench, FAT, 'CLE'),
  },
  {
    name: 'exFAT stick without partitions: the same',
    run: (bench) => roundTrip(bench, EXFAT, 'GRANDE CLE'),
  },
  {
    name: 'FAT32 stick pulled mid-write: what is whole is said, and it works when plugged in again',
    run: (bench) => yanked(bench, { ...FAT, id: 'fat-yanked' }),
  },
  {
    name: 'exFAT stick pulled mid-write: the same',
    run: (bench) => yanked(bench, { ...EXFAT, id: 'exfat-yanked' }),
  },
  {
    name: 'stick with two partitions: the one with more room is taken, both are unmounted',
    run: (bench) =>
      withDrives((drives) => {
        const stick: StickGadget = { id: 'parts', content: { kind: 'two-partitions' }, megabytes: 240 };
        return withStick(bench, stick, async () => {
          await soon('both are mounted', NOTICED_MS, async () =>
            (await mountsOfSticks()).length === 2 ? true : undefined,
          );
          await soon(
            'the larger is taken',
            NOTICED_MS,
            () => {
              const presence = drives.presence();
              return presence.kind === 'ready' && presence.label === 'GRANDE' ? true : undefined;
            },
            () => drives.presence(),
          );
          const exported = await drives.export('Dossier', [file('cv.pdf', 1_000)], never);
          assert.ok(exported.ok && exported.value.removable, JSON.stringify(exported));
          assert.deepEqual(await mountsOfSticks(), []);
          return NOTHING_TO_ADD;
        });
      }),
  },
  {
    name: 'photo on a FAT32 stick: found by its content, read whole, and said to be gone once it is pulled',
    run: (bench) => imported(bench, { ...FAT, id: 'photos' }),
  },
  {
    name: 'encrypted stick: said so, never opened',
    run: (bench) =>
      isUnusable(bench, { id: 'luks', content: { kind: 'encrypted' }, megabytes: 16 }, 'usb-encrypted'),
  },
  {
    name: 'stick without a file system: unreadable, not absent',
    run: (bench) =>
      isUnusable(bench, { id: 'noise', content: { kind: 'noise' }, megabytes: 16 }, 'usb-unreadable'),
  },
  {
    name: 'write-protected stick: read-only',
    run: (bench) => isUnusable(bench, { ...FAT, id: 'locked', writeProtected: true }, 'usb-read-only'),
  },
  {
    name: 'ext4 stick that belongs to another account: read-only, nothing left on it',
    run: (bench) =>
      withDrives((drives) => {
        const content = { kind: 'ext4', label: 'LINUX' } as const;
        const stick: StickGadget = { id: 'ext4', content, megabytes: 32 };
        return withStick(bench, stick, async () => {
          await presenceIs(drives, 'ready');
          const exported = await drives.export('Dossier', [file('cv.pdf', 1_000)], never);
          assert.equal(exported.ok ? 'exported' : exported.error.code, 'usb-read-only');
          return NOTHING_TO_ADD;
        });
      }),
  },
  {
    name: 'two sticks: neither is chosen, and the one that stays is',
    run: (bench) =>
      withDrives((drives) =>
        withStick(bench, { ...FAT, id: 'one' }, async () => {
          await presenceIs(drives, 'ready');
          await withStickBeside(bench, { ...EXFAT, id: 'two' }, async () => {
            const presence = await presenceIs(drives, 'unusable');
            assert.equal(presence.reason, 'usb-several');
          });
          await presenceIs(drives, 'ready');
          return NOTHING_TO_ADD;
        }),
      ),
  },
];

async function withStickBeside(
  bench: LabBench,
  stick: StickGadget,
  check: () => Promise<void>,
): Promise<void> {
  await bench.plugStick(stick);
  try {
    await check();
  } finally {
    await bench.discard(stick.id);
  }
}

export const STICK_CHECKS: readonly HardwareCheck[] = checks.map(({ name, run }) => ({
  name,
  limitMs: CHECK_LIMIT_MS,
  needsDisksService: true,
  run,
}));
