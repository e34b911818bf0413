import { open } from 'node:fs/promises';
import { errnoOf } from './usb-errno.ts';

/** Where the kernel lists the mounts that this process sees. */
const MOUNTINFO_PATH = '/proc/self/mountinfo';
/** Most bytes of the list that are looked at; a kiosk has some 30 mounts of about 100 bytes. */
const MOUNTINFO_MAX_BYTES = 262_144;

/** One line of `/proc/self/mountinfo` (Linux, Documentation/filesystems/proc.rst, section 3.5). */
export interface Mount {
  /** Number of this mount; the kernel gives it again to another mount once this one is gone. */
  readonly id: number;
  /** Device of the file system, as `stat` reports it for what lies on it. */
  readonly major: number;
  readonly minor: number;
  /** Folder of the file system that is mounted: `/` unless it is a bind mount of a part. */
  readonly root: string;
  readonly mountPoint: string;
  readonly fileSystem: string;
  /** What was mounted: a device path for what interests us. */
  readonly source: string;
  /** True where the mount or the file system itself refuses writing. */
  readonly readOnly: boolean;
}

/** The kernel writes space, tab, newline and backslash as three octal digits after a backslash. */
function unescapeOctal(field: string): string {
  const bytes: number[] = [];
  const raw = Buffer.from(field, 'utf8');
  for (let index = 0; index < raw.length; index += 1) {
    const digits = raw[index] === 0x5c ? raw.toString('latin1', index + 1, index + 4) : '';
    if (/^[0-3][0-7]{2}$/.test(digits)) {
      bytes.push(Number.parseInt(digits, 8));
      index += 3;
    } else {
      bytes.push(raw[index] ?? 0);
    }
  }
  return Buffer.from(bytes).toString('utf8');
}

function parseLine(line: string): Mount | undefined {
  const fields = line.split(' ');
  // Fields 7 and following are optional and end with a lone "-".
  const separator = fields.indexOf('-', 6);
  if (separator === -1) return undefined;
  const [id, , device, root, mountPoint, options] = fields;
  const [fileSystem, source, superOptions] = fields.slice(separator + 1);
  const numbers = /^(\d{1,10}):(\d{1,10})$/.exec(device ?? '');
  if (id === undefined || !/^\d{1,10}$/.test(id) || numbers === null) return undefined;
  if (root === undefined || mountPoint === undefined || options === undefined) return undefined;
  if (fileSystem === undefined || source === undefined || superOptions === undefined) return undefined;
  return {
    id: Number(id),
    major: Number(numbers[1]),
    minor: Number(numbers[2]),
    root: unescapeOctal(root),
    mountPoint: unescapeOctal(mountPoint),
    fileSystem,
    source: unescapeOctal(source),
    readOnly: options.split(',').includes('ro') || superOptions.split(',').includes('ro'),
  };
}

/**
 * Parses the text of `/proc/self/mountinfo`. Lines that do not have the documented form are left out: a mount that is
 * not understood is a mount that is not written to.
 */
export function parseMountinfo(text: string): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.split('\n')) {
    const mount = parseLine(line);
    if (mount !== undefined) mounts.push(mount);
  }
  return mounts;
}

async function readBounded(path: string, maxBytes: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(maxBytes);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
      length += bytesRead;
      if (bytesRead === 0 || length === bytes.length) return bytes.toString('utf8', 0, length);
    }
  } finally {
    await file.close();
  }
}

/**
 * The mounts this process sees now, in the order they were made; none where the list cannot be read (no `/proc`, no file
 * descriptor left), so that nothing is taken for a stick. A process in a mount namespace of its own sees a stick only
 * where its namespace receives mounts from the system's (systemd: no `PrivateMounts=`, or `MountFlags=slave`).
 */
export async function readMounts(): Promise<readonly Mount[]> {
  try {
    return parseMountinfo(await readBounded(MOUNTINFO_PATH, MOUNTINFO_MAX_BYTES));
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return [];
  }
}
