import type { fr } from './fr.ts';

type Texts<Of> = { readonly [Key in keyof Of]: Of[Key] extends string ? string : Texts<Of[Key]> };

/** What every language has to provide: the same keys as French. */
export type Catalogue = Texts<typeof fr>;

/** French puts an unbreakable space before double punctuation, so that a line never starts with `?`. */
export function withFrenchSpacing<Tree extends object>(tree: Tree): Tree {
  const spaced = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === 'string'
      ? value.replaceAll(/ ([?!:;»])/gu, '\u00a0$1').replaceAll(/« /gu, '«\u00a0')
      : withFrenchSpacing(value),
  ]);
  return Object.fromEntries(spaced);
}
