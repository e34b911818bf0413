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
import { TestReaders, TestSelfTest, testStaffDesk } from './staff-fixture.ts';
import { type StartedVisit, settle, sheet, startedVisit } from './visit-fixture.ts';

async function inscriptionAt(
  screen: string,
  script: Readonly<Record<string, unknown>> = SHORT_INSCRIPTION,
): Promise<StartedVisit> {
  const test = await startedVisit();
  await test.visit.registration.start('inscription');
  walkTo(test, script, screen);
  return test;
}

describe('an answer that is not taken', () => {
  it('stays on the screen as it was typed, with its problem in words, and holds the screen', async () => {
    const test = await inscriptionAt('contact');
    expect(test.visit.registration.answer('courriel', 'jeanne chez exemple')).toEqual({
      ok: true,
      value: { problems: [{ question: 'courriel', code: 'email-not-understood' }] },
    });
    expect(questionOf(test, 'courriel')).toMatchObject({
      state: 'refused',
      value: 'jeanne chez exemple',
      problem: { title: 'Cette adresse électronique n’est pas complète.' },
    });
    test.visit.registration.answer('canal-lu', 'accueil');
    expect(test.visit.registration.next()).toMatchObject({
      value: { problems: [{ question: 'courriel', code: 'email-not-understood' }] },
    });
    test.visit.registration.skip('courriel');
    expect(test.visit.registration.next()).toEqual({ ok: true, value: { problems: [] } });
  });

  it('as long as a book is told and not kept', async () => {
    const test = await inscriptionAt('nom');
    test.visit.registration.answer('nom-famille', 'é'.repeat(900_000));
    expect(questionOf(test, 'nom-famille')).toMatchObject({ value: null, problem: { code: 'too-long' } });
    expect(JSON.stringify(test.snapshot()).length).toBeLessThan(60_000);
  });

  it('leaves the former answer behind it', async () => {
    const test = await inscriptionAt('nom');
    test.visit.registration.answer('nom-famille', 'Essai');
    test.visit.registration.answer('nom-famille', 'Essai 👍');
    test.visit.registration.answer('prenoms', 'Amel');
    expect(questionOf(test, 'nom-famille')).toMatchObject({ value: 'Essai 👍', problem: { code: 'emoji' } });
    test.visit.registration.answer('nom-famille', 'Essai');
    expect(questionOf(test, 'nom-famille')).toMatchObject({ state: 'given', problem: null });
  });

  it('of a page that says it scanned something is not believed', async () => {
    const test = await inscriptionAt('piece-identite');
    const forged = { state: 'joint', document: 'piece-identite', files: ['x.pdf'] };
    expect(test.visit.registration.answer('piece-identite', forged)).toMatchObject({
      value: { problems: [{ code: 'not-understood' }] },
    });
  });

  it('survives a change of language, with its problem in that language', async () => {
    const test = await inscriptionAt('nom');
    test.visit.registration.answer('nom-famille', '123');
    test.visit.setAccess({ language: 'en' });
    const question = questionOf(test, 'nom-famille');
    expect(question).toMatchObject({ value: '123', label: 'Family name' });
    expect(question.problem?.title).not.toBe('Un nom n’a ni chiffre ni signe.');
  });
});

