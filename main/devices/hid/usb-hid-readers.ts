import type { BadgeRead, BarcodeRead, HidReader, ReaderPresence } from '../../ports/hid-reader.ts';
import type { DeviceMonitor } from '../program-monitor.ts';
import { UdevMonitor } from '../udev-monitor.ts';
import { type HidBus, type HidConnection, nodeHidBus } from './hid-bus.ts';
import { WAKE_UP_REPORTS } from './known-readers.ts';
import { detectReader, type HidCollection, type ReaderSpec } from './reader-detection.ts';
import {
  isSamePresence,
  type ReportReader,
  readerName,
  ready,
  reportReader,
  unusable,
} from './reader-slot.ts';
import { ReportRate } from './report-rate.ts';
import { SystemCalls } from './system-calls.ts';
import { READER_WAITS, type ReaderWaits } from './waits.ts';

export interface UsbHidReadersOptions {
  readonly readers: readonly ReaderSpec[];
  /** Longest waits, where the usual ones do not suit. */
  readonly waits?: Partial<ReaderWaits>;
  /** The system's HID devices. Tests put theirs here. */
  readonly bus?: HidBus;
  /** Who tells of devices that come and go. */
  readonly monitor?: (onChange: () => void) => DeviceMonitor;
}

/** An opened reader. */
interface OpenReader {
  readonly path: string;
  readonly name: string;
  readonly connection: HidConnection;
}

/** One configured reader and where it stands. */
interface Slot {
  readonly spec: ReaderSpec;
  presence: ReaderPresence;
  open: OpenReader | undefined;
  /** Until when it stays closed because it flooded, milliseconds of the steady clock. */
  restsUntil: number;
}

/**
 * The terminal's readers through node-hid.
 *
 * A reader that is unplugged is noticed by its connection, one that comes back by udev (`UdevMonitor`): nothing is asked
 * in a loop where the system sends events. Elsewhere, and while a reader cannot be opened, `lookAgainMs` looks again.
 *
 * A reader that types like a keyboard (usage page 1, usage 6) is never read: what it types goes to the page as keys, and
 * on a French keyboard layout digits come out as `à&é"'(-è_ç`. It is told as `reader-types-keys` so that staff set it to
 * HID POS mode with the maker's configuration code.
 *
 * Codes: `reader-missing`, `reader-refused` (it is there but the system does not let it be opened, or nothing HID can be
 * reached at all), `reader-types-keys`, `reader-not-understood` (three reports in a row of a wrong size or form; it is
 * listened to all the same), `reader-flooding` (left closed for `floodRestMs`, then tried again).
 */
export class UsbHidReaders implements HidReader {
  readonly #bus: HidBus;
  readonly #waits: ReaderWaits;
  readonly #calls: SystemCalls;
  readonly #slots: readonly Slot[];
  readonly #monitor: DeviceMonitor;
  readonly #timer: NodeJS.Timeout;
  readonly #watchers = new Set<(presence: readonly ReaderPresence[]) => void>();
  readonly #barcodeListeners = new Set<(read: BarcodeRead) => void>();
  readonly #badgeListeners = new Set<(read: BadgeRead) => void>();
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #closed = false;

  /** Starts watching; resolves once it is known which readers are there. */
  static async open(options: UsbHidReadersOptions): Promise<UsbHidReaders> {
    const readers = new UsbHidReaders(options);
    await readers.#refresh();
    return readers;
  }

