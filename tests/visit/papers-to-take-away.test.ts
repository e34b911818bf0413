import { describe, expect, it } from 'vitest';
import { SHORT_INSCRIPTION, walkTo } from './registration-walk.ts';
import { type StartedVisit, sentCv, settle, startedVisit } from './visit-fixture.ts';

/** Somebody who says enough for a CV, and things that are nobody else's business. */
const TALKATIVE = {
  ...SHORT_INSCRIPTION,
  telephone: '0639981234',
  courriel: 'amel.essai@example.org',
  'canal-lu': 'courriel',
  nir: '255081416802538',
  'situation-familiale': 'veuf',
  'coups-de-pouce': ['argent'],
  'frein-argent': ['dettes'],
  'niveau-etudes': 'cap-bep',
  diplome: 'CAP cuisine',
  'dernier-metier': 'Commis de cuisine',
  'duree-experience': 'un-a-cinq-ans',
  projet: 'precis',
  'metier-recherche': 'Cuisinière',
  permis: ['voiture'],
} as const;

async function sent(script: Readonly<Record<string, unknown>> = TALKATIVE): Promise<StartedVisit> {
  const test = await startedVisit();
  await test.visit.registration.start('inscription');
  walkTo(test, script);
  await test.visit.registration.finish();
  return test;
}

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

describe('papers to take away', () => {
  it('of a document are the receipt alone', async () => {
    const test = await startedVisit();
    await sentCv(test);
    expect(test.view('proof')).toMatchObject({ papers: ['recepisse'], copies: [], answers: null });
    expect(test.visit.print('reponses').ok).toBe(false);
    expect(test.visit.print('cv').ok).toBe(false);
  });

  it('of a registration are the receipt, the answers and a CV, one job at a time', async () => {
    const test = await sent();
    expect(test.view('proof').papers).toEqual(['recepisse', 'reponses', 'cv']);
    expect(test.visit.print('reponses').ok).toBe(true);
    expect(test.visit.print('cv').ok).toBe(false);
    await settle();
    expect(test.view('proof')).toMatchObject({ paper: 'reponses', printing: { kind: 'sent' } });
    test.printer.finish({ state: 'printed' });
    await settle();
    expect(test.view('proof')).toMatchObject({ paper: 'reponses', printing: { kind: 'printed' } });
    expect(test.visit.print('cv').ok).toBe(true);
    await settle();
    expect(test.view('proof')).toMatchObject({ paper: 'cv', printing: { kind: 'sent' } });
    expect(test.printer.printed).toHaveLength(1);
    expect(text(test.printer.printedPdfs[0])).toContain('Amel Essai');
  });

  it('on a roll are the receipt alone: nobody could read the others', async () => {
    const test = await startedVisit();
    test.printer.paper = 'roll';
    await test.visit.registration.start('inscription');
    walkTo(test, TALKATIVE);
    await test.visit.registration.finish();
    expect(test.view('proof')).toMatchObject({ papers: ['recepisse'], copies: ['reponses', 'cv'] });
    expect(test.visit.print('reponses').ok).toBe(false);
  });

  it('go to the stick where they are wanted, the receipt always', async () => {
    const test = await sent();
    test.usb.plug();
    test.visit.copy();
    await settle();
    const { reference } = test.view('proof');
    expect(test.usb.exported.at(-1)?.names).toEqual([`recu-${reference}.pdf`]);
    test.usb.plug();
    test.visit.copy(['reponses', 'cv']);
    await settle();
    expect(test.usb.exported.at(-1)?.names).toEqual([
      `recu-${reference}.pdf`,
      `mes-reponses-${reference}.pdf`,
      'mon-cv.pdf',
    ]);
  });
});

describe('the answers on paper', () => {
  it('say everything that was answered, by block, and that it is no decision', async () => {
    const test = await sent();
    const said = JSON.stringify(test.view('proof').answers);
    for (const expected of [
      'Essai',
      'Commis de cuisine',
      'Dettes',
      'Veuf',
      '06 39 98 12 34',
      'Rien n’est décidé',
      '4 mai 1990',
    ]) {
      expect(said.toLowerCase()).toContain(expected.toLowerCase());
    }
    expect(said).toContain(test.view('proof').reference);
    expect(said).toMatch(/Règles utilisées","value":"[a-z]+-\d{4}/);
  });

  it('never say the number of social security', async () => {
    const test = await sent();
    const said = JSON.stringify(test.view('proof').answers);
    expect(said).toMatch(/\(NIR\)","value":"Réponse donnée, masquée/);
    expect(said.replaceAll(/\s/g, '')).not.toContain('255081416802538');
  });

  it('hide what is sensitive where somebody helped, and say that they helped', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('inscription');
    test.visit.registration.markHelp('avec');
    walkTo(test, TALKATIVE);
    await test.visit.registration.finish();
    const said = JSON.stringify(test.view('proof').answers);
    expect(said).not.toMatch(/Dettes|Veuf/i);
    expect(said).toContain('Commis de cuisine (Avec de l’aide)');
  });

  it('stand in French beside the language of the visit', async () => {
    const test = await sent();
    test.visit.setAccess({ language: 'ar' });
    const said = JSON.stringify(test.view('proof').answers);
    expect(said).toContain('"kind":"pair"');
    expect(said).toContain('أجوبتكم');
    expect(said).toContain('Vos réponses');
  });

  it('leave out what the person passed', async () => {
    const test = await sent(SHORT_INSCRIPTION);
    expect(JSON.stringify(test.view('proof').answers)).not.toMatch(/Pas de réponse|Permis/);
  });
});

describe('the CV', () => {
  async function cv(script: Readonly<Record<string, unknown>>): Promise<string> {
    const test = await sent(script);
    test.visit.print('cv');
    await settle();
    return text(test.printer.printedPdfs[0]);
  }

  it('says what was answered for it, and gives the one contact that the person reads', async () => {
    const said = JSON.parse(await cv(TALKATIVE));
    expect(said).toEqual({
      title: 'CV',
      name: 'Amel Essai',
      contact: ['amel.essai@example.org'],
      sought: 'Cuisinière',
      sections: [
        { title: 'Expérience', lines: ['Commis de cuisine, de 1 à 5 ans'] },
        { title: 'Formation', lines: ['CAP cuisine, niveau CAP ou BEP'] },
        { title: 'Permis de conduire', lines: ['Voiture (permis B)'] },
      ],
    });
  });

  it('leaves no gap for what was not said', async () => {
    const said = JSON.parse(
      await cv({ ...SHORT_INSCRIPTION, permis: ['aucun'], 'dernier-metier': 'Soudeur' }),
    );
    expect(said).toEqual({
      title: 'CV',
      name: 'Amel Essai',
      contact: [],
      sought: null,
      sections: [{ title: 'Expérience', lines: ['Soudeur'] }],
    });
  });

  it('is not offered where an employer would learn no more than a name', async () => {
    const test = await sent(SHORT_INSCRIPTION);
    expect(test.view('proof')).toMatchObject({ papers: ['recepisse', 'reponses'], copies: ['reponses'] });
    expect(test.visit.print('cv').ok).toBe(false);
  });

  it('is in French whatever the language of the visit', async () => {
    const test = await sent();
    test.visit.setAccess({ language: 'ar' });
    test.visit.print('cv');
    await settle();
    expect(text(test.printer.printedPdfs[0])).toContain('Permis de conduire');
  });
});
