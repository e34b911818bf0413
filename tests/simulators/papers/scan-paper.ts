import sharp from 'sharp';
import { lieOnScanner } from './lie-on-scanner.ts';
import type { PaperDesign } from './paper-design.ts';
import { SeededRandom } from './random.ts';

export interface ScanOf {
  /** Dots per inch. */
  readonly dpi: number;
  readonly colour: 'colour' | 'grey';
  /** Pixels of the bed that is scanned, from its upper left corner; A4 where not said. */
  readonly width?: number;
  readonly height?: number;
}

/** Optics of a scanner are a little soft: standard deviation in inches. */
const SOFTNESS_INCHES = 0.0019;
/** Standard deviation of the sensor's noise, levels of 255. */
const SENSOR_NOISE = 1.7;
/** Unevenness of paper: grains of this many inches. */
const GRAIN_INCHES = 0.035;
const GRAIN_NOISE = 1.1;
const NOISE_TABLE = 1 << 16;
/** What document scanners send. */
const JPEG_QUALITY = 85;

/** Noise of about normal distribution, in levels, drawn once and read from different places. */
function noiseTable(random: SeededRandom, spread: number): Int8Array {
  const table = new Int8Array(NOISE_TABLE);
  for (let index = 0; index < NOISE_TABLE; index += 1) table[index] = Math.round(random.around(spread));
  return table;
}

/** Adds sensor noise and paper grain to RGBA pixels and leaves `channels` components a pixel. */
function sense(
  rgba: Uint8Array,
  width: number,
  height: number,
  channels: 1 | 3,
  dpi: number,
  random: SeededRandom,
): Uint8ClampedArray {
  const out = new Uint8ClampedArray(width * height * channels);
  const sensor = noiseTable(random, SENSOR_NOISE);
  const grain = noiseTable(random, GRAIN_NOISE);
  const cell = Math.max(1, Math.round(GRAIN_INCHES * dpi));
  const cellsAcross = Math.ceil(width / cell) + 1;
  let state = random.whole(1, 0x7fffffff);
  let target = 0;
  for (let y = 0; y < height; y += 1) {
    const grainRow = Math.floor(y / cell) * cellsAcross;
    let source = y * width * 4;
    for (let x = 0; x < width; x += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      const at = state >>> 16;
      const paper = grain[(grainRow + ((x / cell) | 0)) & (NOISE_TABLE - 1)] ?? 0;
      const red = rgba[source] ?? 0;
      const green = rgba[source + 1] ?? 0;
      const blue = rgba[source + 2] ?? 0;
      source += 4;
      if (channels === 1) {
        out[target] = 0.299 * red + 0.587 * green + 0.114 * blue + (sensor[at] ?? 0) + paper;
        target += 1;
      } else {
        const common = (sensor[at] ?? 0) + paper;
        out[target] = red + common + ((sensor[(at + 7_919) & (NOISE_TABLE - 1)] ?? 0) >> 1);
        out[target + 1] = green + common;
        out[target + 2] = blue + common + ((sensor[(at + 15_013) & (NOISE_TABLE - 1)] ?? 0) >> 1);
        target += 3;
      }
    }
  }
  return out;
}

/**
 * Scans a paper: drawn at the resolution asked for, softened, with noise, as JPEG of one component (`grey`) or three
 * (`colour`). The same request gives the same bytes.
 */
export async function scanPaper(design: PaperDesign, scan: ScanOf): Promise<Uint8Array> {
  const width = scan.width ?? Math.round((210 * scan.dpi) / 25.4);
  const height = scan.height ?? Math.round((297 * scan.dpi) / 25.4);
  const canvas = lieOnScanner(design, scan.dpi, width, height);
  const channels = scan.colour === 'grey' ? 1 : 3;
  const random = new SeededRandom(design.seed ^ 0x5ca9);
  const pixels = sense(canvas.data(), width, height, channels, scan.dpi, random);
  const image = sharp(pixels, { raw: { width, height, channels } });
  const softness = SOFTNESS_INCHES * scan.dpi;
  const soft = softness >= 0.3 ? image.blur(softness) : image;
  const grey = channels === 1 ? soft.toColourspace('b-w') : soft;
  return withDensity(await grey.jpeg({ quality: JPEG_QUALITY }).toBuffer(), scan.dpi);
}

/**
 * Puts the JFIF header in front that scanners write and sharp leaves out (ITU-T T.871, clause 10.1): density in dots per
 * inch. Sharp's own way to say the density turns a grey image into one of three components.
 */
function withDensity(jpeg: Uint8Array, dpi: number): Uint8Array {
  const header = Buffer.from('ffe000104a46494600010201000000000000', 'hex');
  header.writeUInt16BE(dpi, 12);
  header.writeUInt16BE(dpi, 14);
  return Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)]);
}
