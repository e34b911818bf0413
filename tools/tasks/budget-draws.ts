/** `npm run test:budgets -- [--draws N]`: 10,000 draws of pages and limits, or as many as asked for; none may be over. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inRepository, repository } from '../repository.ts';
import { runCommand } from '../setup/command.mjs';

const LIMIT_MS = 60 * 60_000;
const { values } = parseArgs({ options: { draws: { type: 'string', default: '10000' } } });
if (!/^[0-9]{3,8}$/.test(values.draws)) {
  console.error('npm run test:budgets -- [--draws NUMBER], from 100 to 99999999');
  process.exit(64);
}
const end = await runCommand(
  process.execPath,
  [
    inRepository('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...['--config', path.join('tools', 'vitest.config.ts'), '--project', 'unit'],
    path.join('tests', 'unit', 'documents', 'budget-drawn-at-random.test.ts'),
  ],
  {
    cwd: repository,
    output: 'inherit',
    timeoutMs: LIMIT_MS,
    env: { ...process.env, BUDGET_DRAWS: values.draws },
  },
);
process.exitCode = end.code ?? 1;
