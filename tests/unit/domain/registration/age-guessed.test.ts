import { describe, expect, it } from 'vitest';
import type { AgeRange } from '../../../../main/domain/identifiers/calendar-date.ts';
import { type Condition, holds } from '../../../../main/domain/registration/condition.ts';

const ADULT: Condition = { age: { from: 18 } };
const MINOR: Condition = { age: { under: 18 } };

function holdsAt(condition: Condition, age: AgeRange | undefined): boolean {
  return holds(condition, { wordsOf: () => undefined, age, urgent: false });
}

describe('a condition on age', () => {
  it('is met on the right side of its limit', () => {
    expect([holdsAt(ADULT, { least: 18, most: 18 }), holdsAt(MINOR, { least: 18, most: 18 })]).toEqual([
      true,
      false,
    ]);
    expect([holdsAt(ADULT, { least: 17, most: 17 }), holdsAt(MINOR, { least: 17, most: 17 })]).toEqual([
      false,
      true,
    ]);
  });

  it('sorts nobody by a guess: astride the limit, or unknown, neither side is met', () => {
    expect([holdsAt(ADULT, { least: 17, most: 18 }), holdsAt(MINOR, { least: 17, most: 18 })]).toEqual([
      false,
      false,
    ]);
    expect([holdsAt(ADULT, undefined), holdsAt(MINOR, undefined)]).toEqual([false, false]);
  });

  it('is met between two limits only where the whole range lies between them', () => {
    const young: Condition = { age: { from: 16, under: 26 } };
    expect(holdsAt(young, { least: 16, most: 25 })).toBe(true);
    expect(holdsAt(young, { least: 15, most: 16 })).toBe(false);
    expect(holdsAt(young, { least: 25, most: 26 })).toBe(false);
  });
});
