import { LANGUAGES, type LanguageCode } from '../../main/contract/languages.ts';

/** Rows of keys, from the top; a key is the letter it types or a name in braces. */
export type Rows = readonly string[];

/** `digits`: a field that takes figures only. */
export type FieldKind = 'text' | 'digits' | 'phone';

/** What the keyboard shows: Latin letters, the letters of the language where they are others, or figures and signs. */
export type Board = 'latin' | 'own' | 'symbols';

export type Arrangement = 'azerty' | 'abc';

const LATIN: Readonly<Record<Arrangement, Rows>> = {
  azerty: ['a z e r t y u i o p', 'q s d f g h j k l m', "{shift} w x c v b n ' - {backspace}"],
  abc: ['a b c d e f g h i j', 'k l m n o p q r s t', "{shift} u v w x y z ' - {backspace}"],
};

/** Letters with marks, always in sight above the others; French ones where the language has none of its own. */
const FRENCH_MARKS = 'é è ê ë à â ç î ï ô ù û œ';
const MARKS: Readonly<Partial<Record<LanguageCode, string>>> = {
  tr: 'ç ğ ı ö ş ü â î û é è',
  pt: 'á à â ã ç é è ê í ó ô õ ú',
  es: 'á é è ç í ñ ó ú ü',
};

/** Keyboards of the other scripts, as each country has them; none needs two keys at once. */
const OWN: Readonly<Partial<Record<LanguageCode, Rows>>> = {
  uk: ['й ц у к е н г ш щ з х ї', 'ф і в а п р о л д ж є ґ', "{shift} я ч с м и т ь б ю ' {backspace}"],
  ru: ['й ц у к е н г ш щ з х ъ', 'ф ы в а п р о л д ж э ё', '{shift} я ч с м и т ь б ю - {backspace}'],
  ar: ['ض ص ث ق ف غ ع ه خ ح ج د', 'ش س ي ب ل ا ت ن م ك ط ذ', 'أ إ آ ئ ء ؤ ر ى ة و ز ظ {backspace}'],
  prs: ['ض ص ث ق ف غ ع ه خ ح ج چ', 'ش س ی ب ل ا ت ن م ک گ', 'ظ ط ز ژ ر ذ د پ و', 'آ أ ئ ؤ ء ة {backspace}'],
  ps: [
    'ض ص ث ق ف غ ع ه خ ح ج چ',
    'ش س ی ب ل ا ت ن م ک ګ ټ',
    'ظ ط ز ژ ر ذ د ړ و ږ ډ پ',
    'ښ ځ څ ڼ ې ۍ ي ئ ؤ ء آ {backspace}',
  ],
};

const SYMBOLS: Rows = ['1 2 3 4 5 6 7 8 9 0', '@ . , - _ / + ( ) :', "' & ! ? # * = € % {backspace}"];

const DIGITS: Rows = ['1 2 3', '4 5 6', '7 8 9', '{backspace} 0 {hide}'];
const PHONE: Rows = ['1 2 3', '4 5 6', '7 8 9', '+ 0 {backspace}', '{hide}'];

/** Whether the language has letters that are not Latin. */
export function hasOwnLetters(language: LanguageCode): boolean {
  return language in OWN;
}

/** In the language's own way: a Turkish i has a dotted capital. Latin letters of a Cyrillic language are capitals as anywhere. */
function capitals(row: string, locale: string): string {
  return row
    .split(' ')
    .map((key) => (key.length > 1 ? key : key.toLocaleUpperCase(locale)))
    .join(' ');
}

/** The rows to show. */
export function rowsOf(asked: {
  readonly language: LanguageCode;
  readonly arrangement: Arrangement;
  readonly kind: FieldKind;
  readonly board: Board;
  readonly shifted: boolean;
}): Rows {
  const { language, arrangement, kind, board, shifted } = asked;
  if (kind === 'digits') return DIGITS;
  if (kind === 'phone') return PHONE;
  const others = hasOwnLetters(language) ? (board === 'own' ? ' {latin}' : ' {own}') : '';
  if (board === 'symbols') return [...SYMBOLS, `{letters}${others} {space} {hide}`];
  const own = board === 'own' ? OWN[language] : undefined;
  const letters = own ?? [MARKS[language] ?? FRENCH_MARKS, ...LATIN[arrangement]];
  const rows = shifted ? letters.map((row) => capitals(row, LANGUAGES[language].locale)) : letters;
  return [...rows, `{symbols}${others} @ {space} . {hide}`];
}
