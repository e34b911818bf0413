import { describe, expect, it } from 'vitest';
import { scannedCv, sheet, startedVisit } from './visit-fixture.ts';

const CHOSEN = {
  language: 'ar',
  textSize: 'largest',
  contrast: 'dark',
  motion: false,
  voice: { on: true, rate: 1, volume: 5 },
  keyboard: 'abc',
  sameKey: 'second',
} as const;
const START = {
  language: 'fr',
  textSize: 'normal',
  contrast: 'normal',
  motion: true,
  voice: { on: false, rate: 3, volume: 4 },
  keyboard: 'azerty',
  sameKey: 'always',
  languages: ['fr', 'en', 'ar'],
  speech: { languages: ['fr', 'en'], speaking: false, failed: false },
};

describe('what a person chose to read and hear', () => {
  it('costs nothing of what was gathered', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    const before = test.view('scan');
    expect(test.visit.setAccess(CHOSEN).ok).toBe(true);
    expect(test.view('scan')).toEqual(before);
    expect(test.snapshot().access).toEqual({ ...START, ...CHOSEN });
  });

  it('changes one thing at a time', async () => {
    const test = await startedVisit();
    test.visit.setAccess({ voice: { volume: 2 } });
    expect(test.snapshot().access).toEqual({ ...START, voice: { on: false, rate: 3, volume: 2 } });
  });

  it('stays for the last screen, and is gone for the next person', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    test.visit.setAccess(CHOSEN);
    await test.visit.end();
    expect(test.snapshot().access.language).toBe('ar');
    await test.clock.advance(16_000);
    expect(test.view('welcome').step).toBe('welcome');
    expect(test.snapshot().access).toEqual(START);
  });

  it('is gone from the welcome screen when nobody touches it any more', async () => {
    const test = await startedVisit();
    test.visit.setAccess(CHOSEN);
    await test.clock.advance(50_000);
    test.visit.activity();
    await test.clock.advance(50_000);
    expect(test.snapshot().access.language).toBe('ar');
    await test.clock.advance(11_000);
    expect(test.snapshot().access).toEqual(START);
  });

  it('is not taken away in the middle of a visit that began with it', async () => {
    const test = await startedVisit();
    test.visit.setAccess(CHOSEN);
    await test.visit.startVisit('send');
    await test.clock.advance(59_000);
    test.visit.activity();
    await test.clock.advance(59_000);
    expect(test.snapshot().access.language).toBe('ar');
  });

  it('cannot be a language that staff switched off', async () => {
    const test = await startedVisit();
    expect(test.visit.setAccess({ language: 'ru', contrast: 'dark' })).toMatchObject({
      ok: false,
      error: { code: 'not-now' },
    });
    expect(test.snapshot().access).toEqual(START);
  });
});

describe('what the configuration names', () => {
  it('is shown in the language of the visit, and in French where that is missing', async () => {
    const test = await startedVisit();
    await test.visit.startVisit('send');
    test.visit.setAccess({ language: 'en' });
    const labels = test.view('choose-kind').kinds.map(({ label, hint }) => ({ label, hint }));
    expect(labels).toContainEqual({ label: 'Payslip', hint: 'Un ou plusieurs' });
    test.visit.setAccess({ language: 'fr' });
    expect(test.view('choose-kind').kinds.map(({ label }) => label)).toContain('Bulletin de salaire');
  });
});
