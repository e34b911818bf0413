/** A line of words alone: what can stand beside its own French in a `pair`. */
export type WordsLine =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'field'; readonly label: string; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

/** One line of a receipt, in the order of reading. Rendered alike for A4, for the receipt roll and for the screen. */
export type ReceiptLine =
  | WordsLine
  | { readonly kind: 'reference'; readonly label: string; readonly value: string }
  | { readonly kind: 'rule' }
  /** A QR code that holds `content`, at most `QR_MAX_BYTES` of UTF-8, under words that say what it is for. */
  | { readonly kind: 'qr'; readonly label: string; readonly content: string }
  /**
   * The same in the person's language (that of the receipt) and in French, for whoever helps: side by side where the paper
   * is wide enough, one below the other on a roll.
   */
  | { readonly kind: 'pair'; readonly own: WordsLine; readonly french: WordsLine };

/** A receipt as data: what is written on it, in which language (BCP 47). */
export interface Receipt {
  readonly language: string;
  readonly title: string;
  readonly lines: readonly ReceiptLine[];
}

/**
 * Papers that a visitor can take away: the récépissé, or the paper for coming back; everything that was answered; a simple
 * CV.
 */
export const PAPER_NAMES = ['recepisse', 'reponses', 'cv'] as const;

export type PaperName = (typeof PAPER_NAMES)[number];

/** More bytes would make the squares too small for the cheapest reader on a 58 mm roll. */
export const QR_MAX_BYTES = 300;

/** Languages written from right to left (Arabic script), by their BCP 47 primary subtag. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'prs', 'ps', 'ur', 'ckb', 'he']);

/** Which way a language is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/**
 * The same receipt in the person's language with its French beside it. Both come from the same template, line by line;
 * what needs no translation (rules, references, QR codes) stands once, in the person's language.
 *
 * Where the two differ in number or kind of lines nobody can say which belong together: the French then follows whole,
 * below a rule, and nothing is lost.
 */
export function besideFrench(own: Receipt, french: Receipt): Receipt {
  if (own.language === french.language) return french;
  const alike =
    own.lines.length === french.lines.length &&
    own.lines.every((line, index) => line.kind === french.lines[index]?.kind);
  if (!alike) return { ...own, lines: [...own.lines, { kind: 'rule' }, ...french.lines] };
  return {
    ...own,
    lines: own.lines.map((line, index) => {
      const other = french.lines[index];
      return other !== undefined && isWords(line) && isWords(other)
        ? { kind: 'pair', own: line, french: other }
        : line;
    }),
  };
}

function isWords(line: ReceiptLine): line is WordsLine {
  return line.kind !== 'rule' && line.kind !== 'qr' && line.kind !== 'pair' && line.kind !== 'reference';
}
