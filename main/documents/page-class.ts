import type { Raster } from './raster.ts';

/** What a page's pixels say, measured on a copy reduced to about 75 dpi and on the full grey. */
export interface PageMeasure {
  /** Share of pixels that are clearly coloured against the paper. */
  readonly colourShare: number;
  /** Share of pixels between paper and ink that are no edge: photographs, shading, pencil, grey paper. */
  readonly flatToneShare: number;
  /** Share of pixels clearly darker than the paper. */
  readonly inkShare: number;
  /** Grey level that separates ink from paper best (N. Otsu, 1979). */
  readonly threshold: number;
  /** Grey level of the paper: the most frequent level of the lighter half. */
  readonly paper: number;
}

/** Chroma (largest minus smallest of red, green, blue) from which a pixel counts as coloured, after white balance. */
const COLOURED = 40;
/** Difference from the paper from which a pixel counts as ink. */
const INK_CONTRAST = 48;
/** Largest difference to the neighbours for a pixel to count as flat. */
const FLAT_GRADIENT = 24;

/** Measures a page. `small` is the page reduced to about 75 dpi, in its own colours; `grey` the full page. */
export function measurePage(small: Raster, grey: Raster): PageMeasure {
  const histogram = new Uint32Array(256);
  for (const level of grey.data) histogram[level] = (histogram[level] ?? 0) + 1;
  const threshold = otsuThreshold(histogram, grey.data.length);
  const paper = lightMode(histogram, threshold);
  const { flat, ink } = toneShares(grey, paper);
  return { colourShare: colourShare(small), flatToneShare: flat, inkShare: ink, threshold, paper };
}

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

function lightMode(histogram: Uint32Array, threshold: number): number {
  let mode = 255;
  let count = -1;
  for (let level = threshold; level < 256; level += 1) {
    const here = histogram[level] ?? 0;
    if (here > count) {
      count = here;
      mode = level;
    }
  }
  return mode;
}

function toneShares(grey: Raster, paper: number): { flat: number; ink: number } {
  const { width, height, data } = grey;
  const low = 0.25 * paper;
  const high = 0.8 * paper;
  const inkBelow = paper - INK_CONTRAST;
  let flat = 0;
  let ink = 0;
  let counted = 0;
  for (let y = 1; y < height - 1; y += 2) {
    const row = y * width;
    for (let x = 1; x < width - 1; x += 2) {
      const here = data[row + x] as number;
      counted += 1;
      if (here < inkBelow) ink += 1;
      if (here <= low || here >= high) continue;
      const across = Math.abs((data[row + x + 1] as number) - (data[row + x - 1] as number));
      const down = Math.abs((data[row + x + width] as number) - (data[row + x - width] as number));
      if (across < FLAT_GRADIENT && down < FLAT_GRADIENT) flat += 1;
    }
  }
  return counted === 0 ? { flat: 0, ink: 0 } : { flat: flat / counted, ink: ink / counted };
}

/** White balance: the median of each channel over the lighter half stands for the paper. */
function colourShare(small: Raster): number {
  if (small.channels === 1) return 0;
  const { data } = small;
  const pixels = data.length / 3;
  const [red, green, blue] = paperColour(small);
  let coloured = 0;
  for (let byte = 0; byte < data.length; byte += 3) {
    const r = ((data[byte] as number) * 255) / red;
    const g = ((data[byte + 1] as number) * 255) / green;
    const b = ((data[byte + 2] as number) * 255) / blue;
    if (Math.max(r, g, b) - Math.min(r, g, b) > COLOURED) coloured += 1;
  }
  return coloured / pixels;
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

/** Above this share of coloured pixels colour is kept (a 10 mm stamp on A4 is about 0.1 %). */
const KEEP_COLOUR_SHARE = 0.0004;
/** Below this share of ink a page seems blank. */
const BLANK_INK_SHARE = 0.0002;

/** True when a page seems to carry nothing. */
export function seemsBlank(measure: PageMeasure): boolean {
  return measure.inkShare < BLANK_INK_SHARE && measure.colourShare < KEEP_COLOUR_SHARE;
}
