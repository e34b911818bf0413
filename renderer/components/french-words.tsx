import { createContext, Fragment, type ReactNode, useContext } from 'react';
import { LANGUAGES } from '../../main/contract/languages.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** French words that texts in another language quote, because they stand on papers and letters: "(titre de séjour)". */
const Quoted = createContext<readonly string[]>([]);

/** Words in Latin letters, beside each other, among letters of another script. */
const LATIN_RUN =
  /[\p{Script=Latin}][\p{Script=Latin}\p{M}\p{N}’'. -]*[\p{Script=Latin}\p{M}\p{N}]|\p{Script=Latin}/gu;

/** Where French begins and ends in a text. */
export interface Piece {
  readonly text: string;
  readonly french: boolean;
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/**
 * The pieces of a text that is not French. Among Arabic or Cyrillic letters every word in Latin letters is taken for French: it
 * is a name of the French administration, or one of `quoted`. Among Latin letters only `quoted` is known to be French.
 */
export function piecesOf(text: string, latin: boolean, quoted: readonly string[]): readonly Piece[] {
  const french = latin
    ? quoted.length === 0
      ? null
      : new RegExp(`(?<=\\()(?:${quoted.map(escaped).join('|')})(?=\\))`, 'gu')
    : LATIN_RUN;
  if (french === null) return [{ text, french: false }];
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(french)) {
    if (index > at) pieces.push({ text: text.slice(at, index), french: false });
    pieces.push({ text: word, french: true });
    at = index + word.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), french: false });
  return pieces;
}

/** Says which French words the texts inside quote. */
export function QuotedFrench({
  words,
  children,
}: {
  readonly words: readonly string[];
  readonly children: ReactNode;
}) {
  return <Quoted value={words}>{children}</Quoted>;
}

/** A text in the language of the page whose French words are marked as such, for speech and for reading (RGAA 8.7, WCAG 3.1.2). */
export function Words({ children }: { readonly children: string }) {
  const language = useLanguage();
  const quoted = useContext(Quoted);
  const { tag, script } = LANGUAGES[language];
  if (tag === 'fr') return children;
  return piecesOf(children, script === 'latin', quoted).map(({ text, french }, index) =>
    french ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change their order
      <span key={index} lang="fr" dir="ltr">
        {text}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change their order
      <Fragment key={index}>{text}</Fragment>
    ),
  );
}
