import type { OutputFormat, PageSummary } from './document.ts';

/** Bytes of a file that are not page encodings: header, catalogue, metadata, cross-reference table. An upper bound. */
export const FILE_OVERHEAD_BYTES = 4_000;
/** Bytes that one page costs beside its encoding: page object, content stream, cross-reference. An upper bound. */
export const PAGE_OVERHEAD_BYTES = 500;

/** What the pages cost at best quality, whether they fit, and where to cut them where they do not. */
export type Fit =
  | {
      readonly kind: 'fits';
      /** For each page, the index in its `encodings`. */
      readonly choice: readonly number[];
      /** Upper bound of the file's length, bytes; of all files together where each page is one. */
      readonly bytes: number;
    }
  | {
      readonly kind: 'does-not-fit';
      readonly reason: 'too-heavy' | 'too-many-pages';
      /** Numbers of consecutive pages that each fit in a file of their own, in order; empty where one page alone does not fit. */
      readonly parts: readonly number[];
    };

/** The limits of a destination that an allocation has to keep. */
export interface Limits {
  readonly maxBytes: number;
  readonly maxPages: number;
  /** Legibility that is enough: nothing is spent on more, even where the limit would allow it. Default: none is. */
  readonly enough?: number | undefined;
  /** `jpg`: each page is a file of its own, and its encodings are whole files. Default: `pdf`. */
  readonly format?: OutputFormat | undefined;
}

function smallestEncoding(page: PageSummary): number {
  let smallest = 0;
  for (const [index, encoding] of page.encodings.entries()) {
    if (encoding.bytes < (page.encodings[smallest]?.bytes ?? Number.POSITIVE_INFINITY)) smallest = index;
  }
  return smallest;
}

function bytesAt(page: PageSummary, encoding: number): number {
  return page.encodings[encoding]?.bytes ?? 0;
}

function legibilityAt(page: PageSummary, encoding: number): number {
  return page.encodings[encoding]?.legibility ?? 0;
}

/**
 * Cuts pages into the fewest runs that each fit. Greedy is optimal for consecutive runs with additive cost.
 * Empty where some page alone is over the limit, or where no page is allowed.
 */
function consecutiveParts(pages: readonly PageSummary[], limits: Limits): number[] {
  if (limits.maxPages < 1) return [];
  const parts: number[] = [];
  let count = 0;
  let bytes = FILE_OVERHEAD_BYTES;
  for (const page of pages) {
    const cost = bytesAt(page, smallestEncoding(page)) + PAGE_OVERHEAD_BYTES;
    if (FILE_OVERHEAD_BYTES + cost > limits.maxBytes) return [];
    if (count > 0 && (bytes + cost > limits.maxBytes || count === limits.maxPages)) {
      parts.push(count);
      count = 0;
      bytes = FILE_OVERHEAD_BYTES;
    }
    count += 1;
    bytes += cost;
  }
  if (count > 0) parts.push(count);
  return parts;
}

/** The lightest encoding that is at least `grade` legible; the most legible one where none is. */
function lightestAtLeast(page: PageSummary, grade: number): number {
  let lightest: number | undefined;
  let mostLegible = 0;
  for (const [index, encoding] of page.encodings.entries()) {
    if (encoding.legibility > legibilityAt(page, mostLegible)) mostLegible = index;
    if (
      encoding.legibility >= grade &&
      (lightest === undefined || encoding.bytes < bytesAt(page, lightest))
    ) {
      lightest = index;
    }
  }
  return lightest ?? mostLegible;
}

function total(pages: readonly PageSummary[], choice: readonly number[]): number {
  let bytes = FILE_OVERHEAD_BYTES + pages.length * PAGE_OVERHEAD_BYTES;
  for (const [index, page] of pages.entries()) bytes += bytesAt(page, choice[index] ?? 0);
  return bytes;
}

