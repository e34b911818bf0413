import { BLACK_BALLPOINT, sign } from '../ink.ts';
import { td1 } from '../mrz.ts';
import { A4, type PaperDesign } from '../paper-design.ts';
import type { PaperSurface } from '../paper-surface.ts';
import type { SeededRandom } from '../random.ts';

const WIDTH = 85.6;
const HEIGHT = 54;

/** The wavy background of such cards. */
function guilloche(paper: PaperSurface, x: number, y: number, from: string, to: string): void {
  const { context } = paper;
  context.save();
  context.beginPath();
  context.roundRect(paper.px(x), paper.px(y), paper.px(WIDTH), paper.px(HEIGHT), paper.px(3.2));
  context.clip();
  const tint = context.createLinearGradient(
    paper.px(x),
    paper.px(y),
    paper.px(x + WIDTH),
    paper.px(y + HEIGHT),
  );
  tint.addColorStop(0, from);
  tint.addColorStop(0.55, '#f4f1e6');
  tint.addColorStop(1, to);
  context.fillStyle = tint;
  context.fillRect(paper.px(x), paper.px(y), paper.px(WIDTH), paper.px(HEIGHT));
  context.lineWidth = paper.px(0.09);
  for (let wave = 0; wave < 34; wave += 1) {
    context.strokeStyle = wave % 2 === 0 ? 'rgba(70,120,150,0.32)' : 'rgba(170,110,120,0.28)';
    context.beginPath();
    for (let step = 0; step <= 90; step += 1) {
      const along = x + (step * WIDTH) / 90;
      const down =
        y +
        (wave * HEIGHT) / 32 +
        3.2 * Math.sin(step / 7 + wave / 3) +
        1.6 * Math.sin(step / 2.6 - wave / 2);
      if (step === 0) context.moveTo(paper.px(along), paper.px(down));
      else context.lineTo(paper.px(along), paper.px(down));
    }
    context.stroke();
  }
  context.restore();
  paper.box(x, y, WIDTH, HEIGHT, { line: '#b9b6aa', lineWidth: 0.15, radius: 3.2 });
}

/** A face that is nobody's: shapes and shades. */
function portrait(paper: PaperSurface, x: number, y: number, width: number, height: number): void {
  const { context } = paper;
  context.save();
  context.beginPath();
  context.roundRect(paper.px(x), paper.px(y), paper.px(width), paper.px(height), paper.px(1));
  context.clip();
  paper.box(x, y, width, height, { fill: '#cfd3d2' });
  const middle = x + width / 2;
  const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string): void => {
    context.fillStyle = fill;
    context.beginPath();
    context.ellipse(paper.px(cx), paper.px(cy), paper.px(rx), paper.px(ry), 0, 0, 2 * Math.PI);
    context.fill();
  };
  ellipse(middle, y + height * 0.42, width * 0.34, height * 0.34, '#3d332c');
  ellipse(middle, y + height * 1.06, width * 0.5, height * 0.34, '#46566b');
  paper.box(middle - width * 0.09, y + height * 0.56, width * 0.18, height * 0.2, { fill: '#b78f74' });
  ellipse(middle, y + height * 0.44, width * 0.23, height * 0.25, '#c79d80');
  ellipse(middle, y + height * 0.26, width * 0.25, height * 0.1, '#3d332c');
  for (const side of [-1, 1]) {
    ellipse(middle + side * width * 0.09, y + height * 0.42, width * 0.035, height * 0.013, '#2a2320');
    ellipse(middle + side * width * 0.09, y + height * 0.385, width * 0.05, height * 0.008, '#3d332c');
  }
  ellipse(middle, y + height * 0.49, width * 0.025, height * 0.03, '#ad8268');
  ellipse(middle, y + height * 0.56, width * 0.06, height * 0.011, '#9a5b54');
  const light = context.createLinearGradient(paper.px(x), 0, paper.px(x + width), 0);
  light.addColorStop(0, 'rgba(255,255,255,0.14)');
  light.addColorStop(1, 'rgba(0,0,0,0.16)');
  context.fillStyle = light;
  context.fillRect(paper.px(x), paper.px(y), paper.px(width), paper.px(height));
  context.restore();
}

function field(paper: PaperSurface, label: string, value: string, x: number, y: number): void {
  paper.text(label, x, y, { size: 5, colour: '#4c6170' });
  paper.text(value, x, y + 3.7, { size: 8.2, face: 'sans-bold', colour: '#22252a' });
}

