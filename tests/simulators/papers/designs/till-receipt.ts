import { euros } from '../invented.ts';
import type { PaperDesign } from '../paper-design.ts';
import type { PaperSurface } from '../paper-surface.ts';
import type { SeededRandom } from '../random.ts';

const THERMAL = '#3c3b45';
const ITEMS: readonly (readonly [string, number])[] = [
  ['PAIN DE CAMPAGNE', 280],
  ['LAIT DEMI-ECR 1L', 115],
  ['POMMES GALA 1,240 KG', 371],
  ['CAHIER 96 P X2', 390],
  ['STYLO BILLE BLEU', 145],
  ['PILES LR06 X4', 599],
  ['TICKET BUS JOURNEE', 450],
  ['REMISE FIDELITE', -120],
];

function draw(paper: PaperSurface, random: SeededRandom): void {
  const middle = 40;
  paper.text('SUPÉRETTE FANTÔME', middle, 12, {
    face: 'mono-bold',
    size: 13,
    colour: THERMAL,
    align: 'center',
  });
  const small = { face: 'mono', size: 8, colour: THERMAL } as const;
  paper.lines(['1 rue Sans-Numéro', '99100 VALCASTEL', 'magasin qui n’existe pas'], middle, 18, {
    ...small,
    align: 'center',
  });
  paper.text('21/02/2031 17:42   caisse 2   n° 000731', 5, 34, small);
  let y = 38;
  const dashes = (): void => {
    paper.text('-'.repeat(41), 5, y, { ...small, face: 'mono' });
    y += 5;
  };
  dashes();
  let total = 0;
  for (const [label, cents] of ITEMS) {
    total += cents;
    paper.text(label, 5, y, { ...small, size: 8.6 });
    paper.text(`${euros(cents)} €`, 75, y, { ...small, size: 8.6, align: 'right' });
    y += 4.8;
  }
  dashes();
  paper.text('TOTAL', 5, y + 2, { face: 'mono-bold', size: 15, colour: THERMAL });
  paper.text(`${euros(total)} €`, 75, y + 2, {
    face: 'mono-bold',
    size: 15,
    colour: THERMAL,
    align: 'right',
  });
  y += 9;
  paper.text('Espèces', 5, y, small);
  paper.text('30,00 €', 75, y, { ...small, align: 'right' });
  paper.text('Rendu', 5, y + 4.6, small);
  paper.text(`${euros(3_000 - total)} €`, 75, y + 4.6, { ...small, align: 'right' });
  y += 10;
  paper.text('dont TVA 5,5 %  0,40 €    TVA 20 %  2,64 €', 5, y, { ...small, size: 7 });
  y += 8;
  let x = 14;
  while (x < 66) {
    const bar = 0.33 * random.whole(1, 3);
    paper.box(x, y, bar, 13, { fill: THERMAL });
    x += bar + 0.33 * random.whole(1, 3);
  }
  paper.text('0 000000 000000', middle, y + 17.5, { ...small, align: 'center' });
  paper.text('MERCI ET À BIENTÔT', middle, y + 25, {
    face: 'mono-bold',
    size: 9,
    colour: THERMAL,
    align: 'center',
  });
  // A tired print head leaves lines.
  for (const column of [23.2, 51.7]) paper.rule(column, 0, column, 150, 0.12, 'rgba(250,249,246,0.8)');
}

export const TILL_RECEIPT: PaperDesign = {
  id: 'ticket-de-caisse',
  title: 'Ticket de caisse',
  size: [80, 142],
  seed: 5_309,
  look: { skewDegrees: -1.8, offset: [22, 16], paper: '#faf9f4', shadow: 'folds' },
  draw,
};
