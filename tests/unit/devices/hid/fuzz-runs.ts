/** Cases of the normal run; `FUZZ_RUNS` asks for more. */
const USUAL = 27_000;
const RUNS = Number(process.env['FUZZ_RUNS'] ?? USUAL);

/** How many cases a property gets, given its share of the normal run. */
export function fuzzRuns(share: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil((RUNS * share) / USUAL) };
}