describe('papers', () => {
  it('too heavy for their destination come back as a failure of the scan, not as an answer', async () => {
    const test = await inscriptionAt('piece-identite');
    test.visit.registration.scanDocument('piece-identite', 'piece-identite');
    test.scanner.sheets = [new TextEncoder().encode('sheet:900000')];
    test.visit.startScan('platen');
    await settle();
    expect(test.view('scan')).toMatchObject({ canContinue: false, fit: { kind: 'too-heavy' } });
    expect(test.visit.continue()).toMatchObject({ ok: false });
    await test.visit.back();
    expect(questionOf(test, 'piece-identite').state).toBe('open');
    // The pages wait there for another try.
    test.visit.registration.scanDocument('piece-identite', 'piece-identite');
    expect(test.view('scan').pages).toHaveLength(1);
  });

  it('are not left while a page is being prepared, nor changed while the file is made', async () => {
    const test = await inscriptionAt('piece-identite');
    test.visit.registration.scanDocument('piece-identite', 'piece-identite');
    test.scanner.sheets = [sheet()];
    test.visit.startScan('platen');
    while (test.view('scan').pages.length === 0) await new Promise((resolve) => setImmediate(resolve));
    if (test.view('scan').pages[0]?.state === 'arriving') expect(test.snapshot().canGoBack).toBe(false);
    await settle();
    expect(test.snapshot().canGoBack).toBe(true);
    const [page] = test.view('scan').pages;
    test.visit.continue();
    expect(test.view('scan')).toMatchObject({ attaching: true, canContinue: false });
    expect(test.visit.removePage(page?.id ?? '')).toMatchObject({ ok: false });
    expect(test.visit.startScan('platen')).toMatchObject({ ok: false });
    await settle();
    expect(questionOf(test, 'piece-identite').state).toBe('given');
  });

  it('of two questions are two files of one dossier', async () => {
    const test = await inscriptionAt('piece-identite');
    await scanFor(test, 'piece-identite', 'piece-identite');
    const script = {
      ...SHORT_INSCRIPTION,
      adresse: { kind: 'francaise', street: '3 rue Imaginaire', postcode: '28000', city: 'Ville-Essai' },
    };
    walkTo(test, script, 'doc-domicile');
    await scanFor(test, 'doc-domicile', 'justificatif-domicile');
    walkTo(test, script);
    await test.visit.registration.finish();
    expect(test.outbox.dossiers[0]?.documents.map(({ fileName }) => fileName)).toEqual([
      'piece-identite-2026-11-21.pdf',
      'doc-domicile-2026-11-21.pdf',
    ]);
  });

  it('given up for later are on the receipt, and not in the dossier', async () => {
    const test = await inscriptionAt('piece-identite');
    await scanFor(test, 'piece-identite', 'piece-identite');
    test.visit.registration.answer('piece-identite', { state: 'plus-tard' });
    walkTo(test, SHORT_INSCRIPTION);
    await test.visit.registration.finish();
    expect(test.outbox.dossiers[0]?.documents).toEqual([]);
    expect(test.view('proof').registration?.toBring).toEqual(['Votre papier d’identité']);
  });

  it('that say a name fill it in, to be confirmed by the person', async () => {
    const test = await inscriptionAt('piece-identite');
    test.reader.readings = [
      {
        source: 'mrz',
        format: 'td1',
        fields: [],
        problems: [],
        answers: {
          'nom-famille': 'ESSAI',
          prenoms: 'AMEL',
          'date-naissance': { year: 1990, month: 5, day: 4 },
        },
      },
    ];
    await scanFor(test, 'piece-identite', 'piece-identite');
    walkTo(test, {}, 'nom');
    expect(screenOf(test).notices.map(({ id }) => id)).toEqual(['read-on-document']);
    expect(questionOf(test, 'nom-famille')).toMatchObject({
      value: 'ESSAI',
      toConfirm: true,
      origin: { provenance: 'mrz', text: 'Lu sur votre document' },
    });
    expect(test.visit.registration.next()).toMatchObject({
      value: {
        problems: [
          { question: 'nom-famille', code: 'to-confirm' },
          { question: 'prenoms', code: 'to-confirm' },
        ],
      },
    });
    test.visit.registration.confirmAnswer('nom-famille');
    test.visit.registration.answer('prenoms', 'Amel');
    expect(questionOf(test, 'prenoms')).toMatchObject({ toConfirm: false, origin: { provenance: 'typed' } });
    expect(test.visit.registration.next()).toEqual({ ok: true, value: { problems: [] } });
    walkTo(test, SHORT_INSCRIPTION);
    await test.visit.registration.finish();
    expect(test.outbox.dossiers[0]?.registration?.answers).toMatchObject({
      'nom-famille': { provenance: 'mrz' },
      prenoms: { provenance: 'typed' },
    });
  });
});

