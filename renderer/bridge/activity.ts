/** Main needs to hear of a touch at most this often, milliseconds: the idle countdown is counted in tens of seconds. */
export const ACTIVITY_INTERVAL_MS = 2_000;

/**
 * Tells main that somebody is there: at the first touch or key, then at most once per `ACTIVITY_INTERVAL_MS`.
 * Returns the way to stop.
 */
export function watchActivity(target: EventTarget, tell: () => void, now: () => number): () => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  const notice = (): void => {
    const at = now();
    if (at - toldAt < ACTIVITY_INTERVAL_MS) return;
    toldAt = at;
    tell();
  };
  const options = { capture: true, passive: true };
  target.addEventListener('pointerdown', notice, options);
  target.addEventListener('keydown', notice, options);
  return () => {
    target.removeEventListener('pointerdown', notice, options);
    target.removeEventListener('keydown', notice, options);
  };
}
