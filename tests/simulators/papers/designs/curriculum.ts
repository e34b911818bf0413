import { AMADOU, TOWN } from '../invented.ts';
import { A4, type PaperDesign } from '../paper-design.ts';
import type { PaperSurface } from '../paper-surface.ts';

const TEAL = '#20525c';
const SAND = '#f0e9dd';

function sidebar(paper: PaperSurface): void {
  paper.box(0, 0, 68, 297, { fill: TEAL });
  paper.circle(34, 36, 20, { fill: '#ffffff' });
  paper.circle(34, 36, 19, { fill: '#9db8b4' });
  const { context } = paper;
  context.save();
  context.beginPath();
  context.arc(paper.px(34), paper.px(36), paper.px(19), 0, 2 * Math.PI);
  context.clip();
  paper.circle(34, 62, 18, { fill: '#e7c46a' });
  paper.box(30.5, 40, 7, 9, { fill: '#6d4a35' });
  paper.circle(34, 33, 9, { fill: '#7a543d' });
  paper.circle(34, 27.5, 8.4, { fill: '#241c18' });
  paper.circle(34, 35, 7.6, { fill: '#7a543d' });
  context.restore();
  const head = { face: 'modern-bold', size: 10, colour: '#e7c46a', spacing: 1 } as const;
  const text = { face: 'modern', size: 8.8, colour: '#ffffff', leading: 1.5 } as const;
  paper.text('CONTACT', 10, 72, head);
  let y = paper.lines(
    [AMADOU.street, TOWN.slice(0, 15), 'Tél. 00 00 00 00 00', 'amadou@exemple.invalid', 'Permis B'],
    10,
    79,
    text,
  );
  paper.text('LANGUES', 10, y + 6, head);
  y += 13;
  for (const [language, level] of [
    ['Français', 0.95],
    ['Bambara', 1],
    ['Anglais', 0.55],
  ] as const) {
    paper.text(language, 10, y, text);
    paper.box(32, y - 2.2, 26, 2.2, { fill: '#3d6f78', radius: 1.1 });
    paper.box(32, y - 2.2, 26 * level, 2.2, { fill: '#e7c46a', radius: 1.1 });
    y += 6.4;
  }
  paper.text('SAVOIR-FAIRE', 10, y + 6, head);
  y = paper.lines(
    [
      '• Réception et rangement',
      '• Chariot élévateur CACES 3',
      '• Inventaire',
      '• Petite mécanique',
      '• Bureautique',
    ],
    10,
    y + 13,
    text,
  );
  paper.text('LOISIRS', 10, y + 6, head);
  paper.lines(
    ['Football (entraîneur des', 'moins de 12 ans), cuisine,', 'réparation de vélos'],
    10,
    y + 13,
    text,
  );
}

function job(
  paper: PaperSurface,
  y: number,
  years: string,
  title: string,
  place: string,
  text: string,
): number {
  paper.circle(77, y - 1.3, 1.3, { fill: '#e0a93c' });
  paper.rule(77, y + 1, 77, y + 21, 0.25, '#c9c2b4');
  paper.text(years, 82, y, { face: 'modern-bold', size: 8.6, colour: '#a87a1d' });
  paper.text(title, 82, y + 5.2, { face: 'modern-bold', size: 11, colour: TEAL });
  paper.text(place, 82, y + 10, { face: 'sans-italic', size: 9, colour: '#555555' });
  return paper.paragraph(text, 82, y + 15, 114, { face: 'modern', size: 8.9, leading: 1.45 }) + 5;
}

function draw(paper: PaperSurface): void {
  sidebar(paper);
  paper.text('Amadou EXEMPLE', 76, 28, { face: 'modern-bold', size: 25, colour: TEAL });
  paper.text('Magasinier – cariste', 76, 37, { face: 'modern-light', size: 15, colour: '#a87a1d' });
  paper.box(76, 44, 120, 24, { fill: SAND, radius: 2 });
  paper.paragraph(
    'Quinze ans d’expérience en entrepôt et en logistique de détail. Ponctuel, habitué au travail d’équipe et aux horaires décalés, je cherche un poste stable à Valcastel ou dans les environs.',
    81,
    51,
    110,
    { face: 'modern', size: 9.4, leading: 1.5 },
  );
  const head = { face: 'modern-bold', size: 12, colour: TEAL, spacing: 0.8 } as const;
  paper.text('EXPÉRIENCE', 76, 80, head);
  paper.rule(76, 82.5, 196, 82.5, 0.4, '#e0a93c');
  let y = 91;
  y = job(
    paper,
    y,
    '2026 – 2030',
    'Cariste réceptionnaire',
    'Entrepôts Chimère, Valcastel',
    'Déchargement de 20 camions par jour, contrôle des bons de livraison, rangement en hauteur, formation de quatre nouveaux collègues. Aucun accident en quatre ans.',
  );
  y = job(
    paper,
    y,
    '2019 – 2026',
    'Magasinier',
    'Quincaillerie Imaginaire SA, Mont-Modèle',
    'Tenue du stock (8 000 références), préparation des commandes, accueil des artisans au comptoir, inventaire annuel.',
  );
  y = job(
    paper,
    y,
    '2014 – 2019',
    'Agent de tri, puis chef d’équipe',
    'Messageries Fantômes, Saint-Exemple',
    'Organisation d’une équipe de six personnes la nuit, suivi des retards, remplacement du responsable pendant ses congés.',
  );
  paper.text('FORMATION', 76, y + 4, head);
  paper.rule(76, y + 6.5, 196, y + 6.5, 0.4, '#e0a93c');
  y += 15;
  for (const [year, title] of [
    ['2027', 'CACES R489 catégorie 3, renouvelé'],
    ['2013', 'CAP Opérateur logistique, lycée des Essais, Valcastel'],
    ['2011', 'Sauveteur secouriste du travail'],
  ] as const) {
    paper.text(year, 82, y, { face: 'modern-bold', size: 9, colour: '#a87a1d' });
    paper.text(title, 96, y, { face: 'modern', size: 9.4 });
    y += 7;
  }
  paper.text('Personne, lieux et entreprises inventés', 196, 290, {
    size: 6.5,
    align: 'right',
    colour: '#8a8a8a',
  });
}

export const CURRICULUM: PaperDesign = {
  id: 'cv',
  title: 'CV en couleurs',
  size: A4,
  seed: 6_021,
  look: { skewDegrees: 0.15, paper: '#ffffff' },
  draw,
};
