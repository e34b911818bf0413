/**
 * PWG Raster Format (PWG 5102.4-2012): pages as 8-bit grey (`sgray_8`, which every IPP Everywhere printer takes), for
 * printers that take no PDF.
 */

/** One page to write. */
export interface RasterPage {
  readonly width: number;
  readonly height: number;
  /** 0 black, row by row without padding. */
  readonly grey: Uint8Array;
}

/** A4 in dots: what a page has to measure exactly. */
export function a4Dots(dpi: number): { readonly width: number; readonly height: number } {
  return { width: Math.floor((210 / 25.4) * dpi), height: Math.floor((297 / 25.4) * dpi) };
}

const HEADER_BYTES = 1_796;
/** A4 in points, as the header wants it (PWG 5102.4, 4.3.2.7). */
const A4_POINTS = [595, 842] as const;
const S_GRAY = 18;
/** PrintQuality of 4: normal. */
const NORMAL = 4;
const LONGEST_RUN = 128;
const MOST_SAME_LINES = 256;

/** Writes pages for A4 paper, one-sided, upright. All pages have the same resolution, dots per inch. */
export function encodePwgRaster(pages: readonly RasterPage[], dpi: number): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('RaS2', 'latin1')];
  for (const page of pages) parts.push(pageHeader(page, dpi, pages.length), packedLines(page));
  return Buffer.concat(parts);
}

/** The header of a page (PWG 5102.4, table 1); what is not set is zero. */
function pageHeader(page: RasterPage, dpi: number, pageCount: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string): void => bytes.set(Buffer.from(value, 'latin1'), at);
  const number = (at: number, value: number): void => view.setUint32(at, value);
  text(0, 'PwgRaster');
  number(276, dpi);
  number(280, dpi);
  number(340, 1);
  number(352, A4_POINTS[0]);
  number(356, A4_POINTS[1]);
  number(372, page.width);
  number(376, page.height);
  number(384, 8);
  number(388, 8);
  number(392, page.width);
  number(400, S_GRAY);
  number(420, 1);
  number(452, pageCount);
  // No mirroring along either edge.
  number(456, 1);
  number(460, 1);
  number(484, NORMAL);
  text(1_732, 'iso_a4_210x297mm');
  return bytes;
}

/** Lines, each with how often it is repeated, in runs of pixels (PWG 5102.4, 4.4). */
function packedLines({ width, height, grey }: RasterPage): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let y = 0; y < height; ) {
    const line = grey.subarray(y * width, (y + 1) * width);
    let same = 1;
    while (same < MOST_SAME_LINES && y + same < height && isSameLine(grey, width, y, y + same)) same += 1;
    parts.push(Uint8Array.of(same - 1), packedLine(line));
    y += same;
  }
  return Buffer.concat(parts);
}

function isSameLine(grey: Uint8Array, width: number, one: number, other: number): boolean {
  return (
    Buffer.compare(
      grey.subarray(one * width, (one + 1) * width),
      grey.subarray(other * width, (other + 1) * width),
    ) === 0
  );
}

function packedLine(line: Uint8Array): Uint8Array {
  const packed = new Uint8Array(line.length * 2);
  let end = 0;
  for (let at = 0; at < line.length; ) {
    let run = 1;
    while (run < LONGEST_RUN && at + run < line.length && line[at + run] === line[at]) run += 1;
    if (run > 1) {
      packed[end] = run - 1;
      packed[end + 1] = line[at] ?? 0;
      end += 2;
      at += run;
      continue;
    }
    let literal = 1;
    while (
      literal < LONGEST_RUN &&
      at + literal < line.length &&
      line[at + literal] !== line[at + literal + 1]
    ) {
      literal += 1;
    }
    if (literal === 1) {
      packed[end] = 0;
      packed[end + 1] = line[at] ?? 0;
      end += 2;
    } else {
      packed[end] = 257 - literal;
      packed.set(line.subarray(at, at + literal), end + 1);
      end += 1 + literal;
    }
    at += literal;
  }
  return packed.subarray(0, end);
}
