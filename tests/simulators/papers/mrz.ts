const WEIGHTS = [7, 3, 1] as const;

/** Check digit of ICAO Doc 9303-3, 4.9: digits as they are, A to Z as 10 to 35, `<` as 0, weighted 7, 3, 1. */
export function checkDigit(text: string): string {
  let sum = 0;
  for (const [index, character] of [...text].entries()) {
    const value = character === '<' ? 0 : Number.parseInt(character, 36);
    sum += value * (WEIGHTS[index % 3] ?? 0);
  }
  return String(sum % 10);
}

export interface MrzHolder {
  readonly documentNumber: string;
  /** YYMMDD. */
  readonly born: string;
  readonly expires: string;
  readonly sex: 'F' | 'M' | '<';
  /** Upper case, accents undone as in Doc 9303-3, section 6. */
  readonly lastName: string;
  readonly firstNames: string;
}

/** The three lines of a card of format TD1 (Doc 9303-5, 4.2.2). The State is UTO, Utopia: the specimen's own. */
export function td1(holder: MrzHolder): readonly [string, string, string] {
  const number = holder.documentNumber.padEnd(9, '<');
  const upper = `IDUTO${number}${checkDigit(number)}`.padEnd(30, '<');
  const middle =
    `${holder.born}${checkDigit(holder.born)}${holder.sex}${holder.expires}${checkDigit(holder.expires)}UTO`.padEnd(
      29,
      '<',
    );
  const overall = checkDigit(
    upper.slice(5, 30) + middle.slice(0, 7) + middle.slice(8, 15) + middle.slice(18, 29),
  );
  const names = `${holder.lastName}<<${holder.firstNames}`.replace(/[ '-]/g, '<');
  return [upper, middle + overall, names.padEnd(30, '<').slice(0, 30)];
}
