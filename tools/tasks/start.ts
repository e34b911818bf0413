/**
 * `npm start`: builds what changed, then opens the kiosk on the simulated desk. Without a display it starts one, drives
 * one complete visit and leaves what came of it in `demo-output/`; `npm start -- --demo` does so with a display too.
 */

import { buildApplication } from '../build/application.ts';
import { runDemo } from '../demo/demo.ts';
import { openOnDesk } from '../demo/desk-session.ts';
import { inRepository } from '../repository.ts';

const started = performance.now();
const { built } = await buildApplication('desk');
console.log(
  `• Build: ${built ? 'done' : 'unchanged'} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
);

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
if (hasDisplay && !process.argv.includes('--demo')) {
  process.exitCode = await openOnDesk();
} else {
  await runDemo(inRepository('demo-output'));
}
