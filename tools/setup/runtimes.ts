import { ensureElectron } from './electron-runtime.ts';
import { ensureNativeStore } from './native-store.ts';
import { done, type Outcome } from './outcome.mjs';
import { runStep } from './progress.mjs';

/** The second half of the set-up: what needs Node 24 and the npm packages, namely Electron and the native file. */
export async function ensureRuntimes(env: NodeJS.ProcessEnv): Promise<Outcome<undefined>> {
  const electron = await runStep(
    'Electron',
    (tell) => ensureElectron(env, tell),
    ({ kind, version }) =>
      kind === 'stock' ? `Electron ${version}` : `development runtime, Electron ${version}`,
  );
  if (!electron.ok) return electron;
  const store = await runStep(
    'Database',
    (tell) => ensureNativeStore(electron.value, env, tell),
    (what) => what,
  );
  return store.ok ? done(undefined) : store;
}
