import { allocate, FILE_OVERHEAD_BYTES, type Limits, PAGE_OVERHEAD_BYTES } from './budget.ts';
import type { PageSummary } from './document.ts';

/** What a page of print takes when it is scanned well, bytes a square inch: lossless black and white at 200 dpi. */
const PRINT_BYTES_PER_SQUARE_INCH = 300;
/** A rescan is worth asking for where it saves at least this share of the page. */
const WORTH_IT = 0.3;

/** A page that a new scan would make lighter, and by how much. */
export interface RescanGain {
  /** Counted from 0. */
  readonly page: number;
  /** Bytes that it takes now at its lightest legible encoding. */
  readonly bytes: number;
  /**
   * Bytes that it would take as ink on clean paper (flat, lid closed, no shadow), estimated from the document's own such
   * pages where it has any.
   */
  readonly estimate: number;
  /** True where the whole document would then fit. */
  readonly enough: boolean;
}

/** What would make a document fit that does not. Everything is computed from the pages as they were encoded. */
export interface WaysOut {
  /** Numbers of consecutive pages that each fit in a file of their own; empty where one page alone does not fit. */
  readonly split: readonly number[];
  /** The most pages that fit together at their lightest legible encoding, and which ones those are not, the heaviest first. */
  readonly fewer: { readonly pages: number; readonly leaveOut: readonly number[] };
  /**
   * Pages to scan again with better contrast, the largest gain first. A lower resolution is no way out: every page was
   * already encoded down to the lowest that is legible.
   */
  readonly rescan: readonly RescanGain[];
}

/** The ways out of a document that does not fit; `undefined` where it fits. */
export function waysOut(pages: readonly PageSummary[], limits: Limits): WaysOut | undefined {
  const fit = allocate(pages, limits);
  if (fit.kind === 'fits') return undefined;
  const lightest = pages.map(lightestBytes);
  if (limits.format === 'jpg') return waysOutOfPictures(lightest, limits);
  return {
    split: fit.parts,
    fewer: fewerPages(lightest, limits),
    rescan: rescanGains(pages, lightest, limits),
  };
}

/** Each page is a file already: what helps is to do without the pages that are too heavy alone, or more than may go together. */
function waysOutOfPictures(lightest: readonly number[], { maxBytes, maxPages }: Limits): WaysOut {
  const byWeight = lightest.map((bytes, page) => ({ bytes, page })).sort((a, b) => a.bytes - b.bytes);
  const kept = byWeight.filter(({ bytes }) => bytes <= maxBytes).slice(0, maxPages);
  const leaveOut = byWeight
    .slice(kept.length)
    .map(({ page }) => page)
    .reverse();
  return { split: [], fewer: { pages: kept.length, leaveOut }, rescan: [] };
}

function lightestBytes({ encodings }: PageSummary): number {
  return Math.min(...encodings.map(({ bytes }) => bytes));
}

/** Keeping the lightest pages keeps the most pages. */
function fewerPages(lightest: readonly number[], { maxBytes, maxPages }: Limits): WaysOut['fewer'] {
  const byWeight = lightest.map((bytes, page) => ({ bytes, page })).sort((a, b) => a.bytes - b.bytes);
  let left = maxBytes - FILE_OVERHEAD_BYTES;
  let pages = 0;
  for (const { bytes } of byWeight) {
    left -= bytes + PAGE_OVERHEAD_BYTES;
    if (left < 0 || pages >= maxPages) break;
    pages += 1;
  }
  return {
    pages,
    leaveOut: byWeight
      .slice(pages)
      .map(({ page }) => page)
      .reverse(),
  };
}

function squareInches({ width, height, dpi }: PageSummary): number {
  return (width * height) / (dpi * dpi);
}

function rescanGains(
  pages: readonly PageSummary[],
  lightest: readonly number[],
  limits: Limits,
): readonly RescanGain[] {
  const printed = pages
    .map((page, index) => ({ page, density: (lightest[index] ?? 0) / squareInches(page) }))
    .filter(({ page }) => page.pageClass === 'bilevel' && !page.blank)
    .map(({ density }) => density)
    .sort((a, b) => a - b);
  const density = printed[printed.length >> 1] ?? PRINT_BYTES_PER_SQUARE_INCH;
  const total = lightest.reduce((sum, bytes) => sum + bytes + PAGE_OVERHEAD_BYTES, FILE_OVERHEAD_BYTES);
  return pages
    .flatMap((page, index): readonly RescanGain[] => {
      const bytes = lightest[index] ?? 0;
      const estimate = Math.round(density * squareInches(page));
      if (page.pageClass === 'bilevel' || bytes - estimate < WORTH_IT * bytes) return [];
      const enough = total - bytes + estimate <= limits.maxBytes && pages.length <= limits.maxPages;
      return [{ page: index, bytes, estimate, enough }];
    })
    .sort((a, b) => b.bytes - b.estimate - (a.bytes - a.estimate));
}
