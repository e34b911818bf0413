import type { FileEngine } from '../ports/document-engine.ts';

/**
 * Several engines as one: each page goes to the one with the least to do, so that pages are prepared beside each other.
 * Each costs a process and its memory.
 */
export function createEnginePool(create: () => FileEngine, size: number): FileEngine {
  const members = Array.from({ length: Math.max(1, size) }, () => ({ engine: create(), pending: 0 }));

  const leastBusy = async <Value>(use: (engine: FileEngine) => Promise<Value>): Promise<Value> => {
    let chosen = members[0];
    for (const member of members) if (member.pending < (chosen?.pending ?? 0)) chosen = member;
    if (chosen === undefined) throw new Error('an empty pool');
    chosen.pending += 1;
    try {
      return await use(chosen.engine);
    } finally {
      chosen.pending -= 1;
    }
  };

  return {
    inspect: (bytes, signal) => leastBusy((engine) => engine.inspect(bytes, signal)),
    prepare: (raw, signal, onPreview) => leastBusy((engine) => engine.prepare(raw, signal, onPreview)),
    assemble: (pages, limits, fileName, title, signal) =>
      leastBusy((engine) => engine.assemble(pages, limits, fileName, title, signal)),
    async close(): Promise<void> {
      await Promise.all(members.map((member) => member.engine.close()));
    },
  };
}
