import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { BILL } from './designs/bill.ts';
import { CURRICULUM } from './designs/curriculum.ts';
import { FORM } from './designs/form.ts';
import { CARD_ON_GLASS, IDENTITY_CARD } from './designs/identity-card.ts';
import { letter } from './designs/letter.ts';
import { PAYSLIP } from './designs/payslip.ts';
import { BLANK_BACK, LODGING, NEARLY_EMPTY, SMALL_PRINT } from './designs/plain-pages.ts';
import { TILL_RECEIPT } from './designs/till-receipt.ts';
import type { PaperDesign } from './paper-design.ts';
import { type ScanOf, scanPaper } from './scan-paper.ts';

/** A fictional paper that a simulated scanner can scan. */
export interface Paper {
  readonly id: string;
  /** French, for the person at the desk. */
  readonly title: string;
  /** JPEG as a scanner sends it: one component for `grey`, three for `colour`. Kept on disk for the next time. */
  render(scan: ScanOf): Promise<Uint8Array>;
}

const DESIGNS: readonly PaperDesign[] = [
  letter('courrier-administratif', 'Courrier administratif avec tampon', 1_031, {
    skewDegrees: 0.25,
    offset: [0.3, 0.3],
  }),
  PAYSLIP,
  FORM,
  IDENTITY_CARD,
  CARD_ON_GLASS,
  BILL,
  LODGING,
  CURRICULUM,
  TILL_RECEIPT,
  SMALL_PRINT,
  letter('courrier-de-travers', 'Courrier posé de travers', 1_032, {
    skewDegrees: 4.2,
    offset: [2.5, 3.5],
    marks: ['coffee'],
  }),
  letter('courrier-ombre', 'Courrier avec ombres (capot ouvert)', 1_033, {
    skewDegrees: -1.4,
    offset: [1, 1.5],
    paper: '#f6f3ea',
    shadow: 'open-lid',
  }),
  letter('courrier-plie', 'Courrier plié en trois, papier recyclé', 1_034, {
    skewDegrees: 0.7,
    paper: '#ebe6da',
    shadow: 'folds',
    showThrough: 0.5,
  }),
  NEARLY_EMPTY,
  BLANK_BACK,
];

/** Changes whenever a source of the papers does, so that nothing old is taken from the disk. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const folder of [import.meta.dirname, join(import.meta.dirname, 'designs')]) {
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

let cacheFolder: string | undefined;

/** One folder per user and per state of the sources, below the system's folder for temporary files. */
function cache(): string {
  cacheFolder ??= join(tmpdir(), `borne-papers-${userInfo().uid}-${sourcesHash()}`);
  return cacheFolder;
}

async function rendered(design: PaperDesign, scan: ScanOf): Promise<Uint8Array> {
  const size = scan.width === undefined ? 'a4' : `${scan.width}x${scan.height ?? 'a4'}`;
  const path = join(cache(), `${design.id}-${scan.dpi}-${scan.colour}-${size}.jpg`);
  try {
    return await readFile(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const bytes = await scanPaper(design, scan);
  // Each time: whoever clears temporary files does not ask.
  await mkdir(cache(), { recursive: true, mode: 0o700 });
  // Whole or not at all: test files run beside each other.
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
  return bytes;
}

/** Every paper of the desk, in the order in which it is offered. */
export function paperCatalogue(): readonly Paper[] {
  return DESIGNS.map(paperOf);
}

function paperOf(design: PaperDesign): Paper {
  return { id: design.id, title: design.title, render: (scan) => rendered(design, scan) };
}

/** What a scanner sees on a glass where nothing lies: the underside of its lid. */
export const EMPTY_GLASS: Paper = paperOf({
  id: 'vitre-vide',
  title: 'Vitre vide',
  size: [0, 0],
  seed: 1,
  look: {},
  draw() {
    // Nothing lies there.
  },
});

/** The paper of that name; a name that is none is a mistake of the caller. */
export function paper(id: string): Paper {
  const found = paperCatalogue().find((candidate) => candidate.id === id);
  if (found === undefined) throw new RangeError(`no paper ${id}`);
  return found;
}
