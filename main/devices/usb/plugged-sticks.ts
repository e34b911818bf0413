import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** util-linux, present on every Linux system that has `mount`. Reads what udev knows, so it needs no right of its own. */
const LSBLK = '/usr/bin/lsblk';
const LSBLK_ARGUMENTS = [
  '--json',
  '--bytes',
  '--output',
  'NAME,PATH,TYPE,TRAN,RM,HOTPLUG,SIZE,FSTYPE,MOUNTPOINT',
];
/** Longest wait for the list, milliseconds. */
const LSBLK_LIMIT_MS = 5_000;
const LSBLK_MAX_BYTES = 1_048_576;

/** Partitions of one stick that are looked at. */
const VOLUMES_MAX = 16;
/** Nesting of block devices that is followed: disk, partition, and what lies open upon it. */
const CHILDREN_MAX = 64;

/** File systems that are mounted where the system can. In the words of blkid. */
const FILE_SYSTEMS: ReadonlySet<string> = new Set([
  'exfat',
  'ext2',
  'ext3',
  'ext4',
  'f2fs',
  'hfsplus',
  'iso9660',
  'ntfs',
  'udf',
  'vfat',
  'xfs',
]);
const ENCRYPTED: ReadonlySet<string> = new Set(['BitLocker', 'crypto_LUKS']);

/** A partition of a stick, or the whole of it where it has none. */
export interface StickVolume {
  /** Its device file. */
  readonly device: string;
  readonly content: 'file-system' | 'encrypted' | 'unknown';
  readonly mounted: boolean;
}

/** A USB stick, whatever is on it. */
export interface PluggedStick {
  /** Different each time a stick is plugged in, where the kernel counts that (5.15 and later); the device's name otherwise. */
  readonly plug: string;
  readonly volumes: readonly StickVolume[];
}

const text = z.string().max(4_096);
const device = z.object({
  name: z.string().regex(/^[\w!:.-]{1,64}$/),
  path: z.string().regex(/^\/dev\/[\w!:./-]{1,128}$/),
  type: text,
  tran: text.nullable(),
  rm: z.boolean(),
  hotplug: z.boolean(),
  size: z.number(),
  fstype: text.nullable(),
  mountpoint: text.nullable(),
  get children() {
    return z.array(device).max(CHILDREN_MAX).optional();
  },
});
type BlockDevice = z.infer<typeof device>;
const list = z.object({ blockdevices: z.array(z.unknown()).max(1_024) });

/**
 * The sticks in what `lsblk` printed: whole disks that hang on USB and can be taken away. A disk inside the machine is
 * none, whatever it holds; nor is a card reader without a card, which is a disk of no length. Entries that do not have
 * the documented form are left out.
 */
export function sticksIn(
  printed: string,
): readonly { readonly name: string; readonly volumes: readonly StickVolume[] }[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(printed);
  } catch {
    return [];
  }
  const listed = list.safeParse(parsed);
  if (!listed.success) return [];
  return listed.data.blockdevices.flatMap((entry) => {
    const disk = device.safeParse(entry).data;
    if (disk === undefined || disk.type !== 'disk' || disk.tran !== 'usb') return [];
    if (!(disk.rm || disk.hotplug) || disk.size === 0) return [];
    const parts = (disk.children ?? []).filter(({ type }) => type === 'part');
    const volumes = parts.length === 0 ? [disk] : parts;
    return [{ name: disk.name, volumes: volumes.slice(0, VOLUMES_MAX).map(volumeOf) }];
  });
}

function volumeOf(found: BlockDevice): StickVolume {
  const { path, fstype, mountpoint } = found;
  return { device: path, content: contentOf(fstype), mounted: mountpoint !== null };
}

function contentOf(fstype: string | null): StickVolume['content'] {
  if (fstype === null) return 'unknown';
  if (FILE_SYSTEMS.has(fstype)) return 'file-system';
  return ENCRYPTED.has(fstype) ? 'encrypted' : 'unknown';
}

function printedByLsblk(): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      LSBLK,
      LSBLK_ARGUMENTS,
      { timeout: LSBLK_LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: LSBLK_MAX_BYTES, env: { LC_ALL: 'C' } },
      (error, stdout) => resolve(error === null ? stdout : ''),
    );
  });
}

async function plugOf(name: string): Promise<string> {
  try {
    const sequence = await readFile(`/sys/block/${name}/diskseq`, 'utf8');
    return `${name} ${sequence.trim().slice(0, 32)}`;
  } catch {
    return name;
  }
}

/** The USB sticks that are plugged in now; none where the system cannot be asked. */
export async function pluggedSticks(): Promise<readonly PluggedStick[]> {
  const sticks: PluggedStick[] = [];
  for (const { name, volumes } of sticksIn(await printedByLsblk())) {
    sticks.push({ plug: await plugOf(name), volumes });
  }
  return sticks;
}
