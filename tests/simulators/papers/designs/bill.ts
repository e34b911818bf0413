import { fullName, TOWN, ZOE } from '../invented.ts';
import { A4, type PaperDesign } from '../paper-design.ts';
import type { PaperSurface } from '../paper-surface.ts';

const PURPLE = '#5b3a8c';
const YELLOW = '#f2b632';
const MONTHS = ['M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D', 'J', 'F'];
const KILOWATT_HOURS = [262, 214, 171, 133, 120, 98, 125, 176, 231, 288, 301, 274];

function chart(paper: PaperSurface, x: number, y: number): void {
  paper.text('Votre consommation sur douze mois (kWh)', x, y, { face: 'sans-bold', size: 9, colour: PURPLE });
  const base = y + 44;
  for (const level of [0, 100, 200, 300]) {
    const line = base - level * 0.12;
    paper.rule(x + 8, line, x + 172, line, 0.12, '#c9c3d6');
    paper.text(`${level}`, x + 6, line + 1, { size: 6.5, align: 'right', colour: '#6b6580' });
  }
  for (const [index, used] of KILOWATT_HOURS.entries()) {
    const left = x + 12 + index * 13.4;
    paper.box(left, base - used * 0.12, 8.6, used * 0.12, {
      fill: index === 11 ? YELLOW : '#8a6bbb',
      radius: 0.6,
    });
    paper.text(MONTHS[index] ?? '', left + 4.3, base + 4, { size: 7, align: 'center', colour: '#6b6580' });
    paper.text(`${used}`, left + 4.3, base - used * 0.12 - 1.2, {
      size: 6,
      align: 'center',
      colour: '#4a4360',
    });
  }
}

function draw(paper: PaperSurface): void {
  paper.box(14, 12, 52, 17, { fill: PURPLE, radius: 2 });
  paper.shape(
    [
      [24, 14],
      [18, 22],
      [22, 22],
      [20, 27.5],
      [27, 19.5],
      [22.6, 19.5],
    ],
    YELLOW,
  );
  paper.text('chimère', 30, 22.6, { face: 'modern-bold', size: 17, colour: '#ffffff' });
  paper.text('Électricité Chimère – fournisseur inventé', 14, 34, { size: 7, colour: '#6b6580' });
  paper.text('Facture', 196, 21, { face: 'modern-bold', size: 20, colour: PURPLE, align: 'right' });
  paper.text('n° FA-0000-031 du 17 février 2031', 196, 27.5, { size: 9, align: 'right' });

  paper.lines([fullName(ZOE), ZOE.street, TOWN], 112, 52, { size: 11, leading: 1.35 });
  paper.box(14, 44, 84, 27, { fill: '#f3effa', radius: 2 });
  paper.lines(
    [
      'Référence client : 0 000 000 000',
      'Point de livraison : 00 000 000 000 000',
      'Lieu de consommation : le même',
      'Puissance souscrite : 6 kVA, heures creuses',
    ],
    18,
    51,
    { size: 8.8, leading: 1.75 },
  );

  paper.text('Ce que vous payez', 14, 86, { face: 'modern-bold', size: 13, colour: PURPLE });
  let y = 95;
  for (const [label, detail, amount] of [
    ['Abonnement', 'du 17/02/2031 au 16/03/2031', '12,44 €'],
    ['Heures pleines', '181 kWh × 0,2146 €', '38,84 €'],
    ['Heures creuses', '93 kWh × 0,1696 €', '15,77 €'],
    ['Contribution d’acheminement', '', '2,07 €'],
    ['Taxes et contributions hors TVA', '274 kWh × 0,0337 €', '9,23 €'],
    ['TVA', '5,5 % et 20 %', '13,52 €'],
  ] as const) {
    paper.text(label, 16, y, { size: 9.6 });
    paper.text(detail, 92, y, { size: 8.8, colour: '#6b6580' });
    paper.text(amount, 194, y, { size: 9.6, align: 'right', face: 'mono' });
    paper.rule(14, y + 2.4, 196, y + 2.4, 0.12, '#d5cfe2');
    y += 7.6;
  }
  paper.box(112, y, 84, 14, { fill: YELLOW, radius: 2 });
  paper.text('Total TTC', 117, y + 9, { face: 'modern-bold', size: 12 });
  paper.text('91,87 €', 192, y + 9.3, { face: 'modern-bold', size: 15, align: 'right' });
  paper.text('Prélèvement le 3 mars 2031', 14, y + 9, { size: 9.6 });

  chart(paper, 14, y + 30);
  paper.paragraph(
    'Cette facture peut servir de justificatif de domicile dans les essais. En cas de difficulté de paiement, parlez-en à un conseiller : des solutions existent. Réclamations : service des clients imaginaires, BP 000, 99100 Valcastel. Aucune de ces personnes, adresses ou références n’existe.',
    14,
    y + 88,
    182,
    { size: 7.6, colour: '#5c5670', leading: 1.4 },
  );
  // The slip to send back, behind a dotted line.
  const slip = 262;
  for (let x = 0; x < 210; x += 3) paper.rule(x, slip, x + 1.6, slip, 0.2, '#6b6580');
  paper.text('Talon à joindre au règlement', 14, slip + 8, { size: 8, colour: '#6b6580' });
  paper.text('000000000000 031 0000091870 00', 196, slip + 20, { face: 'mono', size: 12, align: 'right' });
}

export const BILL: PaperDesign = {
  id: 'facture-electricite',
  title: 'Facture d’électricité (justificatif de domicile)',
  size: A4,
  seed: 8_117,
  look: { skewDegrees: -0.9, offset: [0.6, 1.2], shadow: 'folds' },
  draw,
};
