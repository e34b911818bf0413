import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Device, devicesAsync, HIDAsync } from 'node-hid';
import type { HidCollection } from './reader-detection.ts';

/** Most bytes of a device's descriptor that Linux keeps. */
const DESCRIPTOR_MAX_BYTES = 4_096;
/** Most interfaces that are looked at: a terminal has some ten. */
const COLLECTIONS_MAX = 256;

/** An opened interface. */
export interface HidConnection {
  /** What the device says of its reports; nothing where the system does not hand it out. */
  readonly descriptor: Uint8Array | undefined;
  /** Sends a feature report. Rejects where the device refuses it. */
  sendFeature(report: readonly number[]): Promise<void>;
  /**
   * Sends an output report: its number (0 where the device numbers none), then its data. Rejects where the device does
   * not take it: Linux gives it 5 s.
   */
  sendOutput(report: Uint8Array): Promise<void>;
  /** Stops the reports and lets the interface go. Safe to call twice. */
  close(): Promise<void>;
}

/** The system's HID devices. Each call rejects where the system refuses it. The fuzzed tests bring readers through this interface. */
export interface HidBus {
  list(): Promise<readonly HidCollection[]>;
  /** Opens an interface: `onReport` is called for each report as it comes, `onLost` once when the device goes away. */
  open(path: string, onReport: (report: Uint8Array) => void, onLost: () => void): Promise<HidConnection>;
}

function collectionOf(device: Device): HidCollection | undefined {
  if (device.path === undefined) return undefined;
  return {
    path: device.path,
    vendorId: device.vendorId,
    productId: device.productId,
    product: device.product ?? '',
    usagePage: device.usagePage ?? 0,
    usage: device.usage ?? 0,
  };
}

/** Linux keeps what the device said of itself beside it; anybody may read it. */
async function readDescriptor(path: string): Promise<Uint8Array | undefined> {
  const name = basename(path);
  if (!/^hidraw\d{1,4}$/.test(name)) return undefined;
  try {
    const file = await open(`/sys/class/hidraw/${name}/device/report_descriptor`, 'r');
    try {
      const bytes = Buffer.alloc(DESCRIPTOR_MAX_BYTES);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytesRead === 0 ? undefined : Uint8Array.from(bytes.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/**
 * HID devices through node-hid: on Linux the kernel's hidraw, on Windows its HID class. What node-hid offers: a list on
 * request, reports as events from a thread of its own, an event when an opened device goes away. What it does not: a
 * notice that a device came (see `UdevMonitor`).
 */
export const nodeHidBus: HidBus = {
  async list() {
    const collections: HidCollection[] = [];
    for (const device of await devicesAsync()) {
      const collection = collectionOf(device);
      if (collection !== undefined && collections.length < COLLECTIONS_MAX) collections.push(collection);
    }
    return collections;
  },

  async open(path, onReport, onLost) {
    const device = await HIDAsync.open(path);
    const descriptor = await readDescriptor(path);
    let closing: Promise<void> | undefined;
    device.on('error', onLost);
    // On its own, so that a mistake in a listener is not taken by node-hid for a failure of the device.
    device.on('data', (report: Uint8Array) => queueMicrotask(() => onReport(report)));
    // node-hid begins to read in the next tick and would throw there were the device closed before.
    await new Promise((resolve) => setImmediate(resolve));
    return {
      descriptor,
      async sendFeature(report) {
        await device.sendFeatureReport([...report]);
      },
      async sendOutput(report) {
        await device.write(Buffer.from(report));
      },
      close() {
        closing ??= device.close().catch(() => undefined);
        return closing;
      },
    };
  },
};
