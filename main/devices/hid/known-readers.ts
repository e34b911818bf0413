import type { ReaderKind } from '../../ports/hid-reader.ts';

/**
 * Makers of readers that make no keyboards, by USB vendor number (linux-usb.org/usb.ids, read 2026-11): a "keyboard" of
 * theirs is a reader that types. 0x23d0 is Honeywell's too, after @point-of-sale/webhid-barcode-scanner 1.2.
 */
export const READER_MAKERS: ReadonlyMap<number, ReaderKind> = new Map([
  [0x0536, 'barcode'], // Hand Held Products (Honeywell)
  [0x05e0, 'barcode'], // Symbol (Zebra)
  [0x05f9, 'barcode'], // PSC (Datalogic)
  [0x065a, 'barcode'], // Optoelectronics (Opticon)
  [0x0c2e, 'barcode'], // Metrologic (Honeywell)
  [0x0db5, 'barcode'], // Access IS
  [0x1eab, 'barcode'], // Newland
  [0x23d0, 'barcode'], // Honeywell
  [0x072f, 'badge'], // Advanced Card Systems
  [0x076b, 'badge'], // OmniKey
  [0x09d8, 'badge'], // Elatec
  [0x0c27, 'badge'], // RF IDeas
]);

/**
 * What a maker's readers want to be told before they send scanned data reports, as a feature report: number, then data.
 * Honeywell's, after @point-of-sale/webhid-barcode-scanner 1.2; not tried on a reader of theirs here. A reader that
 * refuses it is listened to all the same.
 */
export const WAKE_UP_REPORTS: ReadonlyMap<number, readonly number[]> = new Map([
  [0x0c2e, [0xfe, 0x01]],
  [0x23d0, [0xfe, 0x01]],
]);
