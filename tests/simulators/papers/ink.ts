import { createCanvas } from '@napi-rs/canvas';
import type { Face } from './faces.ts';
import { familyOf } from './faces.ts';
import { PaperSurface } from './paper-surface.ts';
import type { SeededRandom } from './random.ts';

export const BLUE_BALLPOINT = '#1f3a93';
export const BLACK_BALLPOINT = '#23242b';

/** Handwriting: a script typeface whose letters do not quite sit on the line, in ink that is not quite even. */
export function handwrite(
  paper: PaperSurface,
  random: SeededRandom,
  text: string,
  x: number,
  y: number,
  style: { readonly size?: number; readonly ink?: string; readonly face?: Face } = {},
): number {
  const { context } = paper;
  const { size = 17, ink = BLUE_BALLPOINT, face = 'hand' } = style;
  const slope = random.around(0.006);
  const start = paper.px(x);
  let left = start;
  for (const letter of text) {
    const letterSize = size * (1 + random.around(0.025));
    context.save();
    context.font = `${(letterSize * paper.dpi) / 72}px ${familyOf(face)}`;
    context.letterSpacing = '0px';
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.translate(left, paper.px(y) + (left - start) * slope + paper.px(random.around(0.12)));
    context.rotate(random.around(0.02));
    context.globalAlpha = random.between(0.78, 0.95);
    context.fillStyle = ink;
    context.fillText(letter, 0, 0);
    left += context.measureText(letter).width * (1 + random.around(0.02));
    context.restore();
  }
  return ((left - start) * 25.4) / paper.dpi;
}

