import { constants, mkdir, open, rename, rmdir, statfs, unlink } from 'node:fs/promises';
import { constants as os } from 'node:os';
import { join } from 'node:path';
import { type ReadBack, readBack } from './read-back.ts';
import { errnoOf } from './usb-errno.ts';

/** Bytes handed to the system at once, so that giving up is noticed between two. */
const WRITE_BYTES = 1_048_576;
/** Plain files for the owner alone; FAT and exFAT ignore it. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Room on a stick. */
export interface StickSpace {
  readonly freeBytes: number;
  /** Granularity of allocation: a file of one byte takes this much. */
  readonly blockBytes: number;
}

/**
 * The few file operations that an export needs, on one stick. Names are single path components. Each rejects with the
 * system's error (`usbErrorOf` gives the code). The simulated desk brings its own stick through this interface.
 */
export interface StickFiles {
  space(): Promise<StickSpace>;
  /** Makes a folder that must not exist yet (EEXIST). */
  makeFolder(folder: string): Promise<void>;
  /** Makes a file that must not exist yet, writes it whole and asks the device to keep it (fsync). */
  writeNew(folder: string, name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /**
   * Gives a file its name and asks the device to keep it under that one. FAT writes a new directory entry of length zero
   * and sets its length when the file itself is written out: without this a pulled stick holds an empty file.
   */
  rename(folder: string, from: string, to: string): Promise<void>;
  /** Asks the device to keep the folder's entries. */
  flushFolder(folder: string): Promise<void>;
  readBack(folder: string, name: string, signal: AbortSignal): Promise<ReadBack>;
  remove(folder: string, name: string): Promise<void>;
  /** Removes an empty folder. */
  removeFolder(folder: string): Promise<void>;
}

/** Some file systems have no fsync for folders; unmounting flushes them. */
function isFlushUnknown(error: unknown): boolean {
  const errno = errnoOf(error);
  return (
    errno === os.errno.EINVAL ||
    errno === os.errno.ENOSYS ||
    errno === os.errno.ENOTSUP ||
    errno === os.errno.EOPNOTSUPP
  );
}

async function flushOneFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } catch (error) {
    if (!isFlushUnknown(error)) throw error;
  } finally {
    await folder.close();
  }
}

/**
 * The files below `base`: a mount point, or better `/proc/self/fd/<n>` of an opened one, which stays on the file system
 * that was opened whatever is unmounted or mounted in its place meanwhile.
 */
export function stickFilesAt(base: string): StickFiles {
  return {
    async space() {
      const { bavail, bsize } = await statfs(base);
      return { freeBytes: bavail * bsize, blockBytes: bsize };
    },
    async makeFolder(folder) {
      await mkdir(join(base, folder), { mode: FOLDER_MODE });
    },
    async writeNew(folder, name, bytes, signal) {
      // O_EXCL: never through a link or over a file that somebody prepared on the stick.
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
      const file = await open(join(base, folder, name), flags, FILE_MODE);
      try {
        let offset = 0;
        while (offset < bytes.length && !signal.aborted) {
          const length = Math.min(WRITE_BYTES, bytes.length - offset);
          const { bytesWritten } = await file.write(bytes, offset, length, offset);
          offset += bytesWritten;
        }
        if (!signal.aborted) await file.sync();
      } finally {
        await file.close();
      }
    },
    async rename(folder, from, to) {
      await rename(join(base, folder, from), join(base, folder, to));
      const file = await open(join(base, folder, to), constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async flushFolder(folder) {
      await flushOneFolder(join(base, folder));
      // The entry of the folder itself lies in its parent.
      await flushOneFolder(base);
    },
    readBack(folder, name, signal) {
      return readBack(join(base, folder, name), signal);
    },
    async remove(folder, name) {
      await unlink(join(base, folder, name));
    },
    async removeFolder(folder) {
      await rmdir(join(base, folder));
    },
  };
}
