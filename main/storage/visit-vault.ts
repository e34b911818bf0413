import { createCipheriv, createDecipheriv } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { VaultError, VisitVault, VisitVaults } from '../ports/visit-vault.ts';
import { fileFailure, makePrivateFolder, syncFolder, writeDurably } from './durable-files.ts';

export interface VisitVaultOptions {
  /** Folder of the visits. Everything in it belongs to this object and is erased when the next visit opens. */
  readonly folder: string;
  /** Cryptographically secure random bytes (`crypto.randomBytes`). */
  readonly randomBytes: (length: number) => Uint8Array;
}

type VaultOpenError = Exclude<VaultError, 'page-lost'>;

const CIPHER = 'aes-256-gcm';
/** Key, nonce and tag lengths in bytes (NIST SP 800-38D: 96-bit nonce, full 128-bit tag). */
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** File names on disk are this many random bytes, in hexadecimal: they tell nothing of what is inside. */
const FILE_NAME_BYTES = 16;

function randomName(randomBytes: VisitVaultOptions['randomBytes']): string {
  return Buffer.from(randomBytes(FILE_NAME_BYTES)).toString('hex');
}

/**
 * One visit. A file is `nonce (12) ‖ ciphertext ‖ tag (16)`; the name it was put under is bound to it as additional
 * authenticated data, so that two files exchanged on disk are refused and not shown one for the other.
 *
 * What erasing protects against, and what it does not: on a solid-state drive or a journalling file system the bytes of
 * a removed file may stay readable on the medium for long, and overwriting would not reach them either. What protects
 * them is that the key was never on the medium and is gone. The key is one buffer, overwritten at the end; the copy that
 * OpenSSL makes for the time of one call is cleared by OpenSSL. Not covered here: a memory dump taken during the visit,
 * and swap or hibernation, which the terminal's set-up must turn off or encrypt.
 */
class OpenVault implements VisitVault {
  readonly #folder: string;
  readonly #randomBytes: VisitVaultOptions['randomBytes'];
  readonly #key = Buffer.alloc(KEY_BYTES);
  /** Names as the visit gives them → file names on disk. In memory only. */
  readonly #files = new Map<string, string>();
  readonly #writing = new Set<Promise<unknown>>();
  readonly #onDestroyed: () => void;
  #destroyed: Promise<void> | undefined;

  constructor(folder: string, randomBytes: VisitVaultOptions['randomBytes'], onDestroyed: () => void) {
    this.#folder = folder;
    this.#randomBytes = randomBytes;
    this.#onDestroyed = onDestroyed;
    const key = randomBytes(KEY_BYTES);
    this.#key.set(key);
    key.fill(0);
  }

  async put(name: string, bytes: Uint8Array): Promise<Result<undefined, Failure<VaultError>>> {
    if (this.#destroyed !== undefined) return err('storage-failed', 'destroyed');
    const nonce = this.#randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(name, 'utf8'));
    const body = cipher.update(bytes);
    const end = cipher.final();
    const fileName = randomName(this.#randomBytes);

    const write = writeDurably(this.#folder, fileName, [nonce, body, end, cipher.getAuthTag()]);
    this.#writing.add(write);
    const written = await write;
    this.#writing.delete(write);
    if (!written.ok) return written;
    if (this.#destroyed !== undefined) return err('storage-failed', 'destroyed');

    const replaced = this.#files.get(name);
    this.#files.set(name, fileName);
    if (replaced !== undefined)
      await rm(join(this.#folder, replaced), { force: true }).catch(() => undefined);
    return ok(undefined);
  }

  async get(name: string): Promise<Result<Uint8Array, Failure<VaultError>>> {
    const fileName = this.#files.get(name);
    if (fileName === undefined) return err('page-lost', 'unknown');
    let sealed: Buffer;
    try {
      sealed = await readFile(join(this.#folder, fileName));
    } catch (error) {
      return err('page-lost', fileFailure(error).detail);
    }
    if (this.#destroyed !== undefined) return err('page-lost', 'destroyed');
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return err('page-lost', 'truncated');

    const decipher = createDecipheriv(CIPHER, this.#key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(name, 'utf8'));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const plain = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
    try {
      // GCM has no padding: `final` returns nothing and only checks the tag.
      decipher.final();
    } catch {
      plain.fill(0);
      return err('page-lost', 'tampered');
    }
    return ok(plain);
  }

  async remove(name: string): Promise<void> {
    const fileName = this.#files.get(name);
    if (fileName === undefined) return;
    this.#files.delete(name);
    // Where this fails the file goes with the whole folder at the end of the visit.
    await rm(join(this.#folder, fileName), { force: true }).catch(() => undefined);
  }

  destroy(): Promise<void> {
    this.#destroyed ??= this.#erase();
    return this.#destroyed;
  }

  async #erase(): Promise<void> {
    // First of all: from here on the files are noise, whatever happens to them.
    this.#key.fill(0);
    this.#files.clear();
    await Promise.allSettled(this.#writing);
    // Where the folder cannot be removed now, the next visit tries again before it opens.
    await rm(this.#folder, { recursive: true, force: true }).catch(() => undefined);
    this.#onDestroyed();
  }
}

class FolderVisitVaults implements VisitVaults {
  readonly #options: VisitVaultOptions;
  /** Folder names of the visits under way. */
  readonly #live = new Set<string>();

  constructor(options: VisitVaultOptions) {
    this.#options = options;
  }

  async open(): Promise<Result<VisitVault, Failure<VaultOpenError>>> {
    const erased = await this.eraseLeftovers();
    if (!erased.ok) return erased;
    const name = randomName(this.#options.randomBytes);
    const folder = join(this.#options.folder, name);
    this.#live.add(name);
    try {
      await makePrivateFolder(folder);
      await syncFolder(this.#options.folder);
    } catch (error) {
      this.#live.delete(name);
      const failure = fileFailure(error);
      return err(failure.code, failure.detail);
    }
    return ok(new OpenVault(folder, this.#options.randomBytes, () => this.#live.delete(name)));
  }

  async eraseLeftovers(): Promise<Result<undefined, Failure<VaultOpenError>>> {
    try {
      await makePrivateFolder(this.#options.folder);
      for (const entry of await readdir(this.#options.folder)) {
        // `rm` removes a symbolic link itself and never follows it.
        if (!this.#live.has(entry))
          await rm(join(this.#options.folder, entry), { recursive: true, force: true });
      }
      await syncFolder(this.#options.folder);
      return ok(undefined);
    } catch (error) {
      const failure = fileFailure(error);
      return err(failure.code, failure.detail);
    }
  }
}

/** `VisitVaults` over a folder, with the erasing of what an earlier run left as a call of its own for the start-up. */
export interface ErasableVisitVaults extends VisitVaults {
  /** Erases every file of a visit that is not under way. To be called at start, and again by each `open`. */
  eraseLeftovers(): Promise<Result<undefined, Failure<VaultOpenError>>>;
}

/**
 * Visits kept as encrypted files in a folder. One process at a time may use the folder: a second one would erase the
 * visit of the first (the shell's single-instance lock sees to that).
 */
export function createVisitVaults(options: VisitVaultOptions): ErasableVisitVaults {
  return new FolderVisitVaults(options);
}
