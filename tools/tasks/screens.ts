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
    to: { type: 'string', default: inRepository('out', 'screens') },
  },
});
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
      await gallery.page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
    }
    for (const [name, opening] of Object.entries(OPENINGS)) {
      if (!name.includes(values.only)) continue;
      await openOver(gallery, opening, { textSize, language });
      await gallery.page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
    }
    process.stdout.write(`${folder}\n`);
  }
} finally {
  await gallery.close();
}
