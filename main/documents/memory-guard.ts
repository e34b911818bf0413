import { Worker } from 'node:worker_threads';

/**
 * Resident memory at which the engine's process ends itself, bytes. A page takes a quarter of it; what takes more is a
 * file made to fill the memory, whose size no header told.
 */
const MEMORY_CEILING_BYTES = 600_000_000;
const LOOK_EVERY_MS = 40;

/**
 * Ends the process when its memory passes the ceiling. A thread of its own looks, because decoding keeps the main thread
 * busy. The client sees the process end and answers `engine-failed`.
 */
export function guardMemory(): void {
  const look = `
    setInterval(() => {
      if (process.memoryUsage.rss() > ${MEMORY_CEILING_BYTES}) process.kill(process.pid, 'SIGKILL');
    }, ${LOOK_EVERY_MS});
  `;
  new Worker(look, {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  }).unref();
}
