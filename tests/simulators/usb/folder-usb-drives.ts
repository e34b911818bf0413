import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyToStick, STICK_LIMITS, type StickLimits } from '../../../main/devices/usb/copy-to-stick.ts';
import { listImportable, readImportable } from '../../../main/devices/usb/importable-files.ts';
import { StepLane } from '../../../main/devices/usb/step-lane.ts';
import { type StickFiles, stickFilesAt } from '../../../main/devices/usb/stick-files.ts';
import { knownFormat } from '../../../main/documents/known-format.ts';
import { err, type Failure, ok, type Result } from '../../../main/domain/result.ts';
import type { ImportableFile, StickImport, StickListing } from '../../../main/ports/stick-import.ts';
import type {
  UsbDrives,
  UsbError,
  UsbExport,
  UsbExportFailure,
  UsbFile,
  UsbPresence,
} from '../../../main/ports/usb-drives.ts';
import { filesBelow } from './folder-sticks.ts';
import {
  readControl,
  readStickMounts,
  type SimulatedStick,
  type StickFault,
  type StickMounts,
  stickFolder,
  writeStickMounts,
} from './stick-control.ts';

/** Longest time a change at the desk stays unnoticed where the folder watch misses it, milliseconds. */
const RE_READ_MS = 500;
const BLOCK_BYTES = 4_096;
/** How often a hanging stick is asked whether it was pulled at last, milliseconds. */
const HANG_POLL_MS = 50;

/** One stick that is plugged in and that the kiosk's side has mounted. */
interface Plugged {
  readonly id: string;
  readonly stick: SimulatedStick;
}

/** System errors as Node.js gives them. */
const ERRNO = { ENOSPC: -28, EROFS: -30, EIO: -5, ENOTCONN: -107 } as const;

function systemError(code: keyof typeof ERRNO): Error {
  return Object.assign(new Error(`${code}: simulated`), { code, errno: ERRNO[code] });
}

/**
 * The `UsbDrives` port over plain folders, for the simulated desk and for machines without root. What is written, in which
 * order, and how it is verified is the shipped code (`copyToStick`); simulated is what Linux does: which stick is mounted,
 * how much room it has, its faults, and unmounting.
 */
export class FolderUsbDrives implements UsbDrives, StickImport {
  readonly #root: string;
  readonly #limits: StickLimits;
  readonly #lane = new StepLane();
  readonly #listeners = new Set<(presence: UsbPresence) => void>();
  readonly #watcher: FSWatcher;
  readonly #timer: NodeJS.Timeout;
  #presence: UsbPresence = { kind: 'none' };
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #exporting = false;
  #closed = false;

  /** `root` is the folder of `FolderSticks`. */
  static async open(root: string, limits: Partial<StickLimits> = {}): Promise<FolderUsbDrives> {
    await mkdir(join(root, 'sticks'), { recursive: true });
    const drives = new FolderUsbDrives(root, limits);
    await drives.#refresh();
    return drives;
  }

  private constructor(root: string, limits: Partial<StickLimits>) {
    this.#root = root;
    this.#limits = { ...STICK_LIMITS, ...limits };
    this.#watcher = watch(root, () => void this.#refresh());
    this.#timer = setInterval(() => void this.#refresh(), RE_READ_MS);
  }

  presence(): UsbPresence {
    return this.#presence;
  }

