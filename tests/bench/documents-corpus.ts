import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { paper } from '../simulators/papers/paper-catalogue.ts';

/** A page image and what is known of it. */
export interface CorpusPage {
  readonly id: string;
  /** Absolute path. */
  readonly file: string;
  readonly dpi: number;
  /** What it is written in, by Tesseract's name. */
  readonly language: string;
}

/** Pages, and documents made of them, in the layout that the measuring script reads. */
export interface Corpus {
  readonly folder: string;
  readonly pages: readonly CorpusPage[];
  readonly documents: readonly { readonly id: string; readonly pages: readonly CorpusPage[] }[];
}

const pagesFile = z.array(z.object({ id: z.string(), file: z.string(), dpi: z.number(), lang: z.string() }));
const documentsFile = z.record(z.string(), z.object({ pages: z.array(z.string()) }));

/** Reads `pages.json` (`id`, `file` below `pages/`, `dpi`, `lang`) and `docs.json` (`pages`: ids) of a folder. */
export function readCorpus(folder: string): Corpus {
  const parse = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  const pages = pagesFile.parse(parse('pages.json')).map(({ id, file, dpi, lang }) => ({
    id,
    file: path.resolve(folder, 'pages', file),
    dpi,
    language: lang,
  }));
  const documents = Object.entries(documentsFile.parse(parse('docs.json'))).map(([id, document]) => ({
    id,
    pages: document.pages.flatMap((wanted) => pages.filter((page) => page.id === wanted)),
  }));
  return { folder, pages, documents };
}

/** Papers of the project's own, all fictional, by what they try. */
const FICTIONAL = [
  { id: 'courrier-administratif', dpi: 300, colour: 'colour' },
  { id: 'courrier-ombre', dpi: 300, colour: 'colour' },
  { id: 'courrier-plie', dpi: 200, colour: 'grey' },
  { id: 'bulletin-de-salaire', dpi: 300, colour: 'colour' },
  { id: 'carte-identite', dpi: 300, colour: 'colour' },
  { id: 'ticket-de-caisse', dpi: 300, colour: 'colour' },
] as const;

/** Draws the fictional corpus into a folder, in the same layout. */
export async function drawCorpus(folder: string): Promise<Corpus> {
  mkdirSync(path.join(folder, 'pages'), { recursive: true });
  const pages = [];
  for (const { id, dpi, colour } of FICTIONAL) {
    const bytes = await paper(id).render({ dpi, colour });
    writeFileSync(path.join(folder, 'pages', `${id}.jpg`), bytes);
    pages.push({ id, file: `${id}.jpg`, dpi, lang: 'fra', category: 'fictional', split: 'dev' });
  }
  const documents = { dossier: { split: 'dev', pages: pages.map(({ id }) => id) } };
  writeFileSync(path.join(folder, 'pages.json'), JSON.stringify(pages));
  writeFileSync(path.join(folder, 'docs.json'), JSON.stringify(documents));
  return readCorpus(folder);
}
