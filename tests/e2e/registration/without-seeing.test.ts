import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KioskOnDesk, kioskOnDesk } from '../kiosk-on-desk.ts';
import { type Read, readerOf, type Said, walkByTree } from './reader.ts';

const ARTIFACTS = path.join(import.meta.dirname, '..', 'artifacts');
/** How long the platform may take to have a dossier, milliseconds. */
const ARRIVAL_LIMIT_MS = 30_000;

/** Answers what must be answered, and one question of each other kind. Invented; by the names that the screen bears. */
const saying = (family: string, first: Said): Readonly<Record<string, Said>> => ({
  'Cette inscription est pour': { choose: ['Moi'] },
  'Votre papier d’identité': { choose: ['Je n’ai pas ce papier'] },
  'Nom de famille': { write: family },
  Prénoms: first,
  'Date de naissance': { fields: { Jour: '28', Mois: '2', Année: '1991' } },
  Nationalité: { choose: ['Française'] },
  'Où recevoir du courrier': {
    choose: ['Une adresse en France'],
    fields: {
      'Numéro et rue, ou nom du lieu': '3 rue Imaginaire',
      'Code postal': '28000',
      'Ville ou village': 'Ville-Essai',
    },
  },
  'Le meilleur moyen de vous prévenir': { choose: ['Une lettre'] },
  'Situation de travail': { choose: ['Sans emploi depuis moins d’un an'] },
  'Raison de l’inscription (motif)': { choose: ['Fin de contrat (CDD, intérim)'] },
  'Moyens de transport': { choose: ['Voiture'] },
  'Papier avec l’adresse (justificatif de domicile)': {
    scan: 'facture-electricite',
    document: 'Numériser : Justificatif de domicile',
  },
  'Rendez-vous': { first: 'radio' },
  'Tout est juste': { press: 'Oui, tout est juste' },
});

/**
 * Two whole registrations in the real Electron by somebody who sees nothing: what is there is known by the accessibility tree
 * alone, never by a selector, a place or a picture.
 */
describe('without seeing the screen', () => {
  let test: KioskOnDesk;
  beforeEach(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    test = await kioskOnDesk();
  });
  afterEach(() => test?.close());

  async function arrived(count: number): Promise<string> {
    const { dossiers } = test.desk.platform;
    await expect.poll(() => dossiers().length, { timeout: ARRIVAL_LIMIT_MS }).toBe(count);
    const folder = dossiers().at(-1)?.folder ?? '';
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('\n');
  }
  const note = (kind: string, { headings, actions }: Read): void =>
    writeFileSync(
      path.join(ARTIFACTS, `registration-${kind}.json`),
      JSON.stringify({ screens: headings.length, actions, headings }),
    );

  it('registers by the names and roles of the accessibility tree, with the keyboard on the screen', async () => {
    const { tree, hands } = await readerOf(test.kiosk.page(), 'assistive');
    const read = await walkByTree(test, tree, hands, saying('Essai-Exemple', { spell: 'zoé' }), 'M’inscrire');
    await tree.close();
    note('by-tree', read);
    const dossier = await arrived(1);
    expect(dossier).toContain('Essai-Exemple');
    expect(dossier).toContain('3 rue Imaginaire');
    expect(test.kiosk.complaints).toEqual([]);
  });

  it('registers by arrows, Enter and letters, without Tab, chord or pointer', async () => {
    const { tree, hands } = await readerOf(test.kiosk.page(), 'keyboard');
    const read = await walkByTree(
      test,
      tree,
      hands,
      saying('Clavier-Fictif', { write: 'Léa' }),
      'M’inscrire',
    );
    await tree.close();
    note('by-keys', read);
    expect(await arrived(1)).toContain('Clavier-Fictif');
    expect(test.kiosk.complaints).toEqual([]);
  });
});
