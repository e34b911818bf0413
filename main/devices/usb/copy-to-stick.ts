import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { UsbError, UsbFile } from '../../ports/usb-drives.ts';
import { distinctSafeNames, fatSafeName, numberedFolder, withoutAccents } from './fat-safe-name.ts';
import type { ReadBack } from './read-back.ts';
import type { Step, StepLane } from './step-lane.ts';
import type { StickFiles } from './stick-files.ts';

/** Most folders of one name on a stick before giving up. */
const FOLDER_COUNT_MAX = 999;
/** The slowest stick that is waited for. USB 2 sticks write small files at 1 to 5 MB/s; this leaves a wide margin. */
const SLOWEST_BYTES_PER_MS = 200;

/** Longest waits, milliseconds. Each starts anew for each step; a step that a hung device never ends is given up. */
export interface StickLimits {
  /** Free space, making, renaming, removing. */
  readonly entryMs: number;
  /** Writing or reading one file, beside what its length takes on the slowest stick. */
  readonly fileMs: number;
  /** Making the folder's entries durable. */
  readonly flushMs: number;
  /** Tidying up after a failure: short, the visitor waits. */
  readonly tidyMs: number;
}

export const STICK_LIMITS: StickLimits = { entryMs: 10_000, fileMs: 20_000, flushMs: 30_000, tidyMs: 2_000 };

