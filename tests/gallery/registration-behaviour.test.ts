import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { type OpenGallery, openGallery, recorded } from './open-gallery.ts';

let gallery: OpenGallery;
const PATIENCE = { timeout: 15_000 };
const button = (name: string | RegExp) => gallery.page.getByRole('button', { name }).first();
const names = async () => (await gallery.asked()).map(({ name }) => name);
const focused = () => gallery.page.evaluate(() => document.activeElement?.textContent ?? '');
const taken = { ok: true, value: { problems: [] } };
const refused = (question: string, code: string) => ({ ok: true, value: { problems: [{ question, code }] } });

/** Main takes every answer. */
async function show(name: string): Promise<void> {
  await gallery.show(name);
  for (const channel of ['registration.answer', 'registration.skip', 'registration.next']) {
    await gallery.answer(channel, taken);
  }
}

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.resize('landscape');
});
afterAll(() => gallery?.close());

describe('what is typed', () => {
  it('is told before the screen is left, without leaving the field first', async () => {
    await show('registration-names');
    await gallery.page.getByLabel(/^Nom de famille/).fill('Essai');
    await button('Continuer').click();
    await expect.poll(names, PATIENCE).toEqual(['registration.answer', 'registration.next']);
    expect((await gallery.asked())[0]?.input).toEqual({ question: 'nom-famille', value: 'Essai' });
  });

  it('is told once when the field is left', async () => {
    await show('registration-names');
    await gallery.page.getByLabel(/^Prénoms/).fill('Jeanne');
    await gallery.page.getByRole('heading', { level: 1 }).focus();
    await expect.poll(names, PATIENCE).toEqual(['registration.answer']);
    await button('Continuer').click();
    await expect.poll(names, PATIENCE).toEqual(['registration.answer', 'registration.next']);
  });

  it('keeps the screen where it is while it is refused, and stays in the field', async () => {
    await show('registration-names');
    await gallery.answer('registration.answer', refused('nom-famille', 'name-characters'));
    const field = gallery.page.getByLabel(/^Nom de famille/);
    await field.fill('3ssai');
    await button('Continuer').click();
    await expect.poll(names, PATIENCE).toEqual(['registration.answer']);
    await gallery.push(recorded('registration-names-refused'));
    expect(await field.inputValue()).toBe('3ssai');
  });

  it('of half a date is not sent before it is whole', async () => {
    await show('registration-birth');
    await gallery.page.getByLabel('Jour', { exact: true }).fill('28');
    await gallery.page.getByRole('heading', { level: 1 }).focus();
    await gallery.page.getByLabel('Mois', { exact: true }).fill('2');
    await gallery.page.getByLabel('Année', { exact: true }).fill('1991');
    await gallery.page.getByRole('heading', { level: 1 }).focus();
    await expect.poll(gallery.asked, PATIENCE).toEqual([
      {
        name: 'registration.answer',
        input: { question: 'date-naissance', value: { day: 28, month: 2, year: 1991 } },
      },
    ]);
  });

  it('of an unknown day says so', async () => {
    await show('registration-birth');
    await button(/^Je ne sais pas : Mois/).click();
    await gallery.page.getByLabel('Année', { exact: true }).fill('1980');
    await button('Continuer').click();
    await expect
      .poll(async () => (await gallery.asked())[0]?.input, PATIENCE)
      .toEqual({ question: 'date-naissance', value: { day: null, month: null, year: 1980 } });
  });
});

