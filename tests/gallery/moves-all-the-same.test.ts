import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenGallery, openGallery } from './open-gallery.ts';
import { SNAPSHOTS } from './snapshots.ts';

/** Beyond this, what moves by itself must be stoppable (RGAA 13.8, WCAG 2.2.2): here it has stopped by itself. Milliseconds. */
const LONGEST_MOTION_MS = 5_000;

let gallery: OpenGallery;

/** Runs inside the page: what moves now, and what is styled so that it could. */
function whatMoves(): { readonly running: readonly string[]; readonly could: readonly string[] } {
  const name = (element: Element | null): string =>
    element === null ? '' : `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
  const running = document
    .getAnimations()
    .map(({ effect }) => (effect instanceof KeyframeEffect ? name(effect.target) : 'unknown'));
  const could: string[] = [];
  const seconds = (list: string): number => Math.max(...list.split(',').map(Number.parseFloat));
  for (const element of document.querySelectorAll('*')) {
    for (const pseudo of ['', '::before', '::after', '::backdrop']) {
      const style = getComputedStyle(element, pseudo === '' ? undefined : pseudo);
      const animated = style.animationName !== 'none' && seconds(style.animationDuration) > 0;
      const eased = seconds(style.transitionDuration) > 0 || seconds(style.transitionDelay) > 0;
      if (animated || eased || style.scrollBehavior === 'smooth') could.push(`${name(element)}${pseudo}`);
    }
  }
  return { running, could: [...new Set(could)] };
}

/** Runs inside the page: the longest that anything moves by itself, milliseconds; what has no end counts as endless. */
function longestMotion(): number {
  const ends = document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().endTime));
  return Math.max(0, ...ends);
}

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.resize('landscape');
});
afterAll(() => gallery?.close());

describe('where somebody asked that nothing moves', () => {
  it.each(Object.keys(SNAPSHOTS))('%s stands still, and could not do otherwise', async (name) => {
    await gallery.show(name, { motion: false });
    expect(await gallery.page.evaluate(whatMoves)).toEqual({ running: [], could: [] });
  });

  it('a dialog stands still too', async () => {
    await gallery.show('scan-fits', { motion: false });
    await gallery.page.getByRole('button', { name: 'Terminer et tout effacer', exact: true }).click();
    await gallery.page.getByRole('dialog').waitFor();
    expect(await gallery.page.evaluate(whatMoves)).toEqual({ running: [], could: [] });
  });
});

describe('where nobody asked for anything', () => {
  it.each(Object.keys(SNAPSHOTS))('%s moves for five seconds at most', async (name) => {
    await gallery.show(name);
    expect(await gallery.page.evaluate(longestMotion)).toBeLessThanOrEqual(LONGEST_MOTION_MS);
  });

  it('something does move on a screen that waits: the test sees motion where there is some', async () => {
    await gallery.show('scan-first');
    expect((await gallery.page.evaluate(whatMoves)).could).not.toEqual([]);
  });
});
