import path from 'node:path';
import { inRepository } from '../../tools/repository.ts';
import type { CorpusPage } from './documents-corpus.ts';

/** What a program of the bench is given: the pages as images, and as one PDF without loss at their true size. */
export interface PeerInput {
  readonly pages: readonly CorpusPage[];
  readonly original: string;
  readonly out: string;
}

/** A program that turns scanned pages into a PDF. */
export interface Peer {
  readonly name: string;
  /** True for the engine of this project. */
  readonly isOurs: boolean;
  /** Documents only: a limit says nothing of single pages. */
  readonly documentsOnly?: boolean;
  command(input: PeerInput): readonly [program: string, ...args: string[]];
}

function ours(name: string, limit: number, more: readonly string[] = [], documentsOnly = false): Peer {
  return {
    name,
    isOurs: true,
    documentsOnly,
    command: ({ pages, out }) => [
      process.execPath,
      inRepository('tools', 'tasks', 'documents.ts'),
      ...['--limit', String(limit), '--no-text', '--no-cleanup', ...more],
      ...['--dpi', pages.map(({ dpi }) => dpi).join(), '--out', out],
      ...pages.map(({ file }) => file),
    ],
  };
}

function ghostscript(setting: 'ebook' | 'screen'): Peer {
  return {
    name: `gs_${setting}`,
    isOurs: false,
    command: ({ original, out }) => [
      'gs',
      ...['-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-sDEVICE=pdfwrite', '-dCompatibilityLevel=1.5'],
      `-dPDFSETTINGS=/${setting}`,
      `-sOutputFile=${out}`,
      original,
    ],
  };
}

function ocrmypdf(level: 1 | 3): Peer {
  return {
    name: `ocrmypdf_O${level}`,
    isOurs: false,
    command: ({ original, out }) => [
      '/usr/bin/ocrmypdf',
      ...['-q', '--tesseract-timeout', '0', '--output-type', 'pdf', '--jobs', '2'],
      ...['--optimize', String(level), original, out],
    ],
  };
}

function sharpAt(colour: 'grey' | 'colour', dpi: number, quality: number): Peer {
  return {
    name: `sharp_${colour}${dpi}_q${quality}`,
    isOurs: false,
    command: ({ pages, out }) => [
      process.execPath,
      path.join(import.meta.dirname, 'sharp-to-pdf.ts'),
      ...[colour, String(dpi), String(quality), out],
      ...pages.flatMap((page) => [page.file, String(page.dpi)]),
    ],
  };
}

/** Ours first; the others are packaged by Debian, or libraries that a kiosk would use plainly. */
export const PEERS: readonly Peer[] = [
  ours('borne_default', 0),
  ours('borne_small', 0, ['--profile', 'small']),
  ours('borne_500k', 500_000, ['--profile', 'default'], true),
  ours('borne_200k', 200_000, ['--profile', 'default'], true),
  {
    name: 'img2pdf',
    isOurs: false,
    // Pages of one document may differ in resolution, which it takes once: A4 is what differs least.
    command: ({ pages, out }) => [
      'img2pdf',
      ...['--imgsize', `${pages[0]?.dpi ?? 300}dpi`, '-o', out],
      ...pages.map(({ file }) => file),
    ],
  },
  ghostscript('ebook'),
  ghostscript('screen'),
  ocrmypdf(1),
  ocrmypdf(3),
  sharpAt('grey', 150, 40),
  sharpAt('colour', 150, 40),
];
