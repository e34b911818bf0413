import type { Receipt } from '../../domain/receipt.ts';

/** What the page names: where it comes from and when. Nobody's data. */
export interface TestPageFacts {
  readonly terminal: string;
  readonly site: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Every letter of French that is not in ASCII, and the signs that receipts use (norme NF Z71-300, keyboard for French). */
export const FRENCH_SMALL = 'à â æ ç é è ê ë î ï ô œ ù û ü ÿ';
export const FRENCH_CAPITAL = 'À Â Æ Ç É È Ê Ë Î Ï Ô Œ Ù Û Ü Ÿ';
export const FRENCH_SIGNS = '« » ’ … – — € ° § ½';
/** Letters of names from elsewhere that clerks meet every day. */
const OTHER_LETTERS = 'ñ á í ó ú ã õ ä ö ß å ø';

/**
 * The page of the print test: whoever reads it sees at once which letters this printer gets wrong. It says what it is, so
 * that one left in the tray frightens nobody.
 */
export function testPage({ terminal, site, at }: TestPageFacts): Receipt {
  const when = new Intl.DateTimeFormat('fr', { dateStyle: 'full', timeStyle: 'short' }).format(at);
  return {
    language: 'fr',
    title: 'Page d’essai',
    lines: [
      { kind: 'title', text: 'Page d’essai' },
      { kind: 'strong', text: 'Cette page ne concerne personne. Vous pouvez la jeter.' },
      { kind: 'field', label: 'Borne', value: terminal },
      { kind: 'field', label: 'Lieu', value: site },
      { kind: 'field', label: 'Imprimée', value: when },
      { kind: 'rule' },
      { kind: 'strong', text: 'Chaque lettre doit être lisible' },
      { kind: 'field', label: 'Minuscules', value: FRENCH_SMALL },
      { kind: 'field', label: 'Majuscules', value: FRENCH_CAPITAL },
      { kind: 'field', label: 'Signes', value: FRENCH_SIGNS },
      { kind: 'field', label: 'Noms', value: OTHER_LETTERS },
      {
        kind: 'text',
        text: 'Dès Noël, où un zéphyr haï me vêt de glaçons würmiens, je dîne d’exquis rôtis de bœuf au kir, à l’aÿ d’âge mûr, &cætera.',
      },
      { kind: 'rule' },
      { kind: 'reference', label: 'Référence d’essai', value: '3467-9ACD-EFGH' },
    ],
  };
}
