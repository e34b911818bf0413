import axe from 'axe-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { TEXT_SIZES } from '../../main/domain/access.ts';
import { TYPED_KINDS } from '../../main/domain/identifiers/validators.ts';
import { LANGUAGE_CODES } from '../../main/domain/language.ts';
import { axeViolations } from './axe-violations.ts';
import { faultsBesideKeys } from './faults-beside-keys.ts';
import { faultsOfLook } from './look-of-page.ts';
import { FORMATS, type Format, type OpenGallery, openGallery, recorded } from './open-gallery.ts';
import { SNAPSHOTS } from './snapshots.ts';

/** The keyboard on the screen, tried on plain fields that are put into a screen: it knows nothing of who made them. */
let gallery: OpenGallery;

const FIELDS = `
  <label>Nom <input id="name" type="text" maxlength="12"></label>
  <label>Téléphone <input id="phone" type="tel"></label>
  <label>Code <input id="digits" type="text" inputmode="numeric"></label>
  <label>Courriel <input id="email" type="email"></label>`;

async function showFields(access: Partial<Snapshot['access']> = {}): Promise<void> {
  await gallery.show('choose-kind', access);
  await gallery.page.evaluate((html) => {
    document.querySelector('.fields')?.remove();
    const fields = document.createElement('div');
    fields.className = 'fields';
    fields.innerHTML = html;
    document.querySelector('.screen')?.prepend(fields);
  }, FIELDS);
}

const key = (name: string) => gallery.page.locator('.keyboard').getByRole('button', { name, exact: true });
const value = (id: string) => gallery.page.locator(`#${id}`).inputValue();
const press = async (...names: string[]) => {
  for (const name of names) await key(name).click();
};
const keyboard = () => gallery.page.getByRole('region', { name: /à l’écran$/ });

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.page.evaluate(axe.source);
  await gallery.resize('landscape');
});
afterAll(() => gallery?.close());

describe('a text field', () => {
  it('gets what is touched, accents and capitals too, and keeps the focus', async () => {
    await showFields();
    await gallery.page.locator('#name').click();
    await press('Majuscules', 'Z', 'o', 'é', 'Espace', '-');
    expect(await value('name')).toBe('Zoé -');
    expect(await gallery.page.evaluate(() => document.activeElement?.id)).toBe('name');
    await press('Effacer', 'Effacer');
    expect(await value('name')).toBe('Zoé');
  });

  it('gets a letter that is touched twice once only, where that is wanted', async () => {
    await showFields();
    await gallery.page.locator('#name').click();
    await press('l', 'l');
    expect(await value('name')).toBe('ll');
    await showFields({ sameKey: 'second' });
    await gallery.page.locator('#name').click();
    await press('e', 'l', 'l', 'e');
    expect(await value('name')).toBe('ele');
  });

  it('tells the page of every letter, as typing does', async () => {
    await showFields();
    await gallery.page.evaluate(() => {
      document.body.dataset['heard'] = '';
      document.querySelector('#name')?.addEventListener('input', () => {
        document.body.dataset['heard'] += '.';
      });
    });
    await gallery.page.locator('#name').click();
    await press('a', 'b', 'Effacer');
    expect(await gallery.page.evaluate(() => document.body.dataset['heard'])).toBe('...');
  });

  it('takes no more than it has room for', async () => {
    await showFields();
    await gallery.page.locator('#name').fill('abcdefghijkl');
    await gallery.page.locator('#name').click();
    await press('a');
    expect(await value('name')).toBe('abcdefghijkl');
  });

  it('is written into where the caret is', async () => {
    await showFields();
    await gallery.page.locator('#name').fill('Marie');
    await gallery.page.locator('#name').evaluate((field: HTMLInputElement) => field.setSelectionRange(0, 1));
    await press('Majuscules', 'L', 'Chiffres et signes', "'", 'Lettres');
    expect(await value('name')).toBe("L'arie");
  });

  it('that tells no caret is written into at its end', async () => {
    await showFields();
    await gallery.page.locator('#email').click();
    await press('a', '@', 'b', '.', 'Effacer');
    expect(await value('email')).toBe('a@b');
  });

  it('of figures gets figures only', async () => {
    await showFields();
    await gallery.page.locator('#digits').click();
    await press('7', '5', '0');
    expect(await value('digits')).toBe('750');
    expect(await key('a').count()).toBe(0);
    await gallery.page.locator('#phone').click();
    await press('+', '3');
    expect(await value('phone')).toBe('+3');
  });

  it('is given up with the keyboard, by its last key', async () => {
    await showFields();
    await gallery.page.locator('#name').click();
    await press('Cacher le clavier');
    await keyboard().waitFor({ state: 'detached' });
    expect(await gallery.page.locator('#name').count()).toBe(1);
  });
});

