/** Second half of the launcher, in Node 24: sees to the runtimes, then hands over to the task. */

import { inRepository } from './repository.ts';
import { ensureRuntimes } from './setup/runtimes.ts';
import { exitOnSignals } from './setup/signals.mjs';

/** Tasks that read and check sources only. */
const WITHOUT_RUNTIMES: ReadonlySet<string> = new Set([
  'check',
  'config-check',
  'config-pin',
  'devices',
  'budget-draws',
  'fuzz-devices',
  'fuzz-documents',
  'test-usb-lab',
]);

const [task = '', ...args] = process.argv.slice(2);
if (!WITHOUT_RUNTIMES.has(task)) {
  const releaseSignals = exitOnSignals();
  const ready = await ensureRuntimes(process.env);
  if (!ready.ok) {
    if (ready.said !== '') process.stderr.write(`${ready.said.replaceAll(/^/gm, '    | ')}\n`);
    process.stderr.write(`\n${ready.sentence}\n`);
    process.exit(1);
  }
  releaseSignals();
}
process.argv = [process.execPath, inRepository('tools', 'tasks', `${task}.ts`), ...args];
await import(`./tasks/${task}.ts`);
