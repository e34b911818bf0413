/**
 * The launcher behind every npm script: `node tools/run.mjs TASK [arguments]`. Sees to the set-up, then runs
 * `tools/tasks/TASK.ts` with Node 24. Runs on Node 20 without a dependency; set-up speaks on the error stream only.
 */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap } from './setup/bootstrap.mjs';
import { exitOnSignals, passSignalsTo } from './setup/signals.mjs';

const repository = path.resolve(fileURLToPath(new URL('..', import.meta.url)));

/**
 * Which Debian packages a task needs; those not named need none.
 *
 * @type {Readonly<Record<string, 'all' | 'start'>>}
 */
const DEBIAN_PACKAGES_OF = {
  start: 'start',
  package: 'start',
  test: 'all',
  'test-usb-lab': 'all',
  documents: 'all',
};

const [task = '', ...args] = process.argv.slice(2);
if (!/^[a-z][a-z-]*$/.test(task) || !existsSync(path.join(repository, 'tools', 'tasks', `${task}.ts`))) {
  process.stderr.write(`There is no task "${task}".\n`);
  process.exit(2);
}

const releaseSignals = exitOnSignals();
const ready = await bootstrap(repository, { debianPackages: DEBIAN_PACKAGES_OF[task] ?? 'none' });
if (!ready.ok) {
  if (ready.said !== '') process.stderr.write(`${ready.said.replaceAll(/^/gm, '    | ')}\n`);
  process.stderr.write(`\n${ready.sentence}\n`);
  process.exit(1);
}

releaseSignals();
const child = spawn(ready.value.node, [path.join(repository, 'tools', 'run-task.ts'), task, ...args], {
  cwd: repository,
  env: ready.value.env,
  stdio: 'inherit',
});
passSignalsTo(child);
child.once('error', (error) => {
  process.stderr.write(`Node 24 cannot be started (${error.message}).\n`);
  process.exit(1);
});
child.once('close', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
