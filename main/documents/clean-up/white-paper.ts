import { bandRows, inWorkspace, kernels } from '../kernels/workspace.ts';
import type { Raster } from '../raster.ts';

/** The light of the paper, block by block, each channel. */
interface Illumination {
  readonly columns: number;
  readonly rows: number;
  readonly levels: Float32Array;
}

/** Side of a block, pixels of the picture at about 50 dpi: 4 mm of paper. */
const BLOCK = 8;
/** The level of a block that stands for its paper: print covers less than the rest. */
const PAPER_PERCENTILE = 0.85;
/** Darkest paper that is whitened, levels; below, it is no paper or too little light. */
const DARKEST_PAPER = 90;
/** A block is paper where it is at least this share of its brightest neighbour. */
const PAPER_SHARE = 0.72;
/** Greatest difference in colour from the paper of the page for a block to be paper, levels. */
const PAPER_COLOUR = 26;
/** Least share of the page that must be paper. */
const LEAST_PAPER = 0.35;
/** Most of the steps from block to block that may be jumps: a photograph is full of them. */
const MOST_ROUGHNESS = 0.06;
/** Chroma from which paper is meant to be coloured: its light is evened out, its colour kept. */
const COLOURED_PAPER = 45;
/** Paper as light as this everywhere is white already. */
const WHITE_ALREADY = 248;
/** What becomes white, of what the paper is: noise and the rest of a shadow. Pencil is darker. */
const WHITE_POINT = 0.965;

/**
 * Makes the paper of a page white and evens out shadows, by dividing by the light of the paper around each place. Ink,
 * pencil, stamps and highlighter keep what they are against the paper. The page is changed in place. False, and nothing
 * changed, where it is mostly no paper (a photograph, a card) or is white already.
 *
 * @param small The same page at about 50 dpi.
 */
export function whitenPaper(page: Raster, small: Raster): boolean {
  const light = illumination(small);
  if (light === undefined) return false;
  divide(page, light);
  return true;
}

function illumination(small: Raster): Illumination | undefined {
  const { channels } = small;
  const columns = Math.ceil(small.width / BLOCK);
  const rows = Math.ceil(small.height / BLOCK);
  const levels = blockLevels(small, columns, rows);
  const paper = pagePaper(levels, channels);
  const known = new Uint8Array(columns * rows);
  for (let block = 0; block < known.length; block += 1)
    known[block] = isPaper(levels, columns, rows, channels, block, paper) ? 1 : 0;
  dropDarkIslands(known, levels, columns, channels, PAPER_SHARE * luma(paper));
  const count = known.reduce((sum, one) => sum + one, 0);
  if (count < LEAST_PAPER * known.length || luma(paper) < DARKEST_PAPER) return undefined;
  if (roughness(levels, known, columns, channels) > MOST_ROUGHNESS) return undefined;
  spread(levels, known, columns, rows, channels);
  const even = smoothed(smoothed(levels, columns, rows, channels), columns, rows, channels);
  if (lowest(even) >= WHITE_ALREADY) return undefined;
  if (Math.max(...paper) - Math.min(...paper) > COLOURED_PAPER) keepColour(even, channels, paper);
  return { columns, rows, levels: even };
}

/** The level that all but 2 % of the blocks reach. */
function lowest(levels: Float32Array): number {
  return levels.slice().sort()[Math.floor(levels.length * 0.02)] as number;
}

/** The `PAPER_PERCENTILE` level of each block and channel. */
function blockLevels(small: Raster, columns: number, rows: number): Float32Array {
  const { width, height, channels, data } = small;
  const levels = new Float32Array(columns * rows * channels);
  inWorkspace((space) => {
    const pixels = space.put(data);
    const [counts, found] = [space.room(256), space.room(levels.byteLength)];
    kernels.levelsReached(pixels, width, height, channels, BLOCK, PAPER_PERCENTILE, counts, found);
    new Uint8Array(levels.buffer).set(space.bytes(found, levels.byteLength));
  });
  return levels;
}

/** The colour of the median block of the lighter half. */
function pagePaper(levels: Float32Array, channels: number): number[] {
  const blocks = Array.from({ length: levels.length / channels }, (_, block) => [
    ...levels.subarray(block * channels, (block + 1) * channels),
  ]);
  blocks.sort((a, b) => luma(a) - luma(b));
  return blocks[Math.floor(blocks.length * 0.75)] ?? [255, 255, 255];
}

function luma(colour: readonly number[]): number {
  const [red = 0, green, blue] = colour;
  return green === undefined || blue === undefined ? red : 0.3 * red + 0.59 * green + 0.11 * blue;
}

function lumaAt(levels: Float32Array, block: number, channels: number): number {
  const at = block * channels;
  if (channels === 1) return levels[at] as number;
  return 0.3 * (levels[at] as number) + 0.59 * (levels[at + 1] as number) + 0.11 * (levels[at + 2] as number);
}

function isPaper(
  levels: Float32Array,
  columns: number,
  rows: number,
  channels: number,
  block: number,
  paper: readonly number[],
): boolean {
  const lightness = lumaAt(levels, block, channels);
  const paperLightness = luma(paper);
  if (lightness < 0.4 * paperLightness) return false;
  // The same colour as the paper, whatever the light: a highlighted or printed field is none.
  for (let channel = 0; channel < channels; channel += 1) {
    const expected = ((paper[channel] ?? 0) * lightness) / paperLightness;
    if (Math.abs((levels[block * channels + channel] as number) - expected) > PAPER_COLOUR) return false;
  }
  // Shadows are soft: what is much darker than a block beside it is print or a picture.
  const column = block % columns;
  const row = (block - column) / columns;
  let brightest = lightness;
  for (let y = Math.max(0, row - 2); y <= Math.min(rows - 1, row + 2); y += 1) {
    for (let x = Math.max(0, column - 2); x <= Math.min(columns - 1, column + 2); x += 1) {
      brightest = Math.max(brightest, lumaAt(levels, y * columns + x, channels));
    }
  }
  return lightness >= PAPER_SHARE * brightest;
}