  watch(listener: (presence: UsbPresence) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#watcher.close();
    clearInterval(this.#timer);
    this.#listeners.clear();
    await this.#looking;
  }

  async export(
    folderName: string,
    files: readonly UsbFile[],
    signal: AbortSignal,
  ): Promise<Result<UsbExport, UsbExportFailure>> {
    if (this.#exporting) return err('usb-busy', 'another export is under way');
    this.#exporting = true;
    try {
      const plugged = await this.#mounted();
      const presence = await this.#presenceOf(plugged);
      if (presence.kind === 'none') return err('usb-missing');
      if (presence.kind === 'unusable') return err(presence.reason);
      const [only] = plugged;
      if (only === undefined) return err('usb-missing');
      return await this.#exportTo(only, folderName, files, signal);
    } finally {
      this.#exporting = false;
      await this.#refresh();
    }
  }

  /** The shipped look through a stick, on the stick's folder. */
  async list(signal: AbortSignal): Promise<Result<StickListing, Failure<UsbError>>> {
    return this.#reading((folder) => listImportable(folder, knownFormat, signal), signal);
  }

  async read(file: ImportableFile, signal: AbortSignal): Promise<Result<Uint8Array, Failure<UsbError>>> {
    const read = await this.#reading((folder) => readImportable(folder, file, signal), signal);
    if (!read.ok) return read;
    return read.value === undefined ? err('usb-unreadable') : ok(read.value);
  }

  async #reading<Value>(
    action: (folder: string) => Promise<Value>,
    signal: AbortSignal,
  ): Promise<Result<Value, Failure<UsbError>>> {
    const [only, other] = await this.#mounted();
    if (only === undefined) return err('usb-missing');
    if (other !== undefined) return err('usb-several');
    const folder = stickFolder(this.#root, only.id);
    const done = await this.#lane.run(
      { name: 'import', limitMs: this.#limits.fileMs },
      () => action(folder),
      signal,
    );
    return (await this.#isThere(only)) ? done : err('usb-pulled');
  }

  async #exportTo(
    plugged: Plugged,
    folderName: string,
    files: readonly UsbFile[],
    signal: AbortSignal,
  ): Promise<Result<UsbExport, UsbExportFailure>> {
    const fault = await this.#takeFault(plugged);
    const copied = await copyToStick({
      files: this.#filesOf(plugged, fault),
      lane: this.#lane,
      limits: this.#limits,
      folderName,
      documents: files,
      stillThere: () => this.#isThere(plugged),
      signal,
    });
    if (copied.ok) {
      const { folder, files: names } = copied.value;
      return ok({ folder, files: names, removable: await this.#unmount(plugged, fault) });
    }
    const { touched, ...failure } = copied.error;
    if (!touched) return { ok: false, error: failure };
    return { ok: false, error: { ...failure, removable: await this.#unmount(plugged, fault) } };
  }

  /** The shipped file operations on the stick's folder, with its size, its write protection and its fault around them. */
  #filesOf(plugged: Plugged, fault: StickFault | undefined): StickFiles {
    const folder = stickFolder(this.#root, plugged.id);
    const real = stickFilesAt(folder);
    const room = async (): Promise<number> => {
      const used = (await filesBelow(folder, '')).reduce((sum, file) => sum + file.bytes, 0);
      return Math.max(0, plugged.stick.capacityBytes - used);
    };
    const there = async (): Promise<void> => {
      if (!(await this.#isThere(plugged))) throw systemError('ENOTCONN');
    };
    const writable = async (): Promise<void> => {
      await there();
      if (plugged.stick.readOnly) throw systemError('EROFS');
    };
    return {
      async space() {
        await there();
        return { freeBytes: await room(), blockBytes: BLOCK_BYTES };
      },
      async makeFolder(name) {
        await writable();
        await real.makeFolder(name);
      },
      writeNew: async (name, file, bytes, signal) => {
        await writable();
        const half = bytes.subarray(0, Math.floor(bytes.length / 2));
        if (fault === 'hangs') {
          while (await this.#isThere(plugged))
            await new Promise((resolve) => setTimeout(resolve, HANG_POLL_MS));
          throw systemError('EIO');
        }
        if (fault === 'pulled-while-writing') {
          await real.writeNew(name, file, half, signal);
          await this.#note(plugged, 'broken');
          throw systemError('EIO');
        }
        if (fault === 'full-while-writing' || bytes.length > (await room())) {
          await real.writeNew(name, file, half, signal);
          throw systemError('ENOSPC');
        }
        await real.writeNew(name, file, bytes, signal);
        if (fault === 'corrupt') await flipLastByte(join(folder, name, file));
        await there();
      },
      async rename(name, from, to) {
        await writable();
        await real.rename(name, from, to);
      },
      async flushFolder(name) {
        await there();
        await real.flushFolder(name);
      },
      async readBack(name, file, signal) {
        await there();
        return real.readBack(name, file, signal);
      },
      async remove(name, file) {
        await writable();
        await real.remove(name, file);
      },
      async removeFolder(name) {
        await writable();
        await real.removeFolder(name);
      },
    };
  }

  async #takeFault({ id, stick }: Plugged): Promise<StickFault | undefined> {
    if (stick.fault === undefined) return undefined;
    const mounts = await readStickMounts(this.#root);
    const { kind, number, repeat } = stick.fault;
    if (!repeat && mounts[id]?.faultPlayed === number) return undefined;
    await this.#note({ id, stick }, 'mounted', number);
    return kind;
  }

  /** What Linux does at `umount`; false where it stays busy. A stick that is out of its socket is not mounted. */
  async #unmount(plugged: Plugged, fault: StickFault | undefined): Promise<boolean> {
    if (!(await this.#isThere(plugged))) return true;
    if (fault === 'stays-busy') return false;
    await this.#note(plugged, 'unmounted');
    return true;
  }

  async #isThere({ id, stick }: Plugged): Promise<boolean> {
    const now = (await readControl(this.#root))[id];
    const mount = (await readStickMounts(this.#root))[id];
    return (
      now?.plugged === true &&
      now.pluggings === stick.pluggings &&
      mount?.plugging === stick.pluggings &&
      mount.state === 'mounted'
    );
  }

  async #note({ id, stick }: Plugged, state: StickMounts[string]['state'], fault?: number): Promise<void> {
    const mounts = await readStickMounts(this.#root);
    const faultPlayed = fault ?? mounts[id]?.faultPlayed;
    mounts[id] = {
      plugging: stick.pluggings,
      state,
      ...(faultPlayed === undefined ? {} : { faultPlayed }),
    };
    await writeStickMounts(this.#root, mounts);
  }

  /** Mounts what was plugged in since the last look, as the system does, and lists what is mounted. */
  async #mounted(): Promise<readonly Plugged[]> {
    const control = await readControl(this.#root);
    const mounts = await readStickMounts(this.#root);
    const mounted: Plugged[] = [];
    for (const [id, stick] of Object.entries(control)) {
      if (!stick.plugged) continue;
      const mount = mounts[id];
      if (mount?.plugging !== stick.pluggings) await this.#note({ id, stick }, 'mounted');
      else if (mount.state !== 'mounted') continue;
      mounted.push({ id, stick });
    }
    return mounted;
  }

  async #presenceOf(plugged: readonly Plugged[]): Promise<UsbPresence> {
    const [only] = plugged;
    if (only === undefined) return { kind: 'none' };
    if (plugged.length > 1) return { kind: 'unusable', reason: 'usb-several' };
    if (only.stick.readOnly) return { kind: 'unusable', reason: 'usb-read-only' };
    const step = { name: 'free space', limitMs: this.#limits.entryMs };
    const space = await this.#lane.run(step, () => this.#filesOf(only, undefined).space());
    if (!space.ok) return { kind: 'unusable', reason: space.error.code };
    const { freeBytes } = space.value;
    if (freeBytes < 65_536) return { kind: 'unusable', reason: 'usb-full' };
    return { kind: 'ready', label: only.stick.label, freeBytes };
  }

  /** A control file that somebody spoiled by hand is told, and is taken for no stick. */
  async #presenceNow(): Promise<UsbPresence> {
    try {
      return await this.#presenceOf(await this.#mounted());
    } catch (error) {
      console.error('Simulated sticks:', error instanceof Error ? error.message : error);
      return { kind: 'none' };
    }
  }

  #refresh(): Promise<void> {
    if (this.#closed || this.#exporting) return Promise.resolve();
    this.#lookAgain = true;
    this.#looking ??= this.#look();
    return this.#looking;
  }

  async #look(): Promise<void> {
    while (this.#lookAgain) {
      this.#lookAgain = false;
      const presence = await this.#presenceNow();
      const same = JSON.stringify(presence) === JSON.stringify(this.#presence);
      if (this.#closed || this.#exporting || same) continue;
      this.#presence = presence;
      for (const listener of this.#listeners) listener(presence);
    }
    this.#looking = undefined;
  }
}

async function flipLastByte(path: string): Promise<void> {
  const bytes = await readFile(path);
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
