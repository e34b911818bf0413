import type { CalendarDate } from '../../domain/identifiers/calendar-date.ts';
import type { Reading } from '../../domain/reading.ts';
import { fromRectangle, warp } from '../clean-up/warp.ts';
import { type Raster, shrink } from '../raster.ts';
import { readMrz } from './mrz-fields.ts';
import { quarterTurn } from './quarter-turn.ts';
import { findTextStrips, type TextStrip } from './text-strips.ts';

type MrzReading = Extract<Reading, { source: 'mrz' }>;

/** Reads one straightened line of print, in the signs of machine readable zones. */
export type ReadLine = (line: Raster) => string;

/** The only signs of such zones (Doc 9303-3, 4.3). */
export const MRZ_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';

/**
 * Longest sides that the page is looked at, pixels, and what a sign measures there: at the first a sheet of A4 shows
 * signs of 2.5 mm as 15 pixels; at the last, so does a photograph that the card fills.
 */
const SIDES = [1_750, 1_100, 650] as const;
const SEARCH = { gap: 13, least: 5, most: 30 } as const;
/** Groups of lines read at each side and turn; a page of print has many that look alike. */
const MOST_GROUPS = 8;
/** A group of which one line was not found comes after those that were found whole. */
const INFERRED = 0.02;
/** Heights that a line is drawn at, pixels a sign: a second and third look where the first was not good enough. */
const SIGN_HEIGHTS = [30, 38, 25] as const;
/** Signs in a line, by the number of lines. */
const LENGTHS: Readonly<Record<number, readonly number[]>> = { 2: [36, 44], 3: [30] };
/** How far a line may come out too long or too short and still be one of the zone. */
const LENGTH_SLACK = 3;

/** What one look at a line saw. A look that had to be made to fit says less: two of them agree on nothing. */
interface Look {
  readonly line: string;
  readonly weight: number;
}

/** Score of a group that is the zone, whatever else is wrong with it: two of its check digits are right. */
const CERTAIN = 15;

const EXACT = 1;
const FITTED = 0.5;

interface Found {
  readonly reading: MrzReading;
  /** How well its check digits bear it out. */
  readonly score: number;
}

/** Two or three strips one under the other, of about the same length. */
type Group = readonly TextStrip[];

/**
 * Finds and reads the machine readable zone of a page, whichever way the paper lies. Lines of print that come in twos
 * and threes of one length are straightened and read until some are such a zone.
 */
export function findMrz(page: Raster, readLine: ReadLine, today: CalendarDate): MrzReading | undefined {
  let best: Found | undefined;
  for (const turned of [false, true]) {
    const upright = turned ? quarterTurn(page) : page;
    for (const side of SIDES) {
      const longest = Math.max(upright.width, upright.height);
      if (side !== SIDES[0] && longest <= side) continue;
      const ratio = Math.min(1, side / longest);
      const small = shrink(upright, Math.round(upright.width * ratio), Math.round(upright.height * ratio));
      for (const group of groupsOf(findTextStrips(small, SEARCH))) {
        const found = readGroup(
          upright,
          group.map((strip) => enlarged(strip, 1 / ratio)),
          readLine,
          today,
        );
        if (found === undefined || found.score <= (best?.score ?? 0)) continue;
        best = found;
        if (found.reading.problems.length === 0 || found.score >= CERTAIN) return found.reading;
      }
      // Read, if not without a fault: another size shows the same print.
      if (best !== undefined) return best.reading;
    }
  }
  return undefined;
}

function enlarged({ x, y, angle, length, thickness }: TextStrip, ratio: number): TextStrip {
  return { x: x * ratio, y: y * ratio, angle, length: length * ratio, thickness: thickness * ratio };
}

/** Every run of two or three strips that could be one zone, the most alike first. */
function groupsOf(strips: readonly TextStrip[]): readonly Group[] {
  const groups: { readonly group: Group; readonly unlikeness: number }[] = [];
  for (const first of strips) {
    const second = under(first, strips);
    if (second === undefined) continue;
    const third = under(second.strip, strips);
    if (third !== undefined) {
      groups.push({
        group: [first, second.strip, third.strip],
        unlikeness: (second.unlikeness + third.unlikeness) / 2,
      });
    }
    groups.push({ group: [first, second.strip], unlikeness: second.unlikeness });
    if (third !== undefined) continue;
    // Something touches the line before or after, or it was too faint: it lies where the others say.
    const before = beyond(second.strip, first);
    const after = beyond(first, second.strip);
    groups.push({ group: [before, first, second.strip], unlikeness: second.unlikeness + INFERRED });
    groups.push({ group: [first, second.strip, after], unlikeness: second.unlikeness + INFERRED });
  }
  return groups
    .sort((a, b) => a.unlikeness - b.unlikeness || b.group.length - a.group.length)
    .slice(0, MOST_GROUPS)
    .map(({ group }) => group);
}

/** The strip as far beyond the second as that is from the first. */
function beyond(from: TextStrip, to: TextStrip): TextStrip {
  return { ...to, x: 2 * to.x - from.x, y: 2 * to.y - from.y };
}

