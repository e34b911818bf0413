import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type LanguageCode } from '../../main/contract/languages.ts';
import { type OpenGallery, openGallery, recorded } from './open-gallery.ts';
import { inLanguage } from './snapshots-in-language.ts';

/** Words in another language than the page are marked as such (RGAA 8.7, WCAG 3.1.2): French words in an Arabic visit first of all. */
let gallery: OpenGallery;

/** States whose texts the journeys' files say in every language, so that what stays French is French on purpose. */
const STATES = [
  'registration-names',
  'registration-address',
  'registration-contact',
  'registration-nir',
  'registration-motive-missing',
  'registration-money',
  'registration-paper',
  'registration-proposition',
  'registration-appointment',
  'resume',
];

/**
 * Runs inside the page: words of three Latin letters and more whose nearest `lang` is not French. Left out: abbreviations
 * ("USB"), what the person wrote (`bdi`), the names of the house and of the site in the header, the number of the rules.
 */
function unmarkedLatin(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const word = /(?=\p{Script=Latin}*\p{Ll})\p{Script=Latin}{3,}/u.exec(node.textContent ?? '')?.[0];
    if (element === null || word === undefined || !element.checkVisibility()) continue;
    if (
      element.closest('bdi, .kiosk-header__brand, .keyboard, .proposition__version, script, style, input') !==
      null
    )
      continue;
    const lang = element.closest('[lang]')?.getAttribute('lang');
    if (lang === 'ar') found.push((node.textContent ?? '').trim());
  }
  return [...new Set(found)];
}

const pieces = (selector: string): Promise<{ text: string; lang: string | null; dir: string }[]> =>
  gallery.page.locator(selector).evaluateAll((all) =>
    all.map((one) => ({
      text: (one.textContent ?? '').trim(),
      lang: one.closest('[lang]')?.getAttribute('lang') ?? null,
      dir: getComputedStyle(one).direction,
    })),
  );

async function showIn(
  name: string,
  language: LanguageCode,
  frenchWords: readonly string[] = [],
): Promise<void> {
  await gallery.show(name, { language });
  const snapshot = inLanguage(recorded(name), language);
  if (snapshot.visit.step !== 'registration') return;
  await gallery.push({ ...snapshot, visit: { ...snapshot.visit, frenchWords: [...frenchWords] } });
}

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.resize('landscape');
});
afterAll(() => gallery?.close());

describe('in an Arabic visit', () => {
  it.each(STATES)('%s leaves no French word unmarked', async (name) => {
    await showIn(name, 'ar');
    expect(await gallery.page.evaluate(unmarkedLatin)).toEqual([]);
  });

  it('the French name of a paper is French, from left to right', async () => {
    await showIn('registration-contact', 'ar');
    expect(await pieces('.question__label [lang="fr"]')).toContainEqual({
      text: 'courriel',
      lang: 'fr',
      dir: 'ltr',
    });
  });

  it('the sheet of the helper is French, from left to right', async () => {
    await showIn('registration-names', 'ar');
    await gallery.page.locator('.registration-tools__helper').click();
    const lines = await pieces('.helper-panel ul li');
    expect(lines.length).toBeGreaterThan(0);
    for (const { lang, dir } of lines) expect([lang, dir]).toEqual(['fr', 'ltr']);
  });

  it('each language of the list is in itself', async () => {
    await showIn('welcome', 'ar');
    await gallery.page.locator('.access-bar__language').click();
    const offered = await pieces('.languages li');
    expect(offered.length).toBeGreaterThan(9);
    for (const { text, lang, dir } of offered) {
      const language = Object.values(LANGUAGES).find(({ name }) => text.includes(name));
      expect([lang, dir]).toEqual([language?.tag, language?.direction]);
    }
  });

  it('the door of the team is French', async () => {
    await showIn('welcome', 'ar');
    expect((await pieces('.staff-door')).concat(await pieces('[lang="fr"]'))).toContainEqual(
      expect.objectContaining({ text: 'Équipe', lang: 'fr' }),
    );
  });
});

it('the French half of a paper in two languages is French', async () => {
  await gallery.show('proof-two-languages');
  await gallery.page.getByRole('button', { name: 'Lire le reçu', exact: true }).click();
  const halves = await pieces('.receipt__pair > :last-child');
  expect(halves.length).toBeGreaterThan(0);
  for (const { lang, dir } of halves) expect([lang, dir]).toEqual(['fr', 'ltr']);
});

it('in an English visit French words in brackets are French, and English ones are not', async () => {
  await showIn('registration-contact', 'en', ['courriel']);
  expect(await pieces('.question__label [lang="fr"]')).toEqual([
    { text: 'courriel', lang: 'fr', dir: 'ltr' },
  ]);
});
