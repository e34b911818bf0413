import { describe, expect, it } from 'vitest';
import type { PageView, Snapshot } from '../../../main/contract/snapshot.ts';
import { groupPages } from '../../../renderer/screens/scan/page-groups.ts';
import { SNAPSHOTS } from '../../gallery/snapshots.ts';

const visit = (SNAPSHOTS['scan-many'] as Snapshot).visit;
const pages: PageView[] = visit.step === 'scan' ? visit.pages.slice(0, 6) : [];
const numbers = (parts: number[], of = pages) =>
  groupPages(of, parts).map((group) => group.map(({ number }) => number));

describe('pages of several documents', () => {
  it('are one run where they were not cut', () => {
    expect(numbers([])).toEqual([[1, 2, 3, 4, 5, 6]]);
    expect(numbers([6])).toEqual([[1, 2, 3, 4, 5, 6]]);
  });

  it('keep their numbers over all documents', () => {
    expect(numbers([4, 2])).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  it('never lose a page, even where the counts lag behind the pages', () => {
    expect(numbers([2, 2]).flat()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(numbers([4, 2], pages.slice(0, 3))).toEqual([[1, 2, 3]]);
  });
});
