import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USUAL_KEYPAD } from '../../main/domain/keypad.ts';
import { type OpenGallery, openGallery, recorded } from './open-gallery.ts';
import { SNAPSHOTS } from './snapshots.ts';

/** Nine keys: four arrows, Enter, back (Escape), help (F1), listen and repeat (F2), voice (F3). No Tab, no pointer. */
let gallery: OpenGallery;
const PATIENCE = { timeout: 15_000 };

/** Keys of the keyboard that may lie between a field and what follows it, for each of a few fields. */
const MOST_KEYS = 250;

/** What can be reached, keys of the keyboard on the screen aside: they come and go with a field, and have their own test. */
const THINGS = ':is(button, input, select, textarea, a[href]):not(:disabled, .keyboard *)';

/** Goes round with one arrow; tells what was never reached and what was reached but not seen. */
async function goRound(key: string): Promise<{ readonly missed: string[]; readonly unseen: string[] }> {
  const { page } = gallery;
  const unseen = new Set<string>();
  const missed = (): Promise<string[]> =>
    page.evaluate((things) => {
      const front = document.querySelector('dialog[open]') ?? document.body;
      return [...front.querySelectorAll<HTMLElement>(things)]
        .filter((thing) => thing.getClientRects().length > 0 && thing.dataset['reached'] === undefined)
        .map((thing) => thing.textContent ?? thing.id);
    }, THINGS);
  for (let press = 0; press < MOST_KEYS; press += 1) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || focused === document.body) return null;
      const again = focused.dataset['reached'] !== undefined;
      focused.dataset['reached'] = 'yes';
      const ringOf = (pseudo?: string): boolean => {
        const { outlineStyle, outlineWidth } = getComputedStyle(focused, pseudo);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      };
      const box = focused.getBoundingClientRect();
      const onScreen = box.bottom > 0 && box.top < window.innerHeight;
      return {
        again,
        name: focused.textContent ?? '',
        visible: (ringOf() || ringOf('::before')) && onScreen,
      };
    });
    if (stop?.visible === false) unseen.add(stop.name);
    if (stop?.again === true && (await missed()).length === 0) break;
  }
  return { missed: await missed(), unseen: [...unseen] };
}

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.resize('landscape');
});
afterAll(() => gallery?.close());

describe('each screen', () => {
  it.each(Object.keys(SNAPSHOTS))(
    '%s: everything is reached by one arrow, seen, and nothing is a trap',
    async (name) => {
      await gallery.show(name);
      const { missed, unseen } = await goRound('ArrowRight');
      expect(missed).toEqual([]);
      expect(unseen).toEqual([]);
    },
  );
});

describe('the arrows', () => {
  const focused = () => gallery.page.evaluate(() => document.activeElement?.textContent ?? '');

  it('go down to what is below and up again', async () => {
    await gallery.show('choose-kind');
    await gallery.page.getByRole('button', { name: 'Pièce d’identité', exact: true }).focus();
    await gallery.page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Attestation employeur');
    await gallery.page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('Pièce d’identité');
  });

  it('follow the line of reading where that runs from right to left', async () => {
    await gallery.show('choose-kind');
    await gallery.page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    await gallery.page.getByRole('button', { name: 'Pièce d’identité', exact: true }).focus();
    await gallery.page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe('Justificatif de domicile');
    await gallery.page.evaluate(() => {
      document.documentElement.dir = 'ltr';
    });
  });

  it('leave a field only where its text ends', async () => {
    await gallery.show('choose-kind');
    await gallery.page.evaluate(() => {
      document
        .querySelector('.screen')
        ?.insertAdjacentHTML('afterbegin', '<label>Ville <input id="city" value="ab"></label>');
    });
    const caret = () =>
      gallery.page.locator('#city').evaluate((field: HTMLInputElement) => field.selectionStart);
    await gallery.page.locator('#city').focus();
    await gallery.page.locator('#city').evaluate((field: HTMLInputElement) => field.setSelectionRange(1, 1));
    await gallery.page.keyboard.press('ArrowLeft');
    expect(await gallery.page.evaluate(() => document.activeElement?.id)).toBe('city');
    expect(await caret()).toBe(0);
    await gallery.page.keyboard.press('ArrowRight');
    await gallery.page.keyboard.press('ArrowRight');
    await gallery.page.keyboard.press('ArrowRight');
    expect(await gallery.page.evaluate(() => document.activeElement?.id)).not.toBe('city');
  });
});

