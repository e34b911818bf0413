import { AMADOU, euros, fullName, TOWN } from '../invented.ts';
import { A4, type PaperDesign } from '../paper-design.ts';
import type { PaperSurface } from '../paper-surface.ts';

const GREY = '#e9eaec';
const NAVY = '#22345c';

/** Label, base in cents, the employee's rate, the employer's rate (hundredths of a percent). */
const CONTRIBUTIONS: readonly (readonly [string, number, number, number])[] = [
  ['Santé - Maladie maternité invalidité décès', 187_420, 0, 700],
  ['Complémentaire santé', 187_420, 95, 95],
  ['Accidents du travail - maladies prof.', 187_420, 0, 212],
  ['Sécurité sociale plafonnée', 187_420, 690, 855],
  ['Sécurité sociale déplafonnée', 187_420, 40, 202],
  ['Complémentaire tranche 1', 187_420, 401, 601],
  ['Famille', 187_420, 0, 345],
  ['Assurance chômage', 187_420, 0, 405],
  ['Autres contributions dues par l’employeur', 187_420, 0, 186],
  ['CSG déductible de l’impôt sur le revenu', 184_140, 680, 0],
  ['CSG/CRDS non déductible de l’impôt', 184_140, 290, 0],
];

const COLUMNS = [14, 92, 116, 134, 158, 176, 196] as const;

function rate(hundredths: number): string {
  return hundredths === 0 ? '' : (hundredths / 100).toFixed(3).replace('.', ',');
}

function part(base: number, hundredths: number): number {
  return Math.round((base * hundredths) / 10_000);
}

function header(paper: PaperSurface): void {
  paper.text('BULLETIN DE PAIE', 196, 19, { face: 'sans-bold', size: 16, colour: NAVY, align: 'right' });
  paper.text('Période du 01/02/2031 au 28/02/2031 – paiement le 28/02/2031 par virement', 196, 24.5, {
    size: 8,
    align: 'right',
  });
  paper.text('Boulangerie Imaginaire SARL', 14, 19, { face: 'serif-bold', size: 13 });
  paper.lines(
    [
      '2 place du Four-Fictif',
      TOWN,
      'SIRET 000 000 000 00000 – APE 0000X',
      'URSSAF de nulle part 000 0000000000',
    ],
    14,
    24.5,
    { size: 8, leading: 1.3 },
  );
  paper.box(14, 44, 84, 30, { line: '#8a8f99', fill: '#f7f7f8', radius: 1.5 });
  for (const [row, [label, value]] of (
    [
      ['Matricule', '00042'],
      ['N° sécurité sociale', '0 00 00 00 000 000 00'],
      ['Emploi', 'Ouvrier boulanger'],
      ['Classification', 'Coefficient 170'],
      ['Entrée', '02/11/2028'],
    ] as const
  ).entries()) {
    paper.text(label, 17, 49.5 + row * 5.4, { size: 8, colour: '#555a66' });
    paper.text(value, 52, 49.5 + row * 5.4, { size: 8.5, face: 'mono' });
  }
  paper.lines([fullName(AMADOU), AMADOU.street, TOWN], 112, 54, { size: 10.5, leading: 1.4 });
}

function tableHead(paper: PaperSurface, y: number): void {
  paper.box(14, y, 182, 9, { fill: NAVY });
  const style = { size: 7.5, colour: '#ffffff', face: 'sans-bold' } as const;
  paper.text('Éléments de paie', 16, y + 5.8, style);
  paper.text('Base', 115, y + 5.8, { ...style, align: 'right' });
  paper.text('Taux', 133, y + 3.9, { ...style, align: 'right' });
  paper.text('salarié', 133, y + 7.2, { ...style, align: 'right' });
  paper.text('À déduire', 157, y + 5.8, { ...style, align: 'right' });
  paper.text('Taux', 175, y + 3.9, { ...style, align: 'right' });
  paper.text('patronal', 175, y + 7.2, { ...style, align: 'right' });
  paper.text('Charges pat.', 195, y + 5.8, { ...style, align: 'right' });
}

