import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type LanguageCode } from '../../main/contract/languages.ts';
import { CATALOGUES, textsByKey } from '../../renderer/i18n/catalogue.ts';
import { applicationFolder } from '../../tools/build/application.ts';
import { applicationArgument } from '../../tools/electron/launch.ts';
import { ALPHABETS } from '../fixtures/alphabets.ts';
import { type OpenGallery, openGallery } from './open-gallery.ts';

/**
 * Every letter is drawn with a typeface that ships. Chromium tells which faces it drew with: a letter that fell through to
 * one of the machine's own would be another face, or an empty box, on a terminal.
 */
let gallery: OpenGallery;

interface DrawnWith {
  readonly familyName: string;
  readonly isCustomFont: boolean;
  readonly glyphCount: number;
}

/** The typefaces of the page as it was built. An empty box is a glyph of a face too, so their tables are looked into. */
const SHIPPED = (() => {
  const folder = path.join(applicationArgument(applicationFolder('app')), 'renderer', 'assets');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.woff2') && !file.includes('talic'))
    .map((file) => fontkit.create(readFileSync(path.join(folder, file))) as Face);
})();

interface Face {
  readonly hasGlyphForCodePoint: (point: number) => boolean;
}

/** Letters that no shipped face has. */
function lettersWithoutGlyph(letters: readonly string[]): string[] {
  return letters.filter((letter) => {
    const point = letter.codePointAt(0) ?? 0;
    return letter.trim() !== '' && !SHIPPED.some((face) => face.hasGlyphForCodePoint(point));
  });
}

/** Faces that `text` is drawn with on the page, in the language's own direction and weight. */
async function facesOf(text: string, language: LanguageCode, weight: number): Promise<DrawnWith[]> {
  const { page } = gallery;
  const { tag, direction } = LANGUAGES[language];
  await page.evaluate(
    async ({ shown, lang, dir, bold }) => {
      document.querySelector('#letters')?.remove();
      const paragraph = document.createElement('p');
      paragraph.id = 'letters';
      paragraph.lang = lang;
      paragraph.dir = dir;
      paragraph.style.fontWeight = String(bold);
      paragraph.textContent = shown;
      document.querySelector('.screen')?.prepend(paragraph);
      await document.fonts.ready;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await document.fonts.ready;
    },
    { shown: text, lang: tag, dir: direction, bold: weight },
  );
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = (await session.send('DOM.getDocument')) as { root: { nodeId: number } };
  const { nodeId } = (await session.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: '#letters',
  })) as { nodeId: number };
  const { fonts } = (await session.send('CSS.getPlatformFontsForNode', { nodeId })) as { fonts: DrawnWith[] };
  await session.detach();
  return fonts;
}

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.resize('landscape');
});
afterAll(() => gallery?.close());

describe.each(['welcome', 'welcome-neutral'])('on the screen %s', (state) => {
  beforeAll(() => gallery.show(state));

  it.each(Object.keys(LANGUAGES) as LanguageCode[])('every letter of %s is one of ours', async (language) => {
    const { locale, name } = LANGUAGES[language];
    const small = ALPHABETS[language];
    const said = [...textsByKey(CATALOGUES[language]?.texts ?? {}).values()].join('');
    const letters = [
      ...new Set([...small, ...small.toLocaleUpperCase(locale), ...name, ...said, ...'0123456789€«»’…']),
    ];
    expect(lettersWithoutGlyph(letters)).toEqual([]);
    // A mark stands on a letter: by itself it is drawn on a dotted circle, which no text holds.
    const text = letters
      .filter((letter) => letter.trim() !== '')
      .map((letter) => (/[\p{M}\p{Cf}]/u.test(letter) ? `ب${letter}` : letter))
      .join(' ');
    for (const weight of [400, 700]) {
      const faces = await facesOf(text, language, weight);
      expect(faces.length).toBeGreaterThan(0);
      expect(faces.filter(({ isCustomFont }) => !isCustomFont)).toEqual([]);
    }
  });
});

it('a letter that does not ship would be found', () => {
  expect(lettersWithoutGlyph(['a', 'ᚠ', 'څ'])).toEqual(['ᚠ']);
});
