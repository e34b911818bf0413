import path from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';
import { checkDigit, td1 } from '../../../simulators/papers/mrz.ts';
import type { Look, PaperDesign } from '../../../simulators/papers/paper-design.ts';
import type { PaperSurface } from '../../../simulators/papers/paper-surface.ts';
import type { SeededRandom } from '../../../simulators/papers/random.ts';
import { scanPaper } from '../../../simulators/papers/scan-paper.ts';

/** A fictional person, in the signs of machine readable zones. */
export interface Holder {
  readonly lastName: string;
  readonly firstNames: string;
  /** YYMMDD. */
  readonly born: string;
  readonly expires: string;
  readonly sex: 'F' | 'M' | '<';
  readonly number: string;
  /** Three letters, filled with `<`. */
  readonly state: string;
}

export type SpecimenKind = 'td1' | 'td2' | 'td3' | 'cni-2x36';

const FONT = 'specimen-ocr-b';
GlobalFonts.registerFromPath(path.join(import.meta.dirname, '../../../fixtures/fonts/ocr-b.otf'), FONT);

const filled = (text: string, length: number): string => text.padEnd(length, '<').slice(0, length);
const asZone = (names: string): string => names.replace(/[ '-]/g, '<');

/** The lines of a zone, with right check digits. */
export function linesOf(kind: SpecimenKind, holder: Holder): readonly string[] {
  const names = `${asZone(holder.lastName)}<<${asZone(holder.firstNames)}`;
  const number = filled(holder.number, 9);
  const dates = (between: string): string =>
    `${holder.born}${checkDigit(holder.born)}${between}${holder.expires}${checkDigit(holder.expires)}`;
  switch (kind) {
    case 'td1': {
      const [upper, middle, lower] = td1({ ...holder, documentNumber: holder.number });
      const state = (line: string): string => line.replace('UTO', holder.state);
      return [state(upper), state(middle), lower];
    }
    case 'td2': {
      const upper = filled(`I<${holder.state}${names}`, 36);
      const body = `${number}${checkDigit(number)}${holder.state}${dates(holder.sex)}<<<<<<<`;
      const covered = body.slice(0, 10) + body.slice(13, 20) + body.slice(21, 35);
      return [upper, body + checkDigit(covered)];
    }
    case 'td3': {
      const upper = filled(`P<${holder.state}${names}`, 44);
      const body = `${number}${checkDigit(number)}${holder.state}${dates(holder.sex)}${'<'.repeat(15)}`;
      const covered = body.slice(0, 10) + body.slice(13, 20) + body.slice(21, 43);
      return [upper, body + checkDigit(covered)];
    }
    case 'cni-2x36': {
      const upper = `IDFRA${filled(asZone(holder.lastName), 25)}0CHE02`;
      const issue = `1710GVA${filled(holder.number, 5)}`;
      const body = `${issue}${checkDigit(issue)}${filled(asZone(holder.firstNames), 14)}${holder.born}${checkDigit(holder.born)}${holder.sex}`;
      return [upper, body + checkDigit(upper + body)];
    }
  }
}

/** Sizes of the documents, millimetres (ISO/IEC 7810), and where the zone lies on them. */
const SIZES: Readonly<Record<SpecimenKind, readonly [number, number]>> = {
  td1: [85.6, 54],
  td2: [105, 74],
  td3: [125, 88],
  'cni-2x36': [105, 74],
};
/** Ten signs an inch, and the distance of baselines (Doc 9303-3, 4.4). */
const PITCH = 2.54;
const LEADING = 4.6;

function drawZone(paper: PaperSurface, lines: readonly string[], width: number, height: number): void {
  const { context } = paper;
  // In this face a sign of 0.72 em is a pitch wide.
  context.font = `${paper.px(PITCH) / 0.723}px ${FONT}`;
  context.fillStyle = '#201f22';
  context.textAlign = 'center';
  const length = lines[0]?.length ?? 0;
  const left = (width - length * PITCH) / 2;
  for (const [row, line] of lines.entries()) {
    const baseline = height - 5 - (lines.length - 1 - row) * LEADING;
    for (const [column, sign] of [...line].entries()) {
      context.fillText(sign, paper.px(left + (column + 0.5) * PITCH), paper.px(baseline));
    }
  }
  context.textAlign = 'left';
}

/** The wavy tint that such papers have behind everything, weaker under the zone. */
function drawTint(paper: PaperSurface, width: number, height: number, random: SeededRandom): void {
  const { context } = paper;
  const tint = context.createLinearGradient(0, 0, paper.px(width), paper.px(height));
  tint.addColorStop(0, '#d6e4ec');
  tint.addColorStop(1, '#ecdfe0');
  context.fillStyle = tint;
  context.fillRect(0, 0, paper.px(width), paper.px(height));
  context.lineWidth = paper.px(0.1);
  const phase = random.between(0, 6);
  for (let wave = 0; wave < height; wave += 1.4) {
    context.strokeStyle = wave % 2.8 < 1.4 ? 'rgba(70,120,150,0.35)' : 'rgba(170,110,120,0.3)';
    context.beginPath();
    for (let x = 0; x <= width; x += 1)
      context.lineTo(paper.px(x), paper.px(wave + 1.5 * Math.sin(x / 6 + phase + wave)));
    context.stroke();
  }
}

const LABELS = ['NOM / Surname', 'PRÉNOMS / Given names', 'NÉ(E) LE'] as const;

/** A fictional paper with a zone of these lines, lying on the scanner as `look` says. */
export function specimen(
  kind: SpecimenKind,
  lines: readonly string[],
  seed: number,
  look: Look = {},
): PaperDesign {
  const [width, height] = SIZES[kind];
  return {
    id: `specimen-${kind}-${seed}`,
    title: 'Spécimen',
    size: [width, height],
    seed,
    look: { offset: [40, 60], ...look },
    draw(paper, random) {
      drawTint(paper, width, height, random);
      paper.text('SPÉCIMEN FICTIF', 8, 10, { face: 'sans-bold', size: 9, colour: '#254a66' });
      for (const [row, label] of LABELS.slice(0, kind === 'td1' ? 2 : 3).entries()) {
        paper.text(label, 32, 16 + row * 8, { size: 5, colour: '#4c6170' });
        paper.text('PERSONNE INVENTÉE', 32, 19.6 + row * 8, { face: 'sans-bold', size: 8 });
      }
      paper.box(6, 14, 22, height - 40 > 20 ? 26 : 20, { fill: '#c9cfcf' });
      drawZone(paper, lines, width, height);
    },
  };
}

const LAST_NAMES = [
  'MARTIN-FICTIF',
  'EXEMPLE',
  'DE LA SPECIMEN',
  'INVENTE',
  "O'IMAGINAIRE",
  'NGUYEN FICTIF',
  'QUIROZ',
  'WXYZOWSKI',
];
const FIRST_NAMES = [
  'ZOE MARIE',
  'JEAN-PIERRE',
  'FATIMATA',
  'OLIVIER',
  'BASILE',
  'YU',
  'KHADIJA INES',
  'GUSTAVE',
];

/** A person made up from a number. */
export function inventedHolder(random: SeededRandom): Holder {
  const digits = (length: number): string =>
    Array.from({ length }, () => String(random.whole(0, 9)))
      .join('')
      .slice(0, length);
  const two = (least: number, most: number): string => String(random.whole(least, most)).padStart(2, '0');
  return {
    lastName: LAST_NAMES[random.whole(0, LAST_NAMES.length - 1)] ?? 'EXEMPLE',
    firstNames: FIRST_NAMES[random.whole(0, FIRST_NAMES.length - 1)] ?? 'ZOE',
    born: `${two(50, 99)}${two(1, 12)}${two(1, 28)}`,
    expires: `${two(27, 39)}${two(1, 12)}${two(1, 28)}`,
    sex: random.next() < 0.5 ? 'F' : 'M',
    number: `X${digits(3)}F${digits(4)}`.slice(0, 9),
    state: 'FRA',
  };
}

/** The specimen as a scanner gives it. */
export function scanSpecimen(design: PaperDesign, dpi: number): Promise<Uint8Array> {
  return scanPaper(design, { dpi, colour: 'grey' });
}
