import type { DossierReference } from '../domain/dossier.ts';
import type { Clock } from '../ports/clock.ts';

export interface OverdueWatchOptions {
  /** The dossiers that have waited for longer than the limit. */
  readonly overdue: () => readonly DossierReference[];
  readonly clock: Clock;
  /** How often to look, milliseconds. */
  readonly everyMs: number;
  /** Called with their number whenever one more has become overdue, and at start where there are some. */
  readonly announce: (count: number) => void;
}

export const DEFAULT_OVERDUE_LOOK_MS = 3_600_000;

/**
 * Announces dossiers that stay unsent beyond the limit. It erases nothing: whether a dossier may be given up is for
 * staff to decide. Returns the way to stop.
 */
export function watchOverdue(options: OverdueWatchOptions): () => void {
  const announced = new Set<DossierReference>();
  let cancel: () => void = () => undefined;
  const look = (): void => {
    cancel = options.clock.after(options.everyMs, look);
    let overdue: readonly DossierReference[];
    try {
      overdue = options.overdue();
    } catch {
      // The database cannot be read now; the runner reports that. The next look tries again.
      return;
    }
    const isNew = overdue.some((reference) => !announced.has(reference));
    for (const reference of overdue) announced.add(reference);
    if (isNew) options.announce(overdue.length);
  };
  look();
  return () => cancel();
}