  private constructor({ readers, waits, bus, monitor }: UsbHidReadersOptions) {
    this.#bus = bus ?? nodeHidBus;
    this.#waits = { ...READER_WAITS, ...waits };
    this.#calls = new SystemCalls(this.#waits.systemMs);
    this.#slots = readers.map((spec) => ({
      spec,
      presence: unusable(spec, 'reader-missing'),
      open: undefined,
      restsUntil: Number.NEGATIVE_INFINITY,
    }));
    const listen = monitor ?? ((onChange: () => void) => new UdevMonitor('hidraw', onChange));
    this.#monitor = listen(() => void this.#refresh());
    this.#timer = setInterval(() => this.#lookWhereNoEventComes(), this.#waits.lookAgainMs);
    this.#timer.unref();
  }

  presence(): readonly ReaderPresence[] {
    return this.#slots.map(({ presence }) => presence);
  }

  watch(listener: (presence: readonly ReaderPresence[]) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  onBarcode(listener: (read: BarcodeRead) => void): () => void {
    this.#barcodeListeners.add(listener);
    return () => this.#barcodeListeners.delete(listener);
  }

  onBadge(listener: (read: BadgeRead) => void): () => void {
    this.#badgeListeners.add(listener);
    return () => this.#badgeListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#monitor.close();
    this.#watchers.clear();
    this.#barcodeListeners.clear();
    this.#badgeListeners.clear();
    await this.#looking;
    for (const slot of this.#slots) await this.#letGo(slot);
  }

  #lookWhereNoEventComes(): void {
    const waiting = this.#slots.some(
      ({ presence }) =>
        presence.state === 'unusable' &&
        (presence.reason === 'reader-refused' || presence.reason === 'reader-flooding'),
    );
    if (waiting || !this.#monitor.listening) void this.#refresh();
  }

  /** Looks again; calls that come meanwhile are answered by one more look. */
  #refresh(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#lookAgain = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    while (this.#lookAgain && !this.#closed) {
      this.#lookAgain = false;
      const listed = await this.#calls.run(() => this.#bus.list());
      if (listed.kind !== 'done') {
        for (const slot of this.#slots) {
          if (slot.open === undefined) this.#say(slot, unusable(slot.spec, 'reader-refused'));
        }
        continue;
      }
      await this.#dropGone(listed.value);
      for (const slot of this.#slots) {
        if (this.#closed) return;
        if (slot.open === undefined) await this.#tryToOpen(slot, listed.value);
      }
    }
  }

  /** A device may go without its connection noticing; a list that no longer names it settles that. */
  async #dropGone(plugged: readonly HidCollection[]): Promise<void> {
    const paths = new Set(plugged.map(({ path }) => path));
    for (const slot of this.#slots) {
      if (slot.open !== undefined && !paths.has(slot.open.path)) await this.#letGo(slot);
    }
  }

  async #tryToOpen(slot: Slot, plugged: readonly HidCollection[]): Promise<void> {
    const { spec } = slot;
    const taken = new Set(this.#slots.flatMap(({ open }) => (open === undefined ? [] : [open.path])));
    const detection = detectReader(spec, plugged, taken);
    if (detection.kind === 'missing') {
      slot.restsUntil = Number.NEGATIVE_INFINITY;
      this.#say(slot, unusable(spec, 'reader-missing'));
      return;
    }
    const name = readerName(detection.collection.product);
    if (detection.kind === 'types-keys') {
      this.#say(slot, unusable(spec, 'reader-types-keys', name));
      return;
    }
    if (performance.now() < slot.restsUntil) return;
    if (await this.#open(slot, detection.collection, name)) this.#say(slot, ready(spec, name));
    else this.#say(slot, unusable(spec, 'reader-refused', name));
  }

  async #open(slot: Slot, { path, vendorId }: HidCollection, name: string): Promise<boolean> {
    let reader: ReportReader | undefined;
    let lost = false;
    const rate = new ReportRate();
    const early: Uint8Array[] = [];
    const take = (report: Uint8Array): void => {
      const now = performance.now();
      if (!rate.allows(now)) this.#floods(slot, path);
      else if (reader === undefined) early.push(report);
      else this.#take(slot, path, reader, report, now);
    };
    const onLost = (): void => {
      lost = true;
      void this.#isLost(slot, path);
    };
    const opened = await this.#calls.run(
      () => this.#bus.open(path, take, onLost),
      (connection) => void connection.close(),
    );
    if (opened.kind !== 'done') return false;
    const connection = opened.value;
    if (lost || this.#closed) {
      await this.#calls.run(() => connection.close());
      return false;
    }
    slot.open = { path, name, connection };
    reader = reportReader(slot.spec, connection.descriptor, this.#waits.badgeAwayMs, {
      onBarcode: (read) => tell(this.#barcodeListeners, read),
      onBadge: (read) => tell(this.#badgeListeners, read),
    });
    for (const report of early.splice(0)) this.#take(slot, path, reader, report, performance.now());
    const wakeUp = WAKE_UP_REPORTS.get(vendorId);
    // Refused by most: those that are awake already.
    if (wakeUp !== undefined) await this.#calls.run(() => connection.sendFeature(wakeUp));
    return slot.open?.path === path;
  }

  #take(slot: Slot, path: string, reader: ReportReader, report: Uint8Array, now: number): void {
    if (this.#closed || slot.open?.path !== path) return;
    const { spec, open } = slot;
    reader.take(report, now);
    this.#say(
      slot,
      reader.lost ? unusable(spec, 'reader-not-understood', open.name) : ready(spec, open.name),
    );
  }

  #floods(slot: Slot, path: string): void {
    if (slot.open?.path !== path) return;
    slot.restsUntil = performance.now() + this.#waits.floodRestMs;
    this.#say(slot, unusable(slot.spec, 'reader-flooding', slot.open.name));
    void this.#letGo(slot);
  }

  async #isLost(slot: Slot, path: string): Promise<void> {
    if (slot.open?.path !== path) return;
    await this.#letGo(slot);
    this.#say(slot, unusable(slot.spec, 'reader-missing'));
    await this.#refresh();
  }

  /** Closes a reader, without waiting for a system that does not come back. */
  async #letGo(slot: Slot): Promise<void> {
    const open = slot.open;
    slot.open = undefined;
    if (open === undefined) return;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#waits.systemMs);
    });
    await Promise.race([open.connection.close().catch(() => undefined), limit]);
    clearTimeout(timer);
  }

  #say(slot: Slot, presence: ReaderPresence): void {
    if (this.#closed || isSamePresence(slot.presence, presence)) return;
    slot.presence = presence;
    tell(this.#watchers, this.presence());
  }
}

function tell<Value>(listeners: ReadonlySet<(value: Value) => void>, value: Value): void {
  for (const listener of [...listeners]) listener(value);
}
