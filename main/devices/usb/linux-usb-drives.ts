import { constants, type FileHandle, lstat, open } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { ImportableFile, StickImport, StickListing } from '../../ports/stick-import.ts';
import type {
  UsbDrives,
  UsbError,
  UsbExport,
  UsbExportFailure,
  UsbFile,
  UsbPresence,
} from '../../ports/usb-drives.ts';
import { copyToStick, fileLimitMs, STICK_LIMITS, type StickLimits } from './copy-to-stick.ts';
import {
  IMPORT_LIMITS,
  type ImportLimits,
  listImportable,
  type Recognise,
  readImportable,
} from './importable-files.ts';
import { MountWatch } from './mount-watch.ts';
import { deviceNumbers, isSameMount, type StickPartition, stickPartitions } from './mounted-sticks.ts';
import { type Mount, readMounts } from './mountinfo.ts';
import { type Step, StepLane } from './step-lane.ts';
import { type StickFiles, stickFilesAt } from './stick-files.ts';
import { type StickMounting, UDisksMounting } from './udisks-mounting.ts';
import { type UnmountBy, unmount } from './unmount.ts';

/** A stick with less room than this is full as far as a visitor is concerned: not one page fits. */
const FULL_BELOW_BYTES = 65_536;

export interface LinuxUsbDrivesOptions {
  /**
   * Absolute path of the folder below which the system mounts sticks, each in a folder of its own, and nothing else
   * (USB storage with `noexec,nosuid,nodev`; internal disks never).
   */
  readonly mountRoot: string;
  readonly unmount: UnmountBy;
  /**
   * Who mounts: the `system` by itself (a udev rule, `fstab`), or this application through `udisks`. UDisks2 mounts below
   * `/media/<account>`. Default: `system`.
   */
  readonly mount?: 'system' | 'udisks';
  /** Longest waits, where the usual ones do not suit. */
  readonly limits?: Partial<StickLimits>;
  /** What may be imported, by a file's first bytes. Nothing may where this is left out. */
  readonly recognise?: Recognise;
  readonly importLimits?: Partial<ImportLimits>;
  /** How the opened stick is reached; `base` is a path that stays on it. Tests put a faulty stick here. */
  readonly filesAt?: (base: string) => StickFiles;
}

/** The partition that would be written to, or why there is none. */
type Choice =
  | { readonly kind: 'none' }
  | { readonly kind: 'unusable'; readonly reason: UsbError }
  | { readonly kind: 'usable'; readonly partition: StickPartition; readonly freeBytes: number };

function presenceOf(choice: Choice): UsbPresence {
  if (choice.kind !== 'usable') return choice;
  return { kind: 'ready', label: choice.partition.label, freeBytes: choice.freeBytes };
}

function isSamePresence(one: UsbPresence, other: UsbPresence): boolean {
  if (one.kind === 'ready' && other.kind === 'ready') {
    return one.label === other.label && one.freeBytes === other.freeBytes;
  }
  if (one.kind === 'unusable' && other.kind === 'unusable') return one.reason === other.reason;
  return one.kind === other.kind;
}

/**
 * Visitors' USB sticks on Linux: file systems that the system mounted directly below one folder.
 *
 * Which stick: exactly one may be plugged in (`usb-several` otherwise: the second may be forgotten by the visitor
 * before). Of its partitions, the writable one with the most room.
 *
 * Never into a plain folder: what is mounted is taken from the kernel's list, the mount point is opened once, its device
 * number compared with the list's, and everything is then written through that open folder. A stick that is unmounted
 * or pulled meanwhile can therefore not make the files land in the bare folder that stays behind.
 */
export class LinuxUsbDrives implements UsbDrives, StickImport {
  readonly #options: LinuxUsbDrivesOptions;
  readonly #limits: StickLimits;
  readonly #lane = new StepLane();
  readonly #listeners = new Set<(presence: UsbPresence) => void>();
  readonly #watch: MountWatch;
  readonly #mounting: StickMounting | undefined;
  #presence: UsbPresence = { kind: 'none' };
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #exporting = false;
  #closed = false;