describe('the keyboard', () => {
  it('works without a pointer: each key by the real keyboard, which never loses its place', async () => {
    await showFields();
    await gallery.page.locator('#name').focus();
    await key('Majuscules').focus();
    await gallery.page.keyboard.press('Enter');
    await expect
      .poll(() => gallery.page.evaluate(() => document.activeElement?.getAttribute('aria-pressed')))
      .toBe('true');
    await key('A').focus();
    await gallery.page.keyboard.press('Enter');
    await expect.poll(() => gallery.page.evaluate(() => document.activeElement?.textContent)).toBe('a');
    await gallery.page.keyboard.press('Enter');
    expect(await value('name')).toBe('Aa');
  });

  it('orders its letters as the person wants', async () => {
    const firstLetters = () => gallery.page.locator('.keyboard .hg-row:nth-child(2) button').allInnerTexts();
    await showFields();
    await gallery.page.locator('#name').focus();
    expect((await firstLetters()).slice(0, 6).join('')).toBe('azerty');
    await showFields({ keyboard: 'abc' });
    await gallery.page.locator('#name').focus();
    expect((await firstLetters()).slice(0, 6).join('')).toBe('abcdef');
  });

  it('is gone where nothing is typed', async () => {
    await showFields();
    await gallery.page.locator('#name').focus();
    await keyboard().waitFor();
    await gallery.page.locator('.choice button').first().focus();
    await keyboard().waitFor({ state: 'detached' });
  });
});

describe.each(Object.keys(FORMATS) as Format[])('%s', (format) => {
  it.each(['normal', 'large', 'larger', 'largest'] as const)(
    'at the size %s it hides no field, moves no button, and its keys are large enough',
    async (textSize) => {
      await gallery.resize(format);
      await showFields({ textSize });
      const back = gallery.page.locator('.screen-actions__start button');
      const before = await back.boundingBox();
      for (const id of ['name', 'digits', 'email']) {
        await gallery.page.locator(`#${id}`).focus();
        await keyboard().waitFor();
        const [field, board] = await Promise.all([
          gallery.page.locator(`#${id}`).boundingBox(),
          keyboard().boundingBox(),
        ]);
        expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual((board?.y ?? 0) + 1);
        expect(field?.y ?? 0).toBeGreaterThan(0);
        const faults = await gallery.page.evaluate(faultsOfLook);
        expect(faults.filter((fault) => !fault.includes('input'))).toEqual([]);
      }
      const after = await back.boundingBox();
      expect(after?.y).toBeCloseTo(before?.y ?? 0, 0);
      await gallery.picture(`${import.meta.dirname}/artifacts/keyboard-${format}-${textSize}.png`);
    },
  );
});

