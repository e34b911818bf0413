import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';

/** Previews of fictional papers, by opaque id, as main serves them. */
export interface Paper {
  readonly preview: string;
  readonly width: number;
  readonly height: number;
}

const UPRIGHT = { width: 636, height: 900 };

function lines(pen: SKRSContext2D, from: number, count: number): void {
  pen.fillStyle = '#333';
  for (let line = 0; line < count; line += 1) {
    pen.fillRect(70, from + line * 22, 380 + ((line * 53) % 120), 6);
  }
}

function title(pen: SKRSContext2D, text: string): void {
  pen.fillStyle = '#111';
  pen.font = 'bold 34px sans-serif';
  pen.fillText(text, 70, 110);
}

const drawings: Readonly<Record<string, (pen: SKRSContext2D) => void>> = {
  letter: (pen) => {
    title(pen, 'Attestation');
    lines(pen, 180, 12);
    pen.strokeStyle = '#b0123a';
    pen.lineWidth = 8;
    pen.beginPath();
    pen.arc(450, 640, 70, 0, Math.PI * 2);
    pen.stroke();
    lines(pen, 760, 2);
  },
  payslip: (pen) => {
    title(pen, 'Bulletin de salaire');
    pen.strokeStyle = '#777';
    pen.lineWidth = 2;
    for (let row = 0; row < 14; row += 1) pen.strokeRect(70, 180 + row * 40, 496, 40);
    pen.strokeRect(330, 180, 120, 560);
    lines(pen, 190, 3);
  },
  form: (pen) => {
    title(pen, 'Formulaire');
    pen.strokeStyle = '#2347a5';
    pen.lineWidth = 3;
    for (let row = 0; row < 9; row += 1) {
      pen.beginPath();
      pen.moveTo(80, 210 + row * 70);
      pen.bezierCurveTo(160, 180 + row * 70, 260, 240 + row * 70, 380, 205 + row * 70);
      pen.stroke();
    }
    lines(pen, 150, 1);
  },
  blank: () => undefined,
};

/** The papers: one JPEG each, drawn once. */
export function drawPapers(): ReadonlyMap<string, { readonly paper: Paper; readonly jpeg: Uint8Array }> {
  const papers = new Map<string, { paper: Paper; jpeg: Uint8Array }>();
  for (const [index, [name, draw]] of Object.entries(drawings).entries()) {
    const canvas = createCanvas(UPRIGHT.width, UPRIGHT.height);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fdfcf8';
    pen.fillRect(0, 0, UPRIGHT.width, UPRIGHT.height);
    draw(pen);
    papers.set(name, {
      paper: { preview: previewOf(index), ...UPRIGHT },
      jpeg: new Uint8Array(canvas.toBuffer('image/jpeg', 80)),
    });
  }
  return papers;
}

/** Address of the paper with this rank in `PAPER_NAMES`. */
export function previewOf(rank: number): string {
  return `kiosk://preview/${rank.toString(16).padStart(32, '0')}`;
}

/** Names in the order of their previews. */
export const PAPER_NAMES = Object.keys(drawings);