  /** Starts watching; resolves once it is known whether a stick is there. */
  static async open(options: LinuxUsbDrivesOptions): Promise<LinuxUsbDrives> {
    if (!isAbsolute(options.mountRoot)) throw new TypeError('mountRoot must be absolute');
    const drives = new LinuxUsbDrives(options);
    await drives.#mounting?.settled();
    await drives.#refresh();
    return drives;
  }

  private constructor(options: LinuxUsbDrivesOptions) {
    this.#options = options;
    this.#limits = { ...STICK_LIMITS, ...options.limits };
    this.#watch = new MountWatch(() => void this.#refresh());
    this.#mounting = options.mount === 'udisks' ? new UDisksMounting(() => void this.#refresh()) : undefined;
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
    this.#watch.close();
    this.#mounting?.close();
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
      const choice = await this.#choose();
      if (choice.kind === 'none') return err('usb-missing');
      if (choice.kind === 'unusable') return err(choice.reason);
      return await this.#exportTo(choice.partition, folderName, files, signal);
    } finally {
      this.#exporting = false;
      await this.#refresh();
    }
  }

  async list(signal: AbortSignal): Promise<Result<StickListing, Failure<UsbError>>> {
    const recognise = this.#options.recognise ?? (() => undefined);
    const limits = { ...IMPORT_LIMITS, ...this.#options.importLimits };
    // The look ends by itself before the step is given up.
    const step = { name: 'list', limitMs: limits.ms + this.#limits.entryMs };
    return this.#reading(step, signal, (base) => listImportable(base, recognise, signal, limits));
  }

  async read(file: ImportableFile, signal: AbortSignal): Promise<Result<Uint8Array, Failure<UsbError>>> {
    const step = { name: 'read', limitMs: fileLimitMs(this.#limits, file.bytes) };
    const read = await this.#reading(step, signal, (base) => readImportable(base, file, signal));
    if (!read.ok) return read;
    return read.value === undefined ? err('usb-unreadable', 'not the file that was listed') : ok(read.value);
  }

  /** Runs one step of reading on the stick that is plugged in, on whatever of its partitions can be read. */
  async #reading<Value>(
    step: Step,
    signal: AbortSignal,
    action: (base: string) => Promise<Value>,
  ): Promise<Result<Value, Failure<UsbError>>> {
    const chosen = await this.#readable();
    if (!chosen.ok) return chosen;
    const opened = await this.#openStick(chosen.value.mount, signal);
    if (!opened.ok) return opened;
    const done = await this.#lane.run(step, () => action(`/proc/self/fd/${opened.value.fd}`), signal);
    // An open folder would keep the stick busy.
    await this.#lane.run({ name: 'close', limitMs: this.#limits.tidyMs }, () => opened.value.close());
    return done;
  }

  /** The partition to read from. A stick that is full or write-protected is read all the same. */
  async #readable(): Promise<Result<StickPartition, Failure<UsbError>>> {
    const partitions = await this.#partitions();
    const disks = new Set(partitions.map((partition) => partition.disk));
    if (disks.size > 1) return err('usb-several');
    const choice = await this.#choose();
    if (choice.kind === 'usable') return ok(choice.partition);
    const [first] = partitions;
    if (first !== undefined) return ok(first);
    return err(choice.kind === 'none' ? 'usb-missing' : choice.reason);
  }

  async #exportTo(
    partition: StickPartition,
    folderName: string,
    files: readonly UsbFile[],
    signal: AbortSignal,
  ): Promise<Result<UsbExport, UsbExportFailure>> {
    const opened = await this.#openStick(partition.mount, signal);
    if (!opened.ok) return opened;
    const filesAt = this.#options.filesAt ?? stickFilesAt;
    const copied = await copyToStick({
      files: filesAt(`/proc/self/fd/${opened.value.fd}`),
      lane: this.#lane,
      limits: this.#limits,
      folderName,
      documents: files,
      stillThere: () => this.#isMounted(partition.mount),
      signal,
    });
    // An open folder would keep the stick busy.
    await this.#lane.run({ name: 'close', limitMs: this.#limits.tidyMs }, () => opened.value.close());
    if (copied.ok) {
      const { folder, files: names } = copied.value;
      return ok({ folder, files: names, removable: await this.#release(partition.disk) });
    }
    const { touched, ...failure } = copied.error;
    return {
      ok: false,
      error: touched ? { ...failure, removable: await this.#release(partition.disk) } : failure,
    };
  }

  /** Opens the mount point and makes sure that it is the file system of the kernel's list, not the folder below it. */
  async #openStick(mount: Mount, signal: AbortSignal): Promise<Result<FileHandle, Failure<UsbError>>> {
    const step = { name: 'open', limitMs: this.#limits.entryMs };
    let wanted = true;
    let given = false;
    const opened = await this.#lane.run(
      step,
      async () => {
        const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
        const folder = await open(mount.mountPoint, flags);
        try {
          const { dev } = await folder.stat({ bigint: true });
          const parent = await lstat(dirname(mount.mountPoint), { bigint: true });
          const { major, minor } = deviceNumbers(dev);
          const isTheStick = dev !== parent.dev && major === mount.major && minor === mount.minor;
          if (isTheStick && wanted) {
            given = true;
            return folder;
          }
          return undefined;
        } finally {
          if (!given) await folder.close();
        }
      },
      signal,
    );
    // Should the step end after it was given up, it closes what it opened.
    wanted = false;
    if (!opened.ok) return opened;
    if (opened.value === undefined) return err('usb-pulled', 'the mount point is a plain folder');
    return ok(opened.value);
  }

  async #isMounted(mount: Mount): Promise<boolean> {
    const mounts = await readMounts();
    return mounts.some((other) => isSameMount(mount, other));
  }

  /** Unmounts every partition of the disk; true once the kernel lists none of it below the mount root. */
  async #release(disk: string): Promise<boolean> {
    for (const partition of await this.#partitions()) {
      if (partition.disk !== disk) continue;
      await unmount(this.#options.unmount, partition.mount, () => this.#isMounted(partition.mount));
    }
    return (await this.#partitions()).every((partition) => partition.disk !== disk);
  }

  async #partitions(): Promise<readonly StickPartition[]> {
    return stickPartitions(await readMounts(), this.#options.mountRoot);
  }

  async #choose(): Promise<Choice> {
    const partitions = await this.#partitions();
    const disks = new Set(partitions.map((partition) => partition.disk));
    if (disks.size === 0) {
      const reason = this.#mounting?.trouble();
      return reason === undefined ? { kind: 'none' } : { kind: 'unusable', reason };
    }
    if (disks.size > 1) return { kind: 'unusable', reason: 'usb-several' };
    let best: Choice = { kind: 'unusable', reason: 'usb-read-only' };
    for (const partition of partitions) {
      const choice = await this.#judge(partition);
      if (choice.kind === 'usable') {
        if (best.kind !== 'usable' || choice.freeBytes > best.freeBytes) best = choice;
      } else if (best.kind !== 'usable') {
        best = choice;
      }
    }
    return best;
  }

  async #judge(partition: StickPartition): Promise<Choice> {
    if (partition.mount.readOnly) return { kind: 'unusable', reason: 'usb-read-only' };
    const filesAt = this.#options.filesAt ?? stickFilesAt;
    const step = { name: 'free space', limitMs: this.#limits.entryMs };
    const space = await this.#lane.run(step, () => filesAt(partition.mount.mountPoint).space());
    if (!space.ok) return { kind: 'unusable', reason: space.error.code };
    const { freeBytes } = space.value;
    if (freeBytes < FULL_BELOW_BYTES) return { kind: 'unusable', reason: 'usb-full' };
    return { kind: 'usable', partition, freeBytes };
  }

  /** Looks again and tells the listeners of a change. Calls that come meanwhile are answered by one more look. */
  #refresh(): Promise<void> {
    // While files are being written the stick is not asked anything else; the export looks again when it ends.
    if (this.#closed || this.#exporting) return Promise.resolve();
    this.#lookAgain = true;
    this.#looking ??= this.#look();
    return this.#looking;
  }

  async #look(): Promise<void> {
    while (this.#lookAgain) {
      this.#lookAgain = false;
      const presence = presenceOf(await this.#choose());
      if (this.#closed || this.#exporting || isSamePresence(presence, this.#presence)) continue;
      this.#presence = presence;
      for (const listener of this.#listeners) listener(presence);
    }
    this.#looking = undefined;
  }
}
