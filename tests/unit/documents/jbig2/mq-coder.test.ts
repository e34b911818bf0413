import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inWorkspace, kernels } from '../../../../main/documents/kernels/workspace.ts';
import { MqDecoder } from './generic-region-decoder.ts';

/** The code string of decisions, each in one of at most four contexts; room for it is given `room` bytes at a time. */
function coded(decisions: readonly (readonly [context: number, bit: number])[], room = 64): Uint8Array {
  return inWorkspace((space) => {
    const [coder, contexts, code] = [space.room(16), space.room(4), space.room(room)];
    space.bytes(contexts, 4).fill(0);
    const out: number[] = [];
    const take = (): void => {
      out.push(...space.bytes(code, kernels.settledBytes(coder, code)));
      kernels.rewind(coder, code);
    };
    kernels.startCode(coder, code);
    for (const [context, bit] of decisions) {
      kernels.encodeDecision(coder, contexts, context, bit);
      if (kernels.settledBytes(coder, code) > room - 8) take();
    }
    kernels.flushCode(coder);
    take();
    return Uint8Array.from(out.slice(1));
  });
}

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** ITU-T T.88 annex H.2: the test sequence for the arithmetic coder, one context. */
const H2_DECISIONS = hex(
  '00 02 00 51 00 00 00 C0 03 52 87 2A AA AA AA AA 82 C0 20 00 FC D7 9E F6 BF 7F ED 90 4F 46 A3 BF',
);
const H2_CODE = hex(
  '84 C7 3B FC E1 A1 43 04 02 20 00 00 41 0D BB 86 F4 31 7F FF 88 FF 37 47 1A DB 6A DF FF AC',
);

function bits(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((shift) => (byte >> shift) & 1));
}

test('codes the test sequence of T.88 annex H.2 byte for byte', () => {
  expect(coded(bits(H2_DECISIONS).map((bit) => [0, bit]))).toEqual(H2_CODE);
});

test('the decoder that judges the encoder reads annex H.2', () => {
  const decoder = new MqDecoder(H2_CODE, 1);
  expect(bits(H2_DECISIONS).map(() => decoder.decode(0))).toEqual(bits(H2_DECISIONS));
});

test('no decision at all ends with the marker', () => {
  expect(coded([]).slice(-2)).toEqual(hex('FF AC'));
});

test('any decisions in any contexts come back, wherever the room for code ends', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1 })), { maxLength: 4000 }),
      fc.integer({ min: 9, max: 80 }),
      (decisions, room) => {
        const decoder = new MqDecoder(coded(decisions, room), 4);
        for (const [context, bit] of decisions) expect(decoder.decode(context)).toBe(bit);
      },
    ),
    { numRuns: 60 },
  );
});