/** What is not well seen beside the keys, once presses count: right after a change of screen they fall on nothing. */
async function faultsNow(): Promise<string[]> {
  await gallery.page.evaluate(async () => {
    document.querySelector('.kiosk--settling')?.classList.remove('kiosk--settling');
    // The letters of the keys may come after the keys, and take more room.
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
  return gallery.page.evaluate(faultsBesideKeys);
}

/** Screens of a registration where something is typed; what asks the person to agree first lies over its screen. */
const TYPED_ON = Object.keys(SNAPSHOTS).filter((name) => {
  const { visit } = recorded(name);
  if (visit.step !== 'registration' || visit.help.awaitsAgreement) return false;
  return visit.questions.some(({ kind }) => TYPED_KINDS.some((typed) => typed === kind));
});

/** From left to right and from right to left; the words and letters of the others are looked at whole at two sizes below. */
const BOTH_WAYS = ['fr', 'ar'] as const;

describe.each(Object.keys(FORMATS) as Format[])('%s', (format) => {
  it.each(TEXT_SIZES.flatMap((textSize) => BOTH_WAYS.map((language) => [textSize, language] as const)))(
    'at the size %s in %s somebody to talk to stays a press away, and what is typed into is seen with what is asked',
    async (textSize, language) => {
      await gallery.resize(format);
      const faults: string[] = [];
      let typedInto = 0;
      for (const name of TYPED_ON) {
        await gallery.show(name, { textSize, language });
        const fields = gallery.page.locator('.screen .field');
        for (let index = 0; index < (await fields.count()); index += 1) {
          await fields.nth(index).focus();
          await gallery.page
            .locator('.keyboard')
            .waitFor({ timeout: 5_000 })
            .catch(() => undefined);
          typedInto += 1;
          const found = await faultsNow();
          faults.push(...found.map((fault) => `${name}, ${fault}`));
        }
      }
      expect(faults).toEqual([]);
      expect(typedInto).toBeGreaterThan(10);
    },
  );
});

describe('lying, at the largest size', () => {
  it.each(LANGUAGE_CODES)('the words of the button to talk to somebody are whole in %s', async (language) => {
    await gallery.resize('landscape');
    for (const textSize of ['larger', 'largest'] as const) {
      await gallery.show('registration-names', { textSize, language });
      await gallery.page.locator('.screen .field').first().focus();
      await gallery.page.locator('.keyboard').waitFor();
      expect(await faultsNow()).toEqual([]);
      expect(await gallery.page.evaluate(faultsOfLook)).toEqual([]);
      expect(await axeViolations(gallery.page)).toEqual([]);
    }
  });
});

describe('the button to talk to somebody', () => {
  const talk = () => gallery.page.locator('.talk-beside-keys');
  const wanted = async () => (await gallery.asked()).filter(({ name }) => name === 'registration.talkNow');
  beforeEach(async () => {
    await gallery.resize('landscape');
    await gallery.show('registration-names', { textSize: 'largest' });
    await gallery.page.locator('.screen .field').first().focus();
    await keyboard().waitFor();
  });

  it('is pressed without leaving what is typed', async () => {
    await press('a');
    await talk().click();
    await expect.poll(wanted).toEqual([{ name: 'registration.talkNow', input: { wanted: true } }]);
    await press('b');
    expect(await gallery.page.locator('.screen .field').first().inputValue()).toBe('ab');
  });

  it('comes after the keys, and keeps its place while it has the focus', async () => {
    await key('Cacher le clavier').focus();
    await gallery.page.keyboard.press('Tab');
    const focused = () => gallery.page.evaluate(() => document.activeElement?.className ?? '');
    expect(await focused()).toContain('talk-beside-keys');
    // Longer than the keyboard waits before it hides.
    await gallery.page.waitForTimeout(500);
    expect(await focused()).toContain('talk-beside-keys');
    await gallery.page.keyboard.press('Enter');
    await expect.poll(wanted).toEqual([{ name: 'registration.talkNow', input: { wanted: true } }]);
  });
});

it('nothing was refused by the security policy and nothing was complained of', () => {
  expect(gallery.complaints).toEqual([]);
});
