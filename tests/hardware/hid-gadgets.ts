import type { HidGadget } from './lab-bench.ts';

/** Honeywell's vendor number, of which the kiosk's udev rule knows. */
export const HONEYWELL = 0x0c2e;
const ACS = 0x072f;

/**
 * Report descriptor of a reader in HID POS mode: report 2 with one byte of length, three of symbology identifier, 56 of
 * data, two unused, and the flag that more follows. 64 bytes with its number, as Access-IS prints it (LSR118, appendix B).
 */
export const POS_DESCRIPTOR: readonly number[] = [
  ...[0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01], // bar code scanner page, bar code scanner, application
  ...[0x09, 0x12, 0xa1, 0x02, 0x85, 0x02], // scanned data report, logical, report 2
  ...[0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08], // 0 to 255, 8 bits
  ...[0x95, 0x01, 0x05, 0x01, 0x09, 0x3b, 0x81, 0x02], // one byte count
  ...[0x95, 0x03, 0x05, 0x8c, 0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x81, 0x02], // symbology identifiers 1 to 3
  ...[0x95, 0x38, 0x09, 0xfe, 0x82, 0x02, 0x01], // 56 bytes of decoded data
  ...[0x95, 0x02, 0x81, 0x03], // two bytes of padding
  ...[0x95, 0x01, 0x75, 0x01, 0x09, 0xff, 0x81, 0x02], // one bit: decoded data continued
  ...[0x75, 0x07, 0x81, 0x03, 0xc0, 0xc0], // seven bits of padding
];

/** Sixteen bytes of a vendor's own meaning. */
const VENDOR_DESCRIPTOR: readonly number[] = [
  ...[0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x09, 0x02],
  ...[0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x10, 0x81, 0x02, 0xc0],
];

/** Reports both ways, of a vendor's own meaning: 32 bytes to the host, `bytes` from it. */
function rollDescriptor(bytes: number): readonly number[] {
  return [
    ...[0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08],
    ...[0x09, 0x02, 0x95, 0x20, 0x81, 0x02],
    ...[0x09, 0x03, 0x95, bytes, 0x91, 0x02, 0xc0],
  ];
}

/** A keyboard, as in HID 1.11, appendix B.1, without its lamps. */
export const KEYBOARD_DESCRIPTOR: readonly number[] = [
  ...[0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25, 0x01],
  ...[0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x01, 0x75, 0x08, 0x81, 0x01, 0x95, 0x06, 0x75, 0x08],
  ...[0x15, 0x00, 0x25, 0x65, 0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xc0],
];

export const POS_READER: HidGadget = {
  id: 'pos-reader',
  vendorId: HONEYWELL,
  productId: 0x0b61,
  product: 'Lecteur de laboratoire',
  descriptor: POS_DESCRIPTOR,
  reportBytes: 64,
};

export const BADGE_READER: HidGadget = {
  id: 'badge-reader',
  vendorId: ACS,
  productId: 0x2200,
  product: 'Badges de laboratoire',
  descriptor: VENDOR_DESCRIPTOR,
  reportBytes: 16,
};

/** The same barcode reader as it comes from the factory: it types. */
export const TYPING_READER: HidGadget = {
  id: 'typing-reader',
  vendorId: HONEYWELL,
  productId: 0x0b6a,
  product: 'Lecteur qui tape',
  descriptor: KEYBOARD_DESCRIPTOR,
  reportBytes: 8,
};

/** A receipt printer that is a HID device. Its number is of the makers of which the kiosk's udev rule knows. */
export const HID_ROLL: HidGadget = {
  id: 'hid-roll',
  vendorId: 0x04b8,
  productId: 0x0e99,
  product: 'Rouleau de laboratoire',
  descriptor: rollDescriptor(64),
  reportBytes: 64,
};

export const PLAIN_KEYBOARD: HidGadget = {
  ...TYPING_READER,
  id: 'plain-keyboard',
  vendorId: 0x046d,
  productId: 0xc31c,
  product: 'Clavier',
};

const DATA_BYTES = 56;

/** The reports in which a reader in HID POS mode sends a code. */
export function posReports(aim: string, code: Uint8Array): readonly (readonly number[])[] {
  const reports: number[][] = [];
  for (let at = 0; at === 0 || at < code.length; at += DATA_BYTES) {
    const piece = code.subarray(at, at + DATA_BYTES);
    const report = new Uint8Array(64);
    report.set([0x02, piece.length, ...Buffer.from(aim, 'latin1')]);
    report.set(piece, 5);
    report[63] = at + DATA_BYTES < code.length ? 1 : 0;
    reports.push([...report]);
  }
  return reports;
}

/** A badge's report: seven bytes of number, the rest zero. */
export function badgeReport(id: readonly number[]): readonly number[] {
  const report = new Uint8Array(16);
  report.set(id);
  return [...report];
}
