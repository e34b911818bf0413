import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Look, PaperDesign } from './paper-design.ts';
import { PaperSurface } from './paper-surface.ts';
import { SeededRandom } from './random.ts';

/** Underside of the scanner's lid, where no paper lies. */
const LID = '#dcdcd8';
const PAPER = '#fbfbf8';
/** Pixels in a millimetre of what shines through. */
const SHOW_THROUGH_PER_MM = 1.6;

/** Draws a paper as it lies on a scanner's bed of `width` × `height` pixels: turned, shadowed, used. */
export function lieOnScanner(design: PaperDesign, dpi: number, width: number, height: number): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const random = new SeededRandom(design.seed);
  const { look } = design;
  const surface = new PaperSurface(context, dpi);
  context.fillStyle = look.shadow === 'open-lid' ? '#77756f' : LID;
  context.fillRect(0, 0, width, height);

  const [left, top] = look.offset ?? [0, 0];
  const [paperWidth, paperHeight] = design.size;
  context.save();
  context.translate(surface.px(left), surface.px(top));
  context.translate(surface.px(paperWidth / 2), surface.px(paperHeight / 2));
  context.rotate(((look.skewDegrees ?? 0) * Math.PI) / 180);
  context.translate(-surface.px(paperWidth / 2), -surface.px(paperHeight / 2));
  layPaper(surface, look, paperWidth, paperHeight);
  showThrough(surface, random, look, paperWidth, paperHeight);
  design.draw(surface, random);
  mark(surface, random, look, paperWidth, paperHeight);
  shade(context, surface, look, paperWidth, paperHeight);
  context.restore();
  return canvas;
}

/** The sheet, with the thin shadow that its edge throws on the lid, and cut off at its edges. */
function layPaper(surface: PaperSurface, look: Look, width: number, height: number): void {
  const { context } = surface;
  context.save();
  context.shadowColor = 'rgba(0,0,0,0.45)';
  context.shadowBlur = surface.px(1.1);
  context.shadowOffsetX = surface.px(0.35);
  context.shadowOffsetY = surface.px(0.5);
  surface.box(0, 0, width, height, { fill: look.paper ?? PAPER });
  context.restore();
  context.beginPath();
  context.rect(0, 0, surface.px(width), surface.px(height));
  context.clip();
}

/** Lines of the other side, mirrored and faint: no letter of them can be read. */
function showThrough(
  surface: PaperSurface,
  random: SeededRandom,
  look: Look,
  width: number,
  height: number,
): void {
  const strength = look.showThrough ?? 0;
  if (strength === 0) return;
  // Drawn coarsely and enlarged: that blurs it, and far faster than the canvas's own filter.
  const coarse = createCanvas(
    Math.ceil(width * SHOW_THROUGH_PER_MM),
    Math.ceil(height * SHOW_THROUGH_PER_MM),
  );
  const ink = coarse.getContext('2d');
  ink.fillStyle = '#20202a';
  for (let y = 34; y < height - 40; y += 5.4) {
    if (random.next() < 0.14) continue;
    let x = 22;
    const end = random.next() < 0.2 ? random.between(60, 120) : width - 20;
    while (x < end) {
      const word = random.between(3, 15);
      ink.fillRect(x * SHOW_THROUGH_PER_MM, y * SHOW_THROUGH_PER_MM, word * SHOW_THROUGH_PER_MM, 3);
      x += word + 1.6;
    }
  }
  const { context } = surface;
  context.save();
  context.globalAlpha = 0.075 * strength;
  context.imageSmoothingQuality = 'high';
  context.drawImage(coarse, 0, 0, surface.px(width), surface.px(height));
  context.restore();
}

function mark(surface: PaperSurface, random: SeededRandom, look: Look, width: number, height: number): void {
  const { context } = surface;
  for (const kind of look.marks ?? []) {
    switch (kind) {
      case 'staple':
        surface.turned(9, 9, -38, () => {
          surface.box(4, 8.6, 11, 0.7, { fill: '#9a9c9f', radius: 0.3 });
          surface.rule(4, 9.6, 15, 9.6, 0.25, 'rgba(0,0,0,0.25)');
        });
        break;
      case 'punched':
        for (const y of [height / 2 - 40, height / 2 + 40]) {
          surface.circle(9, y, 2.8, { fill: LID });
          context.save();
          context.globalAlpha = 0.4;
          surface.circle(9, y, 2.8, { line: '#55534f', lineWidth: 0.25 });
          context.restore();
        }
        break;
      case 'coffee': {
        context.save();
        context.globalCompositeOperation = 'multiply';
        const [x, y] = [width * random.between(0.6, 0.8), height * random.between(0.62, 0.72)];
        for (let ring = 0; ring < 60; ring += 1) {
          const from = random.between(0, 2 * Math.PI);
          context.strokeStyle = `rgba(150,96,40,${random.between(0.03, 0.2)})`;
          context.lineWidth = surface.px(random.between(0.3, 1.3));
          context.beginPath();
          context.arc(
            surface.px(x),
            surface.px(y),
            surface.px(37 + random.around(0.6)),
            from,
            from + random.between(0.4, 2.4),
          );
          context.stroke();
        }
        context.fillStyle = 'rgba(170,120,60,0.07)';
        context.beginPath();
        context.arc(surface.px(x), surface.px(y), surface.px(37), 0, 2 * Math.PI);
        context.fill();
        context.restore();
        break;
      }
    }
  }
}

/** Shadows, multiplied over print and paper alike, as light does it. */
function shade(
  context: SKRSContext2D,
  surface: PaperSurface,
  look: Look,
  width: number,
  height: number,
): void {
  context.globalCompositeOperation = 'multiply';
  const [right, bottom] = [surface.px(width), surface.px(height)];
  const veil = (
    from: readonly [number, number],
    to: readonly [number, number],
    stops: readonly (readonly [number, number])[],
  ): void => {
    const gradient = context.createLinearGradient(from[0], from[1], to[0], to[1]);
    for (const [at, light] of stops) {
      const level = Math.round(255 * light);
      gradient.addColorStop(at, `rgb(${level},${level},${Math.round(level * 0.996)})`);
    }
    context.fillStyle = gradient;
    context.fillRect(0, 0, right, bottom);
  };
  switch (look.shadow) {
    case 'spine':
      veil(
        [0, 0],
        [surface.px(42), 0],
        [
          [0, 0.42],
          [0.12, 0.62],
          [0.4, 0.86],
          [1, 1],
        ],
      );
      break;
    case 'folds':
      for (const fold of [height / 3, (2 * height) / 3]) {
        veil(
          [0, surface.px(fold - 5)],
          [0, surface.px(fold + 4)],
          [
            [0, 1],
            [0.52, 0.965],
            [0.555, 0.86],
            [0.575, 1],
            [0.8, 0.985],
            [1, 1],
          ],
        );
      }
      veil(
        [0, 0],
        [0, bottom],
        [
          [0, 0.985],
          [0.33, 1],
          [0.335, 0.972],
          [0.66, 0.995],
          [0.665, 0.965],
          [1, 0.985],
        ],
      );
      break;
    case 'open-lid':
      veil(
        [0, 0],
        [right, bottom],
        [
          [0, 1],
          [0.45, 0.95],
          [0.8, 0.72],
          [1, 0.5],
        ],
      );
      veil(
        [right, 0],
        [right - surface.px(60), surface.px(30)],
        [
          [0, 0.66],
          [1, 1],
        ],
      );
      break;
    case undefined:
      break;
  }
}