/** One copy: where to, what, and who says that the stick is still the one that was chosen. */
export interface StickCopy {
  readonly files: StickFiles;
  readonly lane: StepLane;
  readonly limits: StickLimits;
  readonly folderName: string;
  readonly documents: readonly UsbFile[];
  /** Asked before the first and after each file: `false` ends the copy with `usb-pulled`. */
  readonly stillThere: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** What is whole on the stick: written, flushed, read back, equal. */
export interface CopiedFolder {
  readonly folder: string;
  readonly files: readonly string[];
  /** How far down the weakest reading back went. */
  readonly readBackFrom: ReadBack['from'];
}

/** A copy that failed, and what is whole all the same. */
export interface CopyFailure extends Failure<UsbError> {
  readonly kept?: { readonly folder: string; readonly files: readonly string[] };
  /** True once anything was written: the stick wants unmounting before it is removed. */
  readonly touched: boolean;
}

type Outcome<Value> = Result<Value, Failure<UsbError>>;

/** How long writing or reading one file of so many bytes may take, milliseconds. */
export function fileLimitMs(limits: StickLimits, bytes: number): number {
  return limits.fileMs + bytes / SLOWEST_BYTES_PER_MS;
}

async function enoughRoom(copy: StickCopy): Promise<Outcome<undefined>> {
  const step: Step = { name: 'free space', limitMs: copy.limits.entryMs };
  const space = await copy.lane.run(step, () => copy.files.space(), copy.signal);
  if (!space.ok) return space;
  const { freeBytes, blockBytes } = space.value;
  // Each file is rounded up to whole blocks; two blocks more hold the folder and its entry.
  let needed = 2 * blockBytes;
  for (const { bytes } of copy.documents) needed += Math.ceil(bytes.length / blockBytes) * blockBytes;
  if (needed <= freeBytes) return ok(undefined);
  return err('usb-full', `${needed} bytes needed, ${freeBytes} free`);
}

/** The folder made, and whether its file system only takes names without accents. */
interface MadeFolder {
  readonly folder: string;
  readonly accents: boolean;
}

/** What a file system answers to a name it cannot write down. */
const REFUSED_NAME: ReadonlySet<unknown> = new Set(['EINVAL', 'EILSEQ', 'EPERM']);

/** Makes one new folder: the plain name, without accents where the file system has none, numbered where it exists. */
async function makeFolder(copy: StickCopy): Promise<Outcome<MadeFolder>> {
  const plain = fatSafeName(copy.folderName);
  const step: Step = { name: 'make folder', limitMs: copy.limits.entryMs };
  let name = plain;
  for (let count = 1; count <= FOLDER_COUNT_MAX; count += 1) {
    const folder = numberedFolder(name, count);
    const made = await copy.lane.run(
      step,
      async () => {
        try {
          await copy.files.makeFolder(folder);
          return 'made';
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? error.code : undefined;
          if (code === 'EEXIST') return 'exists';
          if (REFUSED_NAME.has(code) && name !== withoutAccents(name)) return 'no-accents';
          throw error;
        }
      },
      copy.signal,
    );
    if (!made.ok) return made;
    if (made.value === 'made') return ok({ folder, accents: name === plain });
    if (made.value === 'no-accents') {
      name = withoutAccents(plain);
      count = 0;
    }
  }
  return err('usb-full', `${FOLDER_COUNT_MAX} folders of that name`);
}

/** Writes one file under a temporary name, gives it its own, and reads it back. */
async function copyOne(
  copy: StickCopy,
  folder: string,
  name: string,
  document: UsbFile,
): Promise<Outcome<ReadBack['from']>> {
  const { files, lane, limits, signal } = copy;
  const fileMs = fileLimitMs(limits, document.bytes.length);
  const temporary = `${name}.part`;
  const run = <Value>(
    stepName: string,
    limitMs: number,
    action: () => Promise<Value>,
  ): Promise<Outcome<Value>> => lane.run({ name: stepName, limitMs }, action, signal);

  const written = await run('write', fileMs, () => files.writeNew(folder, temporary, document.bytes, signal));
  if (!written.ok) return tidied(copy, folder, temporary, written);
  const renamed = await run('rename', limits.entryMs, () => files.rename(folder, temporary, name));
  if (!renamed.ok) return tidied(copy, folder, temporary, renamed);
  const flushed = await run('flush folder', limits.flushMs, () => files.flushFolder(folder));
  if (!flushed.ok) return tidied(copy, folder, name, flushed);
  const read = await run('read back', fileMs, () => files.readBack(folder, name, signal));
  if (!read.ok) return tidied(copy, folder, name, read);
  if (read.value.sha256 !== document.sha256) {
    const detail = `${read.value.length} of ${document.bytes.length} bytes read from ${read.value.from}`;
    return tidied(copy, folder, name, err('usb-verify-failed', detail));
  }
  if (!(await copy.stillThere())) return err('usb-pulled', 'unmounted under the copy');
  return ok(read.value.from);
}

/**
 * What happened to a stick that took a folder a moment ago: it is not write-protected. Linux makes a file system read-only
 * itself when its device no longer answers (ext4, `errors=remount-ro`), sometimes before anything says that it is gone.
 */
function onWritableStick<Value>(outcome: Outcome<Value>): Outcome<Value> {
  if (outcome.ok || outcome.error.code !== 'usb-read-only') return outcome;
  return err('usb-pulled', `read-only under the copy: ${outcome.error.detail ?? ''}`);
}

/** Takes an incomplete file away where that is still possible, so that nobody carries home half a document. */
async function tidied(
  copy: StickCopy,
  folder: string,
  name: string,
  failure: { readonly ok: false; readonly error: Failure<UsbError> },
): Promise<typeof failure> {
  await copy.lane.run({ name: 'remove incomplete file', limitMs: copy.limits.tidyMs }, () =>
    copy.files.remove(folder, name),
  );
  return failure;
}

/**
 * Copies documents into one new folder of a stick, one after another: temporary name, fsync, rename, fsync of the
 * folder, read back (see `readBack` for what that proves), SHA-256. What is returned as copied is whole on the stick even
 * where a later document failed (`kept`). Does not unmount.
 *
 * Codes: `usb-full` (checked before the first byte, and when the stick says so), `usb-read-only`, `usb-pulled`,
 * `usb-unreadable`, `usb-verify-failed`, `usb-busy` (a step took longer than its limit, or `signal` gave up).
 */
export async function copyToStick(copy: StickCopy): Promise<Result<CopiedFolder, CopyFailure>> {
  const untouched = (error: Failure<UsbError>): { ok: false; error: CopyFailure } => ({
    ok: false,
    error: { ...error, touched: false },
  });
  if (!(await copy.stillThere())) return untouched({ code: 'usb-pulled', detail: 'not mounted' });
  const room = await enoughRoom(copy);
  if (!room.ok) return untouched(room.error);
  const made = await makeFolder(copy);
  if (!made.ok) return untouched(made.error);

  const { folder, accents } = made.value;
  const names = distinctSafeNames(copy.documents.map(({ name }) => (accents ? name : withoutAccents(name))));
  const done: string[] = [];
  let readBackFrom: ReadBack['from'] = 'device';
  for (const [index, document] of copy.documents.entries()) {
    const name = names[index] ?? document.name;
    const copied = onWritableStick(await copyOne(copy, folder, name, document));
    if (!copied.ok) {
      if (done.length > 0) {
        const kept = { folder, files: done };
        return { ok: false, error: { ...copied.error, kept, touched: true } };
      }
      const step: Step = { name: 'remove empty folder', limitMs: copy.limits.tidyMs };
      await copy.lane.run(step, () => copy.files.removeFolder(folder));
      return { ok: false, error: { ...copied.error, touched: true } };
    }
    if (copied.value === 'system-cache') readBackFrom = 'system-cache';
    done.push(name);
  }
  return ok({ folder, files: done, readBackFrom });
}
