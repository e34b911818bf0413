import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Mount } from './mountinfo.ts';
import { volumeLabel } from './volume-label.ts';

/**
 * File systems of sticks: those that lie on a block device of their own, in the names of the kernel. `fuseblk` is a FUSE
 * driver on a block device (ntfs-3g, exfat-fuse): unlike other FUSE file systems, unmounting it waits until the driver
 * has written everything. A network or memory file system below the mount root is not a stick.
 */
const STICK_FILE_SYSTEMS: ReadonlySet<string> = new Set([
  'exfat',
  'ext2',
  'ext3',
  'ext4',
  'f2fs',
  'fuseblk',
  'hfsplus',
  'iso9660',
  'msdos',
  'ntfs',
  'ntfs3',
  'udf',
  'vfat',
  'xfs',
]);

/** Most mounts below the root that are looked at. */
const STICK_MOUNTS_MAX = 16;

/** A mounted partition of a stick. */
export interface StickPartition {
  readonly mount: Mount;
  /** What names the disk that the partition lies on; equal for partitions of one stick. */
  readonly disk: string;
  /** What the visitor knows it by (`volumeLabel`). */
  readonly label: string;
}

/**
 * The mounts that lie directly below `mountRoot`, one per mount point. A plain folder there is no stick, whatever it is
 * called; where several file systems are mounted over each other the last one counts, since that is what a path reaches.
 */
export function mountsBelow(mounts: readonly Mount[], mountRoot: string): readonly Mount[] {
  const topmost = new Map<string, Mount>();
  for (const mount of mounts) {
    if (dirname(mount.mountPoint) === mountRoot && mount.mountPoint !== mountRoot) {
      topmost.set(mount.mountPoint, mount);
    }
  }
  const sticks = [...topmost.values()].filter(
    (mount) => mount.root === '/' && STICK_FILE_SYSTEMS.has(mount.fileSystem),
  );
  return sticks.slice(0, STICK_MOUNTS_MAX);
}

/**
 * The disk of a mount's block device as `/sys` orders them: a partition's folder lies in its disk's. Nothing where the
 * device is gone: a pulled stick may stay mounted for a while.
 */
async function diskOf(mount: Mount): Promise<string | undefined> {
  try {
    const folder = await realpath(join('/sys/dev/block', `${mount.major}:${mount.minor}`));
    const isPartition = await stat(join(folder, 'partition')).then(
      () => true,
      () => false,
    );
    return isPartition ? dirname(folder) : folder;
  } catch {
    return undefined;
  }
}

/** The partitions of sticks mounted directly below `mountRoot` whose device is still there. */
export async function stickPartitions(
  mounts: readonly Mount[],
  mountRoot: string,
): Promise<readonly StickPartition[]> {
  const partitions: StickPartition[] = [];
  for (const mount of mountsBelow(mounts, mountRoot)) {
    const disk = await diskOf(mount);
    if (disk !== undefined) partitions.push({ mount, disk, label: await volumeLabel(mount) });
  }
  return partitions;
}

/** True where both are the same mounting of the same device at the same place. */
export function isSameMount(one: Mount, other: Mount): boolean {
  return (
    one.id === other.id &&
    one.major === other.major &&
    one.minor === other.minor &&
    one.mountPoint === other.mountPoint
  );
}

/** Splits a device number as the C library packs it into `st_dev` (gnu_dev_major, gnu_dev_minor). */
export function deviceNumbers(dev: bigint): { readonly major: number; readonly minor: number } {
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & ~0xfffn);
  const minor = (dev & 0xffn) | ((dev >> 12n) & ~0xffn);
  return { major: Number(major), minor: Number(minor & 0xffffffffn) };
}
