import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '../../../main/domain/budget.ts';
import type { PageClass, PageSummary } from '../../../main/domain/document.ts';
import { waysOut } from '../../../main/domain/ways-out.ts';

/** An A4 page that takes so many bytes at its lightest. */
function page(bytes: number, pageClass: PageClass = 'bilevel'): PageSummary {
  const encodings = [
    { bytes: 3 * bytes, dpi: 300, legibility: 1 },
    { bytes, dpi: 150, legibility: 0.5 },
  ];
  return { pageClass, width: 2480, height: 3508, dpi: 300, encodings, blank: false };
}

const limits = { maxBytes: 200_000, maxPages: 5 };

describe('a document that does not fit', () => {
  it('is told how many pages fit, and which are the heaviest', () => {
    const ways = waysOut([page(40_000), page(150_000), page(30_000), page(60_000)], limits);
    expect(ways?.fewer).toEqual({ pages: 3, leaveOut: [1] });
    expect(ways?.split).toEqual([2, 2]);
  });

  it('is told which page to scan again, by what its other pages take', () => {
    const ways = waysOut([page(40_000), page(170_000, 'colour'), page(20_000)], limits);
    expect(ways?.rescan).toEqual([{ page: 1, bytes: 170_000, estimate: 40_000, enough: true }]);
  });

  it('is not promised that a new scan is enough where it is not', () => {
    const ways = waysOut([page(300_000, 'colour'), page(300_000, 'colour')], { ...limits, maxBytes: 60_000 });
    expect(ways?.rescan.map(({ page: index, enough }) => ({ index, enough }))).toEqual([
      { index: 0, enough: false },
      { index: 1, enough: false },
    ]);
    expect(ways?.fewer).toEqual({ pages: 0, leaveOut: [1, 0] });
    expect(ways?.split).toEqual([]);
  });

  it('is offered no new scan of clean print: nothing would change', () => {
    expect(waysOut([page(300_000)], limits)?.rescan).toEqual([]);
  });

  it('is offered nothing where it fits', () => {
    expect(waysOut([page(10_000)], limits)).toBeUndefined();
  });

  it('really fits without the pages that were said, and without no fewer', () => {
    const pages = fc.array(
      fc.nat({ max: 200_000 }).map((bytes) => page(bytes + 1)),
      { minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(pages, fc.nat({ max: 400_000 }), (all, maxBytes) => {
        const within = { maxBytes, maxPages: 5 };
        const ways = waysOut(all, within);
        fc.pre(ways !== undefined);
        const leaveOut = ways?.fewer.leaveOut ?? [];
        const kept = all.filter((_, index) => !leaveOut.includes(index));
        expect(kept).toHaveLength(ways?.fewer.pages ?? 0);
        if (kept.length > 0) expect(allocate(kept, within).kind).toBe('fits');
        const last = leaveOut.at(-1);
        const oneMore = all.filter((_, index) => index === last || !leaveOut.includes(index));
        expect(allocate(oneMore, within).kind).toBe('does-not-fit');
      }),
    );
  });
});
