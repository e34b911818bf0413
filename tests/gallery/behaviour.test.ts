import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { ERROR_CODES } from '../../main/domain/error-code.ts';
import { errorsFr } from '../../renderer/i18n/errors-fr.ts';
import { type OpenGallery, openGallery, recorded } from './open-gallery.ts';
import { FAILED_SCANS } from './snapshots.ts';

let gallery: OpenGallery;
const button = (name: string) => gallery.page.getByRole('button', { name, exact: true });
const names = async () => (await gallery.asked()).map(({ name }) => name);
const focused = () => gallery.page.evaluate(() => document.activeElement?.textContent ?? '');
/** How long an effect may take on a busy machine. */
const PATIENCE = { timeout: 15_000 };
/** The screen takes no press for half a second after it changed. */
/** After it, no key is the one that was struck last. */
const anotherKey = () => gallery.page.keyboard.press('Shift');
const settled = () => gallery.page.waitForFunction(() => document.querySelector('.kiosk--settling') === null);

/** What happened has reached the screen. */
const painted = () =>
  gallery.page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.resize('landscape');
});
afterAll(() => gallery?.close());
beforeEach(() => gallery.page.mouse.move(0, 0));

describe('double taps', () => {
  it('ask main once', async () => {
    await gallery.show('confirm');
    await gallery.answer('visit.confirm', { ok: true }, 400);
    await button('Envoyer maintenant').dblclick();
    await button('Envoyer maintenant').dispatchEvent('click');
    expect(await names()).toEqual(['visit.confirm']);
  });

  it('can press again once the request is done', async () => {
    await gallery.show('scan-fits');
    await button('Tourner').click();
    await button('Tourner').click();
    expect(await names()).toEqual(['page.rotate', 'page.rotate']);
  });

  it('do not press what has just appeared under the finger', async () => {
    await gallery.show('scan-fits');
    const place = await button('Continuer').boundingBox();
    await settled();
    await gallery.push(recorded('confirm'));
    expect(place).not.toBeNull();
    await gallery.page.mouse.click((place?.x ?? 0) + 20, (place?.y ?? 0) + 20);
    expect(await names()).toEqual([]);
    await button('Envoyer maintenant').click();
    expect(await names()).toEqual(['visit.confirm']);
  });

  it('with a key held down press once', async () => {
    await gallery.show('scan-fits');
    await button('Tourner').focus();
    for (let count = 0; count < 4; count += 1) await gallery.page.keyboard.down('Enter');
    await gallery.page.keyboard.up('Enter');
    expect(await names()).toEqual(['page.rotate']);
  });

  it.each(['Enter', ' '])(
    'with a key (%j) struck twice press twice, or once where that is wanted',
    async (key) => {
      await gallery.show('scan-fits');
      await button('Tourner').focus();
      await gallery.page.keyboard.press(key);
      await gallery.page.keyboard.press(key);
      expect(await names()).toEqual(['page.rotate', 'page.rotate']);
      await gallery.show('scan-fits', { sameKey: 'second' });
      await anotherKey();
      await button('Tourner').focus();
      await gallery.page.keyboard.press(key);
      await gallery.page.keyboard.press(key);
      await gallery.page.keyboard.press(key);
      expect(await names()).toEqual(['page.rotate']);
    },
  );

  it('with a key of the keypad struck twice go on by one thing', async () => {
    const twice = async (sameKey: 'always' | 'second'): Promise<string | null> => {
      await gallery.show('choose-kind', { sameKey });
      await anotherKey();
      await gallery.page.getByRole('heading', { level: 1 }).focus();
      await gallery.page.keyboard.press('ArrowRight');
      await gallery.page.keyboard.press('ArrowRight');
      return gallery.page.evaluate(() => document.activeElement?.textContent ?? null);
    };
    const once = await twice('second');
    expect(once).not.toBe(await twice('always'));
    await gallery.show('choose-kind', { sameKey: 'second' });
    await anotherKey();
    await gallery.page.getByRole('heading', { level: 1 }).focus();
    await gallery.page.keyboard.press('ArrowRight');
    expect(await gallery.page.evaluate(() => document.activeElement?.textContent)).toBe(once);
  });
});

