/** Numbers that decoders stumble over. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff] as const;

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the samples, damaged in one to four ways. The same for the same `random`. */
export function damaged(samples: readonly Uint8Array[], random: () => number): Uint8Array {
  const pick = (): Uint8Array => samples[Math.floor(random() * samples.length)] ?? new Uint8Array();
  let bytes = pick().slice();
  for (let times = 1 + Math.floor(random() * 4); times > 0; times -= 1)
    bytes = damagedOnce(bytes, pick, random);
  return bytes;
}

function damagedOnce(
  bytes: Uint8Array<ArrayBuffer>,
  pick: () => Uint8Array,
  random: () => number,
): Uint8Array<ArrayBuffer> {
  // Headers are short and decide most: half of the damage is done to the first 200 bytes.
  const place = (): number =>
    Math.floor(random() * (random() < 0.5 ? Math.min(200, bytes.length) : bytes.length));
  const way = Math.floor(random() * 7);
  const [first, second] = [place(), place()].sort((a, b) => a - b) as [number, number];
  switch (way) {
    case 0:
      bytes[first] = Math.floor(random() * 256);
      return bytes;
    case 1:
      bytes[first] = EXTREMES[Math.floor(random() * EXTREMES.length)] ?? 0;
      return bytes;
    case 2:
      return bytes.fill(EXTREMES[Math.floor(random() * EXTREMES.length)] ?? 0, first, first + 4);
    case 3:
      return bytes.slice(0, first);
    case 4:
      return Uint8Array.from([...bytes.subarray(0, first), ...bytes.subarray(Math.min(second, first + 500))]);
    case 5:
      return Uint8Array.from([...bytes.subarray(0, second), ...bytes.subarray(first)]);
    default: {
      const other = pick();
      return Uint8Array.from([...bytes.subarray(0, first), ...other.subarray(Math.min(first, other.length))]);
    }
  }
}