/** The strip below one that could be the next line of the same zone. */
function under(
  above: TextStrip,
  strips: readonly TextStrip[],
): { readonly strip: TextStrip; readonly unlikeness: number } | undefined {
  let best: { readonly strip: TextStrip; readonly unlikeness: number } | undefined;
  for (const strip of strips) {
    if (strip === above) continue;
    const cosine = Math.cos(above.angle);
    const sine = Math.sin(above.angle);
    const along = (strip.x - above.x) * cosine + (strip.y - above.y) * sine;
    const across = (strip.y - above.y) * cosine - (strip.x - above.x) * sine;
    const step = across / above.thickness;
    const lengths = Math.abs(Math.log(strip.length / above.length));
    const shift = Math.abs(along) / above.length;
    if (step < 1.1 || step > 4.5 || lengths > 0.12 || shift > 0.06) continue;
    if (Math.abs(strip.angle - above.angle) > 0.05) continue;
    if (Math.abs(Math.log(strip.thickness / above.thickness)) > 0.5) continue;
    const unlikeness = lengths + 2 * shift + 0.02 * Math.abs(step - 2.1);
    if (best === undefined || unlikeness < best.unlikeness) best = { strip, unlikeness };
  }
  return best;
}

/** A line of the page made level, `signs` pixels a sign's height, upside down where asked. */
function straightened(page: Raster, strip: TextStrip, signs: number, upsideDown: boolean): Raster {
  const scale = signs / strip.thickness;
  const halfLength = strip.length / 2 + 1.3 * strip.thickness;
  const halfHeight = 1.1 * strip.thickness;
  const angle = strip.angle + (upsideDown ? Math.PI : 0);
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const corner = (along: number, across: number) => ({
    x: strip.x + along * halfLength * cosine - across * halfHeight * sine,
    y: strip.y + along * halfLength * sine + across * halfHeight * cosine,
  });
  const width = Math.round(2 * halfLength * scale);
  const height = Math.round(2 * halfHeight * scale);
  const corners = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)] as const;
  return warp(page, fromRectangle(width, height, corners), width, height, [255]);
}

function readGroup(page: Raster, group: Group, readLine: ReadLine, today: CalendarDate): Found | undefined {
  for (const upsideDown of [false, true]) {
    const strips = upsideDown ? group.toReversed() : group;
    const look = (strip: TextStrip, signs: number): string =>
      readLine(straightened(page, strip, signs, upsideDown));
    const first = strips[0] === undefined ? '' : look(strips[0], SIGN_HEIGHTS[0]);
    const length = lengthOf(first, strips.length);
    if (length === undefined || !first.includes('<')) continue;
    const looks: Look[][] = strips.map(() => []);
    let best: Found | undefined;
    for (const [round, signs] of SIGN_HEIGHTS.entries()) {
      for (const [index, strip] of strips.entries()) {
        const text = index === 0 && round === 0 ? first : look(strip, signs);
        const line = fitted(text, length);
        if (line !== undefined) looks[index]?.push({ line, weight: text.length === length ? EXACT : FITTED });
      }
      best = bestOf(looks, today) ?? best;
      if (round > 0 && best?.reading.problems.length === 0) return best;
    }
    if (best !== undefined) return best;
  }
  return undefined;
}

/** The length that such a line has, if it is about that of a zone of so many lines. */
function lengthOf(text: string, lines: number): number | undefined {
  return LENGTHS[lines]?.find((length) => Math.abs(text.length - length) <= LENGTH_SLACK);
}

/**
 * The line at its true length: where signs were miscounted, they are fillers, in the longest run of them. A line
 * without such a run is not made to fit.
 */
function fitted(text: string, length: number): string | undefined {
  if (text.length === length) return text;
  if (Math.abs(text.length - length) > LENGTH_SLACK) return undefined;
  const run = (text.match(/<{3,}/g) ?? []).reduce(
    (longest, next) => (next.length > longest.length ? next : longest),
    '',
  );
  const wanted = run.length + length - text.length;
  if (run === '' || wanted < 1) return undefined;
  const at = text.lastIndexOf(run);
  return text.slice(0, at) + '<'.repeat(wanted) + text.slice(at + run.length);
}

/** Each line with the weight of all looks that saw it, the weightiest first. */
function tallied(looks: readonly Look[]): readonly Look[] {
  const weights = new Map<string, number>();
  for (const { line, weight } of looks) weights.set(line, (weights.get(line) ?? 0) + weight);
  return [...weights].map(([line, weight]) => ({ line, weight })).sort((a, b) => b.weight - a.weight);
}

/**
 * Of several looks at the same print, the one that its own check digits bear out best. No check digit covers the line of
 * names of TD1, TD2 and TD3: it counts where two looks agree, else the names are not understood.
 */
function bestOf(looks: readonly (readonly Look[])[], today: CalendarDate): Found | undefined {
  let best: Found | undefined;
  const seen = looks.map(tallied);
  const combinations = seen.reduce<readonly (readonly string[])[]>(
    (known, lines) => known.flatMap((before) => lines.map(({ line }) => [...before, line])),
    [[]],
  );
  for (const lines of combinations) {
    const reading = readMrz(lines, today);
    if (reading === undefined) continue;
    const nameLine = reading.format === 'td1' ? 2 : 0;
    const agreed = seen[nameLine]?.find(({ line }) => line === lines[nameLine])?.weight ?? 0;
    const trusted = reading.format === 'cni-2x36' || agreed > EXACT ? reading : withoutNames(reading);
    const right = trusted.fields.filter(({ check }) => check === 'right').length;
    const score = 10 * right - trusted.problems.length;
    // Nothing bears it out: letters in lines of one length, not a zone.
    if (right > 0 && (best === undefined || score > best.score)) best = { reading: trusted, score };
  }
  return best;
}

function withoutNames(reading: MrzReading): MrzReading {
  const { 'nom-famille': _lastName, prenoms: _firstNames, ...answers } = reading.answers;
  const unsure = (['last-name', 'first-names'] as const)
    .filter((field) => !reading.problems.some((problem) => problem.field === field))
    .map((field) => ({ field, problem: 'not-understood' as const }));
  return { ...reading, answers, problems: [...reading.problems, ...unsure] };
}
