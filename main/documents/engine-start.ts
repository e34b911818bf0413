/**
 * How a process starts: ready at once, or after its code was compiled by a picture made for nobody; `warming-up` is ready at
 * once, gives way to the screen, and has what prepares pages compiled soon after; `behind` lets every other process go first,
 * because nobody waits for it.
 */
export type EngineStart = 'at-once' | 'warmed-up' | 'warming-up' | 'behind';

/** The argument that tells a process how it starts. One that is given none starts at once. */
export function startArgument(start: EngineStart): string {
  return `--start=${start}`;
}
