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
  const histograms = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)] as const;
  const step = small.channels;
  let lightest = 0;
  for (let byte = 0; byte < small.data.length; byte += step) {
    const level = step === 1 ? (small.data[byte] as number) : (small.data[byte + 1] as number);
    if (level > lightest) lightest = level;
  }
  for (let byte = 0; byte < small.data.length; byte += step) {
    const level = step === 1 ? (small.data[byte] as number) : (small.data[byte + 1] as number);
    if (level < lightest / 2) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = small.data[byte + (step === 1 ? 0 : channel)] ?? 0;
      const histogram = histograms[channel as 0 | 1 | 2];
      histogram[value] = (histogram[value] ?? 0) + 1;
    }
  }
  const mode = (histogram: Uint32Array): number => {
    let best = 255;
    for (let level = 254; level > 0; level -= 1)
      if ((histogram[level] ?? 0) > (histogram[best] ?? 0)) best = level;
    return Math.max(64, best);
  };
  return [mode(histograms[0]), mode(histograms[1]), mode(histograms[2])];
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
  const { width, height, channels, data } = small;
  const grey = toGrey(small).data;
  const [red, green, blue] = paperColour(small);
  const paper = channels === 1 ? red : (77 * red + 150 * green + 29 * blue) / 256;
  const [left, top] = [Math.round(MARGIN * width), Math.round(MARGIN * height)];
  const most = BLANK_SHARE * width * height;
  let something = 0;
  for (let y = top; y < height - top; y += 1) {
    for (let x = left; x < width - left; x += 1) {
      const at = y * width + x;
      if (
        (grey[at] as number) < paper - SOMETHING ||
        (channels === 3 && chroma(data, 3 * at, red, green, blue) > SOMETHING)
      ) {
        something += 1;
        if (something > most) return false;
      }
    }
  }
  return true;
}

/** How much more coloured a pixel is than the paper. */
function chroma(data: Uint8Array, at: number, red: number, green: number, blue: number): number {
  const r = (data[at] as number) - red;
  const g = (data[at + 1] as number) - green;
  const b = (data[at + 2] as number) - blue;
  return Math.max(r, g, b) - Math.min(r, g, b);
}
