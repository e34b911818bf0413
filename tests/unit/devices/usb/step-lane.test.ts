import { describe, expect, it } from 'vitest';
import { StepLane } from '../../../../main/devices/usb/step-lane.ts';

function systemError(code: string, errno: number): Error {
  return Object.assign(new Error(code), { code, errno });
}

/** An action that ends when told, as a system call on a stick that stopped answering. */
function hung<Value>(): { readonly action: () => Promise<Value>; end(value: Value): void } {
  let end: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolve) => {
    end = resolve;
  });
  return { action: () => promise, end: (value) => end(value) };
}

describe('a step that a stick does not finish', () => {
  it('is given up at its limit, and nothing else is begun on a second thread', async () => {
    const lane = new StepLane();
    const stuck = hung<string>();
    expect(await lane.run({ name: 'write', limitMs: 20 }, stuck.action)).toEqual({
      ok: false,
      error: { code: 'usb-busy', detail: 'write: late' },
    });
    let begun = false;
    const next = await lane.run({ name: 'read', limitMs: 20 }, async () => {
      begun = true;
    });
    expect(next).toMatchObject({ ok: false, error: { code: 'usb-busy' } });
    expect(begun).toBe(false);
  });

  it('frees the lane once the system lets go', async () => {
    const lane = new StepLane();
    const stuck = hung<string>();
    await lane.run({ name: 'write', limitMs: 10 }, stuck.action);
    const waiting = lane.run({ name: 'read', limitMs: 5_000 }, async () => 'read');
    stuck.end('late');
    expect(await waiting).toEqual({ ok: true, value: 'read' });
  });

  it('is given up at once when the visit ends', async () => {
    const lane = new StepLane();
    const visit = new AbortController();
    const step = lane.run({ name: 'write', limitMs: 60_000 }, hung<string>().action, visit.signal);
    visit.abort();
    expect(await step).toEqual({ ok: false, error: { code: 'usb-busy', detail: 'write: cancelled' } });
    expect(await lane.run({ name: 'x', limitMs: 5 }, async () => 1, visit.signal)).toMatchObject({
      ok: false,
    });
  });
});

describe('steps', () => {
  it('run one after another', async () => {
    const lane = new StepLane();
    let atOnce = 0;
    let most = 0;
    const action = async (): Promise<void> => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 2));
      atOnce -= 1;
    };
    const step = { name: 'step', limitMs: 5_000 };
    const all = await Promise.all(Array.from({ length: 8 }, () => lane.run(step, action)));
    expect(all.every((result) => result.ok)).toBe(true);
    expect(most).toBe(1);
  });

  it.each([
    ['ENOSPC', -28, 'usb-full'],
    ['EDQUOT', -122, 'usb-full'],
    ['EROFS', -30, 'usb-read-only'],
    ['EACCES', -13, 'usb-read-only'],
    ['EIO', -5, 'usb-pulled'],
    ['ENODEV', -19, 'usb-pulled'],
    ['ENOTCONN', -107, 'usb-pulled'],
    ['ECONNABORTED', -103, 'usb-pulled'],
    ['Unknown system error -123', -123, 'usb-pulled'],
    ['EBUSY', -16, 'usb-busy'],
    ['Unknown system error -117', -117, 'usb-unreadable'],
    ['ELOOP', -40, 'usb-unreadable'],
  ])('answer %s as a code', async (name, errno, code) => {
    const result = await new StepLane().run({ name: 'step', limitMs: 5_000 }, () =>
      Promise.reject(systemError(name, errno)),
    );
    expect(result).toEqual({ ok: false, error: { code, detail: `step: ${name}` } });
  });

  it('throw what is a bug, and stay usable', async () => {
    const lane = new StepLane();
    const step = { name: 'step', limitMs: 5_000 };
    await expect(lane.run(step, () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
    expect(await lane.run(step, async () => 1)).toEqual({ ok: true, value: 1 });
  });
});
