import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';

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
  /** As it came from the scanner: askew, on the grey of the lid. */
  askew: (pen) => {
    pen.fillStyle = '#8d8f92';
    pen.fillRect(0, 0, UPRIGHT.width, UPRIGHT.height);
    pen.translate(28, 48);
    pen.rotate(-0.055);
    pen.fillStyle = '#efece2';
    pen.fillRect(0, 0, UPRIGHT.width - 60, UPRIGHT.height - 90);
    drawings['payslip']?.(pen);
  },
};

/** JPEG of each fictional paper, base64, by the opaque id of its preview. */
export function paperPreviews(): Readonly<Record<string, string>> {
  const drawn = Object.values(drawings).map((draw, rank) => {
    const canvas = createCanvas(UPRIGHT.width, UPRIGHT.height);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fdfcf8';
    pen.fillRect(0, 0, UPRIGHT.width, UPRIGHT.height);
    draw(pen);
    return [idOf(rank), canvas.toBuffer('image/jpeg', 80).toString('base64')] as const;
  });
  return Object.fromEntries(drawn);
}

function idOf(rank: number): string {
  return rank.toString(16).padStart(32, '0');
}

/** Address of the preview of a paper: 0 letter, 1 payslip, 2 form, 3 blank, 4 a payslip as it came. */
export function previewOf(rank: number): string {
  return `kiosk://preview/${idOf(rank)}?improved`;
}
