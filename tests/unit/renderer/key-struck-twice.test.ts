import { describe, expect, it } from 'vitest';
import { SameKeyFilter } from '../../../renderer/keyboard/same-key.ts';

describe('a key struck twice', () => {
  it('counts twice where nobody asked for anything else', () => {
    const filter = new SameKeyFilter();
    expect([0, 10, 20].map((at) => filter.takes('a', 'always', at))).toEqual([true, true, true]);
  });

  it.each([
    ['half-second', 499, 500],
    ['second', 999, 1_000],
  ] as const)('counts once in a %s', (sameKey, within, after) => {
    const filter = new SameKeyFilter();
    expect(filter.takes('a', sameKey, 0)).toBe(true);
    expect(filter.takes('a', sameKey, within)).toBe(false);
    expect(filter.takes('a', sameKey, within + after)).toBe(true);
  });

  it('does not count while the hand goes on trembling', () => {
    const filter = new SameKeyFilter();
    expect([0, 300, 600, 900, 1_400].map((at) => filter.takes('a', 'half-second', at))).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  it('counts where another key was struck in between', () => {
    const filter = new SameKeyFilter();
    const taken = ['a', 'b', 'a'].map((key, index) => filter.takes(key, 'second', index * 10));
    expect(taken).toEqual([true, true, true]);
  });

  it('does not count after a long press that ends just before', () => {
    const filter = new SameKeyFilter();
    expect(filter.takes('a', 'half-second', 0)).toBe(true);
    filter.released('a', 3_000);
    expect(filter.takes('a', 'half-second', 3_100)).toBe(false);
    expect(filter.takes('a', 'half-second', 3_600)).toBe(true);
  });
});
