import { createHash, type Hash } from 'node:crypto';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { constants as os } from 'node:os';
import { errnoOf } from './usb-errno.ts';

/** Bytes asked of the device at once. A multiple of every block size in use. */
const READ_BYTES = 1_048_576;
const WASM_PAGE_BYTES = 65_536;

/** What was read back from a file, and how far down the reading went. */
export interface ReadBack {
  /** SHA-256, lower-case hexadecimal. */
  readonly sha256: string;
  readonly length: number;
  /** `device`: not from the system's page cache. `system-cache`: the file system would not read past its cache. */
  readonly from: 'device' | 'system-cache';
}

/**
 * A buffer that direct reading accepts. O_DIRECT wants memory aligned to the device's block (open(2)); Node.js
 * promises no alignment for a Buffer, but the memory of WebAssembly starts at a page of the machine.
 */
function alignedBuffer(): Uint8Array {
  const memory = new WebAssembly.Memory({ initial: READ_BYTES / WASM_PAGE_BYTES });
  return new Uint8Array(memory.buffer);
}

async function hashAll(file: FileHandle, hash: Hash, signal: AbortSignal): Promise<number> {
  const { size } = await file.stat();
  const buffer = alignedBuffer();
  let length = 0;
  // Stops at the known size: past the end, a direct read at an offset within a block is an error on some file systems.
  while (length < size) {
    if (signal.aborted) break;
    const { bytesRead } = await file.read(buffer, 0, buffer.length, length);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return length;
}

async function hashWith(path: string, flags: number, signal: AbortSignal): Promise<Omit<ReadBack, 'from'>> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | flags);
  try {
    const hash = createHash('sha256');
    const length = await hashAll(file, hash, signal);
    return { sha256: hash.digest('hex'), length };
  } finally {
    await file.close();
  }
}

/**
 * Reads a file back and hashes it, past the system's page cache (O_DIRECT) where the file system can.
 *
 * What this proves: the bytes went to the device driver and came back from it equal. What it does not prove: that the
 * stick's own controller has them in flash rather than in a memory of its own (fsync before and unmounting after ask it
 * to), nor that they can be read tomorrow. With a FUSE driver (exFAT and NTFS where the kernel has none) the reading goes
 * past the cache of the files, but the driver reads the device through the cache of the block device. Where direct
 * reading is refused (`system-cache`), equality proves only that the file system holds the right bytes.
 *
 * Rejects with the system's error.
 */
export async function readBack(path: string, signal: AbortSignal): Promise<ReadBack> {
  try {
    return { ...(await hashWith(path, constants.O_DIRECT, signal)), from: 'device' };
  } catch (error) {
    const errno = errnoOf(error);
    if (errno !== os.errno.EINVAL && errno !== os.errno.EOPNOTSUPP && errno !== os.errno.ENOTSUP) throw error;
    return { ...(await hashWith(path, 0, signal)), from: 'system-cache' };
  }
}
