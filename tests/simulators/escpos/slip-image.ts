import { existsSync } from 'node:fs';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import type { PaperSlip } from './escpos-interpreter.ts';

/** Font A of a thermal printer, dots (Epson: 12 × 24 at 203 dpi), and the paper fed for a line. */
const CELL = { width: 12, height: 24, feed: 30 } as const;
const MARGIN = 24;

/** A typeface whose letters are all as wide, as on such printers (Debian: fonts-dejavu-core). */
const FONTS = [
  ['Roll', '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf'],
  ['Roll Bold', '/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf'],
] as const;

/** What the slip looks like, PNG, one dot a pixel. */
export function drawSlip(slip: PaperSlip, columns: number): Buffer {
  for (const [name, path] of FONTS) {
    if (!existsSync(path)) throw new Error(`${path} is missing`);
    if (!GlobalFonts.has(name)) GlobalFonts.registerFromPath(path, name);
  }
  const heights = slip.lines.map(
    (line) =>
      line.dots?.height ??
      Math.max(
        CELL.feed,
        ...line.letters.map((letter) => letter.height * CELL.height + CELL.feed - CELL.height),
      ),
  );
  const width = columns * CELL.width + 2 * MARGIN;
  const height = heights.reduce((sum, one) => sum + one, 0) + 2 * MARGIN;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  context.textBaseline = 'alphabetic';

  let y = MARGIN;
  for (const [index, line] of slip.lines.entries()) {
    let x = MARGIN;
    if (line.dots !== undefined) {
      const image = context.createImageData(line.dots.width, line.dots.height);
      for (let dot = 0; dot < line.dots.width * line.dots.height; dot += 1) {
        const black = ((line.dots.bits[dot >> 3] ?? 0) >> (7 - (dot & 7))) & 1;
        image.data.fill(black === 1 ? 0 : 255, dot * 4, dot * 4 + 3);
        image.data[dot * 4 + 3] = 255;
      }
      context.putImageData(image, MARGIN, y);
    }
    const bottom = y + (heights[index] ?? CELL.feed) - (CELL.feed - CELL.height);
    for (const letter of line.letters) {
      context.save();
      context.translate(x, bottom - 6 * letter.height);
      context.scale(letter.width, letter.height);
      // DejaVu Sans Mono is 0.602 em wide: 20 pixels make the cell's 12 dots.
      context.font = `20px "${letter.bold ? 'Roll Bold' : 'Roll'}"`;
      context.fillText(letter.character, 0, 0);
      context.restore();
      x += letter.width * CELL.width;
    }
    y += heights[index] ?? CELL.feed;
  }
  return canvas.toBuffer('image/png');
}
