import { describe, expect, it } from 'vitest';
import { placesOf } from '../../../renderer/screens/registration/question-places.ts';
import { REGISTRATION_VIEWS } from '../../gallery/registration-snapshots.ts';

/** `share` of each question of a recorded screen, and the ones below which nothing stands. */
function placed(name: string): string[] {
  const view = REGISTRATION_VIEWS[name];
  if (view?.step !== 'registration') throw new Error(`no registration screen is called ${name}`);
  return placesOf(view.questions).map(({ share, last }) => (last ? `${share}, last` : share));
}

describe('questions on a wide screen', () => {
  it.each([
    ['three names share one row', 'registration-names', ['third, last', 'third, last', 'third, last']],
    [
      'two ways to be reached share one, choices are alone',
      'registration-contact',
      ['half', 'half', 'whole, last'],
    ],
    ['a lone number has the whole row for its words', 'registration-nir', ['whole, last']],
    ['a date stands beside two short ones', 'registration-birth', ['tall, last', 'half', 'half, last']],
    ['a list of countries is alone', 'registration-nationality', ['whole', 'whole, last']],
    ['what is only read is alone', 'registration-reading', ['whole', 'whole, last']],
  ])('%s', (_what, name, places) => {
    expect(placed(name)).toEqual(places);
  });

  it('each have a place, however many there are', () => {
    for (const view of Object.values(REGISTRATION_VIEWS)) {
      if (view.step !== 'registration') continue;
      const many = Array.from({ length: 5 }, () => view.questions).flat();
      expect(placesOf(many)).toHaveLength(many.length);
      expect(placesOf(many).at(-1)?.last).toBe(true);
    }
  });
});
