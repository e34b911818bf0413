import { COMPILED } from './compiled.ts';

/**
 * The kernels: loops over pixels in WebAssembly (AssemblyScript, 128-bit SIMD). Beside being several times as fast, they
 * need no warming up: the first page of a process costs what the next ones cost. They work on places in the workspace;
 * what each reads and writes is said where it is written, in `assembly/`.
 */
interface Kernels {
  countBoth(mask: number, other: number, count: number): number;
  countOutside(
    mask: number,
    width: number,
    height: number,
    edges: number,
    count: number,
    around: number,
  ): number;
  differenceMask(
    pixels: number,
    channels: number,
    count: number,
    red: number,
    green: number,
    blue: number,
    tolerance: number,
    mask: number,
  ): void;
  keepLargest(mask: number, width: number, height: number, left: number, places: number): number;
  lightMask(levels: number, count: number, threshold: number, mask: number): void;
  makeSolid(mask: number, width: number, height: number, other: number, places: number): void;
  whitenessOf(pixels: number, count: number, whiteness: number): void;
  compareSquares(square: number, other: number, width: number, sums: number): void;
  drawSquare(mask: number, ink: number, behind: number): void;
  sampleSquare(
    rows: number,
    stride: number,
    bits: number,
    taps: number,
    first: number,
    weights: number,
    rowTaps: number,
    rowFirst: number,
    rowWeights: number,
    lines: number,
    out: number,
  ): void;
  sumSquares(rows: number, width: number, sums: number): void;
  findSpots(
    first: number,
    stride: number,
    width: number,
    height: number,
    row: number,
    most: number,
    out: number,
    outEnd: number,
    found: number,
  ): number;
  countLight(pixels: number, channels: number, count: number, lightest: number, histograms: number): void;
  countSomething(
    pixels: number,
    channels: number,
    grey: number,
    count: number,
    level: number,
    red: number,
    green: number,
    blue: number,
    apart: number,
  ): number;
  lightestOf(pixels: number, channels: number, count: number): number;
  alignmentOf(
    xs: number,
    ys: number,
    count: number,
    cosine: number,
    sine: number,
    offset: number,
    bins: number,
    lines: number,
  ): number;
  countEdges(bits: number, stride: number, left: number, right: number, top: number, bottom: number): number;
  inkLevels(means: number, columns: number, rows: number, levels: number): void;
  inkOfCells(bits: number, stride: number, height: number, columns: number, out: number): void;
  inkOfRows(source: number, width: number, rows: number, levels: number, bits: number, stride: number): void;
  inkOfStripe(bits: number, stride: number, height: number, left: number, right: number, out: number): void;
  listEdges(
    bits: number,
    stride: number,
    left: number,
    right: number,
    top: number,
    bottom: number,
    every: number,
    xs: number,
    ys: number,
  ): void;
  meansOfBlocks(source: number, width: number, rows: number, means: number): void;
  transposeBits(
    bits: number,
    stride: number,
    width: number,
    height: number,
    turned: number,
    turnedStride: number,
  ): void;
  countSymbols(
    first: number,
    stride: number,
    bytes: number,
    height: number,
    counts: number,
    seen: number,
  ): number;
  encodeDecision(coder: number, contexts: number, context: number, bit: number): void;
  encodeRows(
    data: number,
    stride: number,
    width: number,
    height: number,
    row: number,
    typical: 0 | 1,
    coder: number,
    contexts: number,
    outEnd: number,
  ): number;
  flushCode(coder: number): void;
  decodeRows(
    data: number,
    stride: number,
    width: number,
    height: number,
    decoder: number,
    contexts: number,
  ): void;
  startReading(decoder: number, from: number, end: number): void;
  brightenRows(
    pixels: number,
    first: number,
    rows: number,
    height: number,
    width: number,
    channels: number,
    gains: number,
    columns: number,
    blockRows: number,
    edges: number,
    line: number,
  ): void;
  levelsReached(
    pixels: number,
    width: number,
    height: number,
    channels: number,
    block: number,
    share: number,
    counts: number,
    levels: number,
  ): void;
  widenRow(source: number, width: number, samples: number, weights: number, line: number): void;
  mixLines(
    first: number,
    second: number,
    third: number,
    fourth: number,
    weights: number,
    width: number,
    row: number,
  ): void;
  greyOf(rgb: number, count: number, grey: number): void;
  hasColour(rgb: number, count: number): 0 | 1;
  halveRows(
    source: number,
    sourceStride: number,
    channels: number,
    width: number,
    rows: number,
    out: number,
  ): void;
  padRows(from: number, fromStride: number, width: number, rows: number, to: number, stride: number): void;
  rewind(coder: number, out: number): void;
  settle(
    first: number,
    stride: number,
    width: number,
    doubtful: number,
    distance: number,
    count: number,
    cost: number,
  ): void;
  settledBytes(coder: number, out: number): number;
  shrinkRows(
    source: number,
    sourceStride: number,
    sourceRows: number,
    channels: number,
    width: number,
    taps: number,
    first: number,
    weights: number,
    lines: number,
    lineBytes: number,
    rows: number,
    rowTaps: number,
    firstRow: number,
    rowWeights: number,
    out: number,
  ): void;
  startCode(coder: number, out: number): void;
  blockSums(
    grey: number,
    width: number,
    rows: number,
    block: number,
    columns: number,
    sums: number,
    dark: number,
    totals: number,
    squares: number,
    darkest: number,
  ): void;
  blockLevels(
    totals: number,
    squares: number,
    columns: number,
    count: number,
    lastCount: number,
    means: number,
    deviations: number,
  ): void;
  closeGaps(values: number, columns: number, rows: number, reach: number, spare: number, line: number): void;
  boxSum(values: number, columns: number, rows: number, reach: number, lines: number): void;
  boxMean(values: number, columns: number, rows: number, reach: number, lines: number): void;
  windowSpread(
    totals: number,
    squares: number,
    columns: number,
    rows: number,
    reach: number,
    block: number,
    width: number,
    height: number,
  ): void;
  inkThresholds(
    paper: number,
    totals: number,
    spread: number,
    darkest: number,
    columns: number,
    rows: number,
    reach: number,
    block: number,
    width: number,
    height: number,
    grain: number,
    leastContrast: number,
  ): void;
  markUnder(levels: number, count: number, level: number): void;
  ranked(values: number, count: number, every: number, rank: number, tally: number): number;
  noneAround(set: number, columns: number, rows: number, line: number, none: number): void;
  countBetween(levels: number, count: number, low: number, high: number): number;
  texturedBlocks(
    deviation: number,
    columns: number,
    least: number,
    block: number,
    bits: number,
    stride: number,
    width: number,
    rows: number,
  ): number;
  softenRows(
    above: number,
    source: number,
    below: number,
    width: number,
    rows: number,
    lines: number,
    out: number,
  ): void;
  widenRows(bits: number, stride: number, rows: number, wide: number): void;
  sumCells(
    pixels: number,
    channels: number,
    width: number,
    bits: number,
    stride: number,
    counted: number,
    columns: number,
    edges: number,
    cellRows: number,
    heights: number,
    lines: number,
    sums: number,
    counts: number,
  ): void;
  meansOfCells(sums: number, counts: number, cells: number, channels: number, trusted: number): void;
  pullCells(
    values: number,
    weights: number,
    width: number,
    height: number,
    channels: number,
    toValues: number,
    toWeights: number,
  ): void;
  pushCells(
    values: number,
    weights: number,
    width: number,
    height: number,
    channels: number,
    coarse: number,
  ): void;
  roundLevels(values: number, count: number): void;
  draftRows(
    grey: number,
    soft: number,
    width: number,
    first: number,
    rows: number,
    step: number,
    block: number,
    threshold: number,
    contrast: number,
    paperOnly: number,
    firstBlocks: number,
    columns: number,
    blockRows: number,
    inside: number,
    steps: number,
    left: number,
    share: number,
    lines: number,
    mask: number,
    stride: number,
    margin: number,
    doubtful: number,
    distance: number,
  ): number;
  warpTile(
    source: number,
    stride: number,
    sourceWidth: number,
    sourceHeight: number,
    channels: number,
    projection: number,
    left: number,
    top: number,
    width: number,
    rows: number,
    outside: number,
    out: number,
  ): void;
}

