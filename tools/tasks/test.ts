/**
 * `npm test`: the checks of the code, the build, then every test, from the quickest to the slowest. Everything runs
 * even after a failure; the last line counts it all. Arguments go to vitest (`npm test -- scan-jam`).
 */

import { buildApplication } from '../build/application.ts';
import { runCodeChecks } from '../checks/code-checks.ts';
import { printChecks } from '../checks/print-checks.ts';
import { countFuzzCases, emptyFuzzLedger, fuzzLine } from '../testing/fuzz-ledger.ts';
import { runTestGroups, type TestCount } from '../testing/test-run.ts';

/**
 * Groups of projects, stage after stage; the groups of a stage run beside each other. Peers of the contract tests are mostly
 * waited for. The laboratory emulates a whole machine and has it to itself.
 */
const STAGES = [
  [['unit', 'visit'], ['contract']],
  [['gallery']],
  [['hardware']],
  [['e2e']],
  [['packaging']],
] as const;

const started = performance.now();
const counts: TestCount[] = [];
const secondsSince = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

console.log('• Checks …');
const checks = await runCodeChecks();
printChecks(checks);
for (const { passed, name } of checks) {
  counts.push({
    passed: passed ? 1 : 0,
    failed: passed ? 0 : 1,
    skipped: 0,
    failures: passed ? [] : [`check of ${name}`],
  });
}

for (const name of ['app', 'desk'] as const) {
  const from = performance.now();
  console.log(`• Build of ${name} …`);
  const { built } = await buildApplication(name);
  console.log(`  ${built ? 'built' : 'unchanged'} (${secondsSince(from)})`);
}

const ledger = emptyFuzzLedger();
for (const groups of STAGES) {
  const from = performance.now();
  console.log(`\n• Tests: ${groups.flat().join(', ')} …`);
  counts.push(...(await runTestGroups(groups, process.argv.slice(2), ledger)));
  console.log(`  ${groups.flat().join(', ')} (${secondsSince(from)})`);
}

const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
  counts.reduce((total, count) => total + count[key], 0);
const fuzzed = fuzzLine(countFuzzCases(ledger));
if (fuzzed !== undefined) console.log(`\n${fuzzed}.`);
const skipped = sum('skipped');
const failures = counts.flatMap((count) => count.failures);
if (failures.length > 0) console.log(`\nWhat failed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
console.log(`\nEverything took ${secondsSince(started)}, ${checks.length} checks included.`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
