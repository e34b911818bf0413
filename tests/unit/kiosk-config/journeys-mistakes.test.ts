import { describe, expect, it } from 'vitest';
import { FIELD_PROBLEMS } from '../../../main/domain/identifiers/field-problem.ts';
import { found, lineWith, readFiles, SOUND, withChange } from './journeys-fixture.ts';

const QUESTIONS = 'journeys/questions.yaml';
const JOURNEY = 'journeys/petit.yaml';
const FR = 'journeys/fr.yaml';
const SITE = 'journeys/sites/lieu.yaml';

/** A passage of a file of the small configuration, what stands there instead, and what is told of it. */
interface Mistake {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Words of the line that is named; `in` where it is a line of another file. */
  readonly line: string;
  readonly in?: string;
  readonly says: string;
}

/** Tries each mistake: it is told once, at its file and line. With `alone`, nothing else is told. */
function tellsEach(mistakes: Readonly<Record<string, Mistake>>, alone = false): void {
  it.each(Object.entries(mistakes))('%s', (_what, { file, from, to, line, in: elsewhere, says }) => {
    const files = withChange(file, from, to);
    const told = found(readFiles(files));
    const named = elsewhere ?? file;
    const place = `${named}:${lineWith(files[named], line)} `;
    const here = told.filter((problem) => problem.startsWith(place) && problem.includes(says));
    expect(here, told.join('\n')).toHaveLength(1);
    if (alone) expect(told).toEqual(here);
  });
}

/** Replaces a condition of the small journey. */
const condition = (to: string, says: string, line = '- id: urgence'): Mistake => ({
  file: JOURNEY,
  from: '{ answer: domaines, in: [logement] }',
  to,
  line,
  says,
});

it('the small configuration is sound, so that a mistake below is the only one', () => {
  expect(found(readFiles(SOUND))).toEqual([]);
});

describe('a question', () => {
  tellsEach(
    {
      'without a stated use': {
        file: QUESTIONS,
        from: 'kind: phone, use: [dossier]',
        to: 'kind: phone',
        line: 'id: telephone',
        says: 'La question « telephone » ne dit pas à quoi elle sert (use).',
      },
      'with an unknown check': {
        file: QUESTIONS,
        from: 'kind: phone, use',
        to: 'kind: phone, validate: telefax, use',
        line: 'id: telephone',
        says: "La vérification « telefax » de « telephone » n'existe pas.",
      },
      'with the check of another kind': {
        file: QUESTIONS,
        from: 'kind: phone, use',
        to: 'kind: phone, validate: nir, use',
        line: 'id: telephone',
        says: 'est faite pour une question de sorte nir.',
      },
      'with the same choice twice': {
        file: QUESTIONS,
        from: '[logement, sante,',
        to: '[logement, sante, sante,',
        line: 'id: domaines',
        says: 'Le choix « sante » est deux fois dans « domaines ».',
      },
      'with a paper that documents.yaml does not have': {
        file: QUESTIONS,
        from: 'documents: [piece-identite]',
        to: 'documents: [passeport]',
        line: 'id: papier',
        says: "Le papier « passeport » de « papier » n'est pas dans documents.yaml.",
      },
      'that nothing asks': {
        file: QUESTIONS,
        from: '  - { id: relire,',
        to: '  - { id: oubli, kind: nir, use: [dossier] }\n  - { id: relire,',
        line: 'id: oubli',
        says: "La question « oubli » n'est posée dans aucun parcours.",
      },
      'described twice': {
        file: QUESTIONS,
        from: '  - { id: relire,',
        to: '  - { id: nom, kind: text, use: [dossier] }\n  - { id: relire,',
        line: 'kind: text',
        says: 'La question « nom » existe deux fois.',
      },
      'asked twice': {
        file: JOURNEY,
        from: '[{ ask: telephone }]',
        to: '[{ ask: telephone }, { ask: telephone }]',
        line: '{ ask: telephone }',
        says: 'La question « telephone » est posée deux fois.',
      },
      'whose list of choices no question uses': {
        file: QUESTIONS,
        from: '  oui-non: [oui, non]',
        to: '  oui-non: [oui, non]\n  jamais: [un, deux]',
        line: 'jamais',
        says: 'La liste de choix « jamais » ne sert à aucune question.',
      },
    },
    true,
  );
  tellsEach({
    'described nowhere': {
      file: JOURNEY,
      from: '{ ask: telephone }',
      to: '{ ask: telephon }',
      line: '{ ask: telephon }',
      says: "La question « telephon » n'est décrite nulle part.",
    },
    'that offers countries where none is asked for': {
      file: QUESTIONS,
      from: 'kind: phone, use',
      to: 'kind: phone, first: [FR], use',
      line: 'id: telephone',
      says: 'first',
    },
    'that offers a country that does not exist': {
      file: QUESTIONS,
      from: 'kind: phone, use',
      to: 'kind: country, first: [ZZ], use',
      line: 'first: [ZZ]',
      says: 'doit être un pays en deux lettres',
    },
    'with a list of choices that does not exist': {
      file: QUESTIONS,
      from: 'choices: oui-non',
      to: 'choices: non-oui',
      line: 'id: urgence',
      says: "La liste de choix « non-oui » n'existe pas.",
    },
    'of a kind that does not exist': {
      file: QUESTIONS,
      from: 'kind: phone',
      to: 'kind: fax',
      line: 'id: telephone',
      says: '« questions.2',
    },
    'with an unknown key': {
      file: QUESTIONS,
      from: 'kind: phone,',
      to: 'kind: phone, obligatoire: true,',
      line: 'id: telephone',
      says: 'clé inconnue : obligatoire',
    },
  });
});

