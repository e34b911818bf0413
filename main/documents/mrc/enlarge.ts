import { inWorkspace, kernels } from '../kernels/workspace.ts';
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
  const data = new Uint8Array(width * height);
  inWorkspace((space) => {
    const source = space.room(grey.width);
    const [samples, weights] = [space.put(across.samples), space.put(across.weights)];
    const rowWeights = space.put(down.weights);
    const target = space.room(width);
    // Source rows at the new width, each kept until the last row of the target that it lies around.
    const lines = Array.from({ length: TAPS }, () => ({ at: space.room(4 * width), row: -1 }));
    const lineAt = (sample: number): number => {
      const row = down.samples[sample] as number;
      const line = lines[row % TAPS] as { at: number; row: number };
      if (line.row !== row) {
        space.set(source, grey.data.subarray(row * grey.width, (row + 1) * grey.width));
        kernels.widenRow(source, width, samples, weights, line.at);
        line.row = row;
      }
      return line.at;
    };
    for (let y = 0; y < height; y += 1) {
      if (!wanted(y)) continue;
      const first = y * TAPS;
      const weightsAt = rowWeights + first * Float64Array.BYTES_PER_ELEMENT;
      const [a, b, c, d] = [lineAt(first), lineAt(first + 1), lineAt(first + 2), lineAt(first + 3)];
      kernels.mixLines(a, b, c, d, weightsAt, width, target);
      data.set(space.bytes(target, width), y * width);
    }
  });
  return { width, height, channels: 1, data };
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
