import { describe, expect, it } from 'vitest';
import { scannedCv, settle, sheet, startedVisit, TestHeadphones } from './visit-fixture.ts';

describe('headphones that are plugged in', () => {
  it('start the voice, on the welcome screen and in a visit', async () => {
    const test = await startedVisit();
    test.headphones.become('plugged');
    expect(test.snapshot().access.voice.on).toBe(true);
    expect(test.visit.say(['Bonjour.'], false).ok).toBe(true);
    test.headphones.become('unplugged');
    await test.visit.startVisit('send');
    test.headphones.become('plugged');
    expect(test.snapshot().access.voice.on).toBe(true);
  });

  it('start it where they were plugged in before the terminal', async () => {
    const headphones = new TestHeadphones();
    headphones.become('plugged');
    const test = await startedVisit({ headphones });
    expect(test.snapshot().access.voice.on).toBe(true);
  });

  it('silence it in the middle of a word when they are pulled out: nothing goes on from a loudspeaker', async () => {
    const test = await startedVisit();
    test.headphones.become('plugged');
    test.visit.say(['Votre numéro.'], false);
    test.headphones.become('unplugged');
    await settle();
    expect(test.speech.cut).toEqual(['Votre numéro.']);
    expect(test.snapshot().access).toMatchObject({ voice: { on: false }, speech: { speaking: false } });
  });

  it('that the next person finds on their hook say nothing until a key or a plug asks for it', async () => {
    const test = await startedVisit();
    test.headphones.become('plugged');
    test.visit.setAccess({ voice: { volume: 5 } });
    await scannedCv(test, [sheet()]);
    await test.visit.end();
    await test.clock.advance(16_000);
    expect(test.view('welcome').step).toBe('welcome');
    expect(test.snapshot().access.voice).toEqual({ on: false, rate: 3, volume: 4 });
  });

  it('are forgotten on the welcome screen when nobody comes', async () => {
    const test = await startedVisit();
    test.headphones.become('plugged');
    await test.clock.advance(61_000);
    expect(test.snapshot().access.voice.on).toBe(false);
  });

  it('leave a voice alone that a key started, when a sound card without a socket comes or goes', async () => {
    const test = await startedVisit();
    test.visit.setAccess({ voice: { on: true } });
    test.headphones.become('unknown');
    test.headphones.become('unplugged');
    expect(test.snapshot().access.voice.on).toBe(true);
  });

  it('are heard of no more once the application closes', async () => {
    const test = await startedVisit();
    await test.visit.close();
    test.headphones.become('plugged');
    expect(test.snapshot().access.voice.on).toBe(false);
  });
});
