import { BLUE_BALLPOINT, handwrite, penStroke, sign, stampBox, tick } from '../ink.ts';
import { LUCIENNE, TOWN } from '../invented.ts';
import { A4, type PaperDesign } from '../paper-design.ts';
import type { PaperSurface } from '../paper-surface.ts';
import type { SeededRandom } from '../random.ts';

const BLUE = '#2a5db0';
const PALE = '#eaf1fb';

function section(paper: PaperSurface, number: number, title: string, y: number): void {
  paper.box(14, y, 182, 8, { fill: BLUE });
  paper.text(`${number}`, 18, y + 5.7, { face: 'modern-bold', size: 12, colour: '#ffffff' });
  paper.text(title, 25, y + 5.6, { face: 'sans-bold', size: 10.5, colour: '#ffffff' });
}

/** A label, and a comb of cells with one handwritten character in each. */
function comb(
  paper: PaperSurface,
  random: SeededRandom,
  label: string,
  text: string,
  x: number,
  y: number,
  cells: number,
): void {
  paper.text(label, x, y - 1.6, { size: 8, colour: '#333a4a' });
  for (let cell = 0; cell < cells; cell += 1) {
    paper.box(x + cell * 5.6, y, 5.6, 7, { line: BLUE, lineWidth: 0.18, fill: '#ffffff' });
    const letter = text[cell];
    if (letter !== undefined && letter !== ' ') {
      handwrite(paper, random, letter, x + cell * 5.6 + 1.4 + random.around(0.2), y + 5.4, { size: 16 });
    }
  }
}

/** A label and a dotted line with something written above it. */
function dotted(
  paper: PaperSurface,
  random: SeededRandom,
  label: string,
  text: string,
  x: number,
  y: number,
  width: number,
): void {
  paper.text(label, x, y, { size: 8.5, colour: '#333a4a' });
  const start = x + paper.widthOf(label, { size: 8.5 }) + 2;
  for (let dot = start; dot < x + width; dot += 1.15) paper.circle(dot, y + 0.3, 0.13, { fill: '#58606f' });
  handwrite(paper, random, text, start + 1.5, y - 0.4, { size: 17 });
}

function choice(
  paper: PaperSurface,
  random: SeededRandom,
  label: string,
  x: number,
  y: number,
  ticked: boolean,
): void {
  paper.box(x, y - 3.2, 3.8, 3.8, { line: BLUE, lineWidth: 0.3, fill: '#ffffff' });
  paper.text(label, x + 6, y, { size: 9 });
  if (ticked) tick(paper, random, x, y - 3.3, 3.8);
}

function draw(paper: PaperSurface, random: SeededRandom): void {
  paper.box(0, 0, 210, 30, { fill: PALE });
  paper.text('Demande d’aide à la reprise d’activité', 14, 16, {
    face: 'modern-bold',
    size: 17,
    colour: BLUE,
  });
  paper.text('Formulaire fictif n° 00-E-0031 – à compléter au stylo, en lettres capitales', 14, 23, {
    size: 8.5,
    colour: '#45506a',
  });
  paper.box(162, 6, 34, 18, { line: BLUE, fill: '#ffffff' });
  paper.text('Cadre réservé', 179, 10.5, { size: 7, align: 'center', colour: '#45506a' });
  stampBox(paper, random, 178, 17.5, {
    colour: '#1b3f8f',
    lines: ['ARRIVÉ LE', '11 FÉV 2031'],
    width: 31,
    degrees: 4,
  });

  section(paper, 1, 'Vous', 35);
  comb(paper, random, 'Nom de naissance', 'SPECIMEN', 14, 50, 16);
  comb(paper, random, 'Prénom', 'LUCIENNE', 110, 50, 15);
  comb(paper, random, 'Date de naissance', '05061963', 14, 65, 8);
  comb(paper, random, 'Téléphone', '0000000000', 110, 65, 10);
  dotted(paper, random, 'Adresse', LUCIENNE.street, 14, 84, 182);
  dotted(
    paper,
    random,
    'Code postal et commune',
    TOWN.toLowerCase().replace(/\b[a-z]/g, (c) => c.toUpperCase()),
    14,
    94,
    182,
  );

  section(paper, 2, 'Votre situation', 101);
  choice(paper, random, 'Sans emploi', 16, 116, true);
  choice(paper, random, 'En contrat court', 58, 116, false);
  choice(paper, random, 'En formation', 104, 116, false);
  choice(paper, random, 'Autre', 146, 116, false);
  dotted(paper, random, 'Depuis le', '1er septembre 2030', 16, 127, 90);
  dotted(paper, random, 'Dernier emploi', 'aide à domicile', 110, 127, 86);
  paper.text('Ce qui vous gêne pour reprendre un emploi :', 16, 137, { size: 9 });
  choice(paper, random, 'les transports', 16, 146, true);
  choice(paper, random, 'la garde d’un enfant', 58, 146, false);
  choice(paper, random, 'la santé', 104, 146, true);
  choice(paper, random, 'le logement', 146, 146, false);

  section(paper, 3, 'Votre demande', 153);
  for (let line = 0; line < 5; line += 1) {
    paper.rule(16, 170 + line * 9, 194, 170 + line * 9, 0.12, '#9db4d8');
  }
  const message = [
    'Bonjour, je recherche un poste à mi-temps près de chez moi',
    'car je n’ai plus de voiture depuis octobre. Le bus passe',
    'seulement le matin. Pouvez-vous m’aider pour le permis ?',
    'Je joins ma carte et ma dernière facture. Merci beaucoup.',
  ];
  for (const [index, line] of message.entries()) {
    handwrite(paper, random, line, 18 + random.around(0.6), 168.8 + index * 9, { size: 18 });
  }
  // A word struck out, as happens.
  penStroke(
    paper,
    [
      [18, 203.5],
      [30, 202.9],
      [42, 203.8],
    ],
    BLUE_BALLPOINT,
    0.5,
  );
  handwrite(paper, random, 'Cordial', 18.5, 205, { size: 18 });

  section(paper, 4, 'Pièces jointes et signature', 213);
  choice(paper, random, 'Pièce d’identité', 16, 228, true);
  choice(paper, random, 'Justificatif de domicile', 16, 236, true);
  choice(paper, random, 'Relevé d’identité bancaire', 16, 244, false);
  dotted(paper, random, 'Fait à', 'Valcastel', 100, 228, 46);
  dotted(paper, random, 'le', '9 février 2031', 150, 228, 46);
  paper.box(100, 233, 96, 32, { line: BLUE, fill: '#ffffff' });
  paper.text('Signature', 103, 238, { size: 8, colour: '#45506a' });
  sign(paper, random, 118, 252, 58);
  paper.paragraph(
    'Les informations de ce formulaire sont inventées. Toute ressemblance avec une personne existante serait fortuite.',
    14,
    256,
    78,
    { size: 7, colour: '#58606f' },
  );
  paper.text('00-E-0031 – 1/1', 196, 287, { size: 7, align: 'right', colour: '#58606f', face: 'mono' });
}

export const FORM: PaperDesign = {
  id: 'formulaire-manuscrit',
  title: 'Formulaire rempli à la main',
  size: A4,
  seed: 7_703,
  look: { skewDegrees: -0.6, offset: [0.9, 0.4], marks: ['staple'] },
  draw,
};
