import { type ApplicationName, buildApplication } from '../build/application.ts';

/** Builds what is asked for (`app`, `desk`), both by default. */
const asked = process.argv.slice(2);
const names: readonly ApplicationName[] = (['app', 'desk'] as const).filter(
  (name) => asked.length === 0 || asked.includes(name),
);
for (const name of names) {
  const started = performance.now();
  const { folder, built } = await buildApplication(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${built ? 'Built' : 'Unchanged'}: ${folder} (${seconds} s)`);
}
