import { constants, type FileHandle, open, opendir } from 'node:fs/promises';
import { constants as os } from 'node:os';
import type { ImportableFile, StickListing } from '../../ports/stick-import.ts';
import { screenName } from '../screen-name.ts';
import { errnoOf } from './usb-errno.ts';

/** What a file is by its first bytes; nothing where it is not to be listed. */
export type Recognise = (head: Uint8Array) => ImportableFile['kind'] | undefined;

/** Limits of looking through a stick. They protect the terminal from a stick made to be endless; a large one is cut. */
export interface ImportLimits {
  /** Folders inside folders. Phones keep photos two or three deep. */
  readonly depth: number;
  /** Names read, folders and files together. */
  readonly entries: number;
  /** Files whose first bytes are looked at. */
  readonly looked: number;
  /** Files listed. */
  readonly files: number;
  /** Time of all, milliseconds. */
  readonly ms: number;
  /** Length of one file, bytes: what the document engine takes at most. */
  readonly fileBytes: number;
}

export const IMPORT_LIMITS: ImportLimits = {
  depth: 4,
  entries: 20_000,
  looked: 4_000,
  files: 200,
  ms: 8_000,
  fileBytes: 64_000_000,
};

/** Enough of a file to know a PDF whose header comes late (ISO 32000-1, annex H.3.4.1, implementation note 13). */
const HEAD_BYTES = 1_024;
const READ_BYTES = 1_048_576;
/** Folders that systems make for themselves. */
const SYSTEM_FOLDERS: ReadonlySet<string> = new Set(['System Volume Information', 'lost+found']);
/** Only the order in which files are looked at: what a file is, its content says. */
const LIKELY_NAME = /\.(jpe?g|png|tiff?|pdf)$/i;

/** A folder or a file that this account may not open, that went away or that is a link: passed over. */
const PASSED_OVER: ReadonlySet<number | undefined> = new Set([
  os.errno.EACCES,
  os.errno.EPERM,
  os.errno.ENOENT,
  os.errno.ELOOP,
  os.errno.ENOTDIR,
  os.errno.EINVAL,
  os.errno.EILSEQ,
  os.errno.ENAMETOOLONG,
]);

interface Found {
  readonly path: readonly string[];
  readonly folder: FileHandle;
  readonly name: string;
}

/** Hidden as either system hides: by a dot, or a folder of the system's own. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('$') || SYSTEM_FOLDERS.has(name);
}

/** A path that stays in the folder that was opened, whatever is mounted or renamed meanwhile (as openat(2) would). */
function inside(folder: FileHandle, name: string): string {
  return `/proc/self/fd/${folder.fd}/${name}`;
}

async function openFolder(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
}

