import { constants, setPriority } from 'node:os';

/** Argument of an engine's process that lets others go first. */
export const YIELDS = '--yields';

/**
 * Lowers the priority of this process where it was started with `YIELDS`. To be called before anything starts a thread:
 * Linux gives each thread a priority of its own, which is that of the thread that started it. It slows nothing down while a
 * core is free.
 */
export function yieldIfTold(words: readonly string[]): void {
  if (words.includes(YIELDS)) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
