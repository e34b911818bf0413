import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sheetOf } from '../simulators/escl/fictional-sheet.ts';
import { paper } from '../simulators/papers/paper-catalogue.ts';
import { type KioskOnDesk, kioskOnDesk } from './kiosk-on-desk.ts';
import { chooseKind, end, pagesReady, scanGlass, send } from './visitor.ts';

/** What a web page of the scanner looks like. */
const NOT_ESCL = { kind: 'answer', contentType: 'text/html', body: '<html>Bienvenue</html>' } as const;

/** Each fault gives its sentence on the screen, and the visit goes on to its end. */
describe('the visit goes on', () => {
  let test: KioskOnDesk;
  beforeAll(async () => {
    test = await kioskOnDesk();
  });
  afterAll(() => test?.close());

  beforeEach(async () => {
    await chooseKind(test.kiosk);
  });
  afterEach(async () => {
    const { scanner, printer, sticks, platform } = test.desk;
    scanner.simulator.clearFaults();
    scanner.simulator.mechanism.closeCover();
    scanner.simulator.mechanism.clearTrouble();
    scanner.tray.emptyFeeder();
    printer.simulator.clearFaults();
    printer.simulator.mechanism.set('media-empty', false);
    printer.simulator.mechanism.behave({ pageMs: 20 });
    await sticks.pull();
    await sticks.heal();
    await platform.online();
    await end(test.kiosk);
    await test.kiosk.press('Revenir au début');
  });

  const fault = async (trigger: () => void, source: RegExp, sentence: string): Promise<void> => {
    trigger();
    await test.kiosk.press(source);
    await test.kiosk.see(sentence);
  };

  /** After any fault of the scanner: scans again, and sends. */
  const carryOn = async (pagesBefore = 0): Promise<void> => {
    const { desk, kiosk } = test;
    desk.scanner.simulator.clearFaults();
    desk.scanner.simulator.mechanism.closeCover();
    desk.scanner.simulator.mechanism.clearTrouble();
    desk.scanner.tray.placeOnGlass('courrier-administratif');
    await scanGlass(kiosk, pagesBefore + 1);
    await send(kiosk);
  };

  it('after a jam on the second sheet; the first is kept', async () => {
    const { desk, kiosk } = test;
    desk.scanner.tray.loadFeeder(['cv', 'courrier-administratif', 'facture-electricite']);
    await fault(
      () => desk.scanner.simulator.mechanism.troubleAtSheet('jam', 2),
      /chargeur/,
      'Une feuille est coincée dans le scanner.',
    );
    await pagesReady(kiosk.page(), 1);
    await carryOn(1);
  });

  it('after an open cover', async () => {
    test.desk.scanner.tray.loadFeeder(['cv']);
    await fault(
      () => test.desk.scanner.simulator.mechanism.openCover(),
      /chargeur/,
      'Le scanner est resté ouvert.',
    );
    await carryOn();
  });

  it('after a page that is none: what comes in its place is not eSCL', async () => {
    test.desk.scanner.tray.placeOnGlass('cv');
    // Of a page, and not of the scanner's state: nobody but this scan asks for one, whatever the moment.
    await fault(
      () => test.desk.scanner.simulator.failNext('next', NOT_ESCL),
      /vitre/,
      'Le scanner a donné une réponse inconnue.',
    );
    await carryOn();
  });

  it('when the scanner’s state is no eSCL: scanning is not offered, and comes back by itself', async () => {
    const { desk, kiosk } = test;
    // As many as the desk can ask for in this time.
    desk.scanner.simulator.failRepeatedly('status', NOT_ESCL, 50);
    await kiosk.see('Le scanner a donné une réponse inconnue.');
    expect(await kiosk.page().getByRole('button', { name: /vitre/ }).first().isDisabled()).toBe(true);
    await carryOn();
  });

  it('after a page that stops in its middle', async () => {
    test.desk.scanner.tray.placeOnGlass('cv');
    await fault(
      () => test.desk.scanner.simulator.failNext('next', { kind: 'drop-mid-body' }),
      /vitre/,
      'La numérisation s’est arrêtée trop tôt.',
    );
    await carryOn();
  });

  it('after a page that promises ten gigabytes', async () => {
    test.desk.scanner.tray.placeOnGlass('cv');
    await fault(
      () =>
        test.desk.scanner.simulator.failNext('next', {
          kind: 'promise',
          bytes: 10_000_000_000,
          contentType: 'image/jpeg',
        }),
      /vitre/,
      'Cette page est trop grande pour le scanner.',
    );
    await carryOn();
  });

  it('after a JPEG that lies about its content; the page is shown as unreadable', async () => {
    const { desk, kiosk } = test;
    const jpeg = Buffer.from(await paper('cv').render({ dpi: 300, colour: 'colour' }));
    // Sound at both ends, so that it is delivered as a page; nothing in between can be decoded.
    jpeg.fill(0xaa, 700, jpeg.length - 2);
    desk.scanner.simulator.mechanism.placeOnGlass(sheetOf(jpeg));
    await kiosk.press(/vitre/);
    await pagesReady(kiosk.page(), 1);
    await kiosk.see('Page illisible');
    await kiosk.press('Supprimer');
    await kiosk.press('Oui, supprimer');
    await carryOn();
  });

  it('when the printer has no paper: the receipt waits, then prints once it is refilled', async () => {
    const { desk, kiosk } = test;
    desk.scanner.tray.placeOnGlass('cv');
    await scanGlass(kiosk, 1);
    await send(kiosk);
    // Slow enough for the paper to run out under the job.
    desk.printer.simulator.mechanism.behave({ pageMs: 4_000 });
    await kiosk.press('Imprimer le reçu');
    await kiosk.see('Le reçu est parti vers l’imprimante.');
    desk.printer.simulator.mechanism.set('media-empty', true);
    await kiosk.see('L’imprimante n’a plus de papier.');
    desk.printer.simulator.mechanism.behave({ pageMs: 20 });
    desk.printer.simulator.mechanism.set('media-empty', false);
    await kiosk.see('Le reçu est imprimé.');
  });

  it('when the printer has no paper from the start: printing is not offered, and comes back by itself', async () => {
    const { desk, kiosk } = test;
    desk.scanner.tray.placeOnGlass('cv');
    await scanGlass(kiosk, 1);
    await send(kiosk);
    desk.printer.simulator.mechanism.set('media-empty', true);
    const button = kiosk.page().getByRole('button', { name: 'Imprimer le reçu' });
    await kiosk.see('L’imprimante n’a plus de papier.');
    expect(await button.isDisabled()).toBe(true);
    desk.printer.simulator.mechanism.set('media-empty', false);
    await button.click();
    await kiosk.see('Le reçu est imprimé.');
  });

  it('when the printer refuses', async () => {
    const { desk, kiosk } = test;
    desk.scanner.tray.placeOnGlass('cv');
    await scanGlass(kiosk, 1);
    await send(kiosk);
    desk.printer.simulator.failRepeatedly('print-job', { kind: 'ipp-status', status: 0x0401 }, 50);
    await kiosk.press('Imprimer le reçu');
    await kiosk.see('L’imprimante a refusé le reçu.');
    desk.printer.simulator.clearFaults();
  });

  it.each([
    ['full', 'full-while-writing', 'Votre clé est pleine.'],
    ['pulled in the middle', 'pulled-while-writing', 'La clé a été retirée trop tôt.'],
    ['wearing out', 'corrupt', 'La copie n’est pas bonne.'],
  ] as const)('when the stick is %s; then it is copied to a good one', async (_how, kind, sentence) => {
    const { desk, kiosk } = test;
    desk.scanner.tray.placeOnGlass('cv');
    await scanGlass(kiosk, 1);
    await send(kiosk);
    await desk.sticks.plug();
    await desk.sticks.failNext(kind);
    await kiosk.press('Copier sur ma clé');
    await kiosk.see(sentence);
    await desk.sticks.pull();
    await desk.sticks.heal();
    await desk.sticks.plug();
    await kiosk.press(/Copier|Réessayer/);
    await kiosk.see('Vous pouvez retirer la clé.');
  });

  it('when the stick is read-only', async () => {
    const { desk, kiosk } = test;
    desk.scanner.tray.placeOnGlass('cv');
    await scanGlass(kiosk, 1);
    await send(kiosk);
    await desk.sticks.setReadOnly(true);
    await desk.sticks.plug();
    await kiosk.see('Votre clé refuse les nouveaux fichiers.');
    await desk.sticks.setReadOnly(false);
  });

  it('when the platform is down: "pas encore parti", then acknowledged by itself', async () => {
    const { desk, kiosk } = test;
    await desk.platform.offline();
    desk.scanner.tray.placeOnGlass('cv');
    await scanGlass(kiosk, 1);
    await send(kiosk);
    await kiosk.see('Pas encore parti');
    await kiosk.press(/aide/);
    await kiosk.see('L’équipe n’a pas reçu le message.');
    await kiosk.press('Je n’ai plus besoin d’aide');
    await desk.platform.online();
    await kiosk.see('Le service l’a bien reçu');
  });

  it('when the platform answers 500 and a wrong hash before it takes the dossier', async () => {
    const { desk, kiosk } = test;
    const before = desk.platform.dossiers().length;
    desk.platform.faults.failRepeatedly('upload', { kind: 'status', status: 500 }, 2);
    desk.platform.faults.failNext('acknowledgement', { kind: 'wrong-hash' });
    desk.scanner.tray.placeOnGlass('cv');
    await scanGlass(kiosk, 1);
    const reference = await send(kiosk);
    await kiosk.see('Le service l’a bien reçu');
    const stored = desk.platform.dossiers().filter((dossier) => dossier.reference === reference);
    expect(stored).toHaveLength(1);
    expect(desk.platform.dossiers()).toHaveLength(before + 1);
  });
});
