/** Fewest characters to insert, delete or replace to make one text the other (V. Levenshtein, 1965). */
export function editDistance(from: string, to: string): number {
  const [a, b] = [[...from], [...to]];
  let above = Uint32Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const line = new Uint32Array(b.length + 1);
    line[0] = row;
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      line[column] = Math.min(replaced, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1);
    }
    above = line;
  }
  return above[b.length] ?? 0;
}

/** Spearman's rank correlation, equals sharing the mean of their ranks. NaN where one of the two is all equal. */
export function rankCorrelation(xs: readonly number[], ys: readonly number[]): number {
  const [a, b] = [ranks(xs), ranks(ys)];
  const middle = (xs.length - 1) / 2;
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (const [index, rank] of a.entries()) {
    const [awayA, awayB] = [rank - middle, (b[index] ?? 0) - middle];
    products += awayA * awayB;
    squaresA += awayA * awayA;
    squaresB += awayB * awayB;
  }
  return products / Math.sqrt(squaresA * squaresB);
}

function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const lower = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return lower + (equal - 1) / 2;
  });
}
