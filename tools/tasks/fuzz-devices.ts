/**
 * `npm run fuzz:devices`: what devices send, damaged in at least 100,000 ways, against the code that reads it; one line a
 * surface with the cases really run. `npm run fuzz:devices -- --cases=500000` asks for more.
 */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inRepository, repository } from '../repository.ts';
import { runCommand } from '../setup/command.mjs';
import { countFuzzCases, emptyFuzzLedger, fuzzScale } from '../testing/fuzz-ledger.ts';

const LIMIT_MS = 60 * 60_000;

const { values } = parseArgs({ options: { cases: { type: 'string', default: '100000' } } });
const scale = fuzzScale(values.cases);
if (scale === undefined) {
  console.error('npm run fuzz:devices -- [--cases=NUMBER], from 1000 to 100000000');
  process.exit(64);
}

const folder = inRepository('tests', 'unit', 'devices');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => path.join(folder, file))
  .filter((file) => readFileSync(file, 'utf8').includes("fuzz-cases.ts'"));
const ledger = emptyFuzzLedger();

const end = await runCommand(
  process.execPath,
  [
    inRepository('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...['--config', path.join('tools', 'vitest.config.ts'), '--project', 'unit'],
    `--testTimeout=${LIMIT_MS}`,
    ...files.map((file) => path.relative(repository, file)),
  ],
  {
    cwd: repository,
    output: 'inherit',
    timeoutMs: LIMIT_MS,
    env: { ...process.env, FUZZ_SCALE: String(scale), FUZZ_LEDGER: ledger },
  },
);
const counted = countFuzzCases(ledger);
for (const { surface, cases } of counted.surfaces) console.log(`${String(cases).padStart(10)}  ${surface}`);
console.log(`${String(counted.total).padStart(10)}  in all, none of which may hang, throw or be believed`);
const enough = counted.total >= Number(values.cases);
if (end.code === 0 && !enough) console.error(`Fewer than the ${values.cases} cases asked for.`);
process.exitCode = end.code === 0 && enough ? 0 : 1;