/** The highest grade at which every page can be had within the limit, found by bisection over the grades there are. */
function fairestChoice(
  pages: readonly PageSummary[],
  { maxBytes, enough = 1 }: Limits,
): number[] | undefined {
  const grades = [...new Set(pages.flatMap((page) => page.encodings.map((encoding) => encoding.legibility)))];
  grades.sort((a, b) => a - b);
  let choice: number[] | undefined;
  let low = 0;
  let high = grades.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = pages.map((page) => lightestAtLeast(page, Math.min(grades[middle] ?? 0, enough)));
    if (total(pages, candidate) <= maxBytes) {
      choice = candidate;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return choice;
}

/**
 * Chooses an encoding for every page so that the document stays within its limits. First the least legible page is made
 * as legible as can be; then what is left of the limit is spent on the least legible page that it can still improve.
 * Pure arithmetic over sizes already known; a page is never encoded again.
 */
export function allocate(pages: readonly PageSummary[], limits: Limits): Fit {
  if (limits.format === 'jpg') return eachAlone(pages, limits);
  if (pages.length > limits.maxPages) {
    return { kind: 'does-not-fit', reason: 'too-many-pages', parts: consecutiveParts(pages, limits) };
  }
  const choice =
    fairestChoice(pages, limits) ??
    // Legibility need not fall with bytes: the lightest of everything is the last resort.
    pages.map((page) => smallestEncoding(page));
  let bytes = total(pages, choice);
  if (bytes > limits.maxBytes) {
    return { kind: 'does-not-fit', reason: 'too-heavy', parts: consecutiveParts(pages, limits) };
  }
  for (;;) {
    const step = bestImprovement(pages, choice, limits.maxBytes - bytes, limits.enough ?? 1);
    if (step === undefined) return { kind: 'fits', choice, bytes };
    bytes += step.growth;
    choice[step.page] = step.encoding;
  }
}

/** Each page has the whole limit for itself, and no file has anything beside its page. */
function eachAlone(pages: readonly PageSummary[], { maxBytes, maxPages, enough = 1 }: Limits): Fit {
  // Cutting the document helps no page that is too heavy alone, and the pages are files of their own already.
  if (pages.length > maxPages) return { kind: 'does-not-fit', reason: 'too-many-pages', parts: [] };
  const choice: number[] = [];
  let bytes = 0;
  for (const page of pages) {
    const within = page.encodings.flatMap((encoding, index) => (encoding.bytes <= maxBytes ? [index] : []));
    const most = Math.max(...within.map((index) => legibilityAt(page, index)));
    const good = within.filter((index) => legibilityAt(page, index) >= Math.min(most, enough));
    const [first] = good;
    if (first === undefined) return { kind: 'does-not-fit', reason: 'too-heavy', parts: [] };
    const lightest = good.reduce((a, b) => (bytesAt(page, b) < bytesAt(page, a) ? b : a), first);
    choice.push(lightest);
    bytes += bytesAt(page, lightest);
  }
  return { kind: 'fits', choice, bytes };
}

/** The cheapest better encoding, within `spare` bytes, of the least legible page that has one. */
function bestImprovement(
  pages: readonly PageSummary[],
  choice: readonly number[],
  spare: number,
  enough: number,
): { page: number; encoding: number; growth: number } | undefined {
  let best: { page: number; encoding: number; growth: number; grade: number } | undefined;
  for (const [index, page] of pages.entries()) {
    const chosen = choice[index] ?? 0;
    const grade = legibilityAt(page, chosen);
    if (grade >= enough || (best !== undefined && grade >= best.grade)) continue;
    const from = bytesAt(page, chosen);
    let better: number | undefined;
    for (const [candidate, encoding] of page.encodings.entries()) {
      if (encoding.legibility <= grade || encoding.bytes - from > spare) continue;
      if (better === undefined || encoding.bytes < bytesAt(page, better)) better = candidate;
    }
    if (better !== undefined)
      best = { page: index, encoding: better, growth: bytesAt(page, better) - from, grade };
  }
  return best;
}
