import { describe, expect, it } from 'vitest';
import { scannedCv, settle, sheet, startedVisit } from './visit-fixture.ts';

describe('a document over the limit', () => {
  it('is told before anything is sent, with the number of documents it would make', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(200_000), sheet(200_000)]);
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'too-heavy', parts: 2 }, canContinue: false });
    expect(test.visit.continue().ok).toBe(false);
  });

  it('is sent as several documents when the visitor agrees', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(200_000), sheet(200_000)]);
    expect(test.visit.split().ok).toBe(true);
    expect(test.view('scan')).toMatchObject({ parts: [1, 1], canContinue: true });
    test.visit.continue();
    await settle();
    expect(test.view('confirm').files.map((file) => file.name)).toEqual([
      'cv-2026-11-21-1-sur-2.pdf',
      'cv-2026-11-21-2-sur-2.pdf',
    ]);
    await test.visit.confirm();
    expect(test.outbox.dossiers[0]?.documents).toHaveLength(2);
  });

  it('forgets the agreement when the pages change', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(200_000), sheet(200_000)]);
    test.visit.split();
    test.visit.movePage(test.view('scan').pages[0]?.id ?? '', 1);
    expect(test.view('scan').parts).toEqual([]);
  });

  it('asks for a new scan where one page alone is too heavy', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(900_000)]);
    expect(test.view('scan').fit).toEqual({
      kind: 'too-heavy',
      parts: 0,
      keep: 0,
      heaviest: 1,
      redo: 1,
    });
    expect(test.visit.split()).toMatchObject({ ok: false, error: { code: 'does-not-fit' } });
  });

  it('says when there are too many pages', async () => {
    const test = await startedVisit();
    await scannedCv(
      test,
      Array.from({ length: 6 }, () => sheet(10_000)),
    );
    expect(test.view('scan').fit).toEqual({ kind: 'too-many-pages', maxPages: 5, parts: 2 });
  });

  it('is told while further pages are still being prepared: more pages make it no lighter', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(200_000)]);
    test.engine.hold = new Promise(() => {});
    test.scanner.sheets = [sheet(200_000)];
    test.visit.startScan('feeder');
    await settle();
    expect(test.view('scan').fit).toEqual({ kind: 'working', soFar: 'fits' });

    const heavy = await startedVisit();
    await scannedCv(heavy, [sheet(200_000), sheet(200_000)]);
    heavy.engine.hold = new Promise(() => {});
    heavy.scanner.sheets = [sheet(10_000)];
    heavy.visit.startScan('feeder');
    await settle();
    expect(heavy.view('scan')).toMatchObject({
      fit: { kind: 'working', soFar: 'too-heavy' },
      canContinue: false,
    });
    await Promise.all([test.visit.close(), heavy.visit.close()]);
  });
});
