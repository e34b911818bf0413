import { describe, expect, it } from 'vitest';
import { REFERENCE_ALPHABET } from '../../main/domain/dossier.ts';
import { scannedCv, sentCv, settle, sheet, startedVisit } from './visit-fixture.ts';

describe('sending', () => {
  it('commits only by the visitor pressing the button', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    expect((await test.visit.confirm()).ok).toBe(false);
    test.visit.continue();
    expect(test.view('confirm').progress).toEqual({ kind: 'preparing' });
    expect((await test.visit.confirm()).ok).toBe(false);
    await settle();
    expect(test.outbox.dossiers).toHaveLength(0);
    await test.visit.confirm();
    expect(test.outbox.dossiers).toHaveLength(1);
    expect(test.view('proof').reference).toMatch(
      new RegExp(`^[${REFERENCE_ALPHABET}]{4}(-[${REFERENCE_ALPHABET}]{4}){2}$`),
    );
  });

  it('sends once when the button is pressed twice', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    test.visit.continue();
    await settle();
    await Promise.all([test.visit.confirm(), test.visit.confirm()]);
    expect(test.outbox.dossiers).toHaveLength(1);
  });

  it('says disk full, keeps the pages, and sends when pressed again', async () => {
    const test = await startedVisit();
    test.outbox.full = true;
    await scannedCv(test, [sheet()]);
    test.visit.continue();
    await settle();
    await test.visit.confirm();
    expect(test.view('confirm').progress).toEqual({ kind: 'failed', code: 'disk-full' });
    test.outbox.full = false;
    await test.visit.confirm();
    expect(test.view('proof').files).toEqual([{ name: 'cv-2026-11-21.pdf', pages: 1 }]);
  });

  it('says saved until the platform acknowledged, then its number, on the screen and on the receipt', async () => {
    const test = await startedVisit();
    await sentCv(test);
    expect(test.view('proof').delivery).toEqual({ kind: 'saved' });
    test.outbox.tell(test.view('proof').reference, {
      state: 'acknowledged',
      acknowledgement: 'AR-1',
      at: '2026-11-21T09:01:00Z',
    });
    expect(test.view('proof').delivery).toMatchObject({ kind: 'acknowledged', acknowledgement: 'AR-1' });
    expect(test.view('proof').receipt).toContainEqual({ kind: 'text', text: 'acknowledged' });
  });

  it("ignores what becomes of another visitor's dossier", async () => {
    const test = await startedVisit();
    await sentCv(test);
    test.outbox.tell('AAAA-AAAA-AAAA', { state: 'refused' });
    expect(test.view('proof').delivery).toEqual({ kind: 'saved' });
  });
});
