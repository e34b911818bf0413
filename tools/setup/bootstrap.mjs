import path from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode } from './node-runtime.mjs';
import { done } from './outcome.mjs';
import { runStep } from './progress.mjs';

/**
 * What must be there before anything written in TypeScript can run: Debian packages, Node 24, npm packages. Runs on
 * Node 20 without a dependency.
 *
 * @param {string} repository
 * @param {{ readonly debianPackages: 'all' | 'start' | 'none' }} needs
 * @returns {Promise<import('./outcome.mjs').Outcome<{ node: string, env: NodeJS.ProcessEnv }>>} Node 24 and the
 *   environment with it first on the path.
 */
export async function bootstrap(repository, needs) {
  if (needs.debianPackages !== 'none') {
    const packages = await runStep(
      'Debian packages',
      (tell) =>
        ensureDebianPackages(
          path.join(repository, 'tools', 'debian-packages.txt'),
          { all: needs.debianPackages === 'all', root: process.getuid?.() === 0 },
          tell,
        ),
      (what) => what,
    );
    if (!packages.ok) return packages;
  }

  const node = await runStep(
    'Node 24',
    (tell) => ensureNode(repository, process.env, tell),
    (executable) => executable,
  );
  if (!node.ok) return node;
  const env = {
    ...process.env,
    PATH: `${path.dirname(node.value)}${path.delimiter}${process.env['PATH'] ?? ''}`,
  };

  const dependencies = await runStep(
    'npm packages',
    () => ensureDependencies(repository, env),
    ({ installed }) => (installed ? 'installed' : 'as in package-lock.json'),
  );
  if (!dependencies.ok) return dependencies;
  return done({ node: node.value, env });
}