describe('requests', () => {
  it.each([
    ['welcome', 'Envoyer un document', 'visit.start', { purpose: 'send' }],
    ['welcome', 'Numériser vers ma clé USB', 'visit.start', { purpose: 'usb' }],
    ['welcome', 'Appeler quelqu’un', 'help.call', {}],
    ['welcome', 'J’ai besoin d’aide', 'help.call', {}],
    ['choose-kind', 'Bulletin de salaire', 'visit.chooseKind', { kind: 'bulletin-salaire' }],
    ['choose-kind', 'Retour', 'visit.back', {}],
    ['choose-kind', 'Terminer et tout effacer', 'visit.end', {}],
    [
      'choose-destination',
      'Mon dossier France Travail',
      'visit.chooseDestination',
      { destination: 'dossier-france-travail' },
    ],
    ['scan-empty', 'Numériser sur la vitre', 'scan.start', { source: 'platen' }],
    ['scan-empty', 'Numériser avec le chargeur', 'scan.start', { source: 'feeder' }],
    ['scan-first', 'Arrêter', 'scan.cancel', {}],
    ['scan-fits', 'Ajouter avec la vitre', 'scan.start', { source: 'platen' }],
    ['scan-fits', 'Ajouter avec le chargeur', 'scan.start', { source: 'feeder' }],
    ['scan-fits', 'Tourner', 'page.rotate', { page: 'page-3' }],
    ['scan-fits', 'Mettre avant', 'page.move', { page: 'page-3', to: 1 }],
    ['scan-fits', 'Refaire', 'page.retake', { page: 'page-3' }],
    ['scan-fits', 'Continuer', 'visit.continue', {}],
    ['scan-retaking', 'Garder l’ancienne page', 'page.retake', { page: null }],
    ['scan-too-heavy', 'Faire 2 documents', 'document.split', {}],
    ['scan-too-many', 'Faire 2 documents', 'document.split', {}],
    ['scan-split', 'Revenir à un seul document', 'document.join', {}],
    ['scan-usb', 'Continuer vers la clé', 'visit.continue', {}],
    ['confirm', 'Changer mes pages', 'visit.back', {}],
    ['confirm', 'Envoyer maintenant', 'visit.confirm', {}],
    ['proof-saved', 'Imprimer le reçu', 'proof.print', {}],
    ['proof-refused', 'Copier sur ma clé', 'proof.copy', {}],
    ['proof-acknowledged', 'Terminer', 'visit.end', {}],
    ['proof-stick-full', 'Réessayer', 'proof.copy', {}],
    ['copy-ready', 'Copier sur ma clé', 'proof.copy', {}],
    ['copy-done', 'Terminer', 'visit.end', {}],
    ['ended-sent', 'Revenir au début', 'visit.restart', {}],
    ['help-told', 'Je n’ai plus besoin d’aide', 'help.dismiss', {}],
    ['idle-asking', 'Je suis là', 'visit.stay', {}],
  ])('on %s, « %s » asks for %s', async (state, name, asked, input) => {
    await gallery.show(state);
    await button(name).click();
    expect(await gallery.asked()).toEqual([{ name: asked, input }]);
  });

  it.each([
    ['welcome-no-scanner', 'Envoyer un document'],
    ['welcome-no-scanner', 'Numériser vers ma clé USB'],
    ['scan-empty-offline', 'Numériser sur la vitre'],
    ['scan-too-heavy', 'Continuer'],
    ['scan-next', 'Tourner'],
    ['scan-next', 'Retour'],
    ['scan-cancelling', 'Arrêt en cours…'],
    ['confirm-saving', 'Envoyer maintenant'],
    ['confirm-saving', 'Changer mes pages'],
    ['proof-printer-offline', 'Imprimer le reçu'],
    ['proof-saved', 'Copier sur ma clé'],
    ['copy-no-stick', 'Copier sur ma clé'],
    ['copy-copying', 'Copier sur ma clé'],
  ])('on %s, « %s » is dead', async (state, name) => {
    await gallery.show(state);
    await settled();
    expect(await button(name).isDisabled()).toBe(true);
    await button(name).dispatchEvent('click');
    expect(await names()).toEqual([]);
  });

  it('say why they were refused, until the screen changes', async () => {
    await gallery.show('welcome');
    await gallery.answer('visit.start', { ok: false, error: { code: 'disk-full' } });
    await button('Envoyer un document').click();
    const message = gallery.page.getByRole('alert').filter({ hasText: errorsFr['disk-full'].title });
    await message.waitFor();
    await gallery.push(recorded('choose-kind'));
    await message.waitFor({ state: 'detached' });
  });

  it('leave the button usable after a refusal', async () => {
    await gallery.show('welcome');
    await gallery.answer('visit.start', { ok: false, error: { code: 'not-now' } });
    await button('Envoyer un document').click();
    await button('Envoyer un document').click();
    expect(await names()).toEqual(['visit.start', 'visit.start']);
  });
});