describe('back, help and Enter', () => {
  it('press the buttons of the screen', async () => {
    await gallery.show('choose-kind');
    await gallery.page.keyboard.press('Escape');
    await gallery.page.keyboard.press('F1');
    const names = async () => (await gallery.asked()).map(({ name }) => name);
    await expect.poll(names, PATIENCE).toEqual(['visit.back', 'help.call']);
  });

  it('do a whole sending without another key', async () => {
    await gallery.show('confirm');
    for (let press = 0; press < 30; press += 1) {
      await gallery.page.keyboard.press('ArrowRight');
      if ((await gallery.page.evaluate(() => document.activeElement?.textContent)) === 'Envoyer maintenant')
        break;
    }
    await gallery.page.keyboard.press('Enter');
    await expect
      .poll(async () => (await gallery.asked()).map(({ name }) => name), PATIENCE)
      .toEqual(['visit.confirm']);
  });
});

describe('the settings', () => {
  it('are opened and changed without seeing them: the voice is made louder by arrows and Enter', async () => {
    await gallery.show('choose-kind');
    const reach = async (name: string): Promise<void> => {
      for (let press = 0; press < MOST_KEYS; press += 1) {
        await gallery.page.keyboard.press('ArrowRight');
        if ((await gallery.page.evaluate(() => document.activeElement?.textContent)) === name) return;
      }
      throw new Error(`« ${name} » was not reached`);
    };
    await reach('Réglages');
    await gallery.page.keyboard.press('Enter');
    await gallery.page.getByRole('dialog').waitFor();
    await reach('Plus fort');
    await gallery.page.keyboard.press('Enter');
    await expect
      .poll(() => gallery.asked(), PATIENCE)
      .toEqual([{ name: 'access.set', input: { voice: { volume: 5 } } }]);
  });
});

describe('a tenth key', () => {
  it('goes to the button that leads on, and does not press it', async () => {
    await gallery.show('confirm');
    await gallery.page.keyboard.press('F4');
    expect(await gallery.page.evaluate(() => document.activeElement?.textContent)).toBe('Envoyer maintenant');
    expect(await gallery.asked()).toEqual([]);
  });

  it('goes to the buttons of a dialog while one is open', async () => {
    await gallery.show('idle-asking');
    await gallery.page.keyboard.press('F4');
    expect(await gallery.page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
  });
});

describe('a keypad that was programmed otherwise', () => {
  const OTHER = {
    ...USUAL_KEYPAD,
    down: 'F6',
    right: 'F7',
    enter: 'F8',
    back: 'F9',
    help: 'F10',
    repeat: 'F11',
    plugged: 'F12',
    unplugged: 'Insert',
  } as const;
  const names = async () => (await gallery.asked()).map(({ name }) => name);
  async function show(name: string, voice = false): Promise<void> {
    await gallery.show(name);
    const { kiosk, access, ...rest } = recorded(name);
    await gallery.push({
      ...rest,
      kiosk: { ...kiosk, keypad: OTHER },
      access: { ...access, voice: { ...access.voice, on: voice } },
    });
  }

  it('goes through the screen and presses', async () => {
    await show('choose-kind');
    await gallery.page.getByRole('button', { name: 'Pièce d’identité', exact: true }).focus();
    await gallery.page.keyboard.press('F6');
    expect(await gallery.page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Attestation employeur',
    );
    await gallery.page.keyboard.press('F8');
    await expect.poll(names, PATIENCE).toEqual(['visit.chooseKind']);
  });

  it('goes back, calls for help, and closes what lies over the screen', async () => {
    await show('choose-kind');
    await gallery.page.keyboard.press('F9');
    await gallery.page.keyboard.press('F10');
    await expect.poll(names, PATIENCE).toEqual(['visit.back', 'help.call']);
    await show('scan-fits');
    await gallery.page.getByRole('button', { name: 'Terminer et tout effacer', exact: true }).click();
    await gallery.page.getByRole('dialog').waitFor();
    await gallery.page.keyboard.press('F9');
    await gallery.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('starts the voice with its key, and with headphones in its own socket; ends it when they go', async () => {
    await show('choose-kind');
    await gallery.page.keyboard.press('F11');
    await gallery.page.keyboard.press('F12');
    await gallery.page.keyboard.press('Insert');
    const on = { name: 'access.set', input: { voice: { on: true } } };
    await expect.poll(() => gallery.asked(), PATIENCE).toEqual([on, on]);
    await show('choose-kind', true);
    await gallery.page.keyboard.press('Insert');
    await expect
      .poll(() => gallery.asked(), PATIENCE)
      .toContainEqual({ name: 'access.set', input: { voice: { on: false } } });
  });

  it('leaves the keys of an ordinary keyboard as they are', async () => {
    await show('choose-kind');
    await gallery.page.keyboard.press('Escape');
    await expect.poll(names, PATIENCE).toEqual(['visit.back']);
  });
});
