import { describe, expect, it } from 'vitest';
import { scannedCv, settle, sheet, startedVisit } from './visit-fixture.ts';

async function listening() {
  const test = await startedVisit();
  test.visit.setAccess({ voice: { on: true, rate: 2, volume: 5 } });
  return test;
}

describe('the voice', () => {
  it('says nothing that nobody asked to hear', async () => {
    const test = await startedVisit();
    expect(test.visit.say(['Bonjour.'], false).ok).toBe(false);
    expect(test.snapshot().access.speech).toEqual({
      languages: ['fr', 'en'],
      speaking: false,
      failed: false,
    });
  });

  it('says one text after another, in the language, at the rate and volume of the person', async () => {
    const test = await listening();
    expect(test.visit.say(['Un.', 'Deux.'], false).ok).toBe(true);
    expect(test.snapshot().access.speech.speaking).toBe(true);
    await test.speech.finish();
    await test.speech.finish();
    const how = { language: 'fr', rate: 2, volume: 5 };
    expect(test.speech.said).toEqual([
      { text: 'Un.', ...how },
      { text: 'Deux.', ...how },
    ]);
    expect(test.snapshot().access.speech.speaking).toBe(false);
  });

  it('is interrupted by what is said next, and not by what is said after', async () => {
    const test = await listening();
    test.visit.say(['Un.', 'Deux.'], false);
    test.visit.say(['Trois.'], true);
    test.visit.say(['Quatre.'], false);
    await test.speech.finish();
    await settle();
    expect(test.speech.cut).toEqual(['Un.']);
    expect(test.speech.said.map(({ text }) => text)).toEqual(['Quatre.']);
  });

  it('falls silent at once, and forgets what was still to be said', async () => {
    const test = await listening();
    test.visit.say(['Un.', 'Deux.'], false);
    test.visit.beQuiet();
    expect(test.snapshot().access.speech.speaking).toBe(false);
    await settle();
    expect(test.speech.cut).toEqual(['Un.']);
    expect(test.speech.said).toEqual([]);
  });

  it('says nothing of one person to the next, whose voice is off and as loud as usual', async () => {
    const test = await listening();
    await scannedCv(test, [sheet()]);
    await test.visit.end();
    test.visit.say(['Reprenez vos papiers.'], false);
    await test.clock.advance(16_000);
    expect(test.view('welcome').step).toBe('welcome');
    expect(test.speech.cut).toEqual(['Reprenez vos papiers.']);
    expect(test.snapshot().access.voice).toEqual({ on: false, rate: 3, volume: 4 });
    expect(test.visit.say(['Bonjour.'], false).ok).toBe(false);
  });

  it('stops in the middle when the language changes, and refuses one it cannot speak', async () => {
    const test = await listening();
    test.visit.say(['Un.'], false);
    test.visit.setAccess({ language: 'ar' });
    await settle();
    expect(test.speech.cut).toEqual(['Un.']);
    expect(test.visit.say(['واحد.'], false).ok).toBe(false);
  });

  it('tells that it failed, and works again when it can', async () => {
    const test = await listening();
    test.speech.works = false;
    test.visit.say(['Un.', 'Deux.'], false);
    await settle();
    expect(test.snapshot().access.speech).toMatchObject({ speaking: false, failed: true });
    test.speech.works = true;
    test.visit.say(['Trois.'], false);
    await test.speech.finish();
    expect(test.snapshot().access.speech).toMatchObject({ speaking: false, failed: false });
  });

  it('is gone with the application', async () => {
    const test = await listening();
    test.visit.say(['Un.'], false);
    await test.visit.close();
    expect(test.speech.cut).toEqual(['Un.']);
  });
});
