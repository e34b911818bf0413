import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Face, familyOf } from './faces.ts';

/** How text is set. */
export interface TextStyle {
  readonly face?: Face;
  /** Points of 1/72 inch. */
  readonly size?: number;
  readonly colour?: string;
  /** `x` is the left edge, the middle or the right edge. */
  readonly align?: 'left' | 'center' | 'right';
  /** Extra space between letters, points. */
  readonly spacing?: number;
}

/** How a paragraph is set. */
export interface ParagraphStyle extends TextStyle {
  /** Distance of baselines as a multiple of the size. */
  readonly leading?: number;
  readonly justify?: boolean;
  /** Indent of the first line, millimetres. */
  readonly indent?: number;
}

const MM_PER_INCH = 25.4;
const LASER_BLACK = '#1d1c1f';

/** A sheet to draw on, measured in millimetres from its upper left corner, whatever the resolution. */
export class PaperSurface {
  readonly context: SKRSContext2D;
  readonly dpi: number;

  constructor(context: SKRSContext2D, dpi: number) {
    this.context = context;
    this.dpi = dpi;
  }

  px(millimetres: number): number {
    return (millimetres * this.dpi) / MM_PER_INCH;
  }

  /** Millimetres from points. */
  mm(points: number): number {
    return (points * MM_PER_INCH) / 72;
  }

  #setStyle(style: TextStyle): void {
    const { face = 'sans', size = 10, colour = LASER_BLACK, spacing = 0 } = style;
    this.context.font = `${(size * this.dpi) / 72}px ${familyOf(face)}`;
    this.context.fillStyle = colour;
    this.context.letterSpacing = `${(spacing * this.dpi) / 72}px`;
    this.context.textAlign = 'left';
    this.context.textBaseline = 'alphabetic';
  }

  /** Width of a line of text, millimetres. */
  widthOf(text: string, style: TextStyle = {}): number {
    this.#setStyle(style);
    return (this.context.measureText(text).width * MM_PER_INCH) / this.dpi;
  }

  /** Writes one line with its baseline at `y`. */
  text(text: string, x: number, y: number, style: TextStyle = {}): void {
    const width = style.align === undefined || style.align === 'left' ? 0 : this.widthOf(text, style);
    this.#setStyle(style);
    const left = style.align === 'center' ? x - width / 2 : style.align === 'right' ? x - width : x;
    this.context.fillText(text, this.px(left), this.px(y));
  }

  /** Writes lines under each other, and returns the baseline after the last. */
  lines(lines: readonly string[], x: number, y: number, style: ParagraphStyle = {}): number {
    const step = this.mm(style.size ?? 10) * (style.leading ?? 1.25);
    for (const [index, line] of lines.entries()) this.text(line, x, y + index * step, style);
    return y + lines.length * step;
  }

  /** Breaks and writes a paragraph, and returns the baseline after its last line. */
  paragraph(text: string, x: number, y: number, width: number, style: ParagraphStyle = {}): number {
    const step = this.mm(style.size ?? 10) * (style.leading ?? 1.35);
    const indent = style.indent ?? 0;
    const rows = this.#broken(text, width, indent, style);
    for (const [index, words] of rows.entries()) {
      const left = x + (index === 0 ? indent : 0);
      const room = width - (index === 0 ? indent : 0);
      const isLast = index === rows.length - 1;
      if (style.justify === true && !isLast && words.length > 1)
        this.#justified(words, left, y + index * step, room, style);
      else this.text(words.join(' '), left, y + index * step, style);
    }
    return y + rows.length * step;
  }

  #broken(text: string, width: number, indent: number, style: TextStyle): readonly (readonly string[])[] {
    const rows: string[][] = [[]];
    let used = indent;
    const space = this.widthOf(' ', style);
    for (const word of text.split(' ')) {
      const length = this.widthOf(word, style);
      const row = rows[rows.length - 1];
      if (row === undefined || (row.length > 0 && used + length > width)) {
        rows.push([word]);
        used = length + space;
      } else {
        row.push(word);
        used += length + space;
      }
    }
    return rows;
  }

  #justified(words: readonly string[], x: number, y: number, width: number, style: TextStyle): void {
    const lengths = words.map((word) => this.widthOf(word, style));
    const gap = (width - lengths.reduce((sum, length) => sum + length, 0)) / (words.length - 1);
    let left = x;
    for (const [index, word] of words.entries()) {
      this.text(word, left, y, { ...style, align: 'left' });
      left += (lengths[index] ?? 0) + gap;
    }
  }

  /** A straight line. */
  rule(x1: number, y1: number, x2: number, y2: number, width = 0.2, colour: string = LASER_BLACK): void {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = this.px(width);
    context.beginPath();
    context.moveTo(this.px(x1), this.px(y1));
    context.lineTo(this.px(x2), this.px(y2));
    context.stroke();
  }

  box(
    x: number,
    y: number,
    width: number,
    height: number,
    style: {
      readonly fill?: string;
      readonly line?: string;
      readonly lineWidth?: number;
      readonly radius?: number;
    },
  ): void {
    const { context } = this;
    context.beginPath();
    context.roundRect(this.px(x), this.px(y), this.px(width), this.px(height), this.px(style.radius ?? 0));
    if (style.fill !== undefined) {
      context.fillStyle = style.fill;
      context.fill();
    }
    if (style.line !== undefined) {
      context.strokeStyle = style.line;
      context.lineWidth = this.px(style.lineWidth ?? 0.2);
      context.stroke();
    }
  }

  circle(
    x: number,
    y: number,
    radius: number,
    style: { readonly fill?: string; readonly line?: string; readonly lineWidth?: number },
  ): void {
    const { context } = this;
    context.beginPath();
    context.arc(this.px(x), this.px(y), this.px(radius), 0, 2 * Math.PI);
    if (style.fill !== undefined) {
      context.fillStyle = style.fill;
      context.fill();
    }
    if (style.line !== undefined) {
      context.strokeStyle = style.line;
      context.lineWidth = this.px(style.lineWidth ?? 0.2);
      context.stroke();
    }
  }

  /** Fills a closed shape given by its corners. */
  shape(corners: readonly (readonly [number, number])[], fill: string): void {
    const { context } = this;
    context.beginPath();
    for (const [index, [x, y]] of corners.entries()) {
      if (index === 0) context.moveTo(this.px(x), this.px(y));
      else context.lineTo(this.px(x), this.px(y));
    }
    context.closePath();
    context.fillStyle = fill;
    context.fill();
  }

  /** Draws turned by `degrees` clockwise around a point. */
  turned(x: number, y: number, degrees: number, draw: () => void): void {
    const { context } = this;
    context.save();
    context.translate(this.px(x), this.px(y));
    context.rotate((degrees * Math.PI) / 180);
    context.translate(-this.px(x), -this.px(y));
    draw();
    context.restore();
  }
}