/** Never blocks on a pipe or a device, never through a link; the caller makes sure that it is a plain file. */
async function openFile(folder: FileHandle, name: string): Promise<FileHandle> {
  return open(inside(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

async function orPassedOver<Value>(action: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await action();
  } catch (error) {
    if (PASSED_OVER.has(errnoOf(error))) return undefined;
    throw error;
  }
}

/** One look through a stick. Every folder that is opened is closed at the end. */
class Search {
  readonly #limits: ImportLimits;
  readonly #recognise: Recognise;
  readonly #signal: AbortSignal;
  readonly #until: number;
  readonly #folders: FileHandle[] = [];
  #entries = 0;
  #more = false;

  constructor(recognise: Recognise, limits: ImportLimits, signal: AbortSignal) {
    this.#recognise = recognise;
    this.#limits = limits;
    this.#signal = signal;
    this.#until = performance.now() + limits.ms;
  }

  async run(base: string): Promise<StickListing> {
    try {
      // `base` may be the magic link of an opened folder: followed, unlike anything on the stick.
      const root = await open(base, constants.O_RDONLY | constants.O_DIRECTORY);
      this.#folders.push(root);
      const { dev } = await root.stat();
      const found: Found[] = [];
      await this.#walk(root, [], dev, found);
      return await this.#look(found);
    } finally {
      await Promise.all(this.#folders.map((folder) => folder.close()));
    }
  }

  #outOfTime(): boolean {
    const out = this.#signal.aborted || performance.now() > this.#until;
    this.#more ||= out;
    return out;
  }

  async #walk(folder: FileHandle, path: readonly string[], dev: number, found: Found[]): Promise<void> {
    const below: string[] = [];
    const entries = await opendir(inside(folder, '.'));
    for await (const entry of entries) {
      this.#entries += 1;
      if (this.#entries > this.#limits.entries) this.#more = true;
      if (this.#more || this.#outOfTime()) break;
      if (isHidden(entry.name)) continue;
      // A link, a pipe or a device is none of these.
      if (entry.isFile()) found.push({ path: [...path, entry.name], folder, name: entry.name });
      else if (entry.isDirectory()) below.push(entry.name);
    }
    for (const name of below) {
      if (this.#outOfTime()) return;
      if (path.length >= this.#limits.depth) {
        this.#more = true;
        return;
      }
      const opened = await orPassedOver(() => openFolder(inside(folder, name)));
      if (opened === undefined) continue;
      this.#folders.push(opened);
      // Another file system mounted inside the stick is not the stick.
      if ((await opened.stat()).dev !== dev) continue;
      await orPassedOver(() => this.#walk(opened, [...path, name], dev, found));
    }
  }

  async #look(found: readonly Found[]): Promise<StickListing> {
    const likely = found.filter(({ name }) => LIKELY_NAME.test(name));
    const others = found.filter(({ name }) => !LIKELY_NAME.test(name));
    const inOrder = [...likely, ...others];
    const files: ImportableFile[] = [];
    let tooLarge = 0;
    for (const [index, one] of inOrder.entries()) {
      if (this.#outOfTime()) break;
      if (index >= this.#limits.looked) {
        this.#more = true;
        break;
      }
      const file = await orPassedOver(() => this.#judge(one));
      if (file === undefined) continue;
      if (file.bytes > this.#limits.fileBytes) tooLarge += 1;
      else files.push(file);
    }
    files.sort((a, b) => b.modifiedAt - a.modifiedAt);
    return {
      files: files.slice(0, this.#limits.files),
      more: this.#more || files.length > this.#limits.files,
      tooLarge,
    };
  }

  async #judge({ path, folder, name }: Found): Promise<ImportableFile | undefined> {
    const file = await openFile(folder, name);
    try {
      const { size, mtimeMs } = await file.stat();
      if (!(await isPlainFile(file)) || size === 0) return undefined;
      const head = new Uint8Array(Math.min(HEAD_BYTES, size));
      const { bytesRead } = await file.read(head, 0, head.length, 0);
      const kind = this.#recognise(head.subarray(0, bytesRead));
      if (kind === undefined) return undefined;
      return { path, name: screenName(name), kind, bytes: size, modifiedAt: Math.round(mtimeMs) };
    } finally {
      await file.close();
    }
  }
}

async function isPlainFile(file: FileHandle): Promise<boolean> {
  return (await file.stat()).isFile();
}

/** A name of one folder or file, which cannot lead anywhere else. */
function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name);
}

/**
 * Photos and PDFs below `base` (a mount point, or `/proc/self/fd/<n>` of an opened one), by their content. Rejects with the
 * system's error where the stick itself fails; a folder or file that cannot be opened is passed over. Names that are no
 * UTF-8 are passed over too.
 */
export function listImportable(
  base: string,
  recognise: Recognise,
  signal: AbortSignal,
  limits: ImportLimits = IMPORT_LIMITS,
): Promise<StickListing> {
  return new Search(recognise, limits, signal).run(base);
}

/**
 * The bytes of a listed file; nothing where it is not the same file any more: another length, another time, a link, or
 * fewer bytes than it said. Never reads beyond the length that was listed.
 */
export async function readImportable(
  base: string,
  file: ImportableFile,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const name = file.path.at(-1);
  if (name === undefined || !file.path.every(isPlainName)) return undefined;
  const folders = [await open(base, constants.O_RDONLY | constants.O_DIRECTORY)];
  try {
    for (const folderName of file.path.slice(0, -1)) {
      folders.push(await openFolder(inside(folders.at(-1) as FileHandle, folderName)));
    }
    const opened = await openFile(folders.at(-1) as FileHandle, name);
    folders.push(opened);
    const { size, mtimeMs, dev } = await opened.stat();
    const sameStick = dev === (await (folders[0] as FileHandle).stat()).dev;
    const same = size === file.bytes && Math.round(mtimeMs) === file.modifiedAt && sameStick;
    if (!same || !(await isPlainFile(opened))) return undefined;
    return await readWhole(opened, size, signal);
  } finally {
    await Promise.all(folders.map((folder) => folder.close()));
  }
}

async function readWhole(
  file: FileHandle,
  size: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  while (offset < size && !signal.aborted) {
    const { bytesRead } = await file.read(bytes, offset, Math.min(READ_BYTES, size - offset), offset);
    if (bytesRead === 0) return undefined;
    offset += bytesRead;
  }
  return offset === size ? bytes : undefined;
}
