import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  layoutFromDescriptor,
  layoutsFor,
  USUAL_LAYOUTS,
} from '../../../../main/devices/hid/barcode-layout.ts';
import { parseReportDescriptor } from '../../../../main/devices/hid/report-descriptor.ts';
import { KEYBOARD_DESCRIPTOR, POS_DESCRIPTOR } from '../../../hardware/hid-gadgets.ts';
import { fuzzCases } from '../fuzz-cases.ts';

const parse = (bytes: readonly number[]) => parseReportDescriptor(Uint8Array.from(bytes));

/** A scanned data report of a device that numbers its reports, made of the items given. */
function posWith(...items: readonly (readonly number[])[]): readonly number[] {
  const head = [0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, 0x07, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08];
  return [...head, ...items.flat(), 0xc0];
}
const DATA_OF = (count: number) => [0x95, count, 0x05, 0x8c, 0x09, 0xfe, 0x81, 0x02];
const LENGTH = [0x95, 1, 0x05, 0x01, 0x09, 0x3b, 0x81, 0x02];

describe('what a reader says of its reports', () => {
  it('gives a reader in HID POS mode the layout that its manual prints', () => {
    const reports = parse(POS_DESCRIPTOR);
    expect(reports?.numbered).toBe(true);
    expect(reports?.lengths).toEqual(new Map([[2, 63]]));
    expect(reports === undefined ? undefined : layoutFromDescriptor(reports)).toEqual(USUAL_LAYOUTS[0]);
  });

  it('of a keyboard is no layout of a barcode reader', () => {
    const reports = parse(KEYBOARD_DESCRIPTOR);
    expect(reports).toMatchObject({ numbered: false, lengths: new Map([[0, 8]]) });
    expect(reports === undefined ? undefined : layoutFromDescriptor(reports)).toBeUndefined();
  });

  it('puts the length and the data where this device has them', () => {
    const reports = parse(posWith(DATA_OF(20), LENGTH));
    expect(layoutsFor(reports)).toEqual([
      {
        reportId: 7,
        reportBytes: 22,
        dataAt: 1,
        dataBytes: 20,
        lengthAt: 21,
        symbologyAt: undefined,
        continuedAt: undefined,
      },
    ]);
  });

  it('without a length, leaves the zeros at the end to be cut off', () => {
    expect(layoutsFor(parse(posWith(DATA_OF(20))))).toMatchObject([{ lengthAt: undefined, dataBytes: 20 }]);
  });

  it('that does not begin at a byte is not used', () => {
    const bit = [0x75, 0x01, 0x95, 0x01, 0x09, 0xff, 0x81, 0x02, 0x75, 0x08];
    expect(layoutsFor(parse(posWith(bit, DATA_OF(20))))).toBe(USUAL_LAYOUTS);
  });

  it('counts a usage that carries its own page, and what Push and Pop put back', () => {
    const extended = [0x95, 20, 0x0b, 0xfe, 0x00, 0x8c, 0x00, 0x81, 0x02];
    const pushed = [0xa4, 0x75, 0x10, 0x95, 0x01, 0x09, 0x99, 0x81, 0x02, 0xb4];
    expect(layoutsFor(parse(posWith(pushed, extended)))).toMatchObject([{ dataAt: 3, dataBytes: 20 }]);
  });

  it.each<[string, readonly number[]]>([
    ['nothing', []],
    ['longer than the kernel keeps', Array.from({ length: 4_097 }, () => 0)],
    ['cut in the middle of an item', POS_DESCRIPTOR.slice(0, -4).concat([0x26, 0xff])],
    ['a collection that never ends', POS_DESCRIPTOR.slice(0, -1)],
    ['an end without a beginning', [0xc0]],
    ['a report of 4 GB', [0x77, 0xff, 0xff, 0xff, 0xff, 0x97, 0xff, 0xff, 0xff, 0xff, 0x81, 0x02]],
    ['report number zero', [0x85, 0x00, 0x81, 0x02]],
    ['report number 256', [0x86, 0x00, 0x01, 0x81, 0x02]],
    ['Pop before Push', [0xb4]],
    ['endless Push', Array.from({ length: 64 }, () => 0xa4)],
    ['endless nesting', Array.from({ length: 64 }, () => [0xa1, 0x01]).flat()],
    ['a usage range backwards', [0x19, 0x20, 0x29, 0x10, 0x81, 0x02]],
    ['a usage range without its beginning', [0x29, 0x10, 0x81, 0x02]],
    ['numbered and unnumbered reports', [0x75, 8, 0x95, 1, 0x81, 2, 0x85, 1, 0x81, 2]],
    ['a long item that is cut', [0xfe, 0x10]],
    ['a long item longer than the rest', [0xfe, 0x10, 0x00, 0x00]],
  ])('%s is not believed', (_what, bytes) => {
    expect(parse(bytes)).toBeUndefined();
  });

  it('whatever it is, is read within bounds: 5,000 arbitrary ones, and 5,000 true ones with a few bytes changed', () => {
    const arbitrary = fc.uint8Array({ maxLength: 600 });
    const disturbed = fc
      .array(fc.tuple(fc.nat(POS_DESCRIPTOR.length - 1), fc.nat(255)), { maxLength: 6 })
      .map((changes) => {
        const bytes = Uint8Array.from(POS_DESCRIPTOR);
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    for (const descriptors of [arbitrary, disturbed]) {
      fc.assert(
        fc.property(descriptors, (bytes) => {
          const reports = parseReportDescriptor(bytes);
          for (const layout of layoutsFor(reports)) {
            expect(layout.reportBytes).toBeLessThanOrEqual(4_097);
            expect(layout.dataAt + layout.dataBytes).toBeLessThanOrEqual(layout.reportBytes);
            expect(layout.lengthAt ?? 0).toBeLessThan(layout.reportBytes);
            expect((layout.symbologyAt ?? -3) + 3).toBeLessThanOrEqual(layout.reportBytes);
            expect(layout.continuedAt?.byte ?? 0).toBeLessThan(layout.reportBytes);
          }
        }),
        fuzzCases('HID', 5_000),
      );
    }
  });
});
