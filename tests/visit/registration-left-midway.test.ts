import { describe, expect, it } from 'vitest';
import { snapshot as snapshotSchema } from '../../main/contract/snapshot.ts';
import {
  answerScreen,
  questionOf,
  SHORT_INSCRIPTION,
  scanFor,
  screenOf,
  walkTo,
} from './registration-walk.ts';
import { TestReaders } from './staff-fixture.ts';
import { type StartedVisit, settle, startedVisit } from './visit-fixture.ts';

async function atAddress(): Promise<StartedVisit> {
  const test = await startedVisit();
  await test.visit.registration.start('inscription');
  walkTo(test, SHORT_INSCRIPTION, 'piece-identite');
  await scanFor(test, 'piece-identite', 'piece-identite');
  walkTo(test, SHORT_INSCRIPTION, 'adresse');
  return test;
}

function paper(test: StartedVisit): string {
  snapshotSchema.parse(test.snapshot());
  return JSON.stringify(test.view('leaving').paper);
}

describe('leaving midway', () => {
  it('gives a paper that says what to bring, without keeping anything', async () => {
    const test = await atAddress();
    test.visit.registration.leave();
    expect(test.view('leaving').toBring).toEqual([]);
    expect(paper(test)).toContain('Vos réponses ne sont pas gardées');
    test.visit.print();
    test.printer.finish({ state: 'printed' });
    await settle();
    expect(test.view('leaving').printing).toEqual({ kind: 'printed' });
    await test.visit.end();
    expect(test.view('ended')).toMatchObject({ reason: 'left', outcome: 'nothing' });
    expect(test.vaults[0]?.destroyed).toBe(true);
  });

  it('keeps answers and papers under a code, and brings them back where they were', async () => {
    const test = await atAddress();
    test.visit.registration.leave();
    await test.visit.registration.saveDraft();
    const { draft } = test.view('leaving');
    if (draft.kind !== 'saved') throw new Error(draft.kind);
    expect(draft.keptUntilText).toBe('6 décembre 2026');
    expect(paper(test)).toContain(`"content":"${draft.code}"`);
    await test.visit.end();
    expect(test.view('ended').outcome).toBe('kept');
    test.visit.restart();

    expect(test.view('welcome').tiles.map(({ kind }) => kind)).toContain('resume');
    await test.visit.registration.openResume();
    expect(test.view('resume')).toMatchObject({ shape: [4], attempt: { kind: 'none' } });
    await test.visit.registration.resume(draft.code);
    expect(screenOf(test).screen.id).toBe('adresse');
    walkTo(test, SHORT_INSCRIPTION);
    expect(await test.visit.registration.finish()).toEqual({ ok: true, value: { problems: [] } });
    expect(test.outbox.dossiers[0]?.documents).toHaveLength(1);
    expect(test.outbox.dossiers[0]?.registration?.answers['nom-famille']?.value).toBe('Essai');
    // What was sent is not kept a second time.
    expect(test.drafts.kept()).toBe(0);
  });

  it('lets pages that came back be scanned anew', async () => {
    const test = await atAddress();
    test.visit.registration.leave();
    await test.visit.registration.saveDraft();
    await test.visit.end();
    test.visit.restart();
    await test.visit.registration.openResume();
    await test.visit.registration.resume('1001');
    for (let turn = 0; turn < 20 && screenOf(test).screen.id !== 'piece-identite'; turn += 1)
      await test.visit.back();
    test.visit.registration.scanDocument('piece-identite', 'piece-identite');
    expect(test.view('scan')).toMatchObject({
      purpose: 'attach',
      pages: [{ state: 'ready' }],
      canContinue: true,
    });
    const [page] = test.view('scan').pages;
    expect(await test.visit.preview(page?.id ?? '')).toBeDefined();
    // And be had as it was scanned: that came back too.
    test.visit.showOriginal(page?.id ?? '', true);
    await settle();
    expect(test.view('scan').pages[0]).toMatchObject({ state: 'ready', look: 'original' });
  });

  it('keeps the code when it is saved again', async () => {
    const test = await atAddress();
    test.visit.registration.leave();
    await test.visit.registration.saveDraft();
    await test.visit.back();
    walkTo(test, SHORT_INSCRIPTION, 'famille');
    test.visit.registration.leave();
    expect(test.view('leaving').draft).toEqual({ kind: 'none' });
    await test.visit.registration.saveDraft();
    expect(test.view('leaving').draft).toMatchObject({ kind: 'saved', code: '1001' });
    expect(test.drafts.kept()).toBe(1);
  });

  it('says so where nothing can be kept, and goes on', async () => {
    const test = await atAddress();
    test.drafts.full = true;
    test.visit.registration.leave();
    await test.visit.registration.saveDraft();
    expect(test.view('leaving').draft).toEqual({ kind: 'failed', code: 'disk-full' });
    expect(test.snapshot().staffNotes.map(({ code }) => code)).toContain('disk-full');
    await test.visit.back();
    expect(screenOf(test).screen.id).toBe('adresse');
  });

  it('with a stick takes the same paper along', async () => {
    const test = await atAddress();
    test.visit.registration.leave();
    test.usb.plug();
    test.visit.copy();
    await settle();
    expect(test.usb.exported).toEqual([
      { folder: 'Mes documents 2026-11-21', names: ['papier-pour-revenir.pdf'] },
    ]);
  });

  it('without a touch erases everything, a code or not', async () => {
    const test = await atAddress();
    test.visit.registration.leave();
    await test.clock.advance(100_000);
    expect(test.view('ended')).toMatchObject({ reason: 'idle', outcome: 'nothing' });
    expect(test.vaults[0]?.destroyed).toBe(true);
    expect(test.drafts.kept()).toBe(0);
  });

  it('is where the first screen goes back to, once something was answered', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('inscription');
    await test.visit.back();
    test.view('welcome');
    await test.visit.registration.start('inscription');
    answerScreen(test, SHORT_INSCRIPTION);
    await test.visit.back();
    test.view('leaving');
    await test.visit.back();
    expect(screenOf(test).screen.id).toBe('pour-qui');
  });
});

