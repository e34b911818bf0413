import { bandRows, inWorkspace, kernels } from './kernels/workspace.ts';
import { atDpi, type Raster, toGrey } from './raster.ts';

/** The level between the two classes of greatest separation (N. Otsu, "A threshold selection method", 1979). */
export function otsuThreshold(histogram: Uint32Array, total: number): number {
  let sum = 0;
  for (let level = 0; level < 256; level += 1) sum += level * (histogram[level] ?? 0);
  let darkCount = 0;
  let darkSum = 0;
  let best = 128;
  let bestVariance = -1;
  for (let level = 0; level < 255; level += 1) {
    darkCount += histogram[level] ?? 0;
    if (darkCount === 0) continue;
    const lightCount = total - darkCount;
    if (lightCount === 0) break;
    darkSum += level * (histogram[level] ?? 0);
    const difference = darkSum / darkCount - (sum - darkSum) / lightCount;
    const variance = darkCount * lightCount * difference * difference;
    if (variance > bestVariance) {
      bestVariance = variance;
      best = level + 1;
    }
  }
  return best;
}

/** The most frequent colour of the light pixels, channel by channel: the paper, where there is paper. */
export function paperColour(small: Raster): readonly [number, number, number] {
  const { channels } = small;
  return inWorkspace((space) => {
    // Two sets, of which each holds the counts of every other pixel.
    const set = HISTOGRAM_BYTES * channels;
    const histograms = space.room(2 * set);
    space.bytes(histograms, 2 * set).fill(0);
    let lightest = 0;
    eachBand(small, 0, small.height, (band, pixels) => {
      lightest = Math.max(lightest, kernels.lightestOf(band, channels, pixels));
    });
    eachBand(small, 0, small.height, (band, pixels) => {
      kernels.countLight(band, channels, pixels, lightest, histograms);
    });
    const mode = (channel: number): number => {
      const even = space.words(histograms + HISTOGRAM_BYTES * channel, 256);
      const odd = space.words(histograms + set + HISTOGRAM_BYTES * channel, 256);
      const counted = (level: number): number => (even[level] as number) + (odd[level] as number);
      let best = 255;
      for (let level = 254; level > 0; level -= 1) if (counted(level) > counted(best)) best = level;
      return Math.max(64, best);
    };
    if (channels === 3) return [mode(0), mode(1), mode(2)];
    const grey = mode(0);
    return [grey, grey, grey];
  });
}

/** 32-bit counts of 256 levels. */
const HISTOGRAM_BYTES = 4 * 256;

/** Puts rows from `top` to `bottom` into the workspace, a band at a time. Ends early once `work` returns true. */
function eachBand(
  { width, channels, data }: Raster,
  top: number,
  bottom: number,
  work: (band: number, pixels: number, row: number) => unknown,
): void {
  inWorkspace((space) => {
    const stride = width * channels;
    const most = Math.min(bandRows(stride), Math.max(0, bottom - top));
    const band = space.room(most * stride);
    for (let row = top; row < bottom; row += most) {
      const rows = Math.min(most, bottom - row);
      space.set(band, data.subarray(row * stride, (row + rows) * stride));
      if (work(band, rows * width, row) === true) return;
    }
  });
}

/** How much darker than the paper, or how much more coloured, something on it is, levels. What shows through is fainter. */
const SOMETHING = 40;
/** Below this share of such pixels a page seems blank: a short signature on A4 is more. */
const BLANK_SHARE = 0.0002;
/** Share of each side left out: shadows of the edges of sheets fall there. */
const MARGIN = 0.02;

/** Resolution at which a page is looked at for anything at all. */
const BLANK_DPI = 100;

/** True when a page of `dpi` seems to carry nothing. */
export function looksBlank(page: Raster, dpi: number): boolean {
  return seemsBlank(atDpi(page, dpi, BLANK_DPI));
}

/** True when a page seems to carry nothing: neither ink nor colour on its paper. `small` is the page at about 100 dpi. */
export function seemsBlank(small: Raster): boolean {
  const { width, height, channels } = small;
  const grey = toGrey(small).data;
  const [red, green, blue] = paperColour(small);
  const paper = channels === 1 ? red : (77 * red + 150 * green + 29 * blue) / 256;
  // Levels are whole numbers: what is darker than this is darker than the next whole number.
  const level = Math.ceil(paper - SOMETHING);
  const [left, top] = [Math.round(MARGIN * width), Math.round(MARGIN * height)];
  const most = BLANK_SHARE * width * height;
  let something = 0;
  inWorkspace((space) => {
    const greys = space.room(width);
    eachBand(small, top, height - top, (band, pixels, row) => {
      for (let y = 0; y < pixels / width; y += 1) {
        const at = (row + y) * width + left;
        space.set(greys, grey.subarray(at, at + width - 2 * left));
        const from = band + (y * width + left) * channels;
        const count = width - 2 * left;
        something += kernels.countSomething(from, channels, greys, count, level, red, green, blue, SOMETHING);
        if (something > most) return true;
      }
      return false;
    });
  });
  return something <= most;
}
