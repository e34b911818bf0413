import bidiFactory from 'bidi-js';

const bidi = bidiFactory();

/** Letters that stand together on paper, in the order they are read. */
export interface VisualRun {
  readonly text: string;
  readonly rightToLeft: boolean;
}

/**
 * Cuts one line into runs from the left edge of the paper to its right edge (Unicode Bidirectional Algorithm, UAX 9): a
 * French name inside an Arabic sentence keeps its own direction, brackets are turned where they have to be.
 */
export function visualRuns(line: string, direction: 'ltr' | 'rtl'): readonly VisualRun[] {
  const levels = bidi.getEmbeddingLevels(line, direction);
  const mirrored = bidi.getMirroredCharactersMap(line, levels.levels);
  const order = bidi.getReorderedIndices(line, levels);
  const runs: { first: number; last: number; rightToLeft: boolean }[] = [];
  for (const index of order) {
    const rightToLeft = ((levels.levels[index] ?? 0) & 1) === 1;
    const run = runs.at(-1);
    if (run !== undefined && run.rightToLeft === rightToLeft && index === run.last + (rightToLeft ? -1 : 1)) {
      run.last = index;
    } else {
      runs.push({ first: index, last: index, rightToLeft });
    }
  }
  return runs.map(({ first, last, rightToLeft }) => {
    let text = '';
    for (let index = Math.min(first, last); index <= Math.max(first, last); index += 1) {
      text += mirrored.get(index) ?? line[index] ?? '';
    }
    return { text, rightToLeft };
  });
}
