import type { FileEngine } from '../ports/document-engine.ts';

/** A page scanned at this resolution, or of as many bytes, takes as much memory as one process may have. */
const HEAVY = { dpi: 480, bytes: 3_500_000 } as const;

/**
 * Several engines as one: each page goes to the one with the least to do, so that pages are prepared beside each other.
 * Each costs a process and its memory from its first page on; heavy pages are prepared one after another, all by the
 * first (`rank` 0).
 */
export function createEnginePool(create: (rank: number) => FileEngine, size: number): FileEngine {
  const members = Array.from({ length: Math.max(1, size) }, (_, rank) => ({
    engine: create(rank),
    pending: 0,
  }));

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

  const first = async <Value>(use: (engine: FileEngine) => Promise<Value>): Promise<Value> => {
    const [member] = members;
    if (member === undefined) throw new Error('an empty pool');
    member.pending += 1;
    try {
      return await use(member.engine);
    } finally {
      member.pending -= 1;
    }
  };

  return {
    thumbnail: (bytes, signal) => leastBusy((engine) => engine.thumbnail(bytes, signal)),
    inspect: (bytes, signal) => leastBusy((engine) => engine.inspect(bytes, signal)),
    prepare: (raw, signal, onPreview) => {
      const heavy = raw.dpi >= HEAVY.dpi || raw.bytes.length >= HEAVY.bytes;
      return (heavy ? first : leastBusy)((engine) => engine.prepare(raw, signal, onPreview));
    },
    assemble: (pages, limits, fileName, title, signal) =>
      leastBusy((engine) => engine.assemble(pages, limits, fileName, title, signal)),
    async close(): Promise<void> {
      await Promise.all(members.map((member) => member.engine.close()));
    },
  };
}
