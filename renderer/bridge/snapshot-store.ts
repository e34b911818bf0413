import type { KioskBridge } from '../../main/contract/bridge.ts';
import type { Snapshot } from '../../main/contract/snapshot.ts';

/** What the screen shows, as an external store for React. */
export interface SnapshotStore {
  /** The newest snapshot, or `undefined` before the first one. */
  readonly current: () => Snapshot | undefined;
  /** Calls `listener` after each change; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Follows main's snapshots. The first is asked for, the next are pushed; a push may overtake the first answer, so
 * the highest revision wins and an older one is dropped.
 */
export function createSnapshotStore(
  kiosk: Pick<KioskBridge, 'kiosk.snapshot' | 'onSnapshot'>,
): SnapshotStore {
  const listeners = new Set<() => void>();
  let latest: Snapshot | undefined;

  function receive(snapshot: Snapshot): void {
    if (latest !== undefined && snapshot.revision <= latest.revision) return;
    latest = snapshot;
    for (const listener of listeners) listener();
  }

  kiosk.onSnapshot(receive);
  void kiosk['kiosk.snapshot']({}).then((reply) => {
    if (reply.ok) receive(reply.value);
  });

  return {
    current: () => latest,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
