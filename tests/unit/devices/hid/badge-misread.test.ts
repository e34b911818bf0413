import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BadgeLayout, readBadgeReport } from '../../../../main/devices/hid/badge-report.ts';
import { fuzzCases } from '../fuzz-cases.ts';

const PLAIN: BadgeLayout = {
  bytes: 16,
  start: 0,
  length: { kind: 'fixed', bytes: 7 },
  encoding: 'hex',
};
/** Report 3, then the length, then the characters. */
const COUNTED: BadgeLayout = {
  bytes: 12,
  reportId: 3,
  start: 2,
  length: { kind: 'counted', at: 1, most: 10 },
  encoding: 'ascii',
};
const take = (layout: BadgeLayout, bytes: readonly number[], padTo = layout.bytes) => {
  const report = new Uint8Array(Math.max(padTo, bytes.length));
  report.set(bytes);
  return readBadgeReport(layout, report);
};

describe('a badge', () => {
  it('is its number in hexadecimal digits, zeros at the end included', () => {
    expect(take(PLAIN, [0x04, 0xa2, 0xb3, 0xc4, 0xd5, 0xe6, 0x00])).toEqual({
      kind: 'badge',
      id: '04A2B3C4D5E600',
    });
  });

  it('is the characters that the reader sends', () => {
    expect(take(COUNTED, [3, 6, ...Buffer.from('B-0042')])).toEqual({ kind: 'badge', id: 'B-0042' });
    expect(take(COUNTED, [3, 10, ...Buffer.from('B-0042    ')])).toEqual({ kind: 'badge', id: 'B-0042' });
  });

  it('that is taken away is a report of zeros, or of no length', () => {
    expect(take(PLAIN, [])).toEqual({ kind: 'lifted' });
    expect(take(COUNTED, [3, 0])).toEqual({ kind: 'lifted' });
  });

  it('is not what another report says', () => {
    expect(take(COUNTED, [4, 6, ...Buffer.from('B-0042')])).toEqual({ kind: 'other' });
  });

  it.each<[string, BadgeLayout, readonly number[], number]>([
    ['nothing', PLAIN, [], 0],
    ['cut short', PLAIN, [1, 2, 3], 15],
    ['longer than it should be', PLAIN, [...Array.from({ length: 16 }, () => 1), 1], 17],
    ['a length beyond the most', COUNTED, [3, 11, ...Buffer.from('B-0042')], 12],
    ['characters that no badge has', COUNTED, [3, 3, 0x41, 0x07, 0x42], 12],
    ['a number outside of the report', { ...PLAIN, start: 12 }, [1], 16],
  ])('is not read from a report that is wrong: %s', (_what, layout, bytes, length) => {
    expect(take(layout, bytes, length)).toEqual({ kind: 'malformed' });
  });

  it('is never anything but digits or printable characters: 5,000 arbitrary reports', () => {
    const layouts = fc.constantFrom(PLAIN, COUNTED);
    fc.assert(
      fc.property(layouts, fc.uint8Array({ maxLength: 40 }), fc.boolean(), (layout, bytes, fits) => {
        const report = fits ? Uint8Array.from({ length: layout.bytes }, (_, at) => bytes[at] ?? 0) : bytes;
        const outcome = readBadgeReport(layout, report);
        if (outcome.kind === 'badge') expect(outcome.id).toMatch(/^[\x21-\x7e]{1,32}$/);
      }),
      fuzzCases('HID', 5_000),
    );
  });
});