describe('a code on a paper, held before the reader', () => {
  const TWO_D_DOC =
    'DC04FR000001FFFF1A4E2801FR' +
    ['60MME AMEL EXEMPLE', '62EXEMPLE', '61AMEL'].join('\u001d') +
    '\u001fAAAA';
  const ZONE = [
    'I<UTOX1234567<7<<<<<<<<<<<<<<<',
    '9005047F3001019UTO<<<<<<<<<<<8',
    'ESSAI<<AMEL<<<<<<<<<<<<<<<<<<<',
  ];

  async function heldAt(screen: string, ...codes: readonly string[]) {
    const readers = new TestReaders();
    const test = await startedVisit({ readers });
    await test.visit.registration.start('inscription');
    walkTo(test, SHORT_INSCRIPTION, screen);
    for (const code of codes) {
      readers.read(code);
      await settle();
    }
    return { test, readers };
  }

  it('fills in what was not answered yet, to be confirmed by the person', async () => {
    const { test } = await heldAt('piece-identite', TWO_D_DOC);
    walkTo(test, {}, 'nom');
    expect(questionOf(test, 'nom-famille')).toMatchObject({
      value: 'EXEMPLE',
      toConfirm: true,
      origin: { provenance: '2d-doc' },
    });
  });

  it.each([
    ['apart', ZONE.join('\r\n')],
    ['in one stretch', ZONE.join('')],
  ])('is read as a machine readable zone, its lines %s', async (_how, text) => {
    const { test } = await heldAt('nom', text);
    expect(questionOf(test, 'nom-famille')).toMatchObject({
      value: 'ESSAI',
      toConfirm: true,
      origin: { provenance: 'mrz' },
    });
  });

  it('changes no answer that the person gave', async () => {
    const { test, readers } = await heldAt('nom');
    test.visit.registration.answer('nom-famille', 'Autre');
    readers.read(TWO_D_DOC);
    await settle();
    expect(questionOf(test, 'nom-famille')).toMatchObject({
      value: 'Autre',
      origin: { provenance: 'typed' },
    });
  });

  it('that says nothing of the person, or is damaged, changes nothing', async () => {
    const { test, readers } = await heldAt('nom');
    const before = screenOf(test);
    for (const code of [
      '3760001234567',
      'DC04',
      `${TWO_D_DOC.slice(0, 10)}\u0000`,
      ZONE.slice(1).join('\n'),
    ]) {
      readers.read(code);
      await settle();
    }
    expect(screenOf(test)).toEqual(before);
  });

  it('does nothing outside of a registration, and is not remembered for the next', async () => {
    const readers = new TestReaders();
    const test = await startedVisit({ readers });
    readers.read(TWO_D_DOC);
    await settle();
    test.view('welcome');
    await test.visit.registration.start('inscription');
    walkTo(test, SHORT_INSCRIPTION, 'nom');
    expect(questionOf(test, 'nom-famille').state).toBe('open');
  });
});

describe('somebody else', () => {
  it('is spoken of as somebody else, and told when they are absent', async () => {
    const script = { ...SHORT_INSCRIPTION, 'pour-qui': 'conjoint', 'presence-personne': 'absente' };
    const test = await inscriptionAt('nom', script);
    expect(screenOf(test).screen.title).toBe('Son nom');
    expect(screenOf(test).notices.map(({ id }) => id)).toEqual(['other-person', 'absent-person']);
    walkTo(test, script);
    expect(await test.visit.registration.finish()).toEqual({ ok: true, value: { problems: [] } });
  });

  it('under age is asked who takes care of them, and goes on', async () => {
    const script = { ...SHORT_INSCRIPTION, 'date-naissance': { year: 2010, month: 5, day: 4 } };
    const test = await inscriptionAt('responsable', script);
    expect(screenOf(test).screen.title).toBe('Vous avez moins de 18 ans');
    walkTo(test, script);
    expect(await test.visit.registration.finish()).toEqual({ ok: true, value: { problems: [] } });
  });

  it('without papers goes on in the same words as everybody', async () => {
    const script = {
      ...SHORT_INSCRIPTION,
      'piece-identite': { state: 'pas-ce-papier' },
      nationalite: 'autre',
      'situation-sejour': 'sans-titre',
    };
    const test = await inscriptionAt('sejour', script);
    expect(screenOf(test).screen.lead).toBe('Votre réponse ne bloque pas l’inscription.');
    walkTo(test, script);
    expect(await test.visit.registration.finish()).toEqual({ ok: true, value: { problems: [] } });
    expect(test.view('proof').registration?.toBring).toEqual([]);
  });
});

