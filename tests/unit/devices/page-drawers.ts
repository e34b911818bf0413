import { fileURLToPath } from 'node:url';
import { createEngineClient } from '../../../main/documents/engine-client.ts';
import { spawnNodeEngine } from '../../../main/documents/node-channel.ts';
import { err } from '../../../main/domain/result.ts';
import type { PageDrawer } from '../../../main/ports/page-drawer.ts';

/** For printers that take PDF: were a page drawn for them, the job would fail. */
export const NOBODY_DRAWS: PageDrawer = {
  drawGrey: async () => err('engine-failed'),
  drawJpeg: async () => err('engine-failed'),
};

/** The documents engine itself, in its own process. */
export function engineDrawer(): PageDrawer & { wake(): void; close(): Promise<void> } {
  const entry = fileURLToPath(new URL('../../../main/documents/engine-process.ts', import.meta.url));
  return createEngineClient(() => spawnNodeEngine(entry));
}
