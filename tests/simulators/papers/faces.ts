import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** Typefaces of the papers, by what they are for, with the package and file each comes from. */
const FACES = {
  sans: ['arimo', 'arimo-latin-400-normal'],
  'sans-bold': ['arimo', 'arimo-latin-700-normal'],
  'sans-italic': ['arimo', 'arimo-latin-400-italic'],
  serif: ['tinos', 'tinos-latin-400-normal'],
  'serif-bold': ['tinos', 'tinos-latin-700-normal'],
  'serif-italic': ['tinos', 'tinos-latin-400-italic'],
  modern: ['libre-franklin', 'libre-franklin-latin-400-normal'],
  'modern-light': ['libre-franklin', 'libre-franklin-latin-300-normal'],
  'modern-bold': ['libre-franklin', 'libre-franklin-latin-800-normal'],
  mono: ['ibm-plex-mono', 'ibm-plex-mono-latin-400-normal'],
  'mono-bold': ['ibm-plex-mono', 'ibm-plex-mono-latin-600-normal'],
  hand: ['caveat', 'caveat-latin-500-normal'],
  'hand-old': ['homemade-apple', 'homemade-apple-latin-400-normal'],
  'hand-quick': ['reenie-beanie', 'reenie-beanie-latin-400-normal'],
} as const;

export type Face = keyof typeof FACES;

const require = createRequire(import.meta.url);
const registered = new Map<Face, string>();

/** Family name of a face for the canvas. Fonts come from packages: none of the machine's own is used. */
export function familyOf(face: Face): string {
  const known = registered.get(face);
  if (known !== undefined) return known;
  const [name, file] = FACES[face];
  const folder = dirname(require.resolve(`@fontsource/${name}/package.json`));
  const family = `paper-${face}`;
  if (GlobalFonts.registerFromPath(join(folder, 'files', `${file}.woff2`), family) === null) {
    throw new Error(`typeface ${file} cannot be used`);
  }
  registered.set(face, family);
  return family;
}
