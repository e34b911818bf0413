import { describe, expect, it, vi } from 'vitest';
import { ACTIVITY_INTERVAL_MS, watchActivity } from '../../../renderer/bridge/activity.ts';

function watched() {
  const target = new EventTarget();
  const tell = vi.fn();
  let clock = 10_000;
  const stop = watchActivity(target, tell, () => clock);
  return {
    tell,
    stop,
    touch: (type = 'pointerdown') => target.dispatchEvent(new Event(type)),
    wait: (milliseconds: number) => {
      clock += milliseconds;
    },
  };
}

describe('activity', () => {
  it('is told at the first touch and at the first key', () => {
    const touched = watched();
    touched.touch();
    expect(touched.tell).toHaveBeenCalledTimes(1);
    const typed = watched();
    typed.touch('keydown');
    expect(typed.tell).toHaveBeenCalledTimes(1);
  });

  it('is told once for a flood of touches', () => {
    const { touch, tell, wait } = watched();
    for (let count = 0; count < 50; count += 1) {
      touch();
      wait(ACTIVITY_INTERVAL_MS / 50 - 1);
    }
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it('is told again after the interval', () => {
    const { touch, tell, wait } = watched();
    touch();
    wait(ACTIVITY_INTERVAL_MS);
    touch();
    expect(tell).toHaveBeenCalledTimes(2);
  });

  it('is no longer told once stopped', () => {
    const { touch, tell, stop } = watched();
    stop();
    touch();
    expect(tell).not.toHaveBeenCalled();
  });
});
