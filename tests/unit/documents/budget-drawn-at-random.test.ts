import { beforeAll, describe, expect, it } from 'vitest';
import { type ImageCodec, openImageCodec } from '../../../main/documents/image-codec.ts';
import { unpackLayers } from '../../../main/documents/layers.ts';
import { preparePage } from '../../../main/documents/page-preparation.ts';
import { assemblePdf, type PageToWrite } from '../../../main/documents/pdf-assembly.ts';
import { allocate, FILE_OVERHEAD_BYTES, PAGE_OVERHEAD_BYTES } from '../../../main/domain/budget.ts';
import { paper } from '../../simulators/papers/paper-catalogue.ts';
import { seeded } from './fuzz/mutation.ts';

/** Draws of pages and limits; `BUDGET_DRAWS` asks for more. */
const DRAWS = Number(process.env['BUDGET_DRAWS'] ?? '1000');
/** Every so many draws, the file itself is written. */
const WRITTEN_EVERY = 10;
const MOST_PAGES = 12;
/** Draws of documents so short that a page's next encoding is a large part of the limit. */
const SHORT_DRAWS = Math.min(400, DRAWS / 20);
const MOST_SHORT_PAGES = 2;
const PAPERS = [
  { id: 'courrier-administratif', dpi: 150, colour: 'colour' },
  { id: 'bulletin-de-salaire', dpi: 150, colour: 'grey' },
  { id: 'formulaire-manuscrit', dpi: 150, colour: 'colour' },
  { id: 'carte-identite', dpi: 150, colour: 'colour' },
  { id: 'contrat-dense', dpi: 150, colour: 'grey' },
  { id: 'ticket-de-caisse', dpi: 150, colour: 'colour' },
] as const;

const prepared: PageToWrite[] = [];
let codec: ImageCodec;

beforeAll(async () => {
  codec = await openImageCodec();
  for (const { id, dpi, colour } of PAPERS) {
    const bytes = await paper(id).render({ dpi, colour });
    const page = await preparePage({ bytes, dpi }, codec);
    if (!page.ok) throw new Error(page.error.code);
    const layers = unpackLayers(page.value.layers);
    if (!layers.ok) throw new Error(layers.error.code);
    prepared.push({ summary: page.value.summary, layers: layers.value, rotation: 0 });
  }
}, 240_000);

/** Pages at random, and a limit about what they cost: sometimes well over, sometimes hopeless. */
function draw(random: () => number, mostPages = MOST_PAGES): { pages: PageToWrite[]; maxBytes: number } {
  const pages = Array.from(
    { length: 1 + Math.floor(random() * mostPages) },
    () => prepared[Math.floor(random() * prepared.length)] as PageToWrite,
  );
  const heaviest = pages.reduce(
    (sum, { summary }) => sum + Math.max(...summary.encodings.map(({ bytes }) => bytes)),
    FILE_OVERHEAD_BYTES,
  );
  return { pages, maxBytes: Math.floor(heaviest * (0.2 + random())) };
}

describe('a document of pages drawn at random, under a limit drawn at random', () => {
  it('costs what was counted: a page in a file takes no more than its encoding and its overhead', async () => {
    for (const page of prepared) {
      for (const [index, encoding] of page.summary.encodings.entries()) {
        const only = { ...page.summary, encodings: [encoding] };
        const layers = { ...page.layers, encodings: page.layers.encodings.slice(index, index + 1) };
        const file = async (count: number): Promise<number> => {
          const pages = Array.from({ length: count }, () => ({ ...page, summary: only, layers }));
          const written = await assemblePdf(
            pages,
            { maxBytes: 50_000_000, maxPages: 99 },
            'dossier',
            'é'.repeat(200),
          );
          return written.ok ? written.value.bytes.length : Number.NaN;
        };
        const one = await file(1);
        // What a further page adds, and what the file itself costs: together they bound every file of such pages.
        expect((await file(2)) - one).toBeLessThanOrEqual(encoding.bytes + PAGE_OVERHEAD_BYTES);
        expect(one).toBeLessThanOrEqual(FILE_OVERHEAD_BYTES + encoding.bytes + PAGE_OVERHEAD_BYTES);
      }
    }
  }, 60_000);

  it('is never over it, neither as counted nor as written', async () => {
    const random = seeded(20_261_121);
    let [fitting, refused] = [0, 0];
    for (let number = 0; number < DRAWS; number += 1) {
      const { pages, maxBytes } = draw(random);
      const limits = { maxBytes, maxPages: MOST_PAGES };
      const fit = allocate(
        pages.map(({ summary }) => summary),
        limits,
      );
      if (fit.kind === 'fits') {
        fitting += 1;
        const counted = pages.reduce(
          (sum, { summary }, index) =>
            sum + PAGE_OVERHEAD_BYTES + (summary.encodings[fit.choice[index] ?? -1]?.bytes ?? Number.NaN),
          FILE_OVERHEAD_BYTES,
        );
        expect(fit.bytes).toBe(counted);
        expect(counted).toBeLessThanOrEqual(maxBytes);
      } else refused += 1;
      if (number % WRITTEN_EVERY !== 0) continue;
      const file = await assemblePdf(pages, limits, 'dossier', 'Dossier fictif', codec);
      expect(file.ok).toBe(fit.kind === 'fits');
      if (file.ok) expect(file.value.bytes.length).toBeLessThanOrEqual(maxBytes);
    }
    // Both happen often, or the draws try nothing.
    expect(Math.min(fitting, refused)).toBeGreaterThan(DRAWS / 20);
  }, 600_000);

  it('uses nine tenths of the limit where the limit binds, in the shortest documents too', async () => {
    const random = seeded(20_261_122);
    const shares: number[] = [];
    let stepsTooLarge = 0;
    for (let number = 0; shares.length < SHORT_DRAWS && number < 50 * SHORT_DRAWS; number += 1) {
      const { pages, maxBytes } = draw(random, MOST_SHORT_PAGES);
      const limits = { maxBytes, maxPages: MOST_PAGES };
      const plain = await assemblePdf(pages, limits, 'dossier', 'Dossier fictif');
      if (!plain.ok || plain.value.kept.every((kept, at) => kept === pages[at]?.summary.encodings[0]))
        continue;
      const file = await assemblePdf(pages, limits, 'dossier', 'Dossier fictif', codec);
      if (!file.ok) throw new Error(file.error.code);
      expect(file.value.bytes.length).toBeLessThanOrEqual(maxBytes);
      expect(file.value.bytes.length).toBeGreaterThanOrEqual(plain.value.bytes.length);
      for (const [at, kept] of file.value.kept.entries())
        expect(kept.legibility).toBeGreaterThanOrEqual(plain.value.kept[at]?.legibility ?? 1);
      shares.push(file.value.bytes.length / maxBytes);
      if (plain.value.bytes.length < 0.9 * maxBytes) stepsTooLarge += 1;
    }
    expect(shares.length).toBe(SHORT_DRAWS);
    // Steps between encodings alone would leave much over often, or the draws try nothing.
    expect(stepsTooLarge).toBeGreaterThan(SHORT_DRAWS / 8);
    const under = shares.filter((share) => share < 0.9).length;
    expect(under / SHORT_DRAWS, `${under} of ${SHORT_DRAWS}`).toBeLessThanOrEqual(0.03);
    expect(Math.min(...shares)).toBeGreaterThan(0.8);
  }, 240_000);
});
