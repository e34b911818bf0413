import path from 'node:path';
import type { OutputFormat } from '../domain/document.ts';

/** Longest file name without its extension, characters. */
const MAX_NAME = 60;

/**
 * A name that strict portals take: letters a to z, digits and `-`, then the extension of the format. Accents are dropped,
 * anything else becomes `-`.
 */
export function portalFileName(name: string, format: OutputFormat): string {
  const extension = `.${format}`;
  const named = path.extname(name).toLowerCase() === extension;
  const stem = (named ? name.slice(0, -extension.length) : name)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_NAME)
    .replace(/-+$/, '');
  return `${stem === '' ? 'document' : stem}${extension}`;
}