describe('a condition', () => {
  tellsEach({
    'on an answer that is not asked': condition(
      '{ answer: domaine, in: [logement] }',
      "« domaine », qui n'est pas demandé dans ce parcours.",
    ),
    'on a later answer': condition(
      '{ answer: preference, in: [lieu-a] }',
      "« preference », qui n'est demandé que plus tard.",
    ),
    'on its own answer': condition(
      '{ answer: urgence, in: [oui] }',
      "« urgence », qui n'est demandé que plus tard.",
    ),
    'on a word that is no answer': condition(
      '{ answer: domaines, in: [logement, maison] }',
      "« maison » n'est pas une réponse possible à « domaines ».",
    ),
    'on a word of a typed answer': condition('{ answer: nom, in: [dupont] }', "« nom » n'a pas de choix"),
    'counting the answers of one choice': condition(
      '{ answer: canal, least: 2 }',
      "« canal » n'a pas plusieurs réponses à compter.",
    ),
    'counting more than can be ticked together': condition(
      '{ answer: domaines, least: 3 }',
      "« domaines » n'a que 2 choix à cocher ensemble.",
    ),
    'on urgency, in a journey': condition('{ urgent: true }', "n'a de sens que pour l'orientation."),
    'of a shape that does not exist': condition(
      '{ reponse: domaines }',
      "n'a aucune des formes possibles.",
      'reponse',
    ),
    'that leaves no age': condition(
      '{ age: { from: 18, under: 18 } }',
      'ne laisse aucun âge possible',
      'under: 18',
    ),
    'nested without end': condition(
      '{ not: { not: { not: { not: { not: { answer: domaines, given: true } } } } } }',
      "n'a aucune des formes possibles.",
      'not: { not:',
    ),
    'on an age not yet known': {
      file: JOURNEY,
      from: '{ ask: nom, required: true }',
      to: '{ ask: nom, required: true, when: { age: { under: 26 } } }',
      line: '{ ask: nom,',
      says: "L'âge n'est pas encore connu à cet endroit.",
    },
    'on what has no answer': {
      file: JOURNEY,
      from: '{ ask: confirmer, required: true }',
      to: '{ ask: confirmer, required: true, when: { answer: relire, given: true } }',
      line: 'ask: confirmer',
      says: "« relire » n'a pas de réponse",
    },
    'of a choice, on an answer that is not asked': {
      file: QUESTIONS,
      from: 'answer: telephone, given: true',
      to: 'answer: fax, given: true',
      line: 'id: canal',
      says: "« fax », qui n'est pas demandé dans ce parcours.",
    },
  });
});

