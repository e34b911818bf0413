import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, FILE_OVERHEAD_BYTES, PAGE_OVERHEAD_BYTES } from '../../../main/domain/budget.ts';
import type { PageEncoding, PageSummary } from '../../../main/domain/document.ts';

function page(encodings: readonly PageEncoding[]): PageSummary {
  return { pageClass: 'colour', width: 100, height: 100, dpi: 100, encodings, blank: false };
}

/** A ladder as the engine makes it: bytes and legibility fall together. */
const ladder = fc
  .array(
    fc.record({ bytes: fc.integer({ min: 1, max: 60_000 }), grade: fc.integer({ min: 1, max: 1000 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((steps) => {
    const bytes = steps.map((step) => step.bytes).sort((a, b) => b - a);
    const grades = steps.map((step) => step.grade / 1000).sort((a, b) => b - a);
    return page(bytes.map((size, index) => ({ bytes: size, dpi: 200, legibility: grades[index] ?? 0 })));
  });

/** Encodings in no order at all: nothing that a damaged store gives back may break a limit. */
const anyPage = fc
  .array(
    fc.record({
      bytes: fc.nat(60_000),
      dpi: fc.constant(200),
      legibility: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map(page);

function cost(pages: readonly PageSummary[], choice: readonly number[]): number {
  return pages.reduce(
    (sum, { encodings }, index) =>
      sum + PAGE_OVERHEAD_BYTES + (encodings[choice[index] ?? -1]?.bytes ?? Number.NaN),
    FILE_OVERHEAD_BYTES,
  );
}

function everyChoice(pages: readonly PageSummary[]): number[][] {
  return pages.reduce<number[][]>(
    (choices, { encodings }) => choices.flatMap((choice) => encodings.map((_, index) => [...choice, index])),
    [[]],
  );
}

function leastGrade(pages: readonly PageSummary[], choice: readonly number[]): number {
  return Math.min(...pages.map((each, index) => each.encodings[choice[index] ?? -1]?.legibility ?? -1));
}

function smallest(each: PageSummary): number {
  return Math.min(...each.encodings.map((encoding) => encoding.bytes));
}

const limit = fc.integer({ min: 0, max: 300_000 });

describe('a document over its limit', () => {
  it('is never chosen, whatever the pages are', () => {
    fc.assert(
      fc.property(fc.array(anyPage, { maxLength: 8 }), limit, fc.nat(10), (pages, maxBytes, maxPages) => {
        const fit = allocate(pages, { maxBytes, maxPages });
        if (fit.kind !== 'fits') return;
        expect(fit.choice).toHaveLength(pages.length);
        expect(cost(pages, fit.choice)).toBe(fit.bytes);
        expect(fit.bytes).toBeLessThanOrEqual(maxBytes);
        expect(pages.length).toBeLessThanOrEqual(maxPages);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is refused only where no choice of encodings fits', () => {
    fc.assert(
      fc.property(fc.array(anyPage, { minLength: 1, maxLength: 6 }), limit, (pages, maxBytes) => {
        const fit = allocate(pages, { maxBytes, maxPages: 6 });
        const least = pages.reduce(
          (sum, each) => sum + PAGE_OVERHEAD_BYTES + smallest(each),
          FILE_OVERHEAD_BYTES,
        );
        expect(fit.kind === 'fits').toBe(least <= maxBytes);
      }),
    );
  });
});

describe('a page sacrificed for another', () => {
  it('does not happen: the least legible page is as legible as any choice can make it', () => {
    fc.assert(
      fc.property(fc.array(ladder, { minLength: 1, maxLength: 4 }), limit, (pages, maxBytes) => {
        const fit = allocate(pages, { maxBytes, maxPages: 4 });
        if (fit.kind !== 'fits') return;
        const best = Math.max(
          ...everyChoice(pages)
            .filter((choice) => cost(pages, choice) <= maxBytes)
            .map((choice) => leastGrade(pages, choice)),
        );
        expect(leastGrade(pages, fit.choice)).toBe(best);
      }),
      { numRuns: 300 },
    );
  });

  it('does not happen when the limit grows: the least legible page never gets worse', () => {
    fc.assert(
      fc.property(
        fc.array(ladder, { minLength: 1, maxLength: 6 }),
        limit,
        fc.nat(100_000),
        (pages, maxBytes, more) => {
          const fit = allocate(pages, { maxBytes, maxPages: 6 });
          if (fit.kind !== 'fits') return;
          const roomier = allocate(pages, { maxBytes: maxBytes + more, maxPages: 6 });
          expect(roomier.kind).toBe('fits');
          if (roomier.kind !== 'fits') return;
          expect(leastGrade(pages, roomier.choice)).toBeGreaterThanOrEqual(leastGrade(pages, fit.choice));
        },
      ),
    );
  });
});

describe('bytes left unused', () => {
  it('do not suffice for any better encoding of any page', () => {
    fc.assert(
      fc.property(fc.array(ladder, { minLength: 1, maxLength: 6 }), limit, (pages, maxBytes) => {
        const fit = allocate(pages, { maxBytes, maxPages: 6 });
        if (fit.kind !== 'fits') return;
        for (const [index, { encodings }] of pages.entries()) {
          const chosen = encodings[fit.choice[index] ?? -1];
          for (const other of encodings) {
            if (chosen === undefined || other.legibility <= chosen.legibility) continue;
            expect(fit.bytes - chosen.bytes + other.bytes).toBeGreaterThan(maxBytes);
          }
        }
      }),
    );
  });
});

describe('bytes spent on what nobody sees', () => {
  it('are none: no page is better than enough where a lighter encoding is enough', () => {
    const enough = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(ladder, { minLength: 1, maxLength: 6 }),
        limit,
        enough,
        (pages, maxBytes, grade) => {
          const plain = allocate(pages, { maxBytes, maxPages: 6 });
          const fit = allocate(pages, { maxBytes, maxPages: 6, enough: grade });
          expect(fit.kind).toBe(plain.kind);
          if (fit.kind !== 'fits' || plain.kind !== 'fits') return;
          expect(fit.bytes).toBeLessThanOrEqual(maxBytes);
          expect(leastGrade(pages, fit.choice)).toBeGreaterThanOrEqual(
            Math.min(grade, leastGrade(pages, plain.choice)),
          );
          for (const [index, { encodings }] of pages.entries()) {
            const chosen = encodings[fit.choice[index] ?? -1];
            const lighter = encodings.filter(
              (other) => other.bytes < (chosen?.bytes ?? 0) && other.legibility >= grade,
            );
            expect(lighter).toEqual([]);
          }
        },
      ),
    );
  });
});

describe('a document to be cut', () => {
  it('is cut into parts that each fit, that hold every page once, and that are as few as can be', () => {
    fc.assert(
      fc.property(
        fc.array(ladder, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 20_000, max: 120_000 }),
        fc.integer({ min: 1, max: 5 }),
        (pages, maxBytes, maxPages) => {
          const fit = allocate(pages, { maxBytes, maxPages });
          if (fit.kind === 'fits') return;
          const runFits = (from: number, to: number): boolean =>
            to - from <= maxPages &&
            pages
              .slice(from, to)
              .reduce((sum, each) => sum + PAGE_OVERHEAD_BYTES + smallest(each), FILE_OVERHEAD_BYTES) <=
              maxBytes;
          const fewest = [0];
          for (let to = 1; to <= pages.length; to += 1) {
            let best = Number.POSITIVE_INFINITY;
            for (let from = 0; from < to; from += 1)
              if (runFits(from, to)) best = Math.min(best, (fewest[from] ?? 0) + 1);
            fewest.push(best);
          }
          if (fit.parts.length === 0) {
            expect(pages.some((_, index) => !runFits(index, index + 1))).toBe(true);
            return;
          }
          expect(fit.parts).toHaveLength(fewest[pages.length] ?? 0);
          let from = 0;
          for (const count of fit.parts) {
            expect(allocate(pages.slice(from, from + count), { maxBytes, maxPages }).kind).toBe('fits');
            from += count;
          }
          expect(from).toBe(pages.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has no parts where no page is allowed', () => {
    expect(
      allocate([page([{ bytes: 10, dpi: 200, legibility: 1 }])], { maxBytes: 1e6, maxPages: 0 }),
    ).toEqual({
      kind: 'does-not-fit',
      reason: 'too-many-pages',
      parts: [],
    });
  });
});
