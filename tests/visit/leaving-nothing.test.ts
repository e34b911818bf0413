import { describe, expect, it } from 'vitest';
import { scannedCv, sentCv, settle, sheet, startedVisit } from './visit-fixture.ts';

describe('the end of a visit', () => {
  it('destroys the vault and what the screen holds, and says what became of the visit', async () => {
    const test = await startedVisit();
    await sentCv(test);
    await test.visit.end();
    expect(test.vaults[0]).toMatchObject({ destroyed: true });
    expect(test.erasures()).toBe(1);
    expect(test.view('ended')).toEqual({
      step: 'ended',
      reason: 'finished',
      outcome: 'sent',
      takePapers: true,
      takeStick: false,
    });
  });

  it('says that nothing was sent when the visitor leaves before confirming', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    await test.visit.end();
    expect(test.view('ended')).toMatchObject({ reason: 'left', outcome: 'nothing', takePapers: true });
    expect(test.outbox.dossiers).toHaveLength(0);
  });

  it('goes back to the welcome screen by itself', async () => {
    const test = await startedVisit();
    await sentCv(test);
    await test.visit.end();
    await test.clock.advance(16_000);
    expect(test.view('welcome').step).toBe('welcome');
  });

  it('asks whether someone is there, can be extended for ever, and ends by itself otherwise', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    for (let time = 0; time < 5; time += 1) {
      await test.clock.advance(61_000);
      expect(test.snapshot().idle).toMatchObject({ kind: 'asking' });
      test.visit.activity();
      expect(test.snapshot().idle).toEqual({ kind: 'active' });
    }
    await test.clock.advance(60_000 + 31_000);
    expect(test.view('ended')).toMatchObject({ reason: 'idle', outcome: 'nothing' });
    expect(test.vaults[0]).toMatchObject({ destroyed: true });
  });

  it('never counts down on the welcome screen', async () => {
    const test = await startedVisit();
    await test.clock.advance(600_000);
    expect(test.view('welcome').step).toBe('welcome');
    expect(test.snapshot().idle).toEqual({ kind: 'active' });
  });

  it('does not end while a slow scanner works', async () => {
    const test = await startedVisit();
    let release = (): void => {};
    test.scanner.hold = new Promise((resolve) => {
      release = resolve;
    });
    await test.visit.startVisit('send');
    test.visit.chooseKind('cv');
    test.scanner.sheets = [sheet()];
    test.visit.startScan('platen');
    await test.clock.advance(200_000);
    expect(test.view('scan').scanning.kind).toBe('scanning');
    release();
    await settle();
    expect(test.view('scan').pages).toHaveLength(1);
  });

  it('shows nothing of a late page to the next visitor', async () => {
    const test = await startedVisit();
    let release = (): void => {};
    test.scanner.hold = new Promise((resolve) => {
      release = resolve;
    });
    await test.visit.startVisit('send');
    test.visit.chooseKind('cv');
    test.scanner.sheets = [sheet(), sheet()];
    test.visit.startScan('feeder');
    await settle();
    await test.visit.end();
    test.visit.restart();
    await test.visit.startVisit('send');
    test.visit.chooseKind('cv');
    release();
    await settle();
    expect(test.view('scan').pages).toHaveLength(0);
    expect(test.vaults[1]?.files.size).toBe(0);
  });

  it('gives no preview of an ended visit', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    const id = test.view('scan').pages[0]?.id ?? '';
    expect(await test.visit.preview(id)).toBeDefined();
    expect(await test.visit.preview('f'.repeat(32))).toBeUndefined();
    await test.visit.end();
    expect(await test.visit.preview(id)).toBeUndefined();
  });

  it('takes no action that does not belong to the step', async () => {
    const test = await startedVisit();
    for (const refused of [
      test.visit.chooseKind('cv'),
      test.visit.startScan('platen'),
      test.visit.cancelScan(),
      test.visit.rotatePage('x'),
      test.visit.split(),
      test.visit.continue(),
      await test.visit.confirm(),
      test.visit.print(),
      test.visit.copy(),
      await test.visit.end(),
      test.visit.restart(),
      await test.visit.back(),
    ]) {
      expect(refused).toMatchObject({ ok: false, error: { code: 'not-now' } });
    }
  });
});