/** A smooth line through points (Catmull-Rom), thick where the pen is slow, thin where it is quick. */
export function penStroke(
  paper: PaperSurface,
  points: readonly (readonly [number, number])[],
  ink: string,
  width = 0.45,
): void {
  const { context } = paper;
  context.save();
  context.strokeStyle = ink;
  context.lineCap = 'round';
  context.globalAlpha = 0.88;
  const at = (index: number): readonly [number, number] =>
    points[Math.min(points.length - 1, Math.max(0, index))] ?? [0, 0];
  for (let index = 0; index < points.length - 1; index += 1) {
    const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const length = Math.hypot(x2 - x1, y2 - y1);
    const steps = Math.max(4, Math.ceil(length * 3));
    let [fromX, fromY] = [x1, y1];
    for (let step = 1; step <= steps; step += 1) {
      const t = step / steps;
      const spline = (a: number, b: number, c: number, d: number): number =>
        0.5 *
        (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
      const [toX, toY] = [spline(x0, x1, x2, x3), spline(y0, y1, y2, y3)];
      const speed = Math.hypot(toX - fromX, toY - fromY) * steps;
      context.lineWidth = paper.px(width * Math.min(1.2, Math.max(0.55, 6 / (speed + 3))));
      context.beginPath();
      context.moveTo(paper.px(fromX), paper.px(fromY));
      context.lineTo(paper.px(toX), paper.px(toY));
      context.stroke();
      [fromX, fromY] = [toX, toY];
    }
  }
  context.restore();
}

/** A signature nobody has: a large first letter, some waves, a line below. */
export function sign(
  paper: PaperSurface,
  random: SeededRandom,
  x: number,
  y: number,
  width: number,
  ink: string = BLUE_BALLPOINT,
): void {
  const points: [number, number][] = [
    [x + width * 0.02, y - 2],
    [x + width * 0.08, y - 11 + random.around(1)],
    [x + width * 0.16, y - 9 + random.around(1)],
    [x + width * 0.1, y + 1 + random.around(0.6)],
    [x + width * 0.04, y + 3.5],
    [x + width * 0.14, y - 1],
  ];
  const waves = random.whole(5, 8);
  for (let wave = 0; wave < waves; wave += 1) {
    const left = x + width * (0.18 + (0.62 * wave) / waves);
    const fading = 1 - (0.7 * wave) / waves;
    points.push([left, y - (2 + random.between(0, 2.5)) * fading]);
    points.push([left + (width * 0.31) / waves, y + random.between(0, 1.4) * fading]);
  }
  points.push([x + width * 0.95, y - 3 + random.around(1.5)]);
  penStroke(paper, points, ink, 0.5);
  const tail: [number, number][] = [
    [x + width * 0.98, y - 2],
    [x + width * 0.6, y + 3.4 + random.around(0.5)],
    [x + width * 0.12, y + 4.6 + random.around(0.5)],
    [x + width * 0.55, y + 3.9],
  ];
  penStroke(paper, tail, ink, 0.45);
}

/** A cross or tick in a box, as drawn in a hurry. */
export function tick(paper: PaperSurface, random: SeededRandom, x: number, y: number, size = 3.6): void {
  const wobble = (): number => random.around(0.25);
  penStroke(
    paper,
    [
      [x + wobble(), y + wobble()],
      [x + size * 0.5 + wobble(), y + size * 0.5],
      [x + size + wobble(), y + size + wobble()],
    ],
    BLUE_BALLPOINT,
    0.5,
  );
  penStroke(
    paper,
    [
      [x + size + wobble(), y + wobble()],
      [x + size * 0.45, y + size * 0.55 + wobble()],
      [x + wobble(), y + size + wobble()],
    ],
    BLUE_BALLPOINT,
    0.5,
  );
}

export interface Stamp {
  readonly colour: string;
  /** Text along the upper rim. */
  readonly rim: string;
  /** Text along the lower rim. */
  readonly foot?: string;
  /** Lines across the middle. */
  readonly lines: readonly string[];
  /** Millimetres. */
  readonly radius: number;
  readonly degrees: number;
}

/** A rubber stamp: round, turned, unevenly inked, and the print below shows through. */
export function stampRound(
  paper: PaperSurface,
  random: SeededRandom,
  x: number,
  y: number,
  stamp: Stamp,
): void {
  inked(paper, random, x, y, stamp.radius + 2, stamp.radius + 2, stamp.degrees, (stampPaper) => {
    const middle = stamp.radius + 2;
    stampPaper.circle(middle, middle, stamp.radius, { line: stamp.colour, lineWidth: 0.8 });
    stampPaper.circle(middle, middle, stamp.radius * 0.94, { line: stamp.colour, lineWidth: 0.25 });
    stampPaper.circle(middle, middle, stamp.radius * 0.64, { line: stamp.colour, lineWidth: 0.35 });
    textOnArc(stampPaper, stamp.rim, middle, stamp.radius * 0.73, stamp.radius * 0.5, stamp.colour, 'top');
    if (stamp.foot !== undefined) {
      textOnArc(
        stampPaper,
        stamp.foot,
        middle,
        stamp.radius * 0.86,
        stamp.radius * 0.42,
        stamp.colour,
        'bottom',
      );
    }
    const size = stamp.radius * 0.56;
    for (const [index, line] of stamp.lines.entries()) {
      const down = (index - (stamp.lines.length - 1) / 2) * size * 0.42;
      stampPaper.text(line, middle, middle + down + size * 0.12, {
        face: index === 1 ? 'mono-bold' : 'sans-bold',
        size,
        colour: stamp.colour,
        align: 'center',
      });
    }
  });
}

/** A rectangular date or remark stamp. */
export function stampBox(
  paper: PaperSurface,
  random: SeededRandom,
  x: number,
  y: number,
  stamp: {
    readonly colour: string;
    readonly lines: readonly string[];
    readonly width: number;
    readonly degrees: number;
  },
): void {
  const height = 5 + stamp.lines.length * 5.2;
  inked(paper, random, x, y, stamp.width / 2 + 2, height / 2 + 2, stamp.degrees, (stampPaper) => {
    stampPaper.box(2, 2, stamp.width, height, { line: stamp.colour, lineWidth: 0.7, radius: 1.2 });
    for (const [index, line] of stamp.lines.entries()) {
      stampPaper.text(line, 2 + stamp.width / 2, 2 + 6.2 + index * 5.2, {
        face: 'sans-bold',
        size: 12,
        colour: stamp.colour,
        align: 'center',
        spacing: 0.6,
      });
    }
  });
}

/** Draws on a small sheet of its own, takes ink away in blots, and presses that onto the paper. */
function inked(
  paper: PaperSurface,
  random: SeededRandom,
  x: number,
  y: number,
  halfWidth: number,
  halfHeight: number,
  degrees: number,
  draw: (paper: PaperSurface) => void,
): void {
  const canvas = createCanvas(Math.ceil(paper.px(2 * halfWidth)), Math.ceil(paper.px(2 * halfHeight)));
  const context = canvas.getContext('2d');
  draw(new PaperSurface(context, paper.dpi));
  context.globalCompositeOperation = 'destination-out';
  for (let blot = 0; blot < 900; blot += 1) {
    context.globalAlpha = random.between(0.1, 0.75);
    context.beginPath();
    context.arc(
      random.between(0, canvas.width),
      random.between(0, canvas.height),
      paper.px(random.between(0.04, 0.26)),
      0,
      2 * Math.PI,
    );
    context.fill();
  }
  // One side was pressed less.
  const fade = context.createLinearGradient(0, 0, canvas.width, canvas.height * random.between(-0.6, 0.6));
  fade.addColorStop(0, `rgba(0,0,0,${random.between(0.05, 0.3)})`);
  fade.addColorStop(0.55, 'rgba(0,0,0,0)');
  context.globalAlpha = 1;
  context.fillStyle = fade;
  context.fillRect(0, 0, canvas.width, canvas.height);
  paper.turned(x, y, degrees, () => {
    const target = paper.context;
    target.save();
    target.globalCompositeOperation = 'multiply';
    target.globalAlpha = 0.86;
    target.drawImage(canvas, paper.px(x - halfWidth), paper.px(y - halfHeight));
    target.restore();
  });
}

function textOnArc(
  paper: PaperSurface,
  text: string,
  middle: number,
  radius: number,
  size: number,
  colour: string,
  side: 'top' | 'bottom',
): void {
  const style = { face: 'sans-bold', size, colour, spacing: 0 } as const;
  const angleOf = (letter: string): number => (paper.widthOf(letter, style) * 1.12) / radius;
  const total = [...text].reduce((sum, letter) => sum + angleOf(letter), 0);
  const direction = side === 'top' ? 1 : -1;
  let angle = -total / 2;
  for (const letter of text) {
    const half = angleOf(letter) / 2;
    const turn = ((angle + half) * direction * 180) / Math.PI;
    paper.turned(middle, middle, turn, () => {
      paper.text(letter, middle, middle - direction * radius, { ...style, align: 'center' });
    });
    angle += 2 * half;
  }
}
