import type { Raster } from '../raster.ts';

/** Catmull-Rom weights of the four samples around a place `t` (0 to 1) between the middle two. */
function cubicWeights(t: number): readonly [number, number, number, number] {
  return [
    ((2 - t) * t - 1) * t * 0.5,
    ((3 * t - 5) * t * t + 2) * 0.5,
    ((4 - 3 * t) * t + 1) * t * 0.5,
    (t - 1) * t * t * 0.5,
  ];
}

/** Enlarges a grey image by cubic interpolation (Catmull-Rom), so that the edge of a stroke can be found between pixels. */
export function enlarge(grey: Raster, width: number, height: number): Raster {
  const across = new Float32Array(width * grey.height);
  for (let x = 0; x < width; x += 1) {
    const { samples, weights } = taps(x, width, grey.width);
    for (let y = 0; y < grey.height; y += 1) {
      const row = y * grey.width;
      let sum = 0;
      for (let tap = 0; tap < 4; tap += 1)
        sum += (weights[tap] as number) * (grey.data[row + (samples[tap] as number)] as number);
      across[y * width + x] = sum;
    }
  }
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    const { samples, weights } = taps(y, height, grey.height);
    const [s0, s1, s2, s3] = samples.map((sample) => sample * width) as [number, number, number, number];
    const [w0, w1, w2, w3] = weights;
    for (let x = 0; x < width; x += 1) {
      data[y * width + x] =
        w0 * (across[s0 + x] as number) +
        w1 * (across[s1 + x] as number) +
        w2 * (across[s2 + x] as number) +
        w3 * (across[s3 + x] as number);
    }
  }
  return { width, height, channels: 1, data: new Uint8Array(data.buffer) };
}

function taps(place: number, length: number, sourceLength: number) {
  const at = ((place + 0.5) * sourceLength) / length - 0.5;
  const first = Math.floor(at);
  const inside = (index: number): number => Math.min(sourceLength - 1, Math.max(0, index));
  return {
    samples: [inside(first - 1), inside(first), inside(first + 1), inside(first + 2)],
    weights: cubicWeights(at - first),
  };
}
