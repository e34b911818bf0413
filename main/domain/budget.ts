import type { PageSummary } from './document.ts';

/** Bytes of a file that are not page encodings: header, catalogue, metadata, cross-reference table. */
export const FILE_OVERHEAD_BYTES = 4_000;
/** Bytes that one page costs beside its encoding: page object, content stream, image dictionaries. */
export const PAGE_OVERHEAD_BYTES = 1_200;

/** What the pages cost at best quality, whether they fit, and where to cut them where they do not. */
export type Fit =
  | {
      readonly kind: 'fits';
      /** For each page, the index in its `encodings`. */
      readonly choice: readonly number[];
      /** Upper bound of the file's length, bytes. */
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
}

function smallest(page: PageSummary): number {
  return Math.min(...page.encodings.map((encoding) => encoding.bytes)) + PAGE_OVERHEAD_BYTES;
}

/**
 * Cuts pages into the fewest runs that each fit. Greedy is optimal for consecutive runs with additive cost.
 * Empty where some page alone is over the limit.
 */
function consecutiveParts(pages: readonly PageSummary[], limits: Limits): number[] {
  const parts: number[] = [];
  let count = 0;
  let bytes = FILE_OVERHEAD_BYTES;
  for (const page of pages) {
    const cost = smallest(page);
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

/**
 * Chooses an encoding for every page so that the document stays within its limits and the least legible
 * page is as legible as can be: starts from the best of everything and takes, step by step, the reduction that
 * costs the least legibility, largest saving first among equals.
 * Pure arithmetic over sizes already known; a page is never encoded again.
 */
export function allocate(pages: readonly PageSummary[], limits: Limits): Fit {
  if (pages.length > limits.maxPages) {
    return { kind: 'does-not-fit', reason: 'too-many-pages', parts: consecutiveParts(pages, limits) };
  }
  const choice = pages.map(() => 0);
  const bytesOf = (index: number): number => pages[index]?.encodings[choice[index] ?? 0]?.bytes ?? 0;
  let total = FILE_OVERHEAD_BYTES + pages.length * PAGE_OVERHEAD_BYTES;
  for (let index = 0; index < pages.length; index += 1) total += bytesOf(index);

  while (total > limits.maxBytes) {
    let best: { page: number; legibility: number; saving: number } | undefined;
    for (const [index, page] of pages.entries()) {
      const next = page.encodings[(choice[index] ?? 0) + 1];
      if (next === undefined) continue;
      const saving = bytesOf(index) - next.bytes;
      const better =
        best === undefined ||
        next.legibility > best.legibility ||
        (next.legibility === best.legibility && saving > best.saving);
      if (better) best = { page: index, legibility: next.legibility, saving };
    }
    if (best === undefined) {
      return { kind: 'does-not-fit', reason: 'too-heavy', parts: consecutiveParts(pages, limits) };
    }
    choice[best.page] = (choice[best.page] ?? 0) + 1;
    total -= best.saving;
  }
  return { kind: 'fits', choice, bytes: total };
}
