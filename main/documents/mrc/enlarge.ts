import type { Raster } from '../raster.ts';

/** Samples that an interpolated one is made of. */
const TAPS = 4;

/** Catmull-Rom weights of the four samples around a place `t` (0 to 1) between the middle two. */
function cubicWeights(t: number): readonly [number, number, number, number] {
  return [
    ((2 - t) * t - 1) * t * 0.5,
    ((3 * t - 5) * t * t + 2) * 0.5,
    ((4 - 3 * t) * t + 1) * t * 0.5,
    (t - 1) * t * t * 0.5,
  ];
}

/**
 * Enlarges a grey image by cubic interpolation (Catmull-Rom), so that the edge of a stroke can be found between pixels.
 *
 * @param wanted tells which rows of the target are looked at; the others may stay 0.
 */
export function enlarge(
  grey: Raster,
  width: number,
  height: number,
  wanted: (row: number) => boolean,
): Raster {
  const across = places(grey.width, width);
  const down = places(grey.height, height);
  // Source rows at the new width, each kept until the last row of the target that it lies around.
  const lines = Array.from({ length: TAPS }, () => new Float32Array(width));
  const lineOf = new Int32Array(TAPS).fill(-1);
  const lineAt = (sample: number): Float32Array => {
    const row = down.samples[sample] as number;
    const line = lines[row % TAPS] as Float32Array;
    if (lineOf[row % TAPS] !== row) {
      widen(grey.data, row * grey.width, across, line);
      lineOf[row % TAPS] = row;
    }
    return line;
  };
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    if (!wanted(y)) continue;
    const first = y * TAPS;
    const around = [lineAt(first), lineAt(first + 1), lineAt(first + 2), lineAt(first + 3)] as const;
    mixFour(around, down.weights, first, data, y * width);
  }
  return { width, height, channels: 1, data: new Uint8Array(data.buffer) };
}

interface Places {
  /** Four source positions for each target position, cut at the ends. */
  readonly samples: Int32Array;
  readonly weights: Float64Array;
}

function places(from: number, to: number): Places {
  const samples = new Int32Array(to * TAPS);
  const weights = new Float64Array(to * TAPS);
  for (let place = 0; place < to; place += 1) {
    const at = ((place + 0.5) * from) / to - 0.5;
    const before = Math.floor(at) - 1;
    weights.set(cubicWeights(at - Math.floor(at)), place * TAPS);
    for (let tap = 0; tap < TAPS; tap += 1)
      samples[place * TAPS + tap] = Math.min(from - 1, Math.max(0, before + tap));
  }
  return { samples, weights };
}

function widen(data: Uint8Array, row: number, { samples, weights }: Places, line: Float32Array): void {
  for (let x = 0, tap = 0; x < line.length; x += 1, tap += TAPS) {
    line[x] =
      (weights[tap] as number) * (data[row + (samples[tap] as number)] as number) +
      (weights[tap + 1] as number) * (data[row + (samples[tap + 1] as number)] as number) +
      (weights[tap + 2] as number) * (data[row + (samples[tap + 2] as number)] as number) +
      (weights[tap + 3] as number) * (data[row + (samples[tap + 3] as number)] as number);
  }
}

function mixFour(
  [first, second, third, fourth]: readonly [Float32Array, Float32Array, Float32Array, Float32Array],
  weights: Float64Array,
  tap: number,
  data: Uint8ClampedArray,
  row: number,
): void {
  const w0 = weights[tap] as number;
  const w1 = weights[tap + 1] as number;
  const w2 = weights[tap + 2] as number;
  const w3 = weights[tap + 3] as number;
  for (let x = 0; x < first.length; x += 1) {
    data[row + x] =
      w0 * (first[x] as number) +
      w1 * (second[x] as number) +
      w2 * (third[x] as number) +
      w3 * (fourth[x] as number);
  }
}
