import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRASTS } from '../../main/domain/access.ts';
import { type OpenGallery, openGallery } from './open-gallery.ts';
import { SNAPSHOTS } from './snapshots.ts';

/**
 * What each contrast promises for every text. Left out: pictures (pages, QR codes, pictograms) and the mark of the State,
 * which is drawn as the State draws it (WCAG 1.4.3 leaves logotypes out too).
 */
const LEAST = { normal: 4.5, high: 20, dark: 20 } as const;

/** In the house's own colours what cannot be pressed now is pale, as WCAG 1.4.3 allows; in the other two it is not. */
const INACTIVE = 'button:disabled, [aria-disabled="true"], .choice--disabled *';

let gallery: OpenGallery;

interface Measured {
  readonly ratio: number;
  readonly where: string;
}

/** Runs inside the page: the ratio (WCAG 2.2, "contrast ratio") of each text shown to what it stands on, the least first. */
function ratios(leftOut: string): Measured[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number];
  const read = (text: string): Colour => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue, alpha];
  };
  const over = ([red, green, blue, alpha]: Colour, [r, g, b]: Colour): Colour => [
    red * alpha + r * (1 - alpha),
    green * alpha + g * (1 - alpha),
    blue * alpha + b * (1 - alpha),
    1,
  ];
  const luminance = ([red, green, blue]: Colour): number => {
    const linear = (channel: number): number => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const paperOf = (element: Element): Colour => {
    const layers: Colour[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      // A tile is coloured by what lies under its whole.
      for (const pseudo of [undefined, '::before']) {
        const style = getComputedStyle(at, pseudo);
        if (pseudo !== undefined && (style.content === 'none' || style.position !== 'absolute')) continue;
        const colour = read(style.backgroundColor);
        const covers = pseudo === undefined || style.inset === '0px';
        if (covers && colour[3] > 0) layers.push(colour);
      }
      if (layers.some(([, , , alpha]) => alpha === 1)) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1] as Colour);
  };
  const opacityOf = (element: Element): number => {
    let opacity = 1;
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      opacity *= Number(getComputedStyle(at).opacity);
    }
    return opacity;
  };
  const measured: Measured[] = [];
  const measure = (element: Element, colour: string, text: string): void => {
    const paper = paperOf(element);
    const [red, green, blue, alpha] = read(colour);
    const ink = over([red, green, blue, alpha * opacityOf(element)], paper);
    const [light = 0, dark = 0] = [luminance(ink), luminance(paper)].sort((one, other) => other - one);
    const ratio = Math.floor(((light + 0.05) / (dark + 0.05)) * 100) / 100;
    measured.push({ ratio, where: `${element.tagName}.${element.className} "${text.slice(0, 40)}"` });
  };
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (element.closest('svg, .fr-sr-only, .fr-logo') !== null || !element.checkVisibility()) continue;
    if (leftOut !== '' && element.matches(leftOut)) continue;
    const style = getComputedStyle(element);
    if (style.visibility !== 'visible' || element.getClientRects().length === 0) continue;
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent?.trim() ?? '')
      .join('');
    if (text !== '') measure(element, style.color, text);
    const typed =
      element instanceof HTMLTextAreaElement ||
      (element instanceof HTMLInputElement && !['radio', 'checkbox'].includes(element.type));
    if (typed && element.value !== '') measure(element, style.color, element.value);
    if (typed && element.placeholder !== '') {
      measure(element, getComputedStyle(element, '::placeholder').color, element.placeholder);
    }
  }
  return measured.sort((one, other) => one.ratio - other.ratio);
}

/** The same, measured by axe-core where it can tell what lies under a text. */
async function ratiosOfAxe(): Promise<Measured[]> {
  const results = await gallery.page.evaluate(() =>
    window.axe.run(document, { runOnly: ['color-contrast'], resultTypes: ['passes', 'violations'] }),
  );
  return [...results.passes, ...results.violations]
    .flatMap(({ nodes }) => nodes)
    .map(({ html, any }) => ({ ratio: Number(any[0]?.data?.contrastRatio), where: html.slice(0, 200) }))
    .filter(({ ratio, where }) => Number.isFinite(ratio) && ratio > 0 && !where.includes('fr-logo'));
}

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.page.evaluate(axe.source);
  await gallery.resize('landscape');
});
afterAll(() => gallery?.close());

describe.each(CONTRASTS)('in the %s contrast', (contrast) => {
  const least = LEAST[contrast];
  const leftOut = contrast === 'normal' ? INACTIVE : '';

  it.each(Object.keys(SNAPSHOTS))('%s: every text stands out', async (name) => {
    await gallery.show(name, { contrast, motion: false });
    const measured = await gallery.page.evaluate(ratios, leftOut);
    expect(measured.length).toBeGreaterThan(2);
    expect(measured.filter(({ ratio }) => ratio < least)).toEqual([]);
  });

  it.each(['welcome', 'scan-too-heavy', 'confirm', 'proof-saved', 'registration-names'])(
    '%s: axe-core measures no less',
    async (name) => {
      await gallery.show(name, { contrast, motion: false });
      const measured = await ratiosOfAxe();
      expect(measured.length).toBeGreaterThan(5);
      expect(measured.filter(({ ratio }) => ratio < least)).toEqual([]);
    },
  );

  it.each(['Réglages', 'Terminer et tout effacer'])('the dialog « %s » stands out', async (press) => {
    await gallery.show('scan-fits', { contrast, motion: false });
    await gallery.page.getByRole('button', { name: press, exact: true }).click();
    await gallery.page.getByRole('dialog').waitFor();
    const measured = await gallery.page.evaluate(ratios, leftOut);
    expect(measured.filter(({ ratio }) => ratio < least)).toEqual([]);
  });
});
