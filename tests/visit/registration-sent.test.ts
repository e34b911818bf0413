import { describe, expect, it } from 'vitest';
import {
  answerScreen,
  questionOf,
  SHORT_INSCRIPTION,
  SHORT_UPDATE,
  scanFor,
  screenOf,
  walkTo,
} from './registration-walk.ts';
import { settle, startedVisit } from './visit-fixture.ts';

function words(lines: readonly object[]): string {
  return JSON.stringify(lines);
}

describe('a registration', () => {
  it('goes from the tile to the receipt, with its papers', async () => {
    const test = await startedVisit();
    expect(test.view('welcome').tiles.map((tile) => ('id' in tile ? tile.id : tile.kind))).toEqual([
      'mise-a-jour',
      'inscription',
      'send',
      'usb',
      'call',
    ]);
    await test.visit.registration.start('inscription');
    walkTo(test, SHORT_INSCRIPTION, 'piece-identite');
    await scanFor(test, 'piece-identite', 'piece-identite');
    expect(questionOf(test, 'piece-identite')).toMatchObject({
      state: 'given',
      files: [{ name: 'piece-identite-2026-11-21.pdf', pages: 1 }],
    });
    walkTo(test, SHORT_INSCRIPTION);
    expect(screenOf(test).screen).toMatchObject({ id: 'fin', last: true });
    expect(await test.visit.registration.finish()).toEqual({ ok: true, value: { problems: [] } });

    const [dossier] = test.outbox.dossiers;
    expect(dossier).toMatchObject({ documentKind: 'inscription', destination: 'dossier' });
    expect(dossier?.documents.map(({ fileName }) => fileName)).toEqual(['piece-identite-2026-11-21.pdf']);
    expect(dossier?.registration?.answers['piece-identite']?.value).toEqual({
      state: 'joint',
      document: 'piece-identite',
      files: ['piece-identite-2026-11-21.pdf'],
    });
    expect(dossier?.registration?.orientation?.outcome).toBeDefined();
    const proof = test.view('proof');
    expect(proof.registration).toMatchObject({ appointment: { kind: 'accueil' } });
    const paper = words(proof.receipt);
    for (const said of [
      proof.reference,
      '1\u00a0page',
      'accueil pour choisir une date',
      'actualisation',
      '3949',
      'corriger',
    ]) {
      expect(paper).toContain(said);
    }
  });

  it('brought up to date is sent without a paper', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('mise-a-jour');
    walkTo(test, SHORT_UPDATE);
    await test.visit.registration.finish();
    const [dossier] = test.outbox.dossiers;
    expect(dossier?.documents).toEqual([]);
    expect(dossier?.registration?.orientation).toBeNull();
    expect(test.view('proof').registration?.appointment).toEqual({ kind: 'none' });
    expect(words(test.view('proof').receipt)).not.toContain('Proposition');
  });

  it('is not sent before the person confirmed, nor with something missing', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('mise-a-jour');
    const { confirmation: _, ...script } = SHORT_UPDATE;
    walkTo(test, script);
    expect(await test.visit.registration.finish()).toEqual({
      ok: true,
      value: { problems: [{ question: 'confirmation', code: 'missing' }] },
    });
    expect(questionOf(test, 'confirmation').problem?.title).toBe('Il manque une réponse.');
    expect(test.outbox.dossiers).toEqual([]);
  });

  it('that cannot be committed stays, with every answer, and can be sent again', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('mise-a-jour');
    walkTo(test, SHORT_UPDATE);
    test.outbox.full = true;
    await test.visit.registration.finish();
    expect(screenOf(test).finishing).toEqual({ kind: 'failed', code: 'disk-full' });
    test.outbox.full = false;
    await test.visit.registration.finish();
    expect(test.view('proof').reference).toMatch(/^[A-Z0-9-]{14}$/);
    expect(test.outbox.dossiers).toHaveLength(1);
  });

  it('is receipted anew when the platform answers', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('mise-a-jour');
    walkTo(test, SHORT_UPDATE);
    await test.visit.registration.finish();
    const { reference } = test.view('proof');
    test.outbox.tell(reference, {
      state: 'acknowledged',
      acknowledgement: 'AR-77',
      at: '2026-11-21T09:01:00Z',
    });
    expect(words(test.view('proof').receipt)).toContain('AR-77');
  });

  it('is erased with the visit', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('inscription');
    walkTo(test, SHORT_INSCRIPTION, 'nom');
    answerScreen(test, SHORT_INSCRIPTION);
    await test.clock.advance(100_000);
    await settle();
    expect(test.vaults.every(({ destroyed }) => destroyed)).toBe(true);
    expect(JSON.stringify(test.snapshot())).not.toContain('Essai');
    expect(test.view('ended')).toMatchObject({ reason: 'idle', outcome: 'nothing' });
  });
});

describe('a rendez-vous', () => {
  const slot = {
    id: 's1',
    startsAt: '2026-11-24T09:30:00+01:00',
    place: 'Agence d’essai, 1 rue Imaginaire',
    motifs: ['inscription'],
    phone: '01 99 00 11 22',
  };

  it('is chosen among the slots for this motif, and written with how to move it', async () => {
    const test = await startedVisit();
    test.slots.offered = [
      slot,
      { ...slot, id: 's2', motifs: ['formation'] },
      { ...slot, id: 's3', startsAt: '2026-11-20T09:30:00+01:00' },
    ];
    await test.visit.registration.start('inscription');
    await settle();
    walkTo(test, SHORT_INSCRIPTION, 'rendez-vous');
    expect(questionOf(test, 'rendez-vous')).toMatchObject({ slots: [{ id: 's1' }] });
    walkTo(test, { ...SHORT_INSCRIPTION, 'rendez-vous': { kind: 'creneau', slot: 's1' } });
    await test.visit.registration.finish();
    const paper = words(test.view('proof').receipt);
    for (const said of [
      'mardi 24 novembre',
      '09:30',
      '1 rue Imaginaire',
      '01 99 00 11 22',
      'garde d’enfant',
    ]) {
      expect(paper).toContain(said);
    }
  });

  it('is a call or the desk where the platform offers none', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('inscription');
    await settle();
    walkTo(test, { ...SHORT_INSCRIPTION, telephone: '0639981234' }, 'rendez-vous');
    expect(questionOf(test, 'rendez-vous')).toMatchObject({
      slots: [],
      ways: [{ id: 'appel' }, { id: 'accueil' }],
    });
  });
});

describe('what the last press asks for', () => {
  it('is done ahead once, in the last block, and nothing of it is kept', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('mise-a-jour');
    await test.clock.advance(1_000);
    expect(test.outbox.warmedUp).toBe(0);
    walkTo(test, SHORT_UPDATE);
    await test.clock.advance(1_000);
    expect(test.outbox.warmedUp).toBe(1);
    expect(test.outbox.dossiers).toEqual([]);
    expect(screenOf(test).finishing).toEqual({ kind: 'no' });
  });

  it('is not done for somebody who has left', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('mise-a-jour');
    walkTo(test, SHORT_UPDATE);
    await test.visit.end();
    await test.clock.advance(1_000);
    expect(test.outbox.warmedUp).toBe(0);
  });
});