/** WebAssembly's unit of memory, bytes. */
const PAGE_BYTES = 65_536;
/** Kernels read and write whole vectors: so many bytes may be touched beyond what was asked for. */
const BEYOND = 64;

const memory = new WebAssembly.Memory({ initial: 16 });
const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(COMPILED, 'base64')), {
  env: { memory },
});

/** What the compiled module gives out. Its types are those of `assembly/`, which a test compiles again. */
export const kernels = instance.exports as unknown as Kernels;

/** First free byte: constants of the module lie below. */
let free = PAGE_BYTES;

type Values = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/**
 * Memory that the kernels work in, for the length of one call. It never gets smaller again, therefore pages are worked on
 * a band of rows at a time.
 */
export interface Workspace {
  /** Room for so many bytes, not cleared, at a multiple of 16. */
  room(bytes: number): number;
  /** A copy of these values, and where it lies. */
  put(values: Values): number;
  /** Copies values to a place that was given by `room`. */
  set(at: number, values: Values): void;
  /** The bytes at a place. Only until room is asked for again: the memory may move. */
  bytes(at: number, length: number): Uint8Array;
  /** As `bytes`: 32-bit whole numbers. */
  words(at: number, length: number): Int32Array;
  /** As `bytes`: 16-bit numbers. */
  shorts(at: number, length: number): Uint16Array;
  /** As `bytes`: 32-bit floating numbers. */
  floats(at: number, length: number): Float32Array;
}

const workspace: Workspace = {
  room(bytes) {
    const at = free;
    free = (at + bytes + BEYOND + 15) & ~15;
    const missing = free - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return at;
  },
  put(values) {
    const at = workspace.room(values.byteLength);
    workspace.set(at, values);
    return at;
  },
  set(at, { buffer, byteOffset, byteLength }) {
    new Uint8Array(memory.buffer, at, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength));
  },
  bytes: (at, length) => new Uint8Array(memory.buffer, at, length),
  words: (at, length) => new Int32Array(memory.buffer, at, length),
  shorts: (at, length) => new Uint16Array(memory.buffer, at, length),
  floats: (at, length) => new Float32Array(memory.buffer, at, length),
};

/** Has work done in the workspace; all the room that it took is free again afterwards. May be nested. */
export function inWorkspace<Outcome>(work: (space: Workspace) => Outcome): Outcome {
  const before = free;
  try {
    return work(workspace);
  } finally {
    free = before;
  }
}

/** Bytes of a band of rows: it and what is made of it stay within a processor's own memory. */
const BAND_BYTES = 1 << 18;

/** How many rows of `rowBytes` a band has. */
export function bandRows(rowBytes: number): number {
  return Math.max(1, Math.floor(BAND_BYTES / rowBytes));
}
