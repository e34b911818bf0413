import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Folders that hold code, those that exist. */
export function codeFolders(): string[] {
  return ['main', 'renderer', 'kiosk-config', 'tests', 'tools'].filter((folder) =>
    existsSync(path.join(repository, folder)),
  );
}
