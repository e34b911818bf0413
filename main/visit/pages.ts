import type { PageSummary, Rotation } from '../domain/document.ts';
import type { Page } from './visit-state.ts';

/** Pure changes of the list of pages. An id that is not in the list changes nothing. */

/** Adds a page at the end, or in the place of the one being retaken. */
export function arrive(pages: readonly Page[], id: string, retaking: string | null): readonly Page[] {
  const page: Page = { id, rotation: 0, original: false, state: 'arriving', picture: 'none' };
  const place = pages.findIndex((other) => other.id === retaking);
  return place === -1 ? [...pages, page] : pages.with(place, page);
}

/** The picture of what arrived is there, of a page that is still being prepared. */
export function shown(pages: readonly Page[], id: string): readonly Page[] {
  return pages.map((page) =>
    page.id === id && page.state === 'arriving' ? { ...page, picture: 'as-arrived' } : page,
  );
}

/** The page can be put in a file, in its first encoding. Its picture stays that of what arrived. */
export function firstReady(pages: readonly Page[], id: string, summary: PageSummary): readonly Page[] {
  return pages.map((page) =>
    page.id === id && page.state === 'arriving'
      ? { ...page, state: 'ready', summary, lighterToCome: true }
      : page,
  );
}

/** The page is prepared. `shown`: its preview is there; otherwise what is seen of it stays. */
export function ready(
  pages: readonly Page[],
  id: string,
  summary: PageSummary,
  shown: boolean,
): readonly Page[] {
  return pages.map((page) => {
    if (page.id !== id) return page;
    const before = page.state === 'unreadable' ? 'none' : page.picture;
    const picture = shown ? 'as-prepared' : before;
    const { rotation, original } = page;
    return { id, rotation, original, state: 'ready', summary, lighterToCome: false, picture };
  });
}

/** The page's image cannot be used. */
export function unreadable(pages: readonly Page[], id: string): readonly Page[] {
  return pages.map((page) =>
    page.id === id ? { id, rotation: page.rotation, original: page.original, state: 'unreadable' } : page,
  );
}

/** The page is to be prepared again, as it was scanned or improved; what there is stays shown meanwhile. */
export function prepareAgain(pages: readonly Page[], id: string, original: boolean): readonly Page[] {
  return pages.map((page) =>
    page.id === id
      ? { id, rotation: page.rotation, original, state: 'arriving', picture: 'as-arrived' }
      : page,
  );
}

const NEXT_QUARTER: Readonly<Record<Rotation, Rotation>> = { 0: 90, 90: 180, 180: 270, 270: 0 };

/** Turns a page a quarter clockwise. */
export function rotate(pages: readonly Page[], id: string): readonly Page[] {
  return pages.map((page) => (page.id === id ? { ...page, rotation: NEXT_QUARTER[page.rotation] } : page));
}

/** Moves a page to position `to`, counted from 0 and clamped to the list. */
export function move(pages: readonly Page[], id: string, to: number): readonly Page[] {
  const page = pages.find((other) => other.id === id);
  if (page === undefined) return pages;
  const others = pages.filter((other) => other.id !== id);
  return [...others.slice(0, to), page, ...others.slice(to)];
}

export function remove(pages: readonly Page[], id: string): readonly Page[] {
  return pages.filter((page) => page.id !== id);
}