describe('what is wrong', () => {
  it('is summed up, spoken at once, has the focus, and leads to its field', async () => {
    await show('registration-names');
    await gallery.answer('registration.next', refused('nom-famille', 'missing'));
    await button('Continuer').click();
    await expect.poll(names, PATIENCE).toEqual(['registration.next']);
    await gallery.push(recorded('registration-names-refused'));
    const summary = gallery.page.getByRole('alert').filter({ hasText: '2 réponses sont à revoir.' });
    await summary.waitFor();
    await button(/Nom de famille : Il manque/).click();
    const field = gallery.page.getByLabel(/^Nom de famille/);
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const described = (await field.getAttribute('aria-describedby')) ?? '';
    const words = await gallery.page.evaluate(
      (ids) => ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' '),
      described.split(' '),
    );
    expect(words).toContain('Le nom de naissance.');
    expect(words).toContain('Il manque une réponse.');
  });

  it('with a group of choices is tied to the group', async () => {
    await show('registration-motive-missing');
    const group = gallery.page.getByRole('radiogroup', { name: /Raison de l’inscription/ });
    expect(await group.getAttribute('aria-invalid')).toBe('true');
    expect(await group.getAttribute('aria-describedby')).toContain('problem');
  });
});

describe('choices', () => {
  it('are told at once, and one that stands alone unticks the others', async () => {
    await show('registration-money');
    await gallery.page.getByRole('checkbox', { name: 'Aucun revenu' }).click();
    expect(await gallery.asked()).toEqual([
      { name: 'registration.answer', input: { question: 'ressources', value: ['choix-7'] } },
    ]);
  });

  it('are made with the space bar', async () => {
    await show('registration-motive-missing');
    await gallery.page.getByRole('radio').nth(1).press('Space');
    await expect
      .poll(gallery.asked, PATIENCE)
      .toEqual([{ name: 'registration.answer', input: { question: 'motif-inscription', value: 'choix-1' } }]);
  });
});

