import type { ReaderKind } from '../../ports/hid-reader.ts';
import type { BadgeLayout } from './badge-report.ts';
import { READER_MAKERS } from './known-readers.ts';

/** One interface of a device in one of its meanings, as the system lists it. */
export interface HidCollection {
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  /** What the device calls itself; empty where it does not say. */
  readonly product: string;
  /** Top-level meaning of the interface; 0 where the system does not tell. */
  readonly usagePage: number;
  readonly usage: number;
}

/** Which device is meant. Without `productId`, any of that maker. */
export interface DeviceNumbers {
  readonly vendorId: number;
  readonly productId?: number | undefined;
}

/** A reader that the terminal is configured to have. */
export type ReaderSpec =
  | { readonly kind: 'barcode'; readonly device?: DeviceNumbers | undefined }
  | {
      readonly kind: 'badge';
      readonly device: DeviceNumbers;
      /** The interface among several of the device, by its meaning. */
      readonly usagePage?: number | undefined;
      readonly usage?: number | undefined;
      readonly report: BadgeLayout;
    };

/** What is plugged in for one configured reader. */
export type Detection =
  | { readonly kind: 'found'; readonly collection: HidCollection }
  /** A reader that types like a keyboard instead of reporting what it read. */
  | { readonly kind: 'types-keys'; readonly collection: HidCollection }
  | { readonly kind: 'missing' };

/** HID Usage Tables 1.5: Generic Desktop page, keyboard and keypad; HID POS 1.02: bar code scanner page. */
const GENERIC_DESKTOP = 0x01;
const TYPING_USAGES: ReadonlySet<number> = new Set([0x06, 0x07]);
const POINTING_USAGES: ReadonlySet<number> = new Set([0x01, 0x02]);
const BAR_CODE_SCANNER = 0x8c;
/** Bar code scanner, simple one, cordless base, cradle: those that send scanned data. */
const SCANNING_USAGES: ReadonlySet<number> = new Set([0x02, 0x03, 0x04, 0x05]);

function isBarcodeReader({ usagePage, usage }: HidCollection): boolean {
  return usagePage === BAR_CODE_SCANNER && SCANNING_USAGES.has(usage);
}

function types({ usagePage, usage }: HidCollection): boolean {
  return usagePage === GENERIC_DESKTOP && TYPING_USAGES.has(usage);
}

function isInput(collection: HidCollection): boolean {
  const { usagePage, usage } = collection;
  return types(collection) || (usagePage === GENERIC_DESKTOP && POINTING_USAGES.has(usage));
}

function isDevice(collection: HidCollection, device: DeviceNumbers): boolean {
  return (
    collection.vendorId === device.vendorId &&
    (device.productId === undefined || collection.productId === device.productId)
  );
}

/** Whether a device that only types is a reader of this kind: the configured one, or one of a maker of readers. */
function mayBeMeant(spec: ReaderSpec, collection: HidCollection): boolean {
  if (spec.device !== undefined) return isDevice(collection, spec.device);
  const made: ReaderKind | undefined = READER_MAKERS.get(collection.vendorId);
  return made === spec.kind;
}

function reports(spec: ReaderSpec, collection: HidCollection): boolean {
  if (spec.device !== undefined && !isDevice(collection, spec.device)) return false;
  switch (spec.kind) {
    case 'barcode':
      return isBarcodeReader(collection);
    case 'badge':
      return (
        !isInput(collection) &&
        (spec.usagePage === undefined || collection.usagePage === spec.usagePage) &&
        (spec.usage === undefined || collection.usage === spec.usage)
      );
  }
}

/**
 * Looks for one configured reader among what is plugged in. Of several that fit, the first by its path: the terminal
 * has one of each kind. Keyboards that belong to nobody's readers are left alone.
 *
 * @param taken Paths that other configured readers use.
 */
export function detectReader(
  spec: ReaderSpec,
  plugged: readonly HidCollection[],
  taken: ReadonlySet<string>,
): Detection {
  const free = plugged
    .filter(({ path }) => !taken.has(path))
    .sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
  const reader = free.find((collection) => reports(spec, collection));
  if (reader !== undefined) return { kind: 'found', collection: reader };
  const typing = free.find((collection) => types(collection) && mayBeMeant(spec, collection));
  return typing === undefined ? { kind: 'missing' } : { kind: 'types-keys', collection: typing };
}