describe('a helper', () => {
  it('sees that a sensitive answer was given, not what', async () => {
    const test = await inscriptionAt('coups-de-pouce');
    test.visit.registration.answer('coups-de-pouce', ['argent', 'logement']);
    test.visit.registration.markHelp('avec');
    const question = questionOf(test, 'coups-de-pouce');
    expect(question.state).toBe('masked');
    expect(JSON.stringify(question)).not.toContain('"chosen":true');
    expect(screenOf(test).help).toMatchObject({ level: 'avec', sentence: 'Une personne vous aide.' });
    expect(screenOf(test).helper.length).toBeGreaterThan(0);
    walkTo(test, SHORT_INSCRIPTION, 'fin');
    const recapitulation = questionOf(test, 'recapitulation');
    const lines =
      recapitulation.kind === 'recapitulation' ? recapitulation.blocks.flatMap(({ lines }) => lines) : [];
    expect(lines.find(({ question }) => question === 'coups-de-pouce')).toMatchObject({
      state: 'masked',
      value: ['Réponse donnée, masquée'],
    });
    expect(lines.find(({ question }) => question === 'nom-famille')?.value).toEqual(['Essai']);
  });

  it('who shows a badge is noted beside the person until they leave, and what was marked by hand stays', async () => {
    const readers = new TestReaders();
    const test = await startedVisit({ readers, staff: testStaffDesk(new TestSelfTest()) });
    await test.visit.registration.start('mise-a-jour');
    readers.present('HELPER');
    await settle();
    expect(screenOf(test).help.level).toBe('avec');
    readers.present('HELPER');
    await settle();
    expect(screenOf(test).help.level).toBe('seul');
    test.visit.registration.markHelp('a-la-place');
    readers.present('HELPER');
    await settle();
    expect(screenOf(test).help.level).toBe('a-la-place');
  });

  it('in the place of the person needs the person’s own agreement', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('mise-a-jour');
    test.visit.registration.markHelp('a-la-place');
    expect(screenOf(test).help).toMatchObject({ awaitsAgreement: true, agreed: false });
    walkTo(test, SHORT_UPDATE, 'fin');
    expect(questionOf(test, 'confirmation')).toMatchObject({ blocked: { code: 'visitor-confirms' } });
    expect(test.visit.registration.answer('confirmation', true)).toMatchObject({
      value: { problems: [{ code: 'visitor-confirms' }] },
    });
    test.visit.registration.agreeToHelp();
    answerScreen(test, SHORT_UPDATE);
    await test.visit.registration.finish();
    expect(test.outbox.dossiers[0]?.registration?.help).toEqual({ level: 'a-la-place', agreed: true });
  });
});

describe('asking for a person', () => {
  it('calls the team, discreetly, and the dossier says so', async () => {
    const test = await inscriptionAt('logement');
    test.visit.registration.talkNow(true);
    await settle();
    expect(screenOf(test).urgent).toBe(true);
    expect(test.snapshot().help).toEqual({ kind: 'called', told: true });
    walkTo(test, SHORT_INSCRIPTION, 'proposition');
    expect(questionOf(test, 'proposition')).toMatchObject({ outcome: 'entretien-immediat' });
    walkTo(test, SHORT_INSCRIPTION);
    await test.visit.registration.finish();
    expect(test.outbox.dossiers[0]?.registration).toMatchObject({
      urgent: true,
      orientation: { outcome: 'entretien-immediat' },
    });
  });
});

describe('a change from the recapitulation', () => {
  it('goes back there, and the confirmation is asked again', async () => {
    const test = await inscriptionAt('fin');
    answerScreen(test, SHORT_INSCRIPTION);
    test.visit.registration.change('nom-famille');
    expect(screenOf(test)).toMatchObject({ changing: true, screen: { id: 'nom' } });
    test.visit.registration.answer('nom-famille', 'Essai-Nouveau');
    test.visit.registration.next();
    expect(screenOf(test)).toMatchObject({ changing: false, screen: { id: 'fin' } });
    expect(questionOf(test, 'confirmation').state).toBe('open');
    expect(JSON.stringify(questionOf(test, 'recapitulation'))).toContain('Essai-Nouveau');
  });
});
