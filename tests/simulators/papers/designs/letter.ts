import { handwrite, sign, stampRound } from '../ink.ts';
import { fullName, TOWN, ZOE } from '../invented.ts';
import { A4, type Look, type PaperDesign } from '../paper-design.ts';
import type { PaperSurface } from '../paper-surface.ts';

const GREEN = '#2f7d4f';
const ORANGE = '#d9772b';

function letterhead(paper: PaperSurface): void {
  paper.shape(
    [
      [18, 30],
      [27, 12],
      [36, 30],
    ],
    GREEN,
  );
  paper.shape(
    [
      [27, 30],
      [33, 18],
      [39, 30],
    ],
    ORANGE,
  );
  paper.circle(27, 23, 2.6, { fill: '#ffffff' });
  paper.text('Caisse d’Entraide', 43, 20, { face: 'modern-bold', size: 16, colour: GREEN });
  paper.text('DE VALCASTEL', 43, 26, { face: 'modern', size: 11, colour: GREEN, spacing: 2 });
  paper.text('Organisme imaginaire, pour essais seulement', 43, 30.2, {
    face: 'sans-italic',
    size: 7,
    colour: '#666666',
  });
  paper.lines(['Service des droits', '8 place du Marché-Fictif', TOWN, 'Tél. 00 00 00 00 00'], 18, 42, {
    size: 8.5,
    leading: 1.3,
    colour: '#333333',
  });
}

function draw(paper: PaperSurface, random: Parameters<PaperDesign['draw']>[1]): void {
  letterhead(paper);
  paper.lines([fullName(ZOE), ZOE.street, TOWN], 112, 52, { size: 11, leading: 1.35 });
  paper.text('Valcastel, le 3 mars 2031', 112, 78, { size: 10.5 });
  paper.text('N° allocataire : 000 0000 A', 18, 78, { face: 'mono', size: 9.5 });
  paper.text('Nos réf. : DR/ZM/31-0412', 18, 83, { face: 'mono', size: 9.5 });
  paper.text('Objet : ', 18, 95, { face: 'serif-bold', size: 11.5 });
  paper.text('attestation de paiement et pièces à nous retourner', 32, 95, {
    face: 'serif-bold',
    size: 11.5,
  });

  const body = { face: 'serif', size: 11.5, justify: true, leading: 1.38 } as const;
  let y = paper.paragraph('Madame,', 18, 107, 174, body) + 3;
  y =
    paper.paragraph(
      'Nous avons bien reçu votre demande du 18 février 2031. Après étude de votre situation, votre allocation de transition est accordée pour une durée de six mois à compter du 1er mars 2031. Le montant mensuel qui vous est attribué figure dans le tableau ci-dessous ; il sera versé le cinq de chaque mois sur le compte que vous nous avez indiqué.',
      18,
      y,
      174,
      body,
    ) + 3;

  const top = y - 2;
  paper.box(18, top, 174, 8, { fill: '#e7f1ea', line: GREEN });
  paper.box(18, top, 174, 29, { line: GREEN, lineWidth: 0.35 });
  for (const x of [78, 122, 157]) paper.rule(x, top, x, top + 29, 0.2, GREEN);
  for (const [text, x] of [
    ['Nature du droit', 21],
    ['Période', 81],
    ['Jours', 125],
    ['Montant mensuel', 160],
  ] as const) {
    paper.text(text, x, top + 5.4, { face: 'sans-bold', size: 9, colour: '#1f4f34' });
  }
  for (const [row, cells] of [
    ['Allocation de transition', '01/03/2031 - 31/08/2031', '184', '612,40 €'],
    ['Aide à la mobilité', '01/03/2031 - 31/05/2031', '92', '48,00 €'],
    ['Retenue (trop-perçu)', 'mars 2031', '—', '-15,25 €'],
  ].entries()) {
    const line = top + 13.5 + row * 6.4;
    if (row > 0) paper.rule(18, line - 4.4, 192, line - 4.4, 0.12, '#9dbfa9');
    paper.text(cells[0] ?? '', 21, line, { size: 9.5 });
    paper.text(cells[1] ?? '', 81, line, { size: 9.5 });
    paper.text(cells[2] ?? '', 139, line, { size: 9.5, align: 'right' });
    paper.text(cells[3] ?? '', 189, line, { size: 9.5, align: 'right', face: 'sans-bold' });
  }
  y = top + 37;
  y =
    paper.paragraph(
      'Pour que le versement ne soit pas interrompu, nous vous remercions de nous faire parvenir, avant le 31 mars 2031, la copie de vos deux derniers bulletins de salaire ainsi qu’un justificatif de domicile de moins de trois mois. Vous pouvez les déposer à une borne d’accueil ou les envoyer par courrier à l’adresse indiquée en tête de cette lettre.',
      18,
      y,
      174,
      body,
    ) + 3;
  y =
    paper.paragraph(
      'Si vous n’êtes pas d’accord avec cette décision, vous disposez d’un délai de deux mois pour former un recours auprès de la commission de recours amiable. Un conseiller peut vous aider dans cette démarche, gratuitement et sur rendez-vous.',
      18,
      y,
      174,
      body,
    ) + 3;
  paper.paragraph(
    'Nous vous prions d’agréer, Madame, l’expression de nos salutations distinguées.',
    18,
    y,
    174,
    body,
  );

  paper.text('La responsable du service des droits', 122, 238, { face: 'serif', size: 11 });
  sign(paper, random, 128, 253, 46);
  paper.text('H. Inventée', 140, 264, { face: 'serif', size: 11 });
  stampRound(paper, random, 118, 252, {
    colour: '#b3202c',
    rim: 'CAISSE D’ENTRAIDE ',
    foot: 'VALCASTEL',
    lines: ['REÇU LE', '03 MARS 31', 'COURRIER'],
    radius: 17,
    degrees: -14,
  });
  handwrite(paper, random, 'reçu le 6/03, à rapporter !', 20, 258, { size: 17 });

  paper.rule(18, 277, 192, 277, 0.2, GREEN);
  paper.text(
    'Caisse d’Entraide de Valcastel – organisme qui n’existe pas – www.valcastel.invalid – page 1/1',
    105,
    282,
    { size: 7, colour: '#666666', align: 'center' },
  );
}

/** The letter as it lies there; `look` makes its skewed, folded and shadowed sisters. */
export function letter(id: string, title: string, seed: number, look: Look): PaperDesign {
  return { id, title, size: A4, seed, look, draw };
}
