const NO_BREAK = '\u00A0';

/**
 * A French text with no-break spaces where French typography has spaces that no line may end at: before `? ! : ; »` and after
 * `«`, so that no line starts with a sign (Lexique des règles typographiques en usage à l'Imprimerie nationale).
 */
export function withFrenchSpacing(text: string): string {
  return text.replaceAll(/ ([?!:;»])/gu, `${NO_BREAK}$1`).replaceAll(/« /gu, `«${NO_BREAK}`);
}
