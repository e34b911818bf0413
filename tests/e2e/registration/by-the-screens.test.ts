import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KioskOnDesk, kioskOnDesk } from '../kiosk-on-desk.ts';
import { type Answers, type Walked, walkAsExpert } from './expert.ts';

const ARTIFACTS = path.join(import.meta.dirname, '..', 'artifacts');
/** How long the platform may take to have a dossier, milliseconds. */
const ARRIVAL_LIMIT_MS = 30_000;

/** Works again after a contract and has moved. Invented. */
const PAUL: Answers = {
  'piece-identite': 'Je n’ai pas ce papier',
  'nom-famille': 'Modèle-Fictif',
  prenoms: 'Paul',
  'date-naissance': { day: '1', month: '7', year: '1985' },
  demande: 'Me réinscrire',
  'motif-inscription': 'Fin de contrat (CDD, intérim)',
  'date-fin-contrat': { day: '6', month: '11', year: '2026' },
  disponibilite: 'Maintenant',
  changements: ['Mon adresse'],
  adresse: {
    kind: 'Une adresse en France',
    street: '8 allée Fictive',
    postcode: '45000',
    city: 'Bourg-Essai',
  },
  'doc-domicile': { scan: 'facture-electricite' },
  'doc-attestation-employeur': 'Je l’apporterai plus tard',
  'motif-rendez-vous': 'Mon projet',
  'rendez-vous': 'le premier',
  confirmation: 'oui',
};

/** Registers for the first time here and says all that helps. Invented. */
const JEANNE: Answers = {
  'pour-qui': 'Moi',
  'piece-identite': 'Je l’apporterai plus tard',
  'nom-famille': 'Essai-Exemple',
  prenoms: 'Jeanne, Marie',
  'date-naissance': { day: '28', month: '2', year: '1991' },
  'pays-naissance': 'France',
  'commune-naissance': 'Ville-Essai',
  nationalite: 'Française',
  adresse: {
    kind: 'Une adresse en France',
    street: '3 rue Imaginaire',
    postcode: '28000',
    city: 'Ville-Essai',
  },
  telephone: '06 39 98 12 34',
  'canal-lu': 'Un SMS',
  'situation-familiale': 'En couple (mariage, Pacs, union libre)',
  'enfants-charge': '2',
  'situation-logement': 'Locataire',
  'situation-travail': 'Sans emploi depuis moins d’un an',
  'motif-inscription': 'Fin de contrat (CDD, intérim)',
  'date-fin-contrat': { day: '6', month: '11', year: '2026' },
  ressources: ['Allocation chômage (ARE)'],
  prestations: ['Allocations familiales'],
  'pension-alimentaire': 'Non',
  'assurance-maladie': 'Oui',
  'situation-fiscale': 'Je n’en paie pas',
  permis: ['Voiture (permis B)'],
  'moyens-transport': ['Voiture'],
  'niveau-francais': 'Facile',
  'niveau-etudes': 'CAP ou BEP',
  diplome: 'CAP cuisine',
  'dernier-metier': 'Cuisinière',
  'duree-experience': 'De 5 à 15 ans',
  'autres-experiences': ['Association, bénévolat'],
  projet: 'Un métier précis',
  'metier-recherche': 'Cuisinière de collectivité',
  'lien-experience': 'Un métier proche',
  disponibilite: 'Maintenant',
  'conditions-travail': ['Horaires de journée'],
  'distance-travail': '30 minutes',
  'autonomie-numerique': 'Je fais seul',
  'coups-de-pouce': ['Famille, garde d’enfant'],
  'frein-famille': ['Faire garder un enfant'],
  'doc-domicile': { scan: 'facture-electricite' },
  'doc-attestation-employeur': 'Je l’apporterai plus tard',
  'preference-structure': 'Cela me va',
  'rendez-vous': 'le premier',
  confirmation: 'oui',
};

/** The value that 95 of 100 do not exceed. */
function p95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

describe('by touch and keys, somebody who knows the screens', () => {
  let test: KioskOnDesk;
  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    test = await kioskOnDesk();
  });
  afterAll(() => test?.close());

  /** Notes what it took; how fast a screen changes is reported, not judged: it depends on the machine. */
  const note = (journey: string, { screens, steps, changes }: Walked): void =>
    writeFileSync(
      path.join(ARTIFACTS, `registration-${journey}.json`),
      JSON.stringify({ screens: screens.length, steps, changeP95Ms: Math.round(p95(changes)) }),
    );

  async function arrived(count: number): Promise<string> {
    const { dossiers } = test.desk.platform;
    await expect.poll(() => dossiers().length, { timeout: ARRIVAL_LIMIT_MS }).toBe(count);
    const folder = dossiers().at(-1)?.folder ?? '';
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('\n');
  }

  it('updates a registration to its proof in at most forty steps', async () => {
    const { kiosk } = test;
    await kiosk.press(/Mettre à jour mon inscription/);
    const walked = await walkAsExpert(test, PAUL);
    note('mise-a-jour', walked);
    expect(walked.steps).toBeLessThanOrEqual(40);
    await kiosk.see('Votre rendez-vous');
    await kiosk.page().screenshot({ path: path.join(ARTIFACTS, 'registration-proof.png') });
    const dossier = await arrived(1);
    expect(dossier).toContain('Modèle-Fictif');
    expect(dossier).toContain('8 allée Fictive');
    expect(kiosk.complaints).toEqual([]);
  });

  it('registers, three blocks to the proof, in at most ninety steps', async () => {
    const { kiosk } = test;
    const old = kiosk.page();
    await kiosk.press('Terminer et tout effacer');
    const sure = old.getByRole('button', { name: 'Oui, terminer' });
    const asked = sure.click().catch(() => undefined);
    await kiosk.renewed(old);
    await asked;
    await kiosk.press('Revenir au début');
    await kiosk.press(/M’inscrire/);
    const walked = await walkAsExpert(test, JEANNE);
    note('inscription', walked);
    expect(walked.steps).toBeLessThanOrEqual(90);
    expect(await arrived(2)).toContain('Cuisinière de collectivité');
    expect(kiosk.complaints).toEqual([]);
  });
});
