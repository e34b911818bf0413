import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: the folder that holds package.json, without a final separator. */
export const repository = path.resolve(fileURLToPath(new URL('..', import.meta.url)));

/** A path inside the checkout. */
export function inRepository(...parts: string[]): string {
  return path.join(repository, ...parts);
}
