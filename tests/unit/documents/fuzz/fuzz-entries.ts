import { type FuzzOutcome, fuzzDecoder } from './fuzz-decoder.ts';
import { ENTRIES, type Entry } from './samples.ts';

/** Cases of the usual run, by how long one takes. */
export const CASES: Readonly<Record<Entry, number>> = {
  JPEG: 4_000,
  PNG: 5_000,
  TIFF: 4_000,
  PDF: 1_500,
  HEIC: 1_000,
  codes: 500,
  zones: 3_000,
  layers: 3_000,
};

/** Every entry with `scale` times its usual cases, two at a time. */
export async function fuzzEntries(
  scale: number,
  seed: number,
): Promise<readonly { readonly entry: Entry; readonly outcome: FuzzOutcome }[]> {
  const waiting = [...ENTRIES];
  const outcomes: { entry: Entry; outcome: FuzzOutcome }[] = [];
  const work = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift())
      outcomes.push({ entry, outcome: await fuzzDecoder(entry, Math.ceil(CASES[entry] * scale), seed) });
  };
  await Promise.all([work(), work()]);
  return outcomes;
}
