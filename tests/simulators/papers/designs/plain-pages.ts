import { BLACK_BALLPOINT, BLUE_BALLPOINT, handwrite, sign } from '../ink.ts';
import { AMADOU, LUCIENNE, TOWN } from '../invented.ts';
import { A4, type PaperDesign } from '../paper-design.ts';

const CLAUSES = [
  'Le présent contrat fictif est conclu entre les parties désignées en tête, qui en acceptent chacune les termes sans réserve. Il prend effet à la date de sa signature et se poursuit jusqu’à l’extinction des obligations qu’il crée.',
  'Le salarié s’engage à respecter les horaires collectifs affichés dans l’établissement, les consignes d’hygiène et de sécurité ainsi que les règles de confidentialité applicables aux fichiers dont il a connaissance.',
  'La période d’essai est fixée à deux mois. Elle peut être renouvelée une fois, par accord écrit des deux parties, pour une durée au plus égale. Le délai de prévenance est celui que prévoit la convention collective imaginaire.',
  'La rémunération mensuelle brute est de mille huit cent soixante-quatorze euros et vingt centimes, pour cent cinquante et une heures et soixante-sept centièmes. Elle est versée à terme échu, le dernier jour ouvré du mois.',
  'Les frais engagés pour l’exécution du travail sont remboursés sur présentation des justificatifs, dans la limite du barème annexé. Les trajets entre le domicile et le lieu de travail sont pris en charge à hauteur de la moitié.',
  'Les congés payés s’acquièrent à raison de deux jours et demi ouvrables par mois de travail effectif. Leurs dates sont arrêtées d’un commun accord, en tenant compte des contraintes familiales et des nécessités du service.',
  'Toute absence doit être justifiée dans les quarante-huit heures. En cas de maladie, le maintien du salaire est assuré dans les conditions prévues par les accords fictifs en vigueur au jour de l’arrêt.',
  'Le salarié bénéficie d’un entretien professionnel tous les deux ans, consacré à ses perspectives d’évolution, notamment en termes de qualification et d’emploi. Un compte rendu lui en est remis.',
  'Les données nécessaires à la gestion du personnel sont conservées cinq ans. Le salarié peut à tout moment y accéder et les faire rectifier en s’adressant au service qui n’existe pas.',
  'À la cessation du contrat, quelle qu’en soit la cause, l’employeur remet un certificat de travail, un solde de tout compte et une attestation destinée à l’assurance chômage.',
];

/** A page full of small print, in two columns. */
export const SMALL_PRINT: PaperDesign = {
  id: 'contrat-dense',
  title: 'Contrat en petits caractères',
  size: A4,
  seed: 9_001,
  look: { skewDegrees: -0.25, shadow: 'spine', showThrough: 0.35 },
  draw(paper) {
    paper.text('CONDITIONS GÉNÉRALES', 105, 18, { face: 'serif-bold', size: 13, align: 'center' });
    paper.text('annexées au contrat de travail fictif n° 0042', 105, 23.5, {
      face: 'serif-italic',
      size: 9,
      align: 'center',
    });
    paper.rule(14, 27, 196, 27, 0.2);
    let article = 1;
    for (const x of [14, 108]) {
      let y = 33;
      while (y < 276) {
        paper.text(`Article ${article}`, x, y, { face: 'serif-bold', size: 8 });
        const clause = CLAUSES[(article * 7) % CLAUSES.length] ?? '';
        y =
          paper.paragraph(clause, x, y + 3.6, 88, {
            face: 'serif',
            size: 7.5,
            justify: true,
            leading: 1.2,
            indent: 3,
          }) + 1.8;
        article += 1;
      }
    }
    paper.text('4/6', 105, 289, { face: 'serif', size: 8, align: 'center' });
  },
};

/** A short letter by hand on white paper: somebody lodges somebody. */
export const LODGING: PaperDesign = {
  id: 'attestation-hebergement',
  title: 'Attestation d’hébergement écrite à la main',
  size: A4,
  seed: 3_307,
  look: { skewDegrees: 1.1, offset: [1.2, 0.6], paper: '#fbfaf4', shadow: 'folds' },
  draw(paper, random) {
    const hand = { size: 12.5, ink: BLACK_BALLPOINT, face: 'hand-old' } as const;
    handwrite(paper, random, `${LUCIENNE.firstNames} Spécimen`, 24, 32, hand);
    handwrite(paper, random, LUCIENNE.street, 24, 42, hand);
    handwrite(paper, random, 'Valcastel, le 20 janvier 2031', 104, 62, hand);
    handwrite(paper, random, 'Attestation d’hébergement', 50, 88, { ...hand, size: 16 });
    const lines = [
      'Je soussignée, Lucienne Spécimen, née le 5 juin 1963,',
      'certifie sur l’honneur héberger à mon domicile',
      'Monsieur Amadou Exemple, depuis le 4 novembre 2030,',
      'à l’adresse écrite ci-dessus.',
      '',
      'Je sais que cette lettre sert à un essai de numérisation',
      'et qu’aucun de ces noms n’existe.',
      '',
      'Fait pour valoir ce que de droit.',
    ];
    for (const [index, line] of lines.entries()) {
      handwrite(paper, random, line, 24 + random.around(1.2), 112 + index * 11.5 + random.around(0.6), hand);
    }
    sign(paper, random, 118, 236, 52, BLACK_BALLPOINT);
  },
};

/** The back of a sheet: nothing but what shines through. */
export const BLANK_BACK: PaperDesign = {
  id: 'verso-vierge',
  title: 'Verso vierge',
  size: A4,
  seed: 2_003,
  look: { skewDegrees: 0.3, showThrough: 0.55, marks: ['staple'] },
  draw() {
    // Nothing was ever printed on this side.
  },
};

/** Nearly nothing: one line and initials. The visitor means it, so it must not be taken for a blank page. */
export const NEARLY_EMPTY: PaperDesign = {
  id: 'page-presque-vide',
  title: 'Page presque vide (une ligne et un paraphe)',
  size: A4,
  seed: 2_711,
  look: { skewDegrees: -0.4, offset: [0.5, 0.5] },
  draw(paper, random) {
    paper.text('Lu et approuvé, bon pour accord', 118, 224, { face: 'serif', size: 11 });
    handwrite(paper, random, 'A. E.', 132, 240, { size: 30, ink: BLUE_BALLPOINT, face: 'hand-quick' });
    paper.text(`${AMADOU.lastName} – dossier 0042 – page 6/6 – ${TOWN}`, 105, 288, {
      size: 7.5,
      align: 'center',
      colour: '#777777',
    });
  },
};
