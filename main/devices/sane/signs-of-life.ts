/** Watches a scan that tells of its progress: once it has begun to, it must go on doing so. */
export interface SignsOfLife {
  /** The device moved on. */
  beat(): void;
  /** Nothing is expected of the device for now, as between two sheets. */
  rest(): void;
  /** Resolves where a scan that had begun to tell of its progress fell silent. */
  readonly stalled: Promise<'timeout'>;
}

/**
 * A watch that ends a scan which stops in the middle of a page, long before the limit for the whole page does. A device
 * that tells nothing of its progress is left to that limit.
 *
 * @param stallMs Longest silence between two signs, milliseconds.
 */
export function signsOfLife(stallMs: number): SignsOfLife {
  let timer: NodeJS.Timeout | undefined;
  let fallSilent: () => void = () => undefined;
  const stalled = new Promise<'timeout'>((resolve) => {
    fallSilent = () => resolve('timeout');
  });
  return {
    stalled,
    beat: () => {
      clearTimeout(timer);
      timer = setTimeout(fallSilent, stallMs);
    },
    rest: () => clearTimeout(timer),
  };
}
