import type { Script } from './walking.ts';

/** Invented people. Names, numbers and places are nobody's. */

const SCANNED = (document: string): unknown => ({
  state: 'joint',
  document,
  files: [`${document}-1.pdf`],
});

/** What the identity card of the invented Jeanne says. */
export const CARD = {
  'nom-famille': 'ESSAI-EXEMPLE',
  prenoms: 'JEANNE, MARIE',
  'date-naissance': { year: 1991, month: 2, day: 28 },
  nationalite: 'francaise',
};

/** End of a fixed-term contract, two children, everything at hand: somebody who answers all that helps. */
export const JEANNE: Script = {
  'pour-qui': 'moi',
  'piece-identite': SCANNED('piece-identite'),
  'nom-famille': 'Essai-Exemple',
  prenoms: 'Jeanne, Marie',
  'date-naissance': { year: 1991, month: 2, day: 28 },
  'pays-naissance': 'FR',
  'commune-naissance': 'Ville-Essai',
  nationalite: 'francaise',
  adresse: { kind: 'francaise', street: '3 rue Imaginaire', postcode: '28000', city: 'Ville-Essai' },
  telephone: '06 39 98 12 34',
  'canal-lu': 'sms',
  nir: '2 91 02 28 000 000 52',
  'situation-familiale': 'en-couple',
  'enfants-charge': 'deux',
  'situation-logement': 'locataire',
  'situation-travail': 'moins-un-an',
  'motif-inscription': 'fin-contrat',
  'date-fin-contrat': { year: 2026, month: 2, day: 28 },
  ressources: ['allocation-chomage'],
  prestations: ['allocations-familiales'],
  'pension-alimentaire': 'non',
  'assurance-maladie': 'oui',
  'situation-fiscale': 'non-imposable',
  permis: ['voiture'],
  'moyens-transport': ['voiture'],
  'niveau-francais': 'facile',
  'niveau-etudes': 'cap-bep',
  diplome: 'CAP cuisine',
  'dernier-metier': 'Cuisinière',
  'duree-experience': 'cinq-a-quinze-ans',
  'autres-experiences': ['association'],
  projet: 'precis',
  'metier-recherche': 'Cuisinière de collectivité',
  'lien-experience': 'metier-proche',
  disponibilite: 'maintenant',
  'conditions-travail': ['journee'],
  'distance-travail': 'trente-minutes',
  'actions-recherche': ['candidatures'],
  'besoins-recherche': ['offres'],
  'rythme-accompagnement': 'de-temps-en-temps',
  'autonomie-numerique': 'autonome',
  'coups-de-pouce': ['famille'],
  'frein-famille': ['garde-enfant'],
  'doc-domicile': SCANNED('justificatif-domicile'),
  'doc-attestation-employeur': SCANNED('attestation-employeur'),
  'preference-structure': 'cela-me-va',
  'rendez-vous': { kind: 'creneau', slot: 'creneau-1' },
  confirmation: true,
};

/** Registers again after a contract, moved and has another telephone number: identity, changes, papers, rendez-vous. */
export const PAUL: Script = {
  'piece-identite': SCANNED('piece-identite'),
  'nom-famille': 'Modèle',
  prenoms: 'Paul',
  'date-naissance': { year: 1985, month: 7, day: 1 },
  demande: 'reinscription',
  'motif-inscription': 'fin-contrat',
  'date-fin-contrat': { year: 2026, month: 3, day: 6 },
  disponibilite: 'maintenant',
  changements: ['adresse'],
  adresse: { kind: 'francaise', street: '8 allée Fictive', postcode: '45000', city: 'Bourg-Essai' },
  'doc-domicile': { state: 'plus-tard' },
  'doc-attestation-employeur': SCANNED('attestation-employeur'),
  'motif-rendez-vous': 'projet',
  'rendez-vous': { kind: 'creneau', slot: 'creneau-2' },
  confirmation: true,
};

/** Sixteen, no papers, no address, no telephone, no French: nothing but what everybody has. */
export const NOTHING_BUT_A_NAME: Script = {
  'pour-qui': 'moi',
  'piece-identite': { state: 'pas-ce-papier' },
  'nom-famille': 'Inventé',
  'date-naissance': { year: 2009, month: null, day: null },
  nationalite: 'autre',
  'situation-sejour': 'sans-titre',
  adresse: { kind: 'sans-adresse' },
  'canal-lu': 'accueil',
  'situation-travail': 'jamais-travaille',
  'motif-inscription': 'premiere-recherche',
  'rendez-vous': { kind: 'accueil' },
  confirmation: true,
};