describe('work that would be lost', () => {
  it('is not lost by one press on the end button', async () => {
    await gallery.show('scan-fits');
    await button('Terminer et tout effacer').click();
    await gallery.page.getByRole('dialog').getByText('Vos 3 pages seront effacées.').waitFor();
    expect(await names()).toEqual([]);
    await button('Non, continuer').click();
    await gallery.page.getByRole('dialog').waitFor({ state: 'detached' });
    await button('Terminer et tout effacer').click();
    await button('Oui, tout effacer').click();
    expect(await names()).toEqual(['visit.end']);
  });

  it('is not lost by one press on remove', async () => {
    await gallery.show('scan-fits');
    await button('Supprimer').click();
    await button('Non, la garder').click();
    expect(await names()).toEqual([]);
    await button('Supprimer').click();
    await button('Oui, supprimer').click();
    expect(await gallery.asked()).toEqual([{ name: 'page.remove', input: { page: 'page-3' } }]);
  });

  it('is asked about before leaving without any proof', async () => {
    await gallery.show('proof-saved');
    await button('Terminer').click();
    await gallery.page.getByRole('dialog').getByText('Notez votre référence').waitFor();
    expect(await names()).toEqual([]);
  });
});

describe('a question about ending', () => {
  it('is gone when the screen changes under it, and does not come back', async () => {
    await gallery.show('proof-saved');
    await button('Terminer').click();
    await gallery.page.getByRole('dialog').waitFor();
    await gallery.push(recorded('ended-idle'));
    await gallery.page.getByRole('dialog').waitFor({ state: 'detached' });
    await gallery.push(recorded('proof-saved'));
    expect(await gallery.page.getByRole('dialog').count()).toBe(0);
  });
});

describe('pages', () => {
  it('are changed one at a time, the one that was touched', async () => {
    await gallery.show('scan-fits');
    await button('Page 1').click();
    await gallery.page.getByRole('heading', { name: 'Page 1 sur 3' }).waitFor();
    expect(await button('Mettre avant').isDisabled()).toBe(true);
    await button('Mettre après').click();
    expect(await gallery.asked()).toEqual([{ name: 'page.move', input: { page: 'page-1', to: 1 } }]);
  });

  it('keep the focus on the button after a move to the end', async () => {
    await gallery.show('scan-fits');
    await button('Page 2').click();
    await button('Mettre après').click();
    const { visit } = recorded('scan-fits');
    if (visit.step !== 'scan') throw new Error('not a scan');
    const [first, second, third] = visit.pages;
    if (first === undefined || second === undefined || third === undefined) throw new Error('pages');
    await gallery.push({ ...recorded('scan-fits'), visit: { ...visit, pages: [first, third, second] } });
    await gallery.page.getByRole('heading', { name: 'Page 3 sur 3' }).waitFor();
    expect(await focused()).toBe('Mettre après');
  });

  it('that have just come are the ones shown', async () => {
    await gallery.show('scan-one');
    await gallery.push(recorded('scan-fits'));
    await gallery.page.getByRole('heading', { name: 'Page 3 sur 3' }).waitFor();
  });

  it('that were turned are shown turned, and inside their box', async () => {
    await gallery.show('scan-rotated');
    const images = await gallery.page.evaluate(() =>
      [...document.querySelectorAll('.thumbnail .page-picture')].map((picture) => {
        const image = picture.querySelector('image')?.getBoundingClientRect();
        const paper = picture.querySelector('rect')?.getBoundingClientRect();
        if (image === undefined || paper === undefined) throw new Error('no picture');
        return {
          wide: image.width > image.height,
          off: Math.abs(image.x - paper.x) + Math.abs(image.y - paper.y) > 1,
        };
      }),
    );
    expect(images).toEqual([
      { wide: false, off: false },
      { wide: true, off: false },
      { wide: true, off: false },
    ]);
  });

  it('leave the focus on the heading when the last one is gone', async () => {
    await gallery.show('scan-one');
    await button('Supprimer').click();
    await button('Oui, supprimer').click();
    await gallery.push(recorded('scan-empty'));
    await expect.poll(focused, PATIENCE).toBe('Posez votre papier');
  });
});

