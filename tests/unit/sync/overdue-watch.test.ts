import { expect, test } from 'vitest';
import { watchOverdue } from '../../../main/sync/overdue-watch.ts';
import { ManualClock } from './manual-clock.ts';

test('each dossier that becomes overdue is announced once, those of before the start too', () => {
  const clock = new ManualClock();
  let overdue = ['first'];
  const announced: number[] = [];
  const stop = watchOverdue({
    overdue: () => overdue,
    clock,
    everyMs: 1_000,
    announce: (count) => announced.push(count),
  });
  expect(announced).toEqual([1]);
  clock.advance(3_000);
  expect(announced).toEqual([1]);
  overdue = ['first', 'second'];
  clock.advance(1_000);
  overdue = ['second'];
  clock.advance(1_000);
  expect(announced).toEqual([1, 2]);
  overdue = ['third'];
  stop();
  clock.advance(5_000);
  expect(announced).toEqual([1, 2]);
});
