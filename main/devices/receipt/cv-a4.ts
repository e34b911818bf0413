import { PDFDocument, type PDFPage, rgb } from 'pdf-lib';
import type { Cv } from '../../domain/cv.ts';
import { wrapText } from './text-wrapping.ts';
import { type ReceiptFonts, Typeface } from './typeface.ts';

/** Points, 1/72 inch: A4, and 20 mm all round. */
const PAGE = { width: 595.28, height: 841.89 } as const;
const MARGIN = 57;
const LEADING = 1.35;
/** The titles of sections stand in a column of their own, as employers read CVs: 49 mm. */
const TITLES = 140;
/** Sizes at scale 1. */
const SIZES = { name: 30, sought: 18, contact: 13, section: 13, text: 13 } as const;
/** A page that is too full is set smaller in these steps. At the last one text has 7 points, still those of a leaflet. */
const SMALLER = [0.92, 0.85, 0.78, 0.7, 0.62, 0.55] as const;

const BLACK = rgb(0, 0, 0);
/** 7:1 on white. */
const GREY = rgb(0.33, 0.33, 0.33);

interface Setting {
  readonly text: string;
  readonly face: Typeface;
  readonly size: number;
  readonly left: number;
  readonly grey: boolean;
}

/** Text lines and rules from the top of the page, each with the distance of its base line. */
interface Laid {
  readonly lines: readonly (Setting & { readonly top: number })[];
  readonly rules: readonly number[];
  readonly height: number;
}

/**
 * Sets a CV on one A4 page: the name large, the job looked for, the contact, then the sections, titles on the left. As large
 * as fits; nothing is cut off. Characters that the fonts lack are shown as `�`.
 */
export async function renderCvA4(cv: Cv, fonts: ReceiptFonts): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const regular = await Typeface.embed(document, fonts.regular);
  const bold = await Typeface.embed(document, fonts.bold);
  document.setTitle(`${cv.title} ${cv.name}`.trim());
  document.setLanguage('fr');
  document.setProducer('Borne');
  document.setCreator('Borne');
  const page = document.addPage([PAGE.width, PAGE.height]);
  const room = PAGE.height - 2 * MARGIN;
  let laid = lay(cv, regular, bold, 1);
  for (const scale of SMALLER) {
    if (laid.height <= room) break;
    laid = lay(cv, regular, bold, scale);
  }
  draw(page, laid);
  return document.save();
}

function lay(cv: Cv, regular: Typeface, bold: Typeface, scale: number): Laid {
  const lines: (Setting & { top: number })[] = [];
  const rules: number[] = [];
  const width = PAGE.width - 2 * MARGIN;
  let y = 0;
  /** Puts a wrapped text below `from` and answers where it ends. */
  const put = (from: number, text: string, setting: Omit<Setting, 'text'>, room: number): number => {
    let at = from;
    const { face, size } = setting;
    for (const line of wrapText(face.clean(text), face.measure(size), room)) {
      lines.push({ ...setting, text: line, top: at + size });
      at += size * LEADING;
    }
    return at;
  };
  const plain = { left: MARGIN, grey: false } as const;

  y = put(y, cv.name, { ...plain, face: bold, size: SIZES.name * scale }, width);
  if (cv.sought !== null) {
    y = put(y + 4 * scale, cv.sought, { ...plain, face: regular, size: SIZES.sought * scale }, width);
  }
  if (cv.contact.length > 0) y += 8 * scale;
  for (const part of cv.contact) {
    y = put(y, part, { ...plain, face: regular, size: SIZES.contact * scale, grey: true }, width);
  }
  for (const { title, lines: texts } of cv.sections) {
    y += 12 * scale;
    rules.push(y);
    y += 12 * scale;
    const titleEnd = put(y, title, { ...plain, face: bold, size: SIZES.section * scale }, TITLES - 12);
    let textEnd = y;
    for (const text of texts) {
      textEnd = put(
        textEnd,
        text,
        { left: MARGIN + TITLES, grey: false, face: regular, size: SIZES.text * scale },
        width - TITLES,
      );
      textEnd += 3 * scale;
    }
    y = Math.max(titleEnd, textEnd);
  }
  return { lines, rules, height: y };
}

function draw(page: PDFPage, { lines, rules }: Laid): void {
  const top = PAGE.height - MARGIN;
  for (const at of rules) {
    page.drawLine({
      start: { x: MARGIN, y: top - at },
      end: { x: PAGE.width - MARGIN, y: top - at },
      thickness: 0.75,
      color: GREY,
    });
  }
  for (const { text, face, size, left, grey, top: at } of lines) {
    face.draw(page, text, { x: left, y: top - at, size, direction: 'ltr', color: grey ? GREY : BLACK });
  }
}
