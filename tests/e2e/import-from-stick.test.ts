import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paper } from '../simulators/papers/paper-catalogue.ts';
import { type KioskOnDesk, kioskOnDesk } from './kiosk-on-desk.ts';
import { chooseKind, end, pagesReady, send } from './visitor.ts';

describe('photos on the visitor’s stick', () => {
  let test: KioskOnDesk;
  beforeAll(async () => {
    test = await kioskOnDesk();
  });
  afterAll(() => test?.close());

  it('are shown as pictures, become pages beside nothing else of the stick, and are sent', async () => {
    const { desk, kiosk } = test;
    const photo = await paper('facture-electricite').render({ dpi: 150, colour: 'colour' });
    await desk.sticks.put('DCIM/100MEDIA/IMG_0001.jpg', photo);
    await desk.sticks.put('recette.txt', new TextEncoder().encode('rien à voir'));
    await desk.sticks.put('faux.jpg', new TextEncoder().encode('MZ this is a program'));
    await chooseKind(kiosk);
    await desk.sticks.plug();
    await kiosk.press('Importer depuis une clé USB');
    const picture = kiosk.page().getByRole('button', { name: 'Photo : IMG_0001.jpg' });
    await picture.waitFor();
    expect(await kiosk.page().locator('.import-file').count()).toBe(1);
    // The thumbnail was decoded by the engine and shown by the page.
    await expect
      .poll(() => picture.locator('img').evaluate((image: HTMLImageElement) => image.naturalHeight), {
        timeout: 20_000,
      })
      .toBe(360);
    await picture.click();
    await kiosk.press('Prendre (1)');
    await pagesReady(kiosk.page(), 1);
    await send(kiosk);
    // Kept in the terminal first; it is with the platform when the screen says so.
    await kiosk.see('Le service l’a bien reçu');
    expect(desk.platform.dossiers()).toHaveLength(1);
    await end(kiosk);
    expect(kiosk.complaints).toEqual([]);
  });
});