describe('a code', () => {
  async function typed(code: string, wait = 0): Promise<unknown> {
    const test = await startedVisit();
    test.drafts.wait = wait;
    await test.visit.registration.openResume();
    await test.visit.registration.resume(code);
    snapshotSchema.parse(test.snapshot());
    return test.view('resume').attempt;
  }

  it('that is mistyped, unknown or one too many is told apart', async () => {
    expect(await typed('12')).toEqual({ kind: 'mistyped' });
    expect(await typed('1234')).toEqual({ kind: 'unknown' });
    expect(await typed('1234', 61_500)).toEqual({ kind: 'wait', seconds: 62 });
  });

  it('held before the reader brings the answers back, from the welcome screen too', async () => {
    const readers = new TestReaders();
    const test = await startedVisit({ readers });
    await test.visit.registration.start('inscription');
    walkTo(test, SHORT_INSCRIPTION, 'nom');
    test.visit.registration.leave();
    await test.visit.registration.saveDraft();
    const kept = test.drafts.drafts.get('1001');
    if (kept === undefined) throw new Error('nothing is kept');
    const code = '1234 5678 9012 3456';
    test.drafts.drafts.set(code, { ...kept, kept: { ...kept.kept, code } });
    await test.visit.end();
    test.visit.restart();
    readers.read('https://exemple.invalid/1234 5678 9012 3456');
    await settle();
    test.view('welcome');
    readers.read(code);
    await settle();
    expect(screenOf(test).screen.id).toBe('nom');
  });

  it('of a journey that this terminal does not offer any more is told', async () => {
    const test = await startedVisit();
    const record = new TextEncoder().encode(
      '{"version":1,"journey":"ancien","answers":{},"papers":{},"raws":{}}',
    );
    await test.drafts.save({ record, files: new Map() });
    await test.visit.registration.openResume();
    await test.visit.registration.resume('1001');
    expect(test.view('resume').attempt).toEqual({ kind: 'lost' });
  });

  it('brings back what the journey of today still takes, and asks the rest again', async () => {
    const test = await atAddress();
    test.visit.registration.leave();
    await test.visit.registration.saveDraft();
    const kept = test.drafts.drafts.get('1001');
    if (kept === undefined) throw new Error('nothing is kept');
    const record = JSON.parse(new TextDecoder().decode(kept.content.record));
    record.answers['nom-famille'].value = 'Nom123';
    record.answers['question-disparue'] = record.answers['prenoms'];
    const bytes = new TextEncoder().encode(JSON.stringify(record));
    test.drafts.drafts.set('1001', { ...kept, content: { ...kept.content, record: bytes } });
    await test.visit.end();
    test.visit.restart();
    await test.visit.registration.openResume();
    await test.visit.registration.resume('1001');
    for (let turn = 0; turn < 20 && screenOf(test).screen.id !== 'nom'; turn += 1) await test.visit.back();
    expect(questionOf(test, 'nom-famille').state).toBe('open');
    expect(questionOf(test, 'prenoms').state).toBe('given');
  });
});
