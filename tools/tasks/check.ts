/** `npm run check`: types, lint, import directions, unused code. */

import { runCodeChecks } from '../checks/code-checks.ts';
import { printChecks } from '../checks/print-checks.ts';

const outcomes = await runCodeChecks();
printChecks(outcomes);
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