/**
 * Takes for no paper what is darker than `least` and hangs together with none of the page's paper: light places in a dark column,
 * a face for one. Divided by their light, the column would glow around them. A shadow reaches the paper beside it.
 */
function dropDarkIslands(
  known: Uint8Array,
  levels: Float32Array,
  columns: number,
  channels: number,
  least: number,
): void {
  const seen = new Uint8Array(known.length);
  for (const start of known.keys()) {
    if (known[start] === 0 || seen[start] === 1) continue;
    seen[start] = 1;
    const island = [start];
    let lightest = 0;
    for (const block of island) {
      lightest = Math.max(lightest, lumaAt(levels, block, channels));
      const column = block % columns;
      const beside = [column > 0 ? block - 1 : -1, column + 1 < columns ? block + 1 : -1];
      for (const near of [...beside, block - columns, block + columns]) {
        if (known[near] !== 1 || seen[near] === 1) continue;
        seen[near] = 1;
        island.push(near);
      }
    }
    if (lightest < least) for (const block of island) known[block] = 0;
  }
}

/** Share of neighbouring blocks of paper between which the light jumps by a tenth: light on paper is soft. */
function roughness(levels: Float32Array, known: Uint8Array, columns: number, channels: number): number {
  let pairs = 0;
  let jumps = 0;
  for (let block = 0; block + columns < known.length; block += 1) {
    if (known[block] === 0) continue;
    const here = lumaAt(levels, block, channels);
    for (const near of [block + 1, block + columns]) {
      if (known[near] === 0 || (near === block + 1 && near % columns === 0)) continue;
      const there = lumaAt(levels, near, channels);
      pairs += 1;
      if (Math.abs(here - there) > 0.1 * Math.max(here, there)) jumps += 1;
    }
  }
  return pairs === 0 ? 1 : jumps / pairs;
}

/** Gives blocks without paper the mean of their neighbours with, from the rim inwards. */
function spread(
  levels: Float32Array,
  known: Uint8Array,
  columns: number,
  rows: number,
  channels: number,
): void {
  for (let missing = true; missing; ) {
    missing = false;
    const before = known.slice();
    for (let block = 0; block < known.length; block += 1) {
      if (known[block] === 1) continue;
      const column = block % columns;
      const row = (block - column) / columns;
      const sums = [0, 0, 0];
      let count = 0;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
          const near = y * columns + x;
          if (before[near] === 0) continue;
          count += 1;
          for (let channel = 0; channel < channels; channel += 1) {
            sums[channel] = (sums[channel] as number) + (levels[near * channels + channel] as number);
          }
        }
      }
      if (count === 0) {
        missing = true;
        continue;
      }
      known[block] = 1;
      for (let channel = 0; channel < channels; channel += 1) {
        levels[block * channels + channel] = (sums[channel] as number) / count;
      }
    }
  }
}

function smoothed(levels: Float32Array, columns: number, rows: number, channels: number): Float32Array {
  const out = new Float32Array(levels.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        let count = 0;
        for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
          for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
            sum += levels[(y * columns + x) * channels + channel] as number;
            count += 1;
          }
        }
        out[(row * columns + column) * channels + channel] = sum / count;
      }
    }
  }
  return out;
}

/** Divides by the light alone: the brightest channel becomes full, the others keep their proportion to it. */
function keepColour(levels: Float32Array, channels: number, paper: readonly number[]): void {
  const brightest = Math.max(...paper);
  for (let at = 0; at < levels.length; at += channels) {
    const light = luma([...levels.subarray(at, at + channels)]) / luma(paper);
    levels.fill(light * brightest, at, at + channels);
  }
}

/** Multiplies each pixel by what makes the paper around it white, between the centres of four blocks. */
function divide(page: Raster, light: Illumination): void {
  const { width, height, channels, data } = page;
  const { columns, rows: blockRows, levels } = light;
  const gains = levels.map((level) => 255 / (WHITE_POINT * Math.max(DARKEST_PAPER / 2, level)));
  // From the centre of one block to the next the gain changes evenly.
  const edges = Int32Array.from({ length: columns + 2 }, (_, stretch) =>
    stretch === 0 ? 0 : stretch > columns ? width : Math.round(((stretch - 0.5) * width) / columns),
  );
  const stride = width * channels;
  inWorkspace((space) => {
    const [factors, places] = [space.put(gains), space.put(edges)];
    const line = space.room(4 * columns * channels);
    const most = bandRows(stride);
    const pixels = space.room(most * stride);
    for (let top = 0; top < height; top += most) {
      const rows = Math.min(most, height - top);
      const band = data.subarray(top * stride, (top + rows) * stride);
      space.set(pixels, band);
      kernels.brightenRows(
        pixels,
        top,
        rows,
        height,
        width,
        channels,
        factors,
        columns,
        blockRows,
        places,
        line,
      );
      band.set(space.bytes(pixels, band.length));
    }
  });
}
