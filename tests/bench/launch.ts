/**
 * Launch to usable welcome screen, beside a trivial Electron page on the same runtime, in one run.
 * `npm run bench:launch`. Prints a table; the ratio is what counts, seconds depend on the machine.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { applicationFolder, buildApplication } from '../../tools/build/application.ts';
import {
  applicationArgument,
  electronExecutable,
  startXvfb,
  temporaryFolder,
} from '../../tools/electron/launch.ts';
import { bareConfiguration } from '../e2e/bare-configuration.ts';

const RUNS = 7;

function trivialApplication(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'trivial', version: '1.0.0', type: 'module', main: 'main.js' }),
  );
  writeFileSync(
    path.join(folder, 'main.js'),
    `import { app, BrowserWindow } from 'electron';
     void app.whenReady().then(() =>
       new BrowserWindow({ width: 1920, height: 1080, webPreferences: { sandbox: true } })
         .loadURL('data:text/html,<button>Bonjour</button>'));`,
  );
  return folder;
}

/** Milliseconds from spawning the process to the first button that can be pressed. */
async function launchMs(display: string, args: readonly string[]): Promise<number> {
  const since = performance.now();
  const app = await _electron.launch({
    executablePath: electronExecutable().path,
    args: [...args],
    chromiumSandbox: true,
    env: { PATH: process.env['PATH'] ?? '', DISPLAY: display },
  });
  try {
    const page = await app.firstWindow();
    await page.getByRole('button').first().waitFor();
    return performance.now() - since;
  } finally {
    await app.close();
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const folder = temporaryFolder('launch-bench');
await buildApplication('desk');
const screen = await startXvfb({ width: 1_920, height: 1_080 });
try {
  const trivial = trivialApplication(path.join(folder.path, 'trivial'));
  const configuration = bareConfiguration(folder.path);
  const kiosk = [applicationArgument(applicationFolder('desk')), `--config=${configuration}`];
  const figures = { trivial: [] as number[], kiosk: [] as number[] };
  for (let run = 0; run <= RUNS; run += 1) {
    const one = await launchMs(screen.display, [
      trivial,
      `--user-data-dir=${path.join(folder.path, `data-${run}`)}`,
    ]);
    const other = await launchMs(screen.display, kiosk);
    // The first of each only warms the disk cache.
    if (run > 0) {
      figures.trivial.push(one);
      figures.kiosk.push(other);
    }
  }
  console.log('| application | median ms | min | max |\n|---|---|---|---|');
  for (const [name, values] of Object.entries(figures)) {
    console.log(
      `| ${name} | ${median(values).toFixed(0)} | ${Math.min(...values).toFixed(0)} | ${Math.max(...values).toFixed(0)} |`,
    );
  }
  console.log(`\nratio kiosk / trivial: ${(median(figures.kiosk) / median(figures.trivial)).toFixed(2)}`);
} finally {
  await screen.stop();
  folder.remove();
}