function draw(paper: PaperSurface): void {
  header(paper);
  const top = 82;
  tableHead(paper, top);
  let y = top + 14;
  const cell = { size: 8, face: 'mono' } as const;
  const row = (label: string, cells: readonly string[], bold = false): void => {
    paper.text(label, 16, y, { size: 8, face: bold ? 'sans-bold' : 'sans' });
    for (const [index, value] of cells.entries()) {
      const right = COLUMNS[index + 2] ?? 196;
      paper.text(value, right - 1, y, { ...cell, face: bold ? 'mono-bold' : 'mono', align: 'right' });
    }
    y += 4.9;
  };
  row('Salaire de base', ['151,67', '11,8800', euros(180_184)]);
  row('Heures de nuit 25 %', ['14,00', '2,9700', euros(4_158)]);
  row('Prime de panier', ['11,00', '2,7982', euros(3_078)]);
  paper.box(14, y - 3.6, 182, 5.2, { fill: GREY });
  row('SALAIRE BRUT', ['', '', euros(187_420)], true);
  y += 1.5;

  let employee = 0;
  let employer = 0;
  for (const [index, [label, base, own, theirs]] of CONTRIBUTIONS.entries()) {
    if (index % 2 === 1) paper.box(14, y - 3.5, 182, 4.9, { fill: '#f6f6f8' });
    const deducted = part(base, own);
    const charged = part(base, theirs);
    employee += deducted;
    employer += charged;
    row(label, [
      euros(base),
      rate(own),
      own === 0 ? '' : euros(deducted),
      rate(theirs),
      theirs === 0 ? '' : euros(charged),
    ]);
  }
  row('Allègement de cotisations employeur', ['', '', '', '', euros(-31_260)]);
  employer -= 31_260;
  paper.box(14, y - 3.6, 182, 5.2, { fill: GREY });
  row('TOTAL DES COTISATIONS', ['', '', euros(employee), '', euros(employer)], true);

  const gross = 187_420;
  const social = gross - employee;
  const taxable = social + part(184_140, 290);
  const tax = part(taxable, 130);
  y += 2;
  row('NET À PAYER AVANT IMPÔT SUR LE REVENU', ['', '', euros(social)], true);
  row('Impôt prélevé à la source – taux 1,30 %', ['', '', euros(tax)]);
  row('Titres-restaurant (part salarié)', ['18,00', '2,4000', euros(4_320)]);
  const bottom = y + 1;
  paper.box(14, top, 182, bottom - top, { line: '#6d7381', lineWidth: 0.3 });
  for (const x of COLUMNS.slice(1, -1)) paper.rule(x, top, x, bottom, 0.12, '#a4a9b5');

  const netTop = bottom + 6;
  paper.box(112, netTop, 84, 15, { fill: '#e4e9f5', line: NAVY, lineWidth: 0.5, radius: 1.5 });
  paper.text('NET PAYÉ EN EUROS', 116, netTop + 9.3, { face: 'sans-bold', size: 10, colour: NAVY });
  paper.text(euros(social - tax - 4_320), 193, netTop + 9.8, { face: 'mono-bold', size: 14, align: 'right' });

  const totals = netTop + 24;
  paper.box(14, totals, 182, 18, { line: '#8a8f99' });
  const heads = ['Cumuls', 'Brut', 'Net imposable', 'Impôt', 'Heures', 'Congés acquis', 'Congés pris'];
  const month = ['Mois', euros(gross), euros(taxable), euros(tax), '151,67', '2,50', '0,00'];
  const year = ['Année', euros(gross * 2), euros(taxable * 2), euros(tax * 2), '303,34', '5,00', '1,00'];
  for (const [index, head] of heads.entries()) {
    const x = 17 + index * 26;
    paper.text(head, x, totals + 5, { size: 7.5, face: 'sans-bold', colour: NAVY });
    paper.text(month[index] ?? '', x, totals + 10, { size: 8, face: 'mono' });
    paper.text(year[index] ?? '', x, totals + 15, { size: 8, face: 'mono' });
  }
  paper.paragraph(
    'Document fictif, produit pour des essais. Dans votre intérêt et pour vous aider à faire valoir vos droits, conservez ce bulletin de paie sans limitation de durée. Pour la définition des termes employés, se reporter au site internet service-public.invalid, rubrique cotisations sociales.',
    14,
    totals + 26,
    182,
    { size: 6.8, colour: '#555a66', leading: 1.3 },
  );
}

export const PAYSLIP: PaperDesign = {
  id: 'bulletin-de-salaire',
  title: 'Bulletin de salaire',
  size: A4,
  seed: 4_201,
  look: { skewDegrees: 0.35, offset: [0.4, 0.6], paper: '#fdfdfb', marks: ['punched'] },
  draw,
};
