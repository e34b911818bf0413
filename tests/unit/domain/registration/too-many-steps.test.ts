import { describe, expect, it } from 'vitest';
import { finish } from '../../../../main/domain/registration/registration.ts';
import { journeyNamed } from '../../kiosk-config/journeys-shipped.ts';
import { CARD, JEANNE, NOTHING_BUT_A_NAME, PAUL } from './experts.ts';
import { must, walk } from './walking.ts';

const REGISTRATION = journeyNamed('inscription');
const UPDATE = journeyNamed('mise-a-jour');

describe('somebody who knows the way', () => {
  it('updates a registration in at most 40 steps, without any document that fills in', () => {
    const { state, steps, screens } = walk(UPDATE, PAUL);
    must(finish(state));
    expect(steps).toBeLessThanOrEqual(40);
    // Counted, so that a longer journey is noticed in the review that makes it longer.
    expect({ steps, screens: screens.length }).toEqual({ steps: 38, screens: 14 });
  });

  it('registers in at most 90 steps, answering everything that helps', () => {
    const { state, steps, screens } = walk(REGISTRATION, JEANNE);
    must(finish(state));
    expect(steps).toBeLessThanOrEqual(90);
    expect({ steps, screens: screens.length }).toEqual({ steps: 89, screens: 31 });
  });

  it('confirms what the identity card says, field by field, in no more steps than typing', () => {
    const typed = walk(REGISTRATION, JEANNE);
    const read = walk(REGISTRATION, JEANNE, { question: 'piece-identite', values: CARD });
    expect(read.steps).toBeLessThan(typed.steps);
    expect(must(finish(read.state)).answers['nom-famille']).toEqual({
      value: 'ESSAI-EXEMPLE',
      provenance: 'mrz',
      help: 'seul',
    });
  });

  it('with nothing but a name comes to the end too, in fewer steps', () => {
    const { state, steps } = walk(REGISTRATION, NOTHING_BUT_A_NAME);
    expect(must(finish(state)).answers['situation-sejour']?.value).toBe('sans-titre');
    expect(steps).toBeLessThanOrEqual(60);
  });
});
