import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { faultsOfLook } from './look-of-page.ts';
import { FORMATS, type Format, type OpenGallery, openGallery } from './open-gallery.ts';

let gallery: OpenGallery;

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.page.evaluate(axe.source);
});
afterAll(() => gallery?.close());

/** What opens over a registration by a press, in no state of main. */
describe.each(Object.keys(FORMATS) as Format[])('%s', (format) => {
  beforeAll(() => gallery.resize(format));

  it.each(['normal', 'largest'] as const)(
    'the sheet of who helps is legible and accessible, %s',
    async (size) => {
      const { page } = gallery;
      await gallery.show('registration-names', { textSize: size });
      // By a key: a press that is tried again may scroll what nobody can scroll.
      await page.getByRole('button', { name: 'Quelqu’un m’aide', exact: true }).press('Enter');
      await page.getByText('Pour la personne qui aide').waitFor();
      expect(await page.evaluate(faultsOfLook)).toEqual([]);
      expect(await axeViolations(page)).toEqual([]);
    },
  );

  it.each(['normal', 'largest'] as const)(
    'the summary of what is wrong is legible and accessible, %s',
    async (size) => {
      const { page } = gallery;
      await gallery.show('registration-names-refused', { textSize: size });
      const problems = [{ question: 'nom-famille', code: 'missing' }];
      await gallery.answer('registration.next', { ok: true, value: { problems } });
      await page.getByRole('button', { name: 'Continuer', exact: true }).press('Enter');
      await page.getByRole('alert').filter({ hasText: 'à revoir' }).waitFor();
      expect(await page.evaluate(faultsOfLook)).toEqual([]);
      expect(await axeViolations(page)).toEqual([]);
    },
  );
});
