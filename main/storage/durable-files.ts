import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, type Failure, ok, type Result } from '../domain/result.ts';

/** Only the account that runs the kiosk may read its files. Windows ignores modes: its profile folder is protected by ACL. */
export const PRIVATE_FILE_MODE = 0o600;
const PRIVATE_FOLDER_MODE = 0o700;

/** `code` of a Node.js system error (`ENOSPC`, `EACCES`…), where there is one. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** No space left, quota reached, or file larger than the file system takes. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What a failed file operation means: `disk-full`, or `storage-failed` with the system's code as detail. */
export function fileFailure(error: unknown): Failure<'disk-full' | 'storage-failed'> {
  const code = systemErrorCode(error) ?? 'unknown';
  return { code: FULL.has(code) ? 'disk-full' : 'storage-failed', detail: code };
}

/** Makes a folder and its parents, for this account only. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER_MODE });
  // An existing folder keeps its mode through mkdir.
  await chmod(folder, PRIVATE_FOLDER_MODE);
}

/**
 * Makes the names in a folder durable: a file that is fsynced can still lose its name in a power cut until its folder
 * is. Windows has no such call (NTFS journals names by itself), so there it does nothing.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file that is either there whole or not there at all: under a temporary name, fsync, rename, fsync of the
 * folder. When it resolves with success the file survives a power cut, as far as the drive tells the truth about its
 * own cache. On failure nothing is left under either name, except after a failure of the last fsync, where the file
 * may have stayed: the caller must treat it as not written.
 */
export async function writeDurably(
  folder: string,
  fileName: string,
  parts: readonly Uint8Array[],
): Promise<Result<undefined, Failure<'disk-full' | 'storage-failed'>>> {
  return write(folder, fileName, parts, true);
}

/** The same for a file that may be there already: it is the old one or the new one, whole, and stays the old one on failure. */
export async function replaceDurably(
  folder: string,
  fileName: string,
  parts: readonly Uint8Array[],
): Promise<Result<undefined, Failure<'disk-full' | 'storage-failed'>>> {
  await rm(join(folder, `${fileName}.part`), { force: true }).catch(() => undefined);
  return write(folder, fileName, parts, false);
}

async function write(
  folder: string,
  fileName: string,
  parts: readonly Uint8Array[],
  isNew: boolean,
): Promise<Result<undefined, Failure<'disk-full' | 'storage-failed'>>> {
  const temporary = join(folder, `${fileName}.part`);
  const final = join(folder, fileName);
  try {
    const handle = await open(temporary, 'wx', PRIVATE_FILE_MODE);
    try {
      for (const part of parts) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, final);
    await syncFolder(folder);
    return ok(undefined);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (isNew) await rm(final, { force: true }).catch(() => undefined);
    const failure = fileFailure(error);
    return err(failure.code, failure.detail);
  }
}
