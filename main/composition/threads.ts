import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Starts threads of one bundle. It is read by this one, whose file functions know the application's archive. */
export function threads(appFolder: string, bundle: string): () => Worker {
  const code = readFileSync(join(appFolder, 'main', bundle), 'utf8');
  return () => new Worker(code, { eval: true, env: {} });
}
