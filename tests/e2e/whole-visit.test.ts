import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMATS, type KioskOnDesk, kioskOnDesk } from './kiosk-on-desk.ts';
import { chooseKind, end, scanFeeder, scanGlass, send } from './visitor.ts';

const ARTIFACTS = fileURLToPath(new URL('artifacts', import.meta.url));

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe.each(Object.keys(FORMATS) as (keyof typeof FORMATS)[])('a whole visit, screen %s', (format) => {
  let test: KioskOnDesk;
  let shots = 0;

  /** Keeps a picture of the screen, to be looked at; fails where a text runs out of the screen sideways. */
  const picture = async (name: string): Promise<void> => {
    const page = test.kiosk.page();
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    shots += 1;
    const file = `${format}-${String(shots).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: path.join(ARTIFACTS, file), animations: 'disabled' });
    const wider = await page.evaluate(
      'document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth',
    );
    expect(wider, `${name} is wider than the screen`).toBe(0);
  };

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    test = await kioskOnDesk({ format });
  });
  afterAll(() => test?.close());

  it('sends papers, prints the receipt, copies to the stick, and leaves a welcome screen', async () => {
    const { desk, kiosk } = test;
    await kiosk.see('Bonjour');
    await picture('accueil');
    await kiosk.press(/Envoyer un document/);
    await kiosk.see('Quel document');
    await picture('choix');
    await kiosk.press(/Bulletin de salaire/);
    await kiosk.see('Où voulez-vous');
    await picture('destination');
    await kiosk.press(/Mon dossier France Travail/);
    await kiosk.see('Posez votre papier');
    await picture('numeriser');

    desk.scanner.tray.loadFeeder(['courrier-administratif', 'bulletin-de-salaire']);
    await scanFeeder(kiosk, 2);
    desk.scanner.tray.placeOnGlass('carte-identite');
    await scanGlass(kiosk, 3);
    await kiosk.press('Tourner');
    await kiosk.see('Votre document passe.');
    await picture('pages');

    await kiosk.press('Terminer et tout effacer');
    await kiosk.see('Vos 3 pages seront effacées.');
    await picture('terminer');
    await kiosk.press('Non, continuer');
    await kiosk.press('Continuer');
    await kiosk.see('Vérifiez, puis envoyez');
    await kiosk.page().getByRole('button', { name: 'Envoyer maintenant' }).waitFor();
    await picture('verifier');
    expect(desk.platform.deposits()).toHaveLength(0);
    await kiosk.press('Envoyer maintenant');
    await kiosk.see('C’est enregistré');
    await kiosk.see('Le service l’a bien reçu');
    await picture('preuve');

    await kiosk.press('Imprimer le reçu');
    await kiosk.see('Le reçu est imprimé.');
    await kiosk.see('Branchez votre clé USB.');
    await desk.sticks.plug();
    await kiosk.see(/Votre clé est prête/);
    await kiosk.press('Copier sur ma clé');
    await kiosk.see('Vous pouvez retirer la clé.');
    await picture('preuve-gardee');
    await kiosk.press('Lire le reçu');
    await picture('recu-a-l-ecran');
    await kiosk.press('Fermer');
    await kiosk.press(/aide/);
    await kiosk.see('L’équipe est prévenue');
    await picture('aide');
    await kiosk.press('Je n’ai plus besoin d’aide');
    await end(kiosk);
    await picture('fin');
    await kiosk.press('Revenir au début');
    await kiosk.see('Bonjour');
    expect(kiosk.complaints).toEqual([]);
  });

  it('delivered one dossier whose PDF is sound, within the limit, and the same on the stick', () => {
    const { desk } = test;
    const dossiers = desk.platform.dossiers();
    expect(dossiers).toHaveLength(1);
    const [dossier] = dossiers;
    if (dossier === undefined) return;
    const [name = ''] = readdirSync(dossier.folder).filter((file) => file.endsWith('.pdf'));
    expect(name).toMatch(/^bulletin-salaire-\d{4}-\d{2}-\d{2}\.pdf$/);
    const file = path.join(dossier.folder, name);
    const pdf = readFileSync(file);
    expect(pdf.length).toBeLessThan(4_500_000);
    execFileSync('qpdf', ['--check', file]);
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/^Pages:\s+3$/m);
    // It opens in a viewer that we did not write, and shows something on every page.
    const pages = path.join(ARTIFACTS, `${format}-pdf`);
    mkdirSync(pages, { recursive: true });
    execFileSync('pdftoppm', ['-r', '50', '-png', file, path.join(pages, 'page')]);
    for (const page of readdirSync(pages))
      expect(readFileSync(path.join(pages, page)).length).toBeGreaterThan(3_000);

    const onStick = desk.sticks;
    const folders = readdirSync(path.join(onStick.root, 'sticks', 'cle'), {
      recursive: true,
      withFileTypes: true,
    });
    const copied = folders.filter((entry) => entry.isFile());
    const same = copied.find((entry) => entry.name === name);
    if (same === undefined) throw new Error(`not on the stick: ${copied.map((entry) => entry.name).join()}`);
    expect(sha256(readFileSync(path.join(same.parentPath, same.name)))).toBe(sha256(pdf));
    expect(copied.map((entry) => entry.name).some((found) => found.startsWith('recu-'))).toBe(true);
  });

  it('printed a receipt that names the reference and the acknowledgement', () => {
    const [dossier] = test.desk.platform.dossiers();
    const jobs = test.desk.printer.simulator.mechanism.printed;
    expect(jobs).toHaveLength(1);
    const receipt = path.join(ARTIFACTS, `${format}-recu.pdf`);
    writeFileSync(receipt, jobs[0]?.document ?? new Uint8Array());
    const text = execFileSync('pdftotext', ['-layout', receipt, '-'], { encoding: 'utf8' });
    expect(text).toContain(dossier?.reference);
    expect(text).toContain(dossier?.acknowledgement);
    expect(text).toContain('Récépissé de dépôt');
    expect(text).toContain('Bulletin de salaire');
  });
});

describe('a visit to the stick', () => {
  let test: KioskOnDesk;
  beforeAll(async () => {
    test = await kioskOnDesk();
  });
  afterAll(() => test?.close());

  it('copies the scan and sends nothing', async () => {
    const { desk, kiosk } = test;
    await kiosk.press(/Numériser vers ma clé USB/);
    desk.scanner.tray.placeOnGlass('courrier-administratif');
    await scanGlass(kiosk, 1);
    await kiosk.press(/Continuer vers la clé/);
    await desk.sticks.plug();
    await kiosk.press('Copier sur ma clé');
    await kiosk.see('Vous pouvez retirer la clé.');
    expect(desk.platform.deposits()).toHaveLength(0);
    const old = kiosk.page();
    await kiosk.press('Terminer');
    const page = await kiosk.renewed(old);
    await page.getByText('Vos documents sont sur votre clé.').waitFor();
  });

  it('goes through a whole visit twice in a row, for two people', async () => {
    const { desk, kiosk } = test;
    await kiosk.press('Revenir au début');
    const references = new Set<string>();
    for (const paper of ['bulletin-de-salaire', 'facture-electricite']) {
      await chooseKind(kiosk);
      desk.scanner.tray.placeOnGlass(paper);
      await scanGlass(kiosk, 1);
      references.add(await send(kiosk));
      await end(kiosk);
      await kiosk.press('Revenir au début');
    }
    expect(references.size).toBe(2);
  });
});
