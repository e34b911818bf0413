import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { type ReadJourneys, readJourneys } from '../../../kiosk-config/schema/journey-configuration.ts';

/** The folder that ships. */
export const SHIPPED = fileURLToPath(new URL('../../../kiosk-config', import.meta.url));

/** Kinds of documents that the small journey may ask for. */
const KINDS: ReadonlySet<string> = new Set(['piece-identite']);

const QUESTIONS = `sets:
  oui-non: [oui, non]
questions:
  - { id: nom, kind: name, use: [dossier] }
  - { id: naissance, kind: date, validate: birth-date, use: [dossier] }
  - { id: telephone, kind: phone, use: [dossier] }
  - { id: domaines, kind: choices, use: [aide], choices: [logement, sante, { id: rien, alone: true }] }
  - { id: urgence, kind: choice, use: [aide], choices: oui-non }
  - { id: canal, kind: choice, use: [aide], choices: [{ id: sms, when: { answer: telephone, given: true } }, accueil] }
  - { id: papier, kind: document, use: [dossier], documents: [piece-identite] }
  - { id: preference, kind: choice, use: [aide], choices: [cela-me-va, lieu-a, lieu-b] }
  - { id: relire, kind: recapitulation, use: [dossier] }
  - { id: confirmer, kind: confirmation, use: [dossier] }
`;

const JOURNEY = `id: petit
version: 1
blocks:
  - id: debut
    screens:
      - id: nom
        pictogram: person
        questions:
          - { ask: nom, required: true }
          - { ask: naissance, required: true }
      - id: contact
        pictogram: telephone
        questions: [{ ask: telephone }]
      - id: canal
        pictogram: speech
        questions: [{ ask: canal, required: true }]
      - id: domaines
        pictogram: hands
        questions: [{ ask: domaines }]
      - id: urgence
        pictogram: house
        when: { answer: domaines, in: [logement] }
        questions: [{ ask: urgence }]
  - id: suite
    screens:
      - id: papier
        pictogram: paper
        when: { age: { from: 18 } }
        questions: [{ ask: papier }]
      - id: preference
        pictogram: signpost
        questions: [{ ask: preference }]
      - id: dernier
        pictogram: pen
        questions:
          - { ask: relire }
          - { ask: confirmer, required: true }
`;

const NATIONAL = `version: essai-1
since: 2026-01-01
source: "Règles d'essai, sans valeur."
journey: petit
destinations: [lieu-a, lieu-b, departement]
preference: { question: preference, none: [cela-me-va] }
rules:
  - { id: tout-de-suite, when: { any: [{ urgent: true }, { answer: urgence, in: [oui] }] }, outcome: entretien-immediat, reasons: [vite] }
  - { id: departement, when: { answer: domaines, in: [sante] }, outcome: rsa-departement, destination: departement, reasons: [vite] }
  - { id: jeune, when: { age: { under: 26 } }, outcome: orientation-directe, destination: lieu-a, reasons: [vite] }
  - { id: parler, outcome: giratoire, reasons: [vite] }
`;

const TERRITORY = `id: essai
version: essai-2
since: 2026-01-01
source: "Complément d'essai, sans valeur."
rules:
  - before: parler
    rule: { id: telephone, when: { answer: telephone, given: true }, outcome: orientation-directe, destination: lieu-b, reasons: [vite] }
`;

const SITE = `id: lieu
reason: "Variation d'essai, sans valeur."
journeys:
  petit:
    remove: [papier]
    add:
      - after: domaines
        screen: { id: voisin, pictogram: hands, questions: [{ ask: voisin }] }
questions:
  - { id: voisin, kind: text, use: [aide] }
texts:
  fr:
    screens.voisin.title: "Le voisin"
    screens.voisin.helper.1: "Une réponse suffit."
    questions.voisin.label: "Son nom"
    questions.nom.label: "Nom complet"
`;

/** Texts that the small journey needs, with the common ones of the shipped file. */
function texts(): string {
  const shipped = parse(readFileSync(join(SHIPPED, 'journeys', 'fr.yaml'), 'utf8'));
  const titled = (ids: string): object =>
    Object.fromEntries(ids.split(' ').map((id) => [id, { title: 'Un titre', helper: ['Une phrase.'] }]));
  const labelled = (ids: string): object =>
    Object.fromEntries(ids.split(' ').map((id) => [id, { label: 'Un mot' }]));
  const named = (ids: string): object => Object.fromEntries(ids.split(' ').map((id) => [id, 'Un mot']));
  return stringify({
    language: 'fr',
    name: 'Français',
    direction: 'ltr',
    reviewed: { by: 'Personne', on: '2026-01-01' },
    journeys: { petit: { title: 'Petit', lead: 'Un essai.' } },
    blocks: named('debut suite'),
    notices: shipped.notices,
    screens: titled('nom contact canal domaines urgence papier preference dernier'),
    questions: labelled('nom naissance telephone canal domaines urgence papier preference relire confirmer'),
    choices: {
      'oui-non': named('oui non'),
      domaines: named('logement sante rien'),
      canal: named('sms accueil'),
      preference: named('cela-me-va lieu-a lieu-b'),
    },
    answers: shipped.answers,
    uses: named('dossier aide'),
    outcomes: shipped.outcomes,
    destinations: named('lieu-a lieu-b departement'),
    reasons: named('vite votre-choix'),
    problems: shipped.problems,
  });
}

/** A small configuration that is sound. */
export const SOUND: Readonly<Record<string, string>> = {
  'journeys/questions.yaml': QUESTIONS,
  'journeys/petit.yaml': JOURNEY,
  'journeys/fr.yaml': texts(),
  'journeys/sites/lieu.yaml': SITE,
  'orientation/national.yaml': NATIONAL,
  'orientation/territories/essai.yaml': TERRITORY,
};

/** Reads a configuration given as texts by file, without what is `undefined`. */
export function readFiles(files: Readonly<Record<string, string | undefined>>): ReadJourneys {
  const folder = mkdtempSync(join(tmpdir(), 'borne-journeys-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      if (text === undefined) continue;
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const read = readJourneys(folder, { documentKinds: KINDS, everyCase: true });
    if (read.ok) return read;
    const problems = read.problems.map((problem) => ({ ...problem, file: relative(folder, problem.file) }));
    return { ok: false, problems };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The small configuration with one passage changed; the passage has to be there once. */
export function withChange(file: string, from: string, to: string): Record<string, string> {
  const text = SOUND[file] ?? '';
  if (text.split(from).length !== 2) throw new Error(`« ${from} » is not once in ${file}`);
  return { ...SOUND, [file]: text.replace(from, () => to) };
}

/** The line, from 1, on which `words` first are. */
export function lineWith(text: string | undefined, words: string): number {
  return (text ?? '').split('\n').findIndex((line) => line.includes(words)) + 1;
}

/** What was found, one line each: file, line, sentence. */
export function found(read: ReadJourneys): readonly string[] {
  return read.ok ? [] : read.problems.map(({ file, line, sentence }) => `${file}:${line} ${sentence}`);
}
