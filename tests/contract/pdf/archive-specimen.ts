import { fileURLToPath } from 'node:url';
import { createEngineClient } from '../../../main/documents/engine-client.ts';
import { spawnNodeEngine } from '../../../main/documents/node-channel.ts';
import { packText } from '../../../main/documents/text-layer/page-text.ts';
import { preparedAs } from './page-classes.ts';

/** A title that XML has to escape and PDF has to encode. */
export const TITLE = 'Attestation <Été> & suite';

/** The engine's PDF of three pages, one of each class, turned, with a text layer. */
export async function archivedFile(): Promise<Buffer> {
  const entry = fileURLToPath(new URL('../../../main/documents/engine-process.ts', import.meta.url));
  const engine = createEngineClient(() => spawnNodeEngine(entry));
  const forever = new AbortController().signal;
  try {
    const pages = [];
    for (const pageClass of ['bilevel', 'mixed', 'colour'] as const) {
      const { summary, layers } = await preparedAs(engine, pageClass, forever);
      const word = { text: 'Préfecture', confidence: 95, left: 100, top: 200, width: 150, height: 20 };
      pages.push({ summary, layers, rotation: 90 as const, text: packText([[word]], 1_000, 1_000, 90) });
    }
    const made = await engine.assemble(pages, { maxBytes: 5_000_000, maxPages: 9 }, 'a', TITLE, forever);
    if (!made.ok) throw new Error(made.error.code);
    return Buffer.from(made.value.bytes);
  } finally {
    engine.close();
  }
}
