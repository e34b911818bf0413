import type { FileEngine } from '../ports/document-engine.ts';

/** A page scanned at this resolution, or of as many bytes, takes as much memory as one process may have. */
const HEAVY = { dpi: 480, bytes: 3_500_000 } as const;

interface Member {
  readonly engine: FileEngine;
  /** Requests that it has not answered yet. */
  pending: number;
}

type Use<Value> = (engine: FileEngine) => Promise<Value>;

/**
 * Several engines as one: each page goes to the one with the least to do, so that pages are prepared beside each other.
 * Each costs a process and its memory from its first page on; heavy pages are prepared one after another, all by the
 * first (`rank` 0).
 */
export function createEnginePool(create: (rank: number) => FileEngine, size: number): FileEngine {
  const first: Member = { engine: create(0), pending: 0 };
  const members = [first];
  while (members.length < size) members.push({ engine: create(members.length), pending: 0 });

  const by = async <Value>(member: Member, use: Use<Value>): Promise<Value> => {
    member.pending += 1;
    try {
      return await use(member.engine);
    } finally {
      member.pending -= 1;
    }
  };
  const leastBusy = <Value>(use: Use<Value>): Promise<Value> =>
    by(
      members.reduce((least, member) => (member.pending < least.pending ? member : least)),
      use,
    );

  return {
    thumbnail: (bytes, signal, page) => leastBusy((engine) => engine.thumbnail(bytes, signal, page)),
    inspect: (bytes, signal) => leastBusy((engine) => engine.inspect(bytes, signal)),
    prepare: (raw, signal, onFirst) => {
      const heavy = raw.dpi >= HEAVY.dpi || raw.bytes.length >= HEAVY.bytes;
      const use: Use<Awaited<ReturnType<FileEngine['prepare']>>> = (engine) =>
        engine.prepare(raw, signal, onFirst);
      return heavy ? by(first, use) : leastBusy(use);
    },
    assemble: (pages, limits, fileName, title, signal) =>
      leastBusy((engine) => engine.assemble(pages, limits, fileName, title, signal)),
    async close(): Promise<void> {
      await Promise.all(members.map((member) => member.engine.close()));
    },
  };
}