describe('keyboard and speech', () => {
  it('start at the heading of each new screen, which names the page too', async () => {
    await gallery.show('choose-kind');
    await expect.poll(focused, PATIENCE).toMatch(/^Quel document/);
    await gallery.push(recorded('choose-destination'));
    await expect.poll(focused, PATIENCE).toMatch(/^Où/);
    expect(await gallery.page.title()).toMatch(/^Où voulez-vous l’envoyer\s\? - Borne$/u);
  });

  it('do not lose their place when only the state of a screen changes', async () => {
    await gallery.show('proof-saved');
    await button('Imprimer le reçu').focus();
    await gallery.push(recorded('proof-sending'));
    expect(await focused()).toBe('Imprimer le reçu');
  });

  it('reach every button of a screen and see where they are', async () => {
    await gallery.show('scan-fits');
    const wanted = await gallery.page.locator('button').count();
    const reached = new Set<string>();
    for (let count = 0; count < wanted + 6; count += 1) {
      await gallery.page.keyboard.press('Tab');
      const place = await gallery.page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLButtonElement)) return null;
        const ring = getComputedStyle(element);
        return { name: element.textContent ?? '', ring: ring.outlineStyle !== 'none' && ring.outlineWidth };
      });
      if (place === null) continue;
      expect(Number.parseFloat(String(place.ring)), place.name).toBeGreaterThanOrEqual(2);
      reached.add(place.name);
    }
    expect(reached.size).toBe(wanted);
  });

  it('choose a tile with Enter, its ring around the whole tile', async () => {
    await gallery.show('welcome');
    await button('Envoyer un document').focus();
    await gallery.page.keyboard.press('Shift+Tab');
    await gallery.page.keyboard.press('Tab');
    const ring = await button('Envoyer un document').evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element, '::before');
      return `${outlineStyle} ${Number.parseFloat(outlineWidth) >= 2}`;
    });
    expect(ring).toBe('solid true');
    await gallery.page.keyboard.press('Enter');
    expect(await names()).toEqual(['visit.start']);
  });

  it('stay inside a dialog, leave it with Escape, and come back where they were', async () => {
    await gallery.show('scan-fits');
    await button('Supprimer').focus();
    await gallery.page.keyboard.press('Enter');
    await gallery.page.getByRole('dialog').waitFor();
    for (let count = 0; count < 6; count += 1) {
      await gallery.page.keyboard.press('Tab');
      const inside = await gallery.page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
      );
      expect(inside).toBe(true);
    }
    await gallery.page.keyboard.press('Escape');
    await gallery.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe('Supprimer');
    expect(await names()).toEqual([]);
  });

  it('say "I am here" with Escape too', async () => {
    await gallery.show('idle-asking');
    await gallery.page.keyboard.press('Escape');
    await expect.poll(names, PATIENCE).toEqual(['visit.stay']);
  });

  it('hear what a move did', async () => {
    await gallery.show('scan-fits');
    await button('Mettre avant').click();
    await gallery.page
      .getByRole('status')
      .filter({ hasText: 'La page est maintenant en place 2.' })
      .waitFor();
  });

  it('go down and up a long screen without sliding it', async () => {
    const { page } = gallery;
    const scrollTop = () => page.evaluate(() => document.querySelector('.screen')?.scrollTop ?? 0);
    // Without motion a press scrolls at once.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await gallery.show('scan-many');
    let top = 0;
    do {
      await button('Voir la suite').click();
      await expect.poll(scrollTop, PATIENCE).toBeGreaterThan(top);
      top = await scrollTop();
      await painted();
    } while (await button('Voir la suite').isVisible());
    await button('Remonter').click();
    await expect.poll(scrollTop, PATIENCE).toBe(0);
    await button('Voir la suite').waitFor();
    await page.emulateMedia({ reducedMotion: null });
  });
});

