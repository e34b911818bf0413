import { readdirSync, readFileSync } from 'node:fs';

/** Most memory that a kiosk's processes had, megabytes. */
export interface MemoryPeaks {
  /** All of them at once, pages shared between them counted once. */
  readonly all: number;
  /** The processes that decode, at once. */
  readonly engines: number;
  /** The largest process that decodes. */
  readonly largestEngine: number;
  /** How many decoded at the same time. */
  readonly engineCount: number;
}

const LOOK_EVERY_MS = 200;
/** How Chromium names the process of a utility that runs Node. */
const ENGINE = 'node.mojom.NodeService';

/** Looks at the memory of an Electron application and its processes until the answer is asked for. Linux only. */
export function watchMemory(pid: number): () => MemoryPeaks {
  const peaks = { all: 0, engines: 0, largestEngine: 0, engineCount: 0 };
  const look = (): void => {
    const processes = descendants(pid).map((one) => ({ engine: isEngine(one), bytes: proportional(one) }));
    const engines = processes.filter(({ engine }) => engine).map(({ bytes }) => bytes);
    peaks.all = Math.max(peaks.all, sum(processes.map(({ bytes }) => bytes)));
    peaks.engines = Math.max(peaks.engines, sum(engines));
    peaks.largestEngine = Math.max(peaks.largestEngine, ...engines);
    peaks.engineCount = Math.max(peaks.engineCount, engines.length);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return {
      all: peaks.all / 1e6,
      engines: peaks.engines / 1e6,
      largestEngine: peaks.largestEngine / 1e6,
      engineCount: peaks.engineCount,
    };
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The process and all below it. */
function descendants(pid: number): readonly number[] {
  const below = readable(() =>
    readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    ),
  );
  return [pid, ...(below ?? []).flatMap(descendants)];
}

function isEngine(pid: number): boolean {
  return readable(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.includes(ENGINE) === true;
}

/** Proportional set size: what is shared counts for each by its share. */
function proportional(pid: number): number {
  const rollup = readable(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? '';
  return 1_024 * Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
}

/** Nothing where the process has gone meanwhile. */
function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
