/**
 * `npm run screens`: a picture of every screen that a visitor can meet, and of what opens over it, wide and upright, to be
 * looked at: the page as the sources have it now, in Electron, showing the states recorded in `tests/gallery`.
 *
 *     npm run screens -- --only=registration --text=largest --language=en
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGE_CODES } from '../../main/domain/language.ts';
import { type FORMATS, openGallery } from '../../tests/gallery/open-gallery.ts';
import { OPENINGS, openOver } from '../../tests/gallery/openings.ts';
import { SNAPSHOTS } from '../../tests/gallery/snapshots.ts';
import { buildApplication } from '../build/application.ts';
import { inRepository } from '../repository.ts';

const TEXT_SIZES = ['normal', 'large', 'larger', 'largest'] as const;

const { values } = parseArgs({
  options: {
    /** States whose name holds this. */
    only: { type: 'string', default: '' },
    text: { type: 'string', default: 'normal' },
    language: { type: 'string', default: 'fr' },
    format: { type: 'string', default: '' },
    /** What has to be slid to as well. */
    below: { type: 'boolean', default: false },
    to: { type: 'string', default: inRepository('out', 'screens') },
  },
});
/** Parts of one screen that are pictured. */
const MOST_PARTS = 12;

const textSize = TEXT_SIZES.find((size) => size === values.text);
const language = LANGUAGE_CODES.find((code) => code === values.language);
if (textSize === undefined || language === undefined) {
  process.stderr.write(
    `--text is one of ${TEXT_SIZES.join(', ')}; --language one of ${LANGUAGE_CODES.join(', ')}\n`,
  );
  process.exit(1);
}

// Pictures of an earlier build would show what is no longer so.
await buildApplication('app');
const gallery = await openGallery();

/** Slides what is slid by one view, less a line that is seen twice. Whether there was anything more. */
async function slideOn(): Promise<boolean> {
  return await gallery.page.evaluate(() => {
    const area = document.querySelector('dialog[open] .dialog__content') ?? document.querySelector('.screen');
    if (area === null || area.scrollTop + area.clientHeight >= area.scrollHeight - 2) return false;
    area.scrollBy({ top: area.clientHeight * 0.85, behavior: 'instant' });
    return true;
  });
}

/** A picture of what is seen at first, and with `--below` one of each part that has to be slid to. */
async function picture(folder: string, name: string): Promise<void> {
  for (let part = 1; part <= (values.below ? MOST_PARTS : 1); part++) {
    if (part > 1 && !(await slideOn())) return;
    const file = part === 1 ? `${name}.png` : `${name}.${part}.png`;
    await gallery.page.screenshot({ path: path.join(folder, file), animations: 'disabled' });
  }
}

try {
  for (const format of ['landscape', 'portrait'] as const satisfies readonly (keyof typeof FORMATS)[]) {
    if (!format.includes(values.format)) continue;
    const folder = path.join(values.to, `${format}-${language}-${textSize}`);
    mkdirSync(folder, { recursive: true });
    await gallery.resize(format);
    // Nothing is hovered over.
    await gallery.page.mouse.move(0, 0);
    for (const name of Object.keys(SNAPSHOTS).filter((state) => state.includes(values.only))) {
      await gallery.show(name, { textSize, language });
      await picture(folder, name);
    }
    for (const [name, opening] of Object.entries(OPENINGS)) {
      if (!name.includes(values.only)) continue;
      await openOver(gallery, opening, { textSize, language });
      await picture(folder, name);
    }
    process.stdout.write(`${folder}\n`);
  }
} finally {
  await gallery.close();
}
