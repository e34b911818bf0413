/** A run of black pixels in a row: 32-bit row, start, and the pixel after the last. */
const RUN: usize = 12;

/**
 * Finds the small spots of a mask, white all around it: what hangs together, corners included, and has at most `most`
 * pixels. A spot is followed from its first run on, and given up once it has more.
 *
 * @param first The first byte of the mask; bytes after `width` are white.
 * @param row First row to look at: spots whose first run lies there or below are found, in reading order.
 * @param out Room for spots, each its number of runs in 32 bits, then its runs in reading order.
 * @param outEnd End of the room: a row is not begun where it might not hold the spots of that row.
 * @param found Where the end of what was written is told, in 32 bits.
 * @returns the row to go on with, `height` at the end.
 */
export function findSpots(
  first: usize,
  stride: i32,
  width: i32,
  height: i32,
  row: i32,
  most: i32,
  out: usize,
  outEnd: usize,
  found: usize,
): i32 {
  // A spot begins with a run, and two runs are a pixel apart at least.
  const mostOfRow = <usize>((width + 1) >> 1) * (4 + <usize>most * RUN) + (<usize>most + 2) * RUN;
  const bytes: usize = (width + 7) >> 3;
  while (row < height && out + mostOfRow <= outEnd) {
    const line = first + <usize>(row * stride);
    let at: usize = 0;
    while (at < bytes) {
      if (at + 8 <= bytes && load<u64>(line + at) === 0) {
        at += 8;
        continue;
      }
      let starts: u32 = load<u8>(line + at);
      if (starts !== 0) {
        // Pixels with white before them begin runs.
        starts &= ~((starts >> 1) | ((<u32>load<u8>(line + at - 1) & 1) << 7));
        while (starts !== 0) {
          const bit = <i32>clz<u32>(starts) - 24;
          starts ^= <u32>0x80 >> bit;
          const start = <i32>(at << 3) + bit;
          const end = endOf(line, start, most);
          if (end !== 0 && !touched(line - stride, start - 1, end))
            out = follow(first, stride, height, row, start, end, most, out);
        }
      }
      at += 1;
    }
    row += 1;
  }
  store<u32>(found, <u32>out);
  return row;
}

function black(line: usize, x: i32): bool {
  return ((load<u8>(line + (x >> 3)) >> (7 - (x & 7))) & 1) !== 0;
}

/** The pixel after a run; 0 where it has more than `most`. */
function endOf(line: usize, start: i32, most: i32): i32 {
  let end = start + 1;
  while (black(line, end)) {
    end += 1;
    if (end - start > most) return 0;
  }
  return end;
}

/** True where any pixel from `from` to `to`, both included, is black. */
function touched(line: usize, from: i32, to: i32): bool {
  for (let x = from; x <= to; x += 1) if (black(line, x)) return true;
  return false;
}

/** Writes the spot of a run where it is small and the run is its first; the end of what is written. */
function follow(
  first: usize,
  stride: i32,
  height: i32,
  row: i32,
  start: i32,
  end: i32,
  most: i32,
  out: usize,
): usize {
  const runs = out + 4;
  let last = runs + RUN;
  let area = end - start;
  store<i32>(runs, row);
  store<i32>(runs, start, 4);
  store<i32>(runs, end, 8);
  for (let run = runs; run < last; run += RUN) {
    for (let step = -1; step <= 1; step += 2) {
      const y = load<i32>(run) + step;
      if (y < 0 || y >= height) continue;
      const line = first + <usize>(y * stride);
      const right = load<i32>(run, 8);
      for (let x = load<i32>(run, 4) - 1; x <= right; x += 1) {
        if (!black(line, x)) continue;
        let from = x;
        while (black(line, from - 1)) {
          from -= 1;
          if (x - from > most) return out;
        }
        const to = endOf(line, from, most);
        if (to === 0) return out;
        x = to;
        if (holds(runs, last, y, from)) continue;
        // Another run of this spot comes before: from there it is, or was, followed.
        if (y < row || (y === row && from < start)) return out;
        area += to - from;
        if (area > most) return out;
        store<i32>(last, y);
        store<i32>(last, from, 4);
        store<i32>(last, to, 8);
        last += RUN;
      }
    }
  }
  for (let run = runs + RUN; run < last; run += RUN) putInOrder(runs, run);
  store<i32>(out, <i32>((last - runs) / RUN));
  return last;
}

function holds(runs: usize, last: usize, row: i32, start: i32): bool {
  for (let run = runs; run < last; run += RUN)
    if (load<i32>(run) === row && load<i32>(run, 4) === start) return true;
  return false;
}

/** Moves a run to its place among those before it, which are in reading order. */
function putInOrder(runs: usize, run: usize): void {
  const row = load<i32>(run);
  const start = load<i32>(run, 4);
  const end = load<i32>(run, 8);
  let at = run;
  for (; at > runs; at -= RUN) {
    const before = at - RUN;
    if (load<i32>(before) < row || (load<i32>(before) === row && load<i32>(before, 4) < start)) break;
    memory.copy(at, before, RUN);
  }
  store<i32>(at, row);
  store<i32>(at, start, 4);
  store<i32>(at, end, 8);
}