describe('what can never be asked', () => {
  const never = "L'écran « urgence » ne peut jamais apparaître.";
  tellsEach({
    'for two answers to one choice': condition(
      '{ all: [{ answer: canal, in: [sms] }, { answer: canal, in: [accueil] }] }',
      never,
    ),
    'for a choice that cannot be ticked with another': condition(
      '{ all: [{ answer: domaines, in: [rien] }, { answer: domaines, least: 2 }] }',
      never,
    ),
    'for an age': condition('{ all: [{ age: { from: 18 } }, { age: { under: 16 } }] }', never),
    'since a required question is always answered': condition('{ answer: canal, given: false }', never),
    'since a choice is not there then': condition(
      '{ all: [{ answer: canal, in: [sms] }, { answer: telephone, given: false }] }',
      never,
    ),
    'since the question that it looks at is hidden then': {
      file: JOURNEY,
      from: '{ age: { from: 18 } }',
      to: '{ all: [{ answer: urgence, in: [oui] }, { not: { answer: domaines, in: [logement] } }] }',
      line: '- id: papier',
      says: "L'écran « papier » ne peut jamais apparaître.",
    },
    'question of a screen that contradicts it': {
      file: JOURNEY,
      from: '[{ ask: urgence }]',
      to: '[{ ask: urgence, when: { not: { answer: domaines, in: [logement] } } }]',
      line: 'ask: urgence',
      says: 'La question « urgence » ne peut jamais apparaître.',
    },
    'choice that contradicts itself': {
      file: QUESTIONS,
      from: 'when: { answer: telephone, given: true }',
      to: 'when: { all: [{ answer: telephone, given: true }, { answer: telephone, given: false }] }',
      line: 'id: canal',
      says: 'Le choix « sms » de « canal » ne peut jamais apparaître.',
    },
  });

  it('is not said of what one answer in many leads to', () => {
    const rare =
      '{ all: [{ answer: canal, in: [sms] }, { answer: domaines, least: 2 }, { age: { from: 25, under: 26 } }] }';
    expect(found(readFiles(withChange(JOURNEY, '{ answer: domaines, in: [logement] }', rare)))).toEqual([]);
  });
});

describe('a screen', () => {
  tellsEach({
    'twice the same': {
      file: JOURNEY,
      from: '- id: contact',
      to: '- id: nom # encore',
      line: '# encore',
      says: "L'écran « nom » existe deux fois.",
    },
    'without a question': {
      file: JOURNEY,
      from: '[{ ask: domaines }]',
      to: '[]',
      line: '- id: domaines',
      says: "L'écran « domaines » ne pose aucune question.",
    },
    'with a picture that does not exist': {
      file: JOURNEY,
      from: 'pictogram: telephone',
      to: 'pictogram: telefax',
      line: 'telefax',
      says: "doit être l'une des valeurs",
    },
    'in a block that exists twice': {
      file: JOURNEY,
      from: '  - id: suite',
      to: '  - id: debut # encore',
      line: '# encore',
      says: 'Le bloc « debut » existe deux fois.',
    },
  });
});

describe('a dead end', () => {
  tellsEach({
    'a required telephone': {
      file: JOURNEY,
      from: '{ ask: telephone }',
      to: '{ ask: telephone, required: true }',
      line: 'ask: telephone',
      says: "Impasse : tout le monde n'a pas de téléphone",
    },
    'a required paper': {
      file: JOURNEY,
      from: '{ ask: papier }',
      to: '{ ask: papier, required: true }',
      line: 'ask: papier',
      says: "Impasse : tout le monde n'a pas ce papier",
    },
    'a required choice that can run out of choices': {
      file: QUESTIONS,
      from: ', accueil] }',
      to: ', { id: accueil, when: { answer: nom, given: false } }] }',
      in: JOURNEY,
      line: 'ask: canal',
      says: '« canal » est obligatoire et peut se retrouver sans aucun choix.',
    },
    'a required question without an answer': {
      file: JOURNEY,
      from: '{ ask: relire }',
      to: '{ ask: relire, required: true }',
      line: 'ask: relire',
      says: "Impasse : « relire » n'a pas de réponse",
    },
    'an end that is not always there': {
      file: JOURNEY,
      from: '- id: dernier\n        pictogram: pen',
      to: '- id: dernier\n        pictogram: pen\n        when: { answer: domaines, given: true }',
      line: '- id: dernier',
      says: 'Impasse : le dernier écran « dernier » doit toujours apparaître.',
    },
    'an end without a confirmation': {
      file: JOURNEY,
      from: '\n          - { ask: confirmer, required: true }',
      to: '',
      line: '- id: dernier',
      says: 'et demander confirmation.',
    },
    'a confirmation that can be passed': {
      file: JOURNEY,
      from: '{ ask: confirmer, required: true }',
      to: '{ ask: confirmer }',
      line: '- id: dernier',
      says: 'et demander confirmation.',
    },
    'a confirmation before the end': {
      file: JOURNEY,
      from: '[{ ask: preference }]',
      to: '[{ ask: preference }, { ask: relire }]',
      line: '- id: preference',
      says: "L'écran « preference » confirme avant la fin du parcours.",
    },
  });
});

