import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../repository.ts';

/**
 * SHA-256 over the names and contents of everything a build is made from, lower-case hexadecimal.
 *
 * @param inputs Files and folders, relative to the checkout; those that do not exist count as absent.
 */
export function inputHash(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesOf(path.join(repository, input))) {
      const bytes = readFileSync(file);
      hash.update(`${path.relative(repository, file)}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest('hex');
}

function filesOf(entry: string): readonly string[] {
  if (!existsSync(entry)) return [];
  if (statSync(entry).isFile()) return [entry];
  return readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => path.join(found.parentPath, found.name))
    .sort();
}
