import { runCodeChecks } from '../checks/code-checks.ts';

const outcomes = await runCodeChecks();
for (const { name, passed, seconds, report } of outcomes) {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
  if (!passed) console.log(report);
}
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