describe('a missing text', () => {
  tellsEach(
    {
      'of a question': {
        file: FR,
        from: '  telephone:\n    label: Un mot\n',
        to: '',
        line: 'questions:',
        says: 'Le texte « questions.telephone.label » manque en Français (fr).',
      },
      'for the helper': {
        file: FR,
        from: '  contact:\n    title: Un titre\n    helper:\n      - Une phrase.\n',
        to: '  contact:\n    title: Un titre\n',
        line: '  contact:',
        says: '« screens.contact.helper.1 » manque',
      },
      'of a choice': {
        file: FR,
        from: '    non: Un mot\n',
        to: '',
        line: '  oui-non:',
        says: '« choices.oui-non.non » manque',
      },
      'of a use': { file: FR, from: '  aide: Un mot\n', to: '', line: 'uses:', says: '« uses.aide » manque' },
      'of a reason': {
        file: FR,
        from: '  vite: Un mot\n',
        to: '',
        line: 'reasons:',
        says: '« reasons.vite » manque',
      },
      'of a notice': {
        file: FR,
        from: '  may-skip: ',
        to: '  # may-skip: ',
        line: 'notices:',
        says: '« notices.may-skip » manque',
      },
    },
    true,
  );

  it('is told of every problem that a field can have', () => {
    const [head = ''] = (SOUND[FR] ?? '').split('problems:\n');
    const told = found(readFiles({ ...SOUND, [FR]: head }));
    const wanted = FIELD_PROBLEMS.flatMap((code) => [`problems.${code}.title`, `problems.${code}.action`]);
    expect(wanted.filter((key) => !told.some((problem) => problem.includes(`« ${key} » manque`)))).toEqual(
      [],
    );
    expect(told).toHaveLength(wanted.length);
  });

  it('is told of the one language that lacks it', () => {
    const english = (SOUND[FR] ?? '')
      .replace('language: fr', 'language: en')
      .replace('name: Français', 'name: English')
      .replace('  vite: Un mot\n', '');
    const { [SITE]: _site, ...national } = SOUND;
    expect(found(readFiles({ ...national, 'journeys/en.yaml': english }))).toEqual([
      `journeys/en.yaml:${lineWith(english, 'reasons:')} Le texte « reasons.vite » manque en English (en).`,
    ]);
  });

  it('is taken from the language below', () => {
    const easy =
      'language: fr-falc\nname: Facile\ndirection: ltr\nreviewed: null\nbase: fr\nuses: { aide: "Pour aider." }\n';
    const read = readFiles({ ...SOUND, 'journeys/fr-falc.yaml': easy });
    if (!read.ok) throw new Error(found(read).join('\n'));
    const texts = read.value.texts.get('fr-falc');
    expect([texts?.get('uses.aide'), texts?.get('uses.dossier')]).toEqual(['Pour aider.', 'Un mot']);
    const language = { code: 'fr-falc', name: 'Facile', direction: 'ltr', reviewed: false, own: 1 };
    expect(read.value.languages).toContainEqual(language);
  });

  it('is told of a language whose base is not there', () => {
    const easy = 'language: fr-falc\nname: Facile\ndirection: ltr\nreviewed: null\nbase: en\n';
    const told = found(readFiles({ ...SOUND, 'journeys/fr-falc.yaml': easy }));
    expect(told).toContain("journeys/fr-falc.yaml:5 La langue de base « en » n'existe pas.");
  });

  it('is told of French, at all', () => {
    const { [FR]: _french, ...others } = SOUND;
    expect(found(readFiles(others))).toEqual([`${FR}:0 Les textes français manquent.`]);
  });
});

