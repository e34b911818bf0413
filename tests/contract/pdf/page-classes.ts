import sharp from 'sharp';
import type { PageClass, PreparedPage } from '../../../main/domain/document.ts';
import type { FileEngine, RawPage } from '../../../main/ports/document-engine.ts';
import { FORM } from '../../simulators/papers/designs/form.ts';
import { SeededRandom } from '../../simulators/papers/random.ts';
import { scanPaper } from '../../simulators/papers/scan-paper.ts';
import { blankPage, printLines } from '../../unit/documents/fictional-page.ts';

/** A fax: black and white, nothing between. */
async function fax(): Promise<Uint8Array> {
  const page = blankPage(1654, 2339, 1);
  printLines(page, 3, [0, 0, 0]);
  const { data, width, height } = page;
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

/** A picture without paper or print: colours and texture all over. */
async function photograph(): Promise<Uint8Array> {
  const [width, height] = [600, 800];
  const random = new SeededRandom(5);
  const pixels = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const leaves = 40 * Math.sin((x + y) / 7) + random.around(25);
      const at = (y * width + x) * 3;
      pixels[at] = 130 + leaves + 40 * Math.sin(x / 70);
      pixels[at + 1] = 130 + leaves + 40 * Math.sin(y / 110);
      pixels[at + 2] = 100 + leaves;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Fictional pages by the class that the engine finds for them. */
export const PAGE_CLASSES: Readonly<
  Record<Extract<PageClass, 'bilevel' | 'mixed' | 'colour'>, () => Promise<RawPage>>
> = {
  bilevel: async () => ({ bytes: await fax(), dpi: 200, dpiIsCertain: true, cleanUp: 'none' }),
  mixed: async () => ({ bytes: await scanPaper(FORM, { dpi: 200, colour: 'colour' }), dpi: 200 }),
  colour: async () => ({ bytes: await photograph(), dpi: 150, dpiIsCertain: true, cleanUp: 'none' }),
};

export type ShownClass = keyof typeof PAGE_CLASSES;

/** The page of a class, prepared; throws where the engine finds another class for it. */
export async function preparedAs(
  engine: FileEngine,
  pageClass: ShownClass,
  signal: AbortSignal,
): Promise<PreparedPage> {
  const page = await engine.prepare(await PAGE_CLASSES[pageClass](), signal);
  if (!page.ok) throw new Error(page.error.code);
  if (page.value.summary.pageClass !== pageClass) throw new Error(page.value.summary.pageClass);
  return page.value;
}
