import type { PageView } from '../../../main/contract/snapshot.ts';

export interface NumberedPage {
  readonly page: PageView;
  /** Counted from 1 over all documents. */
  readonly number: number;
}

/** Pages in the runs that become one document each; a single run where they were not cut. */
export function groupPages(pages: readonly PageView[], parts: readonly number[]): NumberedPage[][] {
  const numbered = pages.map((page, index) => ({ page, number: index + 1 }));
  if (parts.length < 2) return [numbered];
  const groups: NumberedPage[][] = [];
  let from = 0;
  for (const [index, size] of parts.entries()) {
    const last = index === parts.length - 1;
    groups.push(numbered.slice(from, last ? undefined : from + size));
    from += size;
  }
  return groups.filter((group) => group.length > 0);
}