describe('a question', () => {
  it('says what its answer is for', async () => {
    await show('registration-nir');
    await button(/^À quoi sert cette réponse/).click();
    await gallery.page.getByText('Pour retrouver le dossier, sans le mélanger avec un autre.').waitFor();
    await gallery.page.getByText('Votre réponse ne s’affiche plus ensuite devant un aidant.').waitFor();
  });

  it('alone on its screen is passed with one press', async () => {
    await show('registration-nir');
    await button(/^Passer/).click();
    await expect.poll(names, PATIENCE).toEqual(['registration.skip', 'registration.next']);
  });

  it('read on a document is confirmed or corrected by the person', async () => {
    await show('registration-names-read');
    await gallery.answer('registration.confirmAnswer', taken);
    await button(/^C’est juste/).click();
    expect(await gallery.asked()).toEqual([
      { name: 'registration.confirmAnswer', input: { question: 'nom-famille' } },
    ]);
    await button(/^Corriger/).click();
    expect(await gallery.page.getByLabel(/^Nom de famille/).inputValue()).toBe('ESSAI-EXEMPLE');
  });

  it('that is masked shows nothing of its answer, even when it is changed', async () => {
    await show('registration-nir-masked');
    await button(/^Changer/).click();
    expect(await gallery.page.getByLabel(/^Numéro de sécurité sociale/).inputValue()).toBe('');
  });

  it('of a country is one of the first offered', async () => {
    await show('registration-nationality');
    const offered = gallery.page.getByRole('group', { name: /^Pays de cette nationalité/ });
    await offered.getByRole('button', { name: 'Portugal', exact: true }).click();
    await expect
      .poll(gallery.asked, PATIENCE)
      .toEqual([{ name: 'registration.answer', input: { question: 'pays-nationalite', value: 'XF' } }]);
  });

  it('of a country is answered by its first letters', async () => {
    await show('registration-nationality');
    await button('Un autre pays').click();
    expect(await gallery.page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await gallery.page.getByLabel(/^Pays de cette nationalité/).fill('cote');
    await button('Côte d’Ivoire').click();
    await expect
      .poll(gallery.asked, PATIENCE)
      .toEqual([{ name: 'registration.answer', input: { question: 'pays-nationalite', value: 'XD' } }]);
  });

  it('of a paper opens the scanner', async () => {
    await show('registration-paper');
    await button('Numériser : Titre de séjour').click();
    await expect.poll(gallery.asked, PATIENCE).toEqual([
      {
        name: 'registration.scanDocument',
        input: { question: 'piece-identite', document: 'titre-sejour' },
      },
    ]);
  });
});

describe('the last screen', () => {
  it('sends nothing before the person confirmed', async () => {
    await show('registration-reading');
    await button('Envoyer maintenant').dispatchEvent('click');
    expect(await names()).toEqual([]);
    await gallery.push(recorded('registration-reading-confirmed'));
    await gallery.answer('registration.finish', taken);
    await button('Envoyer maintenant').click();
    await expect.poll(names, PATIENCE).toEqual(['registration.finish']);
  });

  it('leads to the screen of each answer', async () => {
    await show('registration-reading');
    await gallery.answer('registration.change', taken);
    await button('Modifier (Prénoms)').click();
    expect(await gallery.asked()).toEqual([{ name: 'registration.change', input: { question: 'prenoms' } }]);
  });
});

describe('somebody who helps', () => {
  it('has a sheet beside the screen, and says how they help', async () => {
    await show('registration-names');
    await button('Quelqu’un m’aide').click();
    await gallery.page.getByText('Les accents sont sur le clavier de l’écran.').waitFor();
    await gallery.page.getByRole('radio', { name: 'À la place de la personne' }).click();
    expect(await gallery.asked()).toEqual([
      { name: 'registration.markHelp', input: { level: 'a-la-place' } },
    ]);
  });

  it('acts in the place of a person only once that person agreed', async () => {
    await show('registration-in-place');
    await gallery.page.getByRole('alertdialog', { name: /d’accord/ }).waitFor();
    expect(await focused()).toContain('Non');
    await button('Oui, je suis d’accord').click();
    expect(await names()).toEqual(['registration.agreeToHelp']);
  });
});

describe('leaving', () => {
  it('tells first what is typed', async () => {
    await show('registration-names');
    await gallery.page.getByLabel(/^Nom de famille/).fill('Essai');
    await button('Reprendre plus tard').click();
    await expect.poll(names, PATIENCE).toEqual(['registration.answer', 'registration.leave']);
  });

  it('by the button that erases offers to keep the answers', async () => {
    await show('registration-names');
    await button('Terminer et tout effacer').click();
    const dialog = gallery.page.getByRole('dialog');
    await dialog.getByText('Vos réponses seront effacées.').waitFor();
    await dialog.getByRole('button', { name: 'Reprendre plus tard' }).click();
    await expect.poll(names, PATIENCE).toEqual(['registration.leave']);
  });

  it('asks before the number is lost', async () => {
    await show('leaving-saved');
    await button('Terminer').click();
    const dialog = gallery.page.getByRole('dialog');
    if ((await dialog.count()) === 0) await gallery.page.locator('.screen-actions__end button').click();
    await dialog.getByText('Notez votre numéro').waitFor();
    expect(await names()).toEqual([]);
  });

  it('is undone by writing the number', async () => {
    await gallery.show('resume');
    expect(await button('Reprendre').isDisabled()).toBe(true);
    await gallery.page.getByLabel('Votre numéro').fill('1234 5678 9012 3452');
    await gallery.page.locator('.screen-actions__end button').click();
    expect(await gallery.asked()).toEqual([{ name: 'draft.resume', input: { code: '1234 5678 9012 3452' } }]);
  });
});

describe('the next screen of a journey', () => {
  it('takes the focus to its heading and keeps nothing of the last one', async () => {
    await show('registration-names');
    await gallery.page.getByLabel(/^Nom de famille/).fill('Essai');
    const next: Snapshot = recorded('registration-nir');
    await gallery.push(next);
    await expect.poll(focused, PATIENCE).toBe('Votre numéro de sécurité sociale');
    expect(await gallery.page.locator('input').inputValue()).toBe('');
  });
});
