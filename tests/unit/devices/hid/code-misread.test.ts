import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BarcodeAssembly, type BarcodeOutcome } from '../../../../main/devices/hid/barcode-assembly.ts';
import { type BarcodeLayout, USUAL_LAYOUTS } from '../../../../main/devices/hid/barcode-layout.ts';
import { posReports } from '../../../hardware/hid-gadgets.ts';
import { fuzzCases } from '../fuzz-cases.ts';

const assembly = (layouts: readonly BarcodeLayout[] = USUAL_LAYOUTS) => new BarcodeAssembly(layouts);
const report = (...parts: readonly (readonly number[] | string)[]): Uint8Array => {
  const bytes = new Uint8Array(64);
  bytes.set(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
  return bytes;
};
/** Takes reports one after another; what the last one amounted to. */
function last(reader: BarcodeAssembly, reports: readonly (readonly number[] | Uint8Array)[]): BarcodeOutcome {
  let outcome: BarcodeOutcome = { kind: 'other' };
  for (const one of reports) outcome = reader.take(Uint8Array.from(one), 0);
  return outcome;
}

describe('what a reader in HID POS mode sends', () => {
  it('is put together from two reports, as Access-IS shows it (LSR118, B.1.1: 60 bytes)', () => {
    const code = `M1GATHERGOOD/FICTIF YABCDEF LHRDURAK 3542 052Y003D23  12345678`.slice(0, 60);
    const first = report([0x02, 0x38], ']Q0', code.slice(0, 56));
    first[63] = 1;
    const second = report([0x02, 0x04], ']Q0', code.slice(56));
    const reader = assembly();
    expect(reader.take(first, 0)).toEqual({ kind: 'partial' });
    expect(reader.take(second, 0)).toMatchObject({
      kind: 'read',
      read: { text: code, aim: ']Q0', symbology: 'qr-code' },
    });
  });

  it('is understood where the identifier lies one byte further (Zebra)', () => {
    const outcome = last(assembly(), [report([0x02, 0x05, 0x00], ']C0', 'ABCDE')]);
    expect(outcome).toMatchObject({ kind: 'read', read: { text: 'ABCDE', symbology: 'code-128' } });
  });

  it('may hold the separators of 2D-Doc, which are data', () => {
    const code = 'DC04FR0000011F1E1F1E0101FR\x1d43FICTIF\x1d\x1fABC';
    expect(last(assembly(), posReports(']d2', Buffer.from(code)))).toMatchObject({
      read: { text: code, symbology: 'data-matrix' },
    });
  });

  it.each([
    ['UTF-8', Buffer.from('Élodie œ €', 'utf8'), 'Élodie œ €'],
    ['Latin-1', Buffer.from('\xc9lodie', 'latin1'), 'Élodie'],
    ['a carriage return that the reader added', Buffer.from('ABC\r'), 'ABC'],
    ['carriage return and line feed', Buffer.from('ABC\r\n'), 'ABC'],
    ['line feed', Buffer.from('ABC\n'), 'ABC'],
  ])('in %s', (_what, bytes, text) => {
    expect(last(assembly(), posReports(']Q1', bytes))).toMatchObject({ read: { text } });
  });

  it.each([
    [']A0', 'code-39'],
    [']E0', 'ean-upc'],
    [']I0', 'interleaved-2-of-5'],
    [']e0', 'gs1-databar'],
    [']z0', 'aztec'],
    [']X0', 'other'],
    ['\0\0\0', 'unknown'],
  ])('with the identifier %j is %s', (aim, symbology) => {
    expect(last(assembly(), posReports(aim, Buffer.from('1234')))).toMatchObject({ read: { symbology } });
  });

  it('beside scanned data is left alone', () => {
    expect(last(assembly(), [[0x0f, 1, 2, 3]])).toEqual({ kind: 'other' });
  });

  it('is cut at the padding where the device says no length', () => {
    const [usual] = USUAL_LAYOUTS;
    const layout: BarcodeLayout | undefined = usual && { ...usual, lengthAt: undefined };
    const outcome = last(assembly(layout === undefined ? [] : [layout]), [report([2, 0], ']E0', '123')]);
    expect(outcome).toMatchObject({ read: { text: '123' } });
  });

  it('is taken with the zeros that Windows adds, and with nothing else behind it', () => {
    const [right = []] = posReports(']E0', Buffer.from('123'));
    expect(last(assembly(), [[...right, 0, 0, 0]])).toMatchObject({ kind: 'read' });
    expect(last(assembly(), [[...right, 0, 1, 0]])).toEqual({ kind: 'malformed' });
  });
});

describe('a report that contradicts itself', () => {
  const [right = []] = posReports(']Q1', Buffer.from('ABC'));
  it.each<[string, readonly number[]]>([
    ['nothing at all', []],
    ['its number alone', [2]],
    ['one byte short', right.slice(0, 63)],
    ['a length beyond the data', right.with(1, 57)],
    ['a length of 255', right.with(1, 255)],
    ['no length', right.with(1, 0)],
    ['an identifier that is none', right.with(2, 0x20)],
    ['an identifier cut short', right.with(4, 0)],
  ])('%s', (_what, bytes) => {
    const reader = assembly();
    expect(last(reader, [bytes])).toEqual({ kind: 'malformed' });
    expect(last(reader, [right])).toMatchObject({ read: { text: 'ABC' } });
  });

  it('drops the pieces before it', () => {
    const [first = []] = posReports(']Q1', Buffer.from('A'.repeat(60)));
    const reader = assembly();
    expect(last(reader, [first, right.slice(0, 10)])).toEqual({ kind: 'malformed' });
    expect(last(reader, [right])).toMatchObject({ read: { text: 'ABC' } });
  });

  it('changes the code in the middle', () => {
    const [first = []] = posReports(']Q1', Buffer.from('A'.repeat(60)));
    const [other = []] = posReports(']C0', Buffer.from('B'));
    expect(last(assembly(), [first, other])).toEqual({ kind: 'malformed' });
  });

  it('announces more and brings nothing', () => {
    expect(last(assembly(), [right.with(1, 0).with(63, 1)])).toEqual({ kind: 'malformed' });
  });

  it('goes on for ever', () => {
    const [piece = []] = posReports(']Q1', Buffer.from('A'.repeat(60)));
    const reader = assembly();
    const outcomes = Array.from({ length: 400 }, () => reader.take(Uint8Array.from(piece), 0).kind);
    expect(outcomes).toContain('malformed');
    expect(outcomes.indexOf('malformed')).toBeLessThanOrEqual(129);
  });

  it('comes so long after its beginning that it is another code', () => {
    const [first = [], second = []] = posReports(']Q1', Buffer.from(`${'A'.repeat(56)}BC`));
    const reader = assembly();
    reader.take(Uint8Array.from(first), 0);
    expect(reader.take(Uint8Array.from(second), 1_001)).toMatchObject({ read: { text: 'BC' } });
  });
});

describe('any reports', () => {
  const disturbed = fc
    .tuple(fc.string({ maxLength: 150 }), fc.array(fc.tuple(fc.nat(63), fc.nat(255)), { maxLength: 3 }))
    .map(([code, changes]) => {
      const reports = posReports(']Q1', Buffer.from(code)).map((one) => Uint8Array.from(one));
      for (const [at, value] of changes) for (const one of reports) one[at] = value;
      return reports;
    });
  const arbitrary = fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 8 });

  it('10,000 sequences: never more than a code holds, never a throw, and the next right code is read', () => {
    fc.assert(
      fc.property(fc.oneof(arbitrary, disturbed), (reports) => {
        const reader = assembly();
        for (const one of reports) {
          const outcome = reader.take(one, 0);
          if (outcome.kind === 'read') expect(outcome.read.bytes.length).toBeLessThanOrEqual(7_168);
        }
        let text = '';
        for (const one of posReports(']d2', Buffer.from('SUITE'))) {
          const outcome = reader.take(Uint8Array.from(one), 5_000);
          if (outcome.kind === 'read') text = outcome.read.text;
        }
        expect(text).toBe('SUITE');
      }),
      fuzzCases('HID', 10_000),
    );
  });

  it('of one code give that code back: 2,000 codes of any bytes', () => {
    const codes = fc.uint8Array({ minLength: 1, maxLength: 3_000 });
    fc.assert(
      fc.property(codes, (code) => {
        const outcome = last(assembly(), posReports(']Q1', code));
        const ended = Buffer.from(code)
          .toString('latin1')
          .replace(/\r?\n$|\r$/, '');
        if (ended === '') expect(outcome).toEqual({ kind: 'malformed' });
        else if (outcome.kind !== 'read') expect(outcome.kind).toBe('read');
        else expect(Buffer.from(outcome.read.bytes).toString('latin1')).toBe(ended);
      }),
      fuzzCases('HID', 2_000),
    );
  });
});
