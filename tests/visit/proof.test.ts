import { describe, expect, it } from 'vitest';
import { sentCv, settle, startedVisit } from './visit-fixture.ts';

describe('proof', () => {
  it('says sent to the printer, then waiting for paper, then printed: never more than is known', async () => {
    const test = await startedVisit();
    await sentCv(test);
    test.visit.print();
    await settle();
    expect(test.view('proof').printing).toEqual({ kind: 'sent' });
    test.printer.finish({ state: 'waiting', reason: 'printer-media-empty' });
    expect(test.view('proof').printing).toEqual({ kind: 'waiting', code: 'printer-media-empty' });
    test.printer.finish({ state: 'printed' });
    await settle();
    expect(test.view('proof').printing).toEqual({ kind: 'printed' });
  });

  it('tells the printer which paper will be wanted, before it is', async () => {
    const test = await startedVisit();
    await sentCv(test);
    const { length } = test.printer.expected;
    expect(length).toBeGreaterThan(0);
    test.visit.print();
    expect(test.printer.printed).toEqual(test.printer.expected.slice(-1));
    // What is on its way is not drawn again.
    expect(test.printer.expected).toHaveLength(length);
  });

  it('prints one receipt when the button is pressed twice', async () => {
    const test = await startedVisit();
    await sentCv(test);
    test.visit.print();
    expect(test.visit.print().ok).toBe(false);
    expect(test.printer.printed).toHaveLength(1);
  });

  it('cancels a receipt that waits for paper when the visitor leaves, so that it never comes out for the next', async () => {
    const test = await startedVisit();
    await sentCv(test);
    test.visit.print();
    await settle();
    test.printer.finish({ state: 'waiting', reason: 'printer-media-empty' });
    await test.visit.end();
    expect(test.printer.cancelled).toBe(1);
  });

  it('lets a receipt that is printing come out, and cancels it after a grace', async () => {
    const test = await startedVisit();
    await sentCv(test);
    test.visit.print();
    await settle();
    await test.visit.end();
    expect(test.printer.cancelled).toBe(0);
    await test.clock.advance(31_000);
    expect(test.printer.cancelled).toBe(1);
  });

  it('asks for a stick where there is none, then copies the document and the receipt', async () => {
    const test = await startedVisit();
    await sentCv(test);
    expect(test.visit.copy()).toMatchObject({ ok: false, error: { code: 'usb-missing' } });
    test.usb.plug();
    expect(test.visit.copy().ok).toBe(true);
    await settle();
    const { reference, copying } = test.view('proof');
    expect(copying).toMatchObject({ kind: 'done', folder: 'Mes documents 2026-11-21' });
    expect(test.usb.exported[0]?.names).toEqual(['cv-2026-11-21.pdf', `recu-${reference}.pdf`]);
  });

  it('says what went wrong when the stick is pulled, and copies again when asked', async () => {
    const test = await startedVisit();
    await sentCv(test);
    test.usb.plug();
    test.usb.fail = 'usb-pulled';
    test.visit.copy();
    await settle();
    expect(test.view('proof').copying).toEqual({
      kind: 'failed',
      code: 'usb-pulled',
      kept: null,
      removable: false,
    });
    test.usb.fail = undefined;
    test.visit.copy();
    await settle();
    expect(test.view('proof').copying.kind).toBe('done');
  });

  it('says what is whole on a stick that filled up half-way, and that it may be removed', async () => {
    const test = await startedVisit();
    await sentCv(test);
    test.usb.plug();
    const kept = { folder: 'Mes documents 2026-11-21', files: ['cv-2026-11-21.pdf'] };
    test.usb.fail = 'usb-full';
    test.usb.failure = { kept, removable: true };
    test.visit.copy();
    await settle();
    expect(test.view('proof').copying).toEqual({ kind: 'failed', code: 'usb-full', kept, removable: true });
  });

  it('never says that a stick which stayed busy may be removed', async () => {
    const test = await startedVisit();
    await sentCv(test);
    test.usb.plug();
    test.usb.staysBusy = true;
    test.visit.copy();
    await settle();
    expect(test.view('proof').copying).toMatchObject({ kind: 'done', removable: false });
  });
});
