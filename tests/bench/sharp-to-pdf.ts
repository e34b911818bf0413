/** `sharp-to-pdf.ts grey|colour DPI QUALITY OUT.pdf [FILE DPI]…`: what a plain program does, mozjpeg at one size. */
import { readFileSync, writeFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';

const [colour = 'grey', most = '150', quality = '40', out = '', ...inputs] = process.argv.slice(2);
sharp.concurrency(2);
const pdf = await PDFDocument.create();
for (let index = 0; index + 1 < inputs.length; index += 2) {
  const dpi = Number(inputs[index + 1]);
  const image = sharp(readFileSync(inputs[index] ?? ''), { limitInputPixels: false });
  const { width, height } = await image.metadata();
  image.resize(Math.round((width * Math.min(Number(most), dpi)) / dpi));
  if (colour === 'grey') image.grayscale().toColourspace('b-w');
  const jpeg = await pdf.embedJpg(await image.jpeg({ quality: Number(quality), mozjpeg: true }).toBuffer());
  const [wide, high] = [(width / dpi) * 72, (height / dpi) * 72];
  pdf.addPage([wide, high]).drawImage(jpeg, { x: 0, y: 0, width: wide, height: high });
}
writeFileSync(out, await pdf.save());
