import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK_BADGES, DESK_PIN } from '../simulators/hid/desk-readers.ts';
import { type KioskOnDesk, kioskOnDesk } from './kiosk-on-desk.ts';
import { chooseKind, end } from './visitor.ts';

describe('the team at the terminal', () => {
  let test: KioskOnDesk;
  beforeAll(async () => {
    test = await kioskOnDesk();
  });
  afterAll(() => test?.close());

  const type = async (pin: string): Promise<void> => {
    for (const digit of pin) {
      await test.kiosk.page().getByRole('button', { name: digit, exact: true }).click();
    }
    await test.kiosk.press('Entrer');
  };

  it('is refused with a wrong PIN, then sees the devices and tries them', async () => {
    const { kiosk, desk } = test;
    await kiosk.press('Équipe');
    await kiosk.see('Tapez le code de l’équipe');
    await type('111111');
    await kiosk.see('Ce n’est pas le bon code.');
    await type(DESK_PIN);
    await kiosk.see('État de la borne');
    await kiosk.see('Borne Simulated Scanner');
    await kiosk.see('Compteurs, sans donnée personnelle');
    desk.scanner.tray.placeOnGlass('cv');
    await kiosk.press('Essayer le scanner');
    await kiosk.see(/réussie, vitre, 1 page/);
    await kiosk.press('Imprimer une page d’essai');
    await kiosk.see(/la page d’essai est imprimée/);
    expect(desk.printer.simulator.mechanism.printed).toHaveLength(1);
    await kiosk.press('Quitter');
    await kiosk.see('Bonjour. Que voulez-vous faire ?');
  });

  it('opens the same screen with a badge', async () => {
    const { kiosk, desk } = test;
    await desk.readers.present(DESK_BADGES.staff);
    await kiosk.see('État de la borne');
    await kiosk.press('Quitter');
  });

  it('says by a badge during a visit that somebody helps, until the visit ends', async () => {
    const { kiosk, desk } = test;
    await chooseKind(kiosk);
    await desk.readers.present('F1C71000000000FF');
    await desk.readers.present(DESK_BADGES.helper);
    await kiosk.see('Un aidant vous aide.');
    await kiosk.press('Fiche de l’aidant');
    await kiosk.see('Laissez la personne toucher l’écran elle-même.');
    await kiosk.press('Fermer');
    await end(kiosk);
    expect(await kiosk.page().getByText('Un aidant vous aide.').count()).toBe(0);
    expect(kiosk.complaints).toEqual([]);
  });
});
