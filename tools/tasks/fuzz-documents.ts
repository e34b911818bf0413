/**
 * `npm run fuzz:documents -- [--cases N] [--seed N]`: damaged files against every decoder of the documents engine, in
 * processes with its memory; one line an entry. A seed that is said again gives the same cases again.
 */
import { parseArgs } from 'node:util';
import { CASES, fuzzEntries } from '../../tests/unit/documents/fuzz/fuzz-entries.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const usual = Object.values(CASES).reduce((sum, cases) => sum + cases, 0);
const cases = Number(values.cases);
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
if (!Number.isSafeInteger(cases) || cases < 100 || cases > 100_000_000 || !Number.isSafeInteger(seed)) {
  console.error('npm run fuzz:documents -- [--cases NUMBER] [--seed NUMBER], from 100 to 100000000');
  process.exit(64);
}
console.log(`seed ${seed}`);
let broken = 0;
for (const { entry, outcome } of await fuzzEntries(cases / usual, seed)) {
  const { cases: done, read, mostResidentBytes, slowestMs } = outcome;
  const memory = `${Math.round(mostResidentBytes / 1e6)} MB at most`;
  console.log(
    `${entry.padEnd(7)} ${done} cases, ${read} read, ${memory}, slowest ${Math.round(slowestMs)} ms`,
  );
  for (const line of outcome.broken) console.log(`  ${line}`);
  broken += outcome.broken.length;
}
process.exitCode = broken === 0 ? 0 : 1;
