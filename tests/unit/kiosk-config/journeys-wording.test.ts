import { describe, expect, it } from 'vitest';
import { LANGUAGES, longSentences } from '../../../kiosk-config/schema/journey-texts.ts';
import { questionsOf, screensOf } from '../../../main/domain/registration/journey.ts';
import { journeyNamed, shipped } from './journeys-shipped.ts';

const REGISTRATION = journeyNamed('inscription');
const UPDATE = journeyNamed('mise-a-jour');

const french = ['fr', 'fr-falc'].flatMap((language) =>
  [...(shipped.texts.get(language) ?? [])].map(([key, text]) => ({ language, key, text })),
);
/** What the visitor reads; the sheets beside the screen are for the helper. */
const visitor = french.filter(({ key }) => !key.includes('.helper.'));

/** Texts of which `wrong` is true: none is what is wanted, one says where to mend. */
function offenders(texts: typeof french, wrong: (text: string) => boolean): string[] {
  return texts
    .filter(({ text }) => wrong(text))
    .map(({ language, key, text }) => `${language} ${key}: ${text}`);
}

describe('texts of the journeys', () => {
  it('have no sentence of more than twelve words, without any exception', () => {
    expect(offenders(french, (text) => longSentences(text).length > 0)).toEqual([]);
  });

  it('are counted as a reader counts', () => {
    const twelve = 'Un deux trois quatre cinq six sept huit neuf dix onze l’avant-dernier';
    expect(longSentences(`${twelve}. ${twelve} !`)).toEqual([]);
    expect(longSentences(`Un. ${twelve} treize « quatorze » ? Un.`)).toEqual([
      `${twelve} treize « quatorze » ?`,
    ]);
    expect(
      longSentences('واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد اثنا عشر؟ نعم.'),
    ).toHaveLength(1);
  });

  it('are written with typographic signs and a space before double punctuation', () => {
    expect(offenders(french, (text) => /['"]|\.\.\.|\s{2}|^\s|\s$/u.test(text))).toEqual([]);
    expect(offenders(french, (text) => /[^\s][?!;»]|[^\s\d]:/u.test(text))).toEqual([]);
  });

  it('say "vous", never "tu"', () => {
    expect(offenders(french, (text) => /(?<!\p{L})(tu|ton|ta|tes|toi)(?!\p{L})/iu.test(text))).toEqual([]);
  });

  it('speak no administrative or machine language', () => {
    const jargon =
      /(?<!\p{L})(veuillez|saisi\p{L}*|renseign\p{L}*|cliqu\p{L}*|champs?|formulaires?|valid(er|ez|ation)|obligatoires?|usagers?|invalide|dématérialis\p{L}*|e-?mail|upload|justifi(er|ez))(?!\p{L})/iu;
    expect(offenders(visitor, (text) => jargon.test(text))).toEqual([]);
  });

  it('never ask bluntly whether somebody reads, and put nobody in a drawer', () => {
    const blunt =
      /savez-vous (lire|écrire)|illettr|analphab|illectron|chômeur|(?<!\p{L})frein|délinquan|clandestin|SDF/iu;
    expect(offenders(visitor, (text) => blunt.test(text))).toEqual([]);
  });

  it('have another wording where one answers for somebody else', () => {
    const texts = shipped.texts.get('fr') ?? new Map<string, string>();
    const heads = [
      ...screensOf(REGISTRATION).map(({ id }) => ({
        said: `screens.${id}.title`,
        other: `screens.${id}.other`,
      })),
      ...questionsOf(REGISTRATION).map(({ id }) => ({
        said: `questions.${id}.label`,
        other: `questions.${id}.other`,
      })),
    ];
    const personal = (text = ''): boolean =>
      // « Avez-vous » asks whoever holds the paper.
      /(?<!\p{L})(vous|votre|vos)(?!\p{L})/iu.test(text.replace(/rendez-vous|avez-vous/giu, ''));
    // The question itself whether the person is here is asked of whoever answers.
    const asked = heads.filter(({ said }) => said !== 'questions.presence-personne.label');
    expect(
      asked.filter(({ said, other }) => personal(texts.get(said)) && personal(texts.get(other) ?? 'vous')),
    ).toEqual([]);
  });
});

describe('languages of the journeys', () => {
  it('have room for the eleven that are wanted', () => {
    expect([...LANGUAGES]).toEqual(['fr', 'fr-falc', 'en', 'ar', 'uk', 'ru', 'ps', 'prs', 'pt', 'tr', 'es']);
  });

  it('say which were never read by somebody they are made for', () => {
    const codes = shipped.languages.map(({ code }) => code);
    expect(shipped.languages.filter(({ reviewed }) => !reviewed).map(({ code }) => code)).toEqual(
      codes.filter((code) => code !== 'fr'),
    );
  });

  it('give the helper, who works in French, the French sheet in every language', () => {
    const sheet = shipped.texts.get('fr')?.get('screens.nom.helper.1');
    for (const [language, texts] of shipped.texts) {
      expect(texts.get('screens.nom.helper.1'), language).toBe(sheet);
    }
    const atSite = shipped.siteTexts.get('france-services')?.get('es');
    expect(atSite?.get('screens.deja-suivi.helper.1')).toBe('Une seule réponse suffit.');
  });
  it('have easy French say some things more simply, and leave the rest', () => {
    const [easy, plain] = [shipped.texts.get('fr-falc'), shipped.texts.get('fr')];
    expect(easy?.size).toBe(
      plain === undefined ? 0 : new Set([...plain.keys(), ...(easy?.keys() ?? [])]).size,
    );
    expect(easy?.get('questions.situation-fiscale.label')).not.toBe(
      plain?.get('questions.situation-fiscale.label'),
    );
  });
});

describe('what the journeys ask', () => {
  const asked = new Map(questionsOf(REGISTRATION).map((question) => [question.id, question]));

  it.each([
    [
      'Identification (L1184)',
      'nom-famille nom-usage prenoms date-naissance pays-naissance commune-naissance nationalite adresse telephone courriel',
    ],
    [
      'Situation personnelle (L1185)',
      'situation-familiale enfants-charge situation-logement situation-travail ressources pension-alimentaire prestations permis situation-sejour niveau-francais',
    ],
    ['Compétences (L1186)', 'niveau-etudes diplome dernier-metier duree-experience autres-experiences'],
    [
      'Projet professionnel (L1187)',
      'disponibilite conditions-travail projet metier-recherche lien-experience actions-recherche',
    ],
    [
      'Today’s form (L995)',
      'nir motif-inscription prestations situation-fiscale salaire-souhaite distance-travail besoins-recherche organisme-rsa assurance-maladie numero-allocataire',
    ],
    ['Pre-diagnosis (L1151)', 'duree-experience projet disponibilite coups-de-pouce rythme-accompagnement'],
    ['Channel really read, digital autonomy (S004:122, L2097)', 'canal-lu autonomie-numerique'],
  ])('has every field of %s', (_heading, ids) => {
    expect(ids.split(' ').filter((id) => !asked.has(id))).toEqual([]);
  });

  it('has the nine subjects that can hold somebody back (L1188), each with a screen of its own', () => {
    const subjects = asked.get('coups-de-pouce');
    if (subjects === undefined || !('choices' in subjects)) throw new Error('no subjects');
    const nine = subjects.choices.filter(({ alone }) => !alone).map(({ id }) => id);
    expect(nine).toHaveLength(9);
    expect(nine.map((id) => `frein-${id}`).filter((id) => !asked.has(id))).toEqual([]);
  });

  it.each([REGISTRATION, UPDATE])('lets every sensitive question be passed: $id', (journey) => {
    expect(questionsOf(journey).filter(({ sensitive, required }) => sensitive && required)).toEqual([]);
  });

  it.each([REGISTRATION, UPDATE])('wants no number, contact or paper of anybody: $id', (journey) => {
    const wanted = questionsOf(journey).filter(({ required }) => required);
    expect(
      wanted.map(({ kind }) => kind).filter((kind) => ['nir', 'phone', 'email', 'document'].includes(kind)),
    ).toEqual([]);
    expect(wanted.length).toBeLessThanOrEqual(12);
  });

  it('keeps what is private by nature from helpers', () => {
    const shown = questionsOf(REGISTRATION)
      .filter(({ sensitive }) => !sensitive)
      .map(({ id }) => id);
    const privately =
      'nir situation-sejour ressources prestations frein-sante reconnaissance-handicap frein-administratif frein-argent frein-famille frein-savoirs-de-base coups-de-pouce';
    expect(privately.split(' ').filter((id) => shown.includes(id))).toEqual([]);
  });
});