describe('help', () => {
  it('tells the truth: the team knows', async () => {
    await gallery.show('help-told');
    await gallery.page.getByRole('dialog', { name: 'L’équipe est prévenue' }).waitFor();
  });

  it('tells the truth: only this screen shows it', async () => {
    await gallery.show('help-untold');
    await gallery.page.getByText('L’équipe n’a pas reçu le message.').waitFor();
    await gallery.page.getByText('Ouvrez le chargeur').waitFor();
  });

  it('lets the visitor go on meanwhile, and shows the call again when asked', async () => {
    await gallery.show('help-told');
    await button('Continuer en attendant').click();
    await gallery.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await names()).toEqual([]);
    await button('Aide demandée').click();
    await gallery.page.getByRole('dialog').waitFor();
    expect(await names()).toEqual([]);
  });

  it('shows the next call although the last one was put away', async () => {
    await gallery.show('help-told');
    await button('Continuer en attendant').click();
    await gallery.push(recorded('scan-empty'));
    await gallery.push(recorded('help-told'));
    await gallery.page.getByRole('dialog').waitFor();
  });
});

describe('somebody is there', () => {
  it('is told once for a burst of touches', async () => {
    await gallery.show('welcome');
    await gallery.page.waitForTimeout(2_100);
    const before = await gallery.activities();
    for (let count = 0; count < 5; count += 1) await gallery.page.mouse.click(5, 5);
    expect((await gallery.activities()) - before).toBe(1);
  });
});

describe('a finger', () => {
  it('opens no menu, drags no picture, selects no text', async () => {
    await gallery.show('scan-fits');
    const refused = await gallery.page.evaluate(() =>
      ['contextmenu', 'dragstart'].map(
        (type) => !document.body.dispatchEvent(new Event(type, { bubbles: true, cancelable: true })),
      ),
    );
    expect(refused).toEqual([true, true]);
    await gallery.page.getByRole('heading', { level: 1 }).dblclick();
    expect(await gallery.page.evaluate(() => document.getSelection()?.toString() ?? '')).toBe('');
  });
});

describe('reduced motion', () => {
  it('stops the ring and keeps the words', async () => {
    await gallery.page.emulateMedia({ reducedMotion: 'reduce' });
    await gallery.show('scan-first');
    const animation = await gallery.page
      .locator('.waiting__ring')
      .evaluate((element) => getComputedStyle(element).animationName);
    await gallery.page.emulateMedia({ reducedMotion: null });
    expect(animation).toBe('none');
    await gallery.page.getByText('Le scanner lit votre papier.').waitFor();
  });
});

describe('every failure', () => {
  it('is said in the visitor’s words, pages kept', async () => {
    await gallery.show('scan-fits');
    const missing: string[] = [];
    for (const [index, code] of ERROR_CODES.entries()) {
      await gallery.push(FAILED_SCANS[index] as Snapshot);
      const said = ((await gallery.page.locator('.screen').textContent()) ?? '').replaceAll('\u00a0', ' ');
      if (!said.includes(errorsFr[code].title) || !said.includes(errorsFr[code].action)) missing.push(code);
    }
    expect(missing).toEqual([]);
    expect(await gallery.page.getByRole('button', { name: /^Page \d$/ }).count()).toBe(3);
  });
});

it('nothing was refused by the security policy and nothing was complained of', () => {
  expect(gallery.complaints).toEqual([]);
});
