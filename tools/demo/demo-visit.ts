import type { KioskOnDesk } from '../../tests/e2e/kiosk-on-desk.ts';
import { end, scanFeeder, scanGlass } from '../../tests/e2e/visitor.ts';
import { type DemoRecord, inSeconds, timed } from './demo-record.ts';

/** The papers of the demonstration: two through the feeder, one on the glass. All of them are invented. */
const FED = ['courrier-administratif', 'bulletin-de-salaire'] as const;
const ON_GLASS = 'carte-identite';

/**
 * One complete visit through the real screens, as a visitor makes it: choose, scan, check, send, keep a proof on paper
 * and on a stick, end.
 */
export async function driveVisit({ desk, kiosk }: KioskOnDesk, record: DemoRecord): Promise<void> {
  const picture = (name: string): Promise<void> => record.picture(kiosk.page(), name);

  await kiosk.see('Bonjour');
  await picture('accueil');
  await kiosk.press(/Envoyer un document/);
  await kiosk.see('Quel document');
  await picture('choix-du-document');
  await kiosk.press(/Bulletin de salaire/);
  await kiosk.see('Où voulez-vous');
  await picture('choix-du-destinataire');
  await kiosk.press(/Mon dossier France Travail/);
  await kiosk.see('Posez votre papier');
  await picture('poser-le-papier');
  record.say('chose a payslip for the France Travail file');

  desk.scanner.tray.loadFeeder(FED);
  const fed = await timed(() => scanFeeder(kiosk, FED.length));
  desk.scanner.tray.placeOnGlass(ON_GLASS);
  const laid = await timed(() => scanGlass(kiosk, FED.length + 1));
  await kiosk.see('Votre document passe.');
  await picture('regarder-les-pages');
  record.say(
    `scanned ${FED.length} pages from the feeder in ${inSeconds(fed.ms)} and one on the glass in ${inSeconds(laid.ms)}`,
  );

  await kiosk.press('Continuer');
  await kiosk.see('Vérifiez, puis envoyez');
  const prepared = await timed(() =>
    kiosk.page().getByRole('button', { name: 'Envoyer maintenant' }).waitFor(),
  );
  await picture('verifier');
  record.say(`the PDF was ready ${inSeconds(prepared.ms)} after the visitor asked to continue`);
  const committed = await timed(async () => {
    await kiosk.press('Envoyer maintenant');
    await kiosk.see('C’est enregistré');
  });
  const acknowledged = await timed(() => kiosk.see('Le service l’a bien reçu'));
  await picture('preuve');
  record.say(
    `sealed and saved in ${inSeconds(committed.ms)}, acknowledged by the platform ${inSeconds(acknowledged.ms)} later`,
  );

  const printed = await timed(async () => {
    await kiosk.press('Imprimer le reçu');
    await kiosk.see('Le reçu est imprimé.');
  });
  record.say(`receipt printed in ${inSeconds(printed.ms)}`);
  await desk.sticks.plug();
  await kiosk.see(/Votre clé est prête/);
  const copied = await timed(async () => {
    await kiosk.press('Copier sur ma clé');
    await kiosk.see('Vous pouvez retirer la clé.');
  });
  await picture('preuve-gardee');
  record.say(`copied to the stick, read back and unmounted in ${inSeconds(copied.ms)}`);
  await kiosk.press('Lire le reçu');
  await picture('recu-a-l-ecran');
  await kiosk.press('Fermer');

  await end(kiosk);
  await picture('fin');
  await kiosk.press('Revenir au début');
  await kiosk.see('Bonjour');
  record.say('ended the visit: everything of it is erased, the next visitor finds the welcome screen');
}
