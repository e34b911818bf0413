import { describe, expect, it, vi } from 'vitest';
import type { KioskBridge } from '../../../main/contract/bridge.ts';
import type { Snapshot } from '../../../main/contract/snapshot.ts';
import { createSnapshotStore } from '../../../renderer/bridge/snapshot-store.ts';
import { SNAPSHOTS } from '../../gallery/snapshots.ts';

const welcome = SNAPSHOTS['welcome'] as Snapshot;
const at = (revision: number): Snapshot => ({ ...welcome, revision });

/** A main process whose first answer comes when the test lets it. */
function fakeMain() {
  let push: (snapshot: Snapshot) => void = () => undefined;
  let answer: (reply: Awaited<ReturnType<KioskBridge['kiosk.snapshot']>>) => void = () => undefined;
  const first = new Promise<Awaited<ReturnType<KioskBridge['kiosk.snapshot']>>>((resolve) => {
    answer = resolve;
  });
  const store = createSnapshotStore({
    'kiosk.snapshot': () => first,
    onSnapshot: (listener) => {
      push = listener;
      return () => undefined;
    },
  });
  return { store, push: (snapshot: Snapshot) => push(snapshot), answer };
}

describe('snapshots', () => {
  it('show nothing before the first one', () => {
    expect(fakeMain().store.current()).toBeUndefined();
  });

  it('keep the newer one when the first answer comes after a push', async () => {
    const { store, push, answer } = fakeMain();
    push(at(5));
    answer({ ok: true, value: at(4) });
    await Promise.resolve();
    await Promise.resolve();
    expect(store.current()?.revision).toBe(5);
  });

  it('drop an older or repeated push without a render', () => {
    const { store, push } = fakeMain();
    const render = vi.fn();
    store.subscribe(render);
    push(at(5));
    push(at(5));
    push(at(3));
    expect(render).toHaveBeenCalledTimes(1);
    expect(store.current()?.revision).toBe(5);
  });

  it('stay as they are when the first answer is a refusal', async () => {
    const { store, answer } = fakeMain();
    answer({ ok: false, error: { code: 'bad-request' } });
    await Promise.resolve();
    await Promise.resolve();
    expect(store.current()).toBeUndefined();
  });

  it('tell nobody who stopped listening', () => {
    const { store, push } = fakeMain();
    const render = vi.fn();
    store.subscribe(render)();
    push(at(5));
    expect(render).not.toHaveBeenCalled();
  });
});
