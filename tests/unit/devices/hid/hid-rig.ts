import type { HidBus, HidConnection } from '../../../../main/devices/hid/hid-bus.ts';
import type { HidCollection, ReaderSpec } from '../../../../main/devices/hid/reader-detection.ts';
import { UsbHidReaders } from '../../../../main/devices/hid/usb-hid-readers.ts';
import type { ReaderWaits } from '../../../../main/devices/hid/waits.ts';
import type { BadgeRead, BarcodeRead, ReaderPresence } from '../../../../main/ports/hid-reader.ts';

export const BARCODE: ReaderSpec = { kind: 'barcode' };
export const BADGE: ReaderSpec = {
  kind: 'badge',
  device: { vendorId: 0x072f },
  report: { bytes: 16, start: 0, length: { kind: 'fixed', bytes: 7 }, encoding: 'hex' },
};
export const SCANNER: HidCollection = {
  path: '/dev/hidraw7',
  vendorId: 0x0c2e,
  productId: 1,
  product: ' Lecteur\u0007 fictif ',
  usagePage: 0x8c,
  usage: 2,
};
export const BADGES: HidCollection = {
  ...SCANNER,
  path: '/dev/hidraw8',
  vendorId: 0x072f,
  usagePage: 0xff00,
};

/** A system whose devices do what a test tells them. */
export class FaultyBus implements HidBus {
  plugged: HidCollection[] = [];
  listing: 'answers' | 'refuses' | 'hangs' = 'answers';
  opening: 'works' | 'refused' | 'hangs' = 'works';
  feature: 'taken' | 'refused' = 'taken';
  readonly features: (readonly number[])[] = [];
  listed = 0;
  opened = 0;
  closed = 0;
  readonly #open = new Map<string, { onReport: (report: Uint8Array) => void; onLost: () => void }>();
  #release: () => void = () => undefined;

  async list(): Promise<readonly HidCollection[]> {
    this.listed += 1;
    if (this.listing === 'refuses') throw new Error('refused');
    if (this.listing === 'hangs') await this.#hang();
    return this.plugged;
  }

  async open(
    path: string,
    onReport: (report: Uint8Array) => void,
    onLost: () => void,
  ): Promise<HidConnection> {
    if (this.opening === 'refused') throw new Error('EACCES');
    if (this.opening === 'hangs') await this.#hang();
    this.opened += 1;
    this.#open.set(path, { onReport, onLost });
    return {
      descriptor: undefined,
      sendFeature: async (report) => {
        this.features.push(report);
        if (this.feature === 'refused') throw new Error('EPIPE');
      },
      sendOutput: async () => undefined,
      close: async () => {
        this.closed += 1;
        this.#open.delete(path);
      },
    };
  }

  #hang(): Promise<void> {
    return new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  /** What hung comes back after all. */
  release(): void {
    this.#release();
  }

  send(path: string, report: readonly number[] | Uint8Array): void {
    this.#open.get(path)?.onReport(Uint8Array.from(report));
  }

  pull(path: string): void {
    this.plugged = this.plugged.filter((collection) => collection.path !== path);
    this.#open.get(path)?.onLost();
  }
}

export interface Rig {
  readonly bus: FaultyBus;
  /** The system tells that something came or went. */
  readonly notice: () => void;
  readonly readers: UsbHidReaders;
  readonly codes: BarcodeRead[];
  readonly badges: BadgeRead[];
  /** Every presence that was told. */
  readonly told: (readonly ReaderPresence[])[];
}

/** Short waits, so that what hangs is given up soon. */
const WAITS: ReaderWaits = { systemMs: 100, lookAgainMs: 20, badgeAwayMs: 200, floodRestMs: 150 };

export interface RigOptions {
  readonly prepare?: (bus: FaultyBus) => void;
  readonly waits?: Partial<ReaderWaits>;
  /** Whether the system tells of devices that come and go. */
  readonly events?: boolean;
}

export async function openRig(specs: readonly ReaderSpec[], options: RigOptions = {}): Promise<Rig> {
  const bus = new FaultyBus();
  options.prepare?.(bus);
  let notice = (): void => undefined;
  const readers = await UsbHidReaders.open({
    readers: specs,
    bus,
    waits: { ...WAITS, ...options.waits },
    monitor: (onChange) => {
      notice = onChange;
      return { listening: options.events ?? true, close: () => undefined };
    },
  });
  const rig: Rig = { bus, notice: () => notice(), readers, codes: [], badges: [], told: [] };
  readers.onBarcode((read) => rig.codes.push(read));
  readers.onBadge((read) => rig.badges.push(read));
  readers.watch((presence) => rig.told.push(presence));
  return rig;
}

/** `ready`, or why not. */
export function standing({ readers }: Rig, index = 0): string | undefined {
  const presence = readers.presence()[index];
  return presence?.state === 'ready' ? 'ready' : presence?.reason;
}
