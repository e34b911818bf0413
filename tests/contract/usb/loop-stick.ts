import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, rmdir, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readMounts } from '../../../main/devices/usb/mountinfo.ts';

const run = promisify(execFile);
const MOUNT_LIMIT_MS = 10_000;
/** FS_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH: every later access of the device answers EIO, as after a pull. */
const SHUT_DOWN = `
import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587d, struct.pack('I', 2))
`;

export type StickFileSystem = 'ext4' | 'exfat' | 'fat' | 'ntfs';

/** A stick made of an image file on a loop device, mounted for real. Needs root. */
export interface LoopStick {
  readonly mountPoint: string;
  readonly device: string;
  /** Takes the device away under the file system: a shut-down ext4, or the death of the FUSE driver. */
  pull(): Promise<void>;
  /** Unmounts in the way that leaves the bare folder behind for whoever still writes. */
  unmountLazily(): Promise<void>;
  /** Mounts it again, as when plugged in anew. */
  mountAgain(): Promise<void>;
}

export interface StickOptions {
  readonly fileSystem: StickFileSystem;
  readonly label?: string;
  readonly megabytes?: number;
  readonly readOnly?: boolean;
}

/** Makes sticks below a mount root of its own, and takes everything down again. */
export class LoopDesk {
  readonly mountRoot: string;
  readonly #folder: string;
  readonly #undo: (() => Promise<void>)[] = [];
  #count = 0;

  static async open(): Promise<LoopDesk> {
    const folder = await mkdtemp(join(tmpdir(), 'borne-usb-'));
    await mkdir(join(folder, 'media'));
    return new LoopDesk(folder);
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.mountRoot = join(folder, 'media');
  }

  async plug(options: StickOptions): Promise<LoopStick> {
    this.#count += 1;
    const image = join(this.#folder, `stick-${this.#count}.img`);
    const label = options.label ?? 'CLE';
    await writeFile(image, '');
    await truncate(image, (options.megabytes ?? 16) * 1_048_576);
    await format(options.fileSystem, image, label);
    const readOnly = options.readOnly === true ? ['--read-only'] : [];
    const { stdout } = await run('losetup', ['--find', '--show', ...readOnly, image]);
    const device = stdout.trim();
    this.#undo.push(async () => {
      await run('losetup', ['--detach', device]).catch(() => undefined);
    });
    const mountPoint = join(this.mountRoot, label);
    await mkdir(mountPoint, { recursive: true });
    let driver: ChildProcess | undefined;
    const mount = async (): Promise<void> => {
      driver = await mountStick(options, device, mountPoint);
    };
    this.#undo.push(async () => {
      await run('umount', ['--lazy', mountPoint]).catch(() => undefined);
      driver?.kill('SIGKILL');
      await rmdir(mountPoint).catch(() => undefined);
    });
    await mount();
    return {
      mountPoint,
      device,
      mountAgain: mount,
      async pull() {
        if (driver === undefined) {
          await run('python3', ['-c', SHUT_DOWN, mountPoint]);
          return;
        }
        const gone = new Promise((resolve) => driver?.once('exit', resolve));
        driver.kill('SIGKILL');
        await gone;
      },
      async unmountLazily() {
        await run('umount', ['--lazy', mountPoint]);
      },
    };
  }

  /** Unmounts, detaches and deletes everything that was plugged in. */
  async clear(): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  }

  async close(): Promise<void> {
    await this.clear();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function format(fileSystem: StickFileSystem, image: string, label: string): Promise<void> {
  switch (fileSystem) {
    case 'ext4':
      // No reserved blocks, so that free space means what it says; whole at once, so that nothing writes behind a measure.
      await run('mkfs.ext4', [
        ...['-q', '-m', '0', '-L', label.slice(0, 16)],
        ...['-E', 'lazy_itable_init=0,lazy_journal_init=0'],
        image,
      ]);
      return;
    case 'exfat':
      await run('mkfs.exfat', ['-L', label.slice(0, 11), image]);
      return;
    case 'ntfs':
      await run('mkfs.ntfs', ['--fast', '--force', '--quiet', '--label', label, image]);
      return;
    case 'fat':
      await run('mkfs.vfat', ['-n', label.slice(0, 11).toUpperCase(), image]);
  }
}

/** Mounts, and resolves with the FUSE driver's process where there is one, once the kernel lists the mount. */
async function mountStick(
  options: StickOptions,
  device: string,
  mountPoint: string,
): Promise<ChildProcess | undefined> {
  if (options.fileSystem === 'ext4') {
    await run(
      'mount',
      options.readOnly === true ? ['-o', 'ro,noload', device, mountPoint] : [device, mountPoint],
    );
    return undefined;
  }
  // In the foreground (-d, -f), so that the process id is ours to end.
  const [program, ...args] = {
    exfat: ['/usr/sbin/mount.exfat-fuse', '-d', device, mountPoint],
    ntfs: ['/usr/bin/ntfs-3g', '-o', 'no_detach', device, mountPoint],
    fat: ['/usr/bin/fusefat', '-f', '-o', `rw+,blkdev,fsname=${device}`, device, mountPoint],
  }[options.fileSystem] as [string, ...string[]];
  const driver = spawn(program, args, { stdio: 'ignore' });
  const until = performance.now() + MOUNT_LIMIT_MS;
  while (performance.now() < until) {
    const mounts = await readMounts();
    if (mounts.some((mount) => mount.mountPoint === mountPoint)) return driver;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  driver.kill('SIGKILL');
  throw new Error(`${options.fileSystem} was not mounted within ${MOUNT_LIMIT_MS} ms`);
}