describe('a text', () => {
  const long = 'Un deux trois quatre cinq six sept huit neuf dix onze douze treize.';
  tellsEach(
    {
      'that nothing needs': {
        file: FR,
        from: 'uses:\n',
        to: 'uses:\n  rien: Pour rien.\n',
        line: 'Pour rien',
        says: 'Le texte « uses.rien » ne sert nulle part.',
      },
      'of more than twelve words': {
        file: FR,
        from: '  debut: Un mot',
        to: `  debut: ${long}`,
        line: long,
        says: '« blocks.debut » a une phrase de plus de douze mots',
      },
    },
    true,
  );

  it('of more than twelve words may stay for a reason, and only as long as it is so long', () => {
    const excused = `${SOUND[FR]}long_sentences: { blocks.debut: "Le nom officiel est ainsi." }\n`;
    const stays = excused.replace('  debut: Un mot', `  debut: ${long}`);
    expect(found(readFiles({ ...SOUND, [FR]: stays }))).toEqual([]);
    expect(found(readFiles({ ...SOUND, [FR]: excused }))).toEqual([
      `${FR}:${lineWith(excused, 'long_sentences')} « blocks.debut » n'est pas trop long : l'exception ne sert à rien.`,
    ]);
  });

  it('that a site adds is counted too', () => {
    const told = found(readFiles(withChange(SITE, '"Nom complet"', `"${long}"`)));
    expect(told.join()).toContain('plus de douze mots');
  });
});

describe('a site', () => {
  tellsEach({
    'that removes what is required': {
      file: SITE,
      from: 'remove: [papier]',
      to: 'remove: [nom]',
      line: 'remove',
      says: 'La question « nom » est obligatoire : un site ne peut pas la retirer.',
    },
    'that removes what is not there': {
      file: SITE,
      from: 'remove: [papier]',
      to: 'remove: [fax]',
      line: 'remove',
      says: "La question « fax » n'est pas posée : rien à retirer.",
    },
    'that removes what a condition looks at': {
      file: SITE,
      from: 'remove: [papier]',
      to: 'remove: [telephone]',
      line: 'id: lieu',
      says: 'Avec ce que ce site change (questions.yaml, ligne 9) : La condition regarde « telephone »',
    },
    'that removes what the orientation looks at': {
      file: SITE,
      from: 'remove: [papier]',
      to: 'remove: [urgence]',
      line: 'id: lieu',
      says: 'La règle « tout-de-suite » regarde « urgence »',
    },
    'that adds after nothing': {
      file: SITE,
      from: 'after: domaines',
      to: 'after: nulle-part',
      line: 'after:',
      says: "L'écran « nulle-part » n'existe pas.",
    },
    'that adds a dead end': {
      file: SITE,
      from: '{ ask: voisin }',
      to: '{ ask: voisin, required: true }',
      line: 'screen: {',
      says: "Impasse : tout le monde n'a pas la réponse",
    },
    'that asks again what is asked already': {
      file: SITE,
      from: '{ ask: voisin }',
      to: '{ ask: voisin }, { ask: nom }',
      line: 'screen: {',
      says: 'La question « nom » est posée deux fois.',
    },
    'that changes a journey that does not exist': {
      file: SITE,
      from: '  petit:',
      to: '  grand:',
      line: 'grand',
      says: "Le parcours « grand » n'existe pas.",
    },
    'that asks without a use': {
      file: SITE,
      from: 'kind: text, use: [aide]',
      to: 'kind: text',
      line: 'kind: text',
      says: 'ne dit pas à quoi elle sert',
    },
    'that changes what an answer is for': {
      file: SITE,
      from: 'questions.nom.label: "Nom complet"',
      to: 'uses.dossier: "Pour rien."',
      line: 'uses.dossier',
      says: 'Un site ne peut pas changer le texte « uses.dossier ».',
    },
    'that words what is not there': {
      file: SITE,
      from: 'questions.nom.label:',
      to: 'questions.fax.label:',
      line: 'questions.fax',
      says: 'Le texte « questions.fax.label » ne sert nulle part.',
    },
    'that leaves its own question without a text': {
      file: SITE,
      from: '    questions.voisin.label: "Son nom"\n',
      to: '',
      line: '  fr:',
      says: 'Le texte « questions.voisin.label » du site manque en Français (fr).',
    },
    'that speaks an unknown language': {
      file: SITE,
      from: '  fr:',
      to: '  xx: { questions.nom.label: "Nom" }\n  fr:',
      line: 'xx:',
      says: "La langue « xx » n'existe pas.",
    },
    'under another name than its file': {
      file: SITE,
      from: 'id: lieu\n',
      to: 'id: ailleurs\n',
      line: 'id: ailleurs',
      says: 'doit être le nom du fichier',
    },
  });
});