function specimen(paper: PaperSurface, x: number, y: number): void {
  paper.turned(x, y, -24, () => {
    paper.context.save();
    paper.context.globalAlpha = 0.5;
    paper.text('SPÉCIMEN', x, y + 4, {
      face: 'modern-bold',
      size: 30,
      colour: '#c0392b',
      align: 'center',
      spacing: 3,
    });
    paper.context.restore();
  });
}

function front(paper: PaperSurface, random: SeededRandom, x: number, y: number): void {
  guilloche(paper, x, y, '#cfe3ec', '#e9d5d8');
  paper.text('RÉPUBLIQUE D’UTOPIE', x + 30, y + 7, {
    face: 'sans-bold',
    size: 8,
    colour: '#254a66',
    spacing: 0.4,
  });
  paper.text('CARTE D’IDENTITÉ / IDENTITY CARD', x + 30, y + 10.6, { size: 5.6, colour: '#254a66' });
  portrait(paper, x + 4, y + 12.5, 23, 29);
  field(paper, 'NOM / Surname', 'MARTIN-FICTIF', x + 30, y + 15.5);
  field(paper, 'PRÉNOMS / Given names', 'Zoé, Marie', x + 30, y + 23);
  field(paper, 'SEXE / Sex', 'F', x + 30, y + 30.5);
  field(paper, 'NATIONALITÉ', 'UTO', x + 41, y + 30.5);
  field(paper, 'DATE DE NAISS.', '14 02 1991', x + 58, y + 30.5);
  field(paper, 'N° DU DOCUMENT', 'X0FICTIF0', x + 30, y + 38);
  field(paper, 'EXPIRE LE', '31 12 2039', x + 58, y + 38);
  sign(paper, random, x + 32, y + 49, 28, BLACK_BALLPOINT);
  paper.text('000000', x + 5, y + 48, { face: 'mono', size: 7 });
  specimen(paper, x + WIDTH * 0.56, y + HEIGHT * 0.52);
}

function back(paper: PaperSurface, x: number, y: number): void {
  guilloche(paper, x, y, '#e4ecd9', '#d5e2ee');
  field(paper, 'ADRESSE / Address', '12 RUE DES HIRONDELLES INVENTÉES', x + 5, y + 6);
  paper.text('99100 VALCASTEL-LES-EXEMPLES – UTOPIE', x + 5, y + 13.4, {
    size: 7.4,
    face: 'sans-bold',
    colour: '#22252a',
  });
  field(paper, 'TAILLE', '1,68 m', x + 5, y + 18);
  field(paper, 'DÉLIVRÉE LE', '01 01 2030', x + 25, y + 18);
  paper.box(x + 64, y + 5, 16, 12.5, { fill: '#d9b25b', line: '#8d6b24', radius: 1.6 });
  for (const line of [0.33, 0.66]) {
    paper.rule(x + 64, y + 5 + 12.5 * line, x + 80, y + 5 + 12.5 * line, 0.18, '#8d6b24');
    paper.rule(x + 64 + 16 * line, y + 5, x + 64 + 16 * line, y + 17.5, 0.18, '#8d6b24');
  }
  specimen(paper, x + WIDTH * 0.5, y + HEIGHT * 0.44);
  paper.box(x, y + 33.5, WIDTH, 17.5, { fill: '#f6f5f0' });
  const lines = td1({
    documentNumber: 'X0FICTIF0',
    born: '910214',
    expires: '391231',
    sex: 'F',
    lastName: 'MARTIN-FICTIF',
    firstNames: 'ZOE MARIE',
  });
  for (const [row, line] of lines.entries()) {
    for (const [column, character] of [...line].entries()) {
      // OCR-B pitch: ten characters an inch.
      paper.text(character, x + 5 + column * 2.54 + 1.27, y + 39 + row * 4.8, {
        face: 'mono',
        size: 11,
        align: 'center',
        colour: '#17181a',
      });
    }
  }
}

function draw(paper: PaperSurface, random: SeededRandom): void {
  front(paper, random, 62, 34);
  back(paper, 62, 112);
}

/** Both sides on one photocopy, as offices ask for it. */
export const IDENTITY_CARD: PaperDesign = {
  id: 'carte-identite',
  title: 'Carte d’identité (spécimen), recto et verso',
  size: A4,
  seed: 1_117,
  look: { skewDegrees: 0.2 },
  draw,
};

/** The card itself on the glass. */
export const CARD_ON_GLASS: PaperDesign = {
  id: 'carte-sur-la-vitre',
  title: 'Carte d’identité (spécimen) posée sur la vitre',
  size: [WIDTH, HEIGHT],
  seed: 1_118,
  look: { skewDegrees: 2.6, offset: [14, 17], paper: '#f4f1e6' },
  draw: (paper, random) => front(paper, random, 0, 0),
};
