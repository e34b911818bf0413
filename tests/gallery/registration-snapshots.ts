import type { VisitView } from '../../main/contract/snapshot.ts';

type ViewOf<Step extends VisitView['step']> = Extract<VisitView, { step: Step }>;
type Registration = ViewOf<'registration'>;
type Question = Registration['questions'][number];
type QuestionOf<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>;
type TypedQuestion = Extract<Question, { maxLength: number }>;
type ChoiceQuestion = Extract<Question, { choices: unknown }>;

/** Screens of a registration as main composes them from `kiosk-config/journeys`; the people are nobody. */
const JOURNEY = {
  id: 'inscription',
  title: 'M’inscrire',
  lead: 'Trois étapes. Vous pouvez vous arrêter quand vous voulez.',
};
const UPDATE = {
  id: 'mise-a-jour',
  title: 'Mettre à jour mon inscription',
  lead: 'Moins de cinq minutes. Vous dites seulement ce qui change.',
};
const WORDS: Registration['words'] = {
  usedFor: 'À quoi sert cette réponse ?',
  maySkip: 'Vous pouvez passer cette question.',
  sensitive: 'Votre réponse ne s’affiche plus ensuite devant un aidant.',
  readOnDocument: 'Lu sur votre document. Vérifiez chaque ligne.',
  talkNow: 'Parler à quelqu’un maintenant',
  skipped: 'Pas de réponse',
  masked: 'Réponse donnée, masquée',
};
const LEVELS: Registration['help']['levels'] = [
  { id: 'seul', label: 'Sans aide' },
  { id: 'avec', label: 'Avec de l’aide' },
  { id: 'a-la-place', label: 'À la place de la personne' },
];

const ASKED = {
  hint: null,
  use: ['Pour retrouver le dossier, sans le mélanger avec un autre.'],
  required: false,
  sensitive: false,
  state: 'open',
  origin: null,
  toConfirm: false,
  problem: null,
} as const satisfies Partial<Question>;
const READ = {
  state: 'given',
  origin: { provenance: 'mrz', text: 'Lu sur votre document' },
  toConfirm: true,
} as const;
const MISSING = {
  code: 'missing',
  title: 'Il manque une réponse.',
  action: 'Répondez, puis continuez.',
} as const;

type Block = 1 | 2 | 3;
const BLOCKS = ['Vous', 'Votre situation', 'Vos documents et votre rendez-vous'];

function registration(
  screen: { readonly id: string; readonly pictogram: string; readonly title: string; readonly lead?: string },
  questions: Question[],
  change: Partial<Registration> & { readonly block?: Block } = {},
): Registration {
  const { block = 1, ...rest } = change;
  return {
    step: 'registration',
    journey: JOURNEY,
    language: 'fr',
    direction: 'ltr',
    progress: {
      blocks: BLOCKS.map((label, index) => ({
        id: `bloc-${index + 1}`,
        label,
        state: index + 1 < block ? 'done' : index + 1 === block ? 'current' : 'coming',
      })),
      blockNumber: block,
      screenNumber: 3,
      screens: 9,
    },
    screen: { lead: null, last: false, ...screen },
    notices: [],
    helper: ['Le nom de famille est le nom de naissance.', 'Les accents sont sur le clavier de l’écran.'],
    helperLanguage: 'fr',
    frenchWords: [],
    questions,
    changing: false,
    help: { level: 'seul', levels: LEVELS, sentence: null, awaitsAgreement: false, agreed: false },
    urgent: false,
    words: WORDS,
    finishing: { kind: 'no' },
    ...rest,
  };
}

const text = (id: string, label: string, change: Partial<TypedQuestion> = {}): TypedQuestion => ({
  ...ASKED,
  id,
  label,
  kind: 'text',
  value: null,
  maxLength: 120,
  ...change,
});

const choices = (
  id: string,
  label: string,
  labels: readonly string[],
  change: Partial<ChoiceQuestion> & {
    readonly chosen?: readonly number[];
    readonly alone?: number;
  } = {},
): ChoiceQuestion => {
  const { chosen = [], alone, ...rest } = change;
  return {
    ...ASKED,
    id,
    label,
    kind: 'choice',
    choices: labels.map((one, index) => ({
      id: `choix-${index}`,
      label: one,
      chosen: chosen.includes(index),
      alone: index === alone,
    })),
    ...rest,
  };
};

const COUNTRIES = [
  'France',
  'Afghanistan',
  'Algérie',
  'Côte d’Ivoire',
  'Géorgie',
  'Portugal',
  'République centrafricaine',
  'Saint-Vincent-et-les-Grenadines',
  'Territoire britannique de l’océan Indien',
  'Ukraine',
  'Viêt Nam',
  'Zambie',
].map((name, index) => ({ code: index === 0 ? 'FR' : `X${String.fromCharCode(65 + index)}`, name }));

const date = (change: Partial<QuestionOf<'date'>> = {}): QuestionOf<'date'> => ({
  ...ASKED,
  id: 'date-naissance',
  label: 'Date de naissance',
  kind: 'date',
  required: true,
  mayBeUnknown: true,
  unknownLabel: 'Je ne sais pas',
  years: { from: 1901, to: 2026 },
  value: null,
  ...change,
});
const country = (change: Partial<QuestionOf<'country'>> = {}): QuestionOf<'country'> => ({
  ...ASKED,
  id: 'pays-naissance',
  label: 'Pays de naissance',
  kind: 'country',
  countries: COUNTRIES,
  first: ['FR'],
  value: null,
  ...change,
});
const address = (change: Partial<QuestionOf<'address'>> = {}): QuestionOf<'address'> => ({
  ...ASKED,
  id: 'adresse',
  label: 'Où recevoir du courrier',
  kind: 'address',
  required: true,
  use: ['Pour envoyer les courriers au bon endroit.', 'Pour proposer un lieu proche.'],
  kinds: [
    { id: 'francaise', label: 'Une adresse en France' },
    { id: 'domiciliation', label: 'Une association ou une mairie (domiciliation)' },
    { id: 'sans-adresse', label: 'Je n’ai pas d’adresse' },
    { id: 'etrangere', label: 'Une adresse dans un autre pays' },
  ],
  countries: COUNTRIES,
  first: ['FR'],
  value: null,
  ...change,
});
const NO_LINES = {
  street: null,
  complement: null,
  postcode: null,
  city: null,
  organisation: null,
  lines: null,
  country: null,
};
const paper = (change: Partial<QuestionOf<'document'>> = {}): QuestionOf<'document'> => ({
  ...ASKED,
  id: 'piece-identite',
  label: 'Votre papier d’identité',
  hint: 'Carte d’identité, passeport ou titre de séjour.',
  kind: 'document',
  use: ['Pour remplir le nom et la date sans rien écrire.', 'Pour éviter une erreur de personne.'],
  ways: [
    { id: 'joint', label: 'Je l’ai ici', chosen: false },
    { id: 'plus-tard', label: 'Je l’apporterai plus tard', chosen: false },
    { id: 'pas-ce-papier', label: 'Je n’ai pas ce papier', chosen: false },
  ],
  documents: [
    {
      id: 'piece-identite',
      label: 'Pièce d’identité',
      hint: 'Carte d’identité ou passeport, les deux côtés',
      icon: 'identity',
      chosen: false,
    },
    {
      id: 'titre-sejour',
      label: 'Titre de séjour',
      hint: 'Carte ou récépissé, les deux côtés',
      icon: 'permit',
      chosen: false,
    },
  ],
  files: [],
  scannerProblem: null,
  ...change,
});
const appointment = (change: Partial<QuestionOf<'appointment'>> = {}): QuestionOf<'appointment'> => ({
  ...ASKED,
  id: 'rendez-vous',
  label: 'Rendez-vous',
  kind: 'appointment',
  required: true,
  use: ['Pour fixer une rencontre.'],
  ways: [
    { id: 'creneau', label: 'Choisir un jour et une heure', chosen: true },
    { id: 'appel', label: 'Être appelé', chosen: false },
    { id: 'accueil', label: 'Repasser à l’accueil', chosen: false },
  ],
  slots: [
    ['jeudi 19 mars', '09:30'],
    ['jeudi 19 mars', '14:00'],
    ['vendredi 20 mars', '10:15'],
    ['mardi 24 mars', '16:00'],
  ].map(([day = '', time = ''], index) => ({
    id: `creneau-${index}`,
    day,
    time,
    startsAt: `2026-03-${19 + index}T09:30:00+01:00`,
    place: 'Agence de démonstration, 1 rue Imaginaire',
    chosen: index === 1,
  })),
  ...change,
});

const NAME_SCREEN = {
  id: 'nom',
  pictogram: 'person',
  title: 'Votre nom',
  lead: 'Comme sur le papier d’identité.',
};
const names = (first: Partial<TypedQuestion> = {}, rest: Partial<TypedQuestion> = {}) => [
  text('nom-famille', 'Nom de famille', { hint: 'Le nom de naissance.', required: true, ...first }),
  text('nom-usage', 'Nom d’usage', { hint: 'Le nom de tous les jours, s’il est différent.' }),
  text('prenoms', 'Prénoms', { hint: 'Dans l’ordre du papier, séparés par une virgule.', ...rest }),
];
const RESOURCES = [
  'Salaire',
  'Allocation chômage (ARE)',
  'Indemnités journalières',
  'Pension d’invalidité',
  'Retraite',
  'Bourse ou stage payé',
  'Travail à mon compte',
  'Aucun revenu',
  'Je préfère en parler avec quelqu’un',
];
const MOTIVES = [
  'Fin de contrat (CDD, intérim)',
  'Accord avec l’employeur (rupture conventionnelle)',
  'Licenciement économique',
  'Autre licenciement',
  'Démission',
  'Fin d’études ou de formation',
  'Fin d’un arrêt maladie ou d’un congé',
  'Première recherche de travail',
  'Changer de travail',
  'Autre raison',
];
const resources = (change: Parameters<typeof choices>[3] = {}): Question => ({
  ...choices('ressources', 'Revenus (ressources)', RESOURCES, {
    sensitive: true,
    use: ['Pour dire quelles aides demander.'],
    alone: 7,
    ...change,
  }),
  kind: 'choices',
});
const MONEY_SCREEN = {
  id: 'ressources',
  pictogram: 'purse',
  title: 'L’argent que vous recevez',
  lead: 'Touchez tout ce qui correspond. Aucun montant n’est demandé.',
};

const LINES: readonly (readonly [string, string, string, 'given' | 'skipped' | 'masked'])[] = [
  ['nom-famille', 'Nom de famille', 'Essai-Exemple', 'given'],
  ['nom-usage', 'Nom d’usage', 'Pas de réponse', 'skipped'],
  ['prenoms', 'Prénoms', 'Jeanne, Marie', 'given'],
  ['date-naissance', 'Date de naissance', '28 février 1991', 'given'],
  ['adresse', 'Où recevoir du courrier', '3 rue Imaginaire, 28000 Ville-Essai', 'given'],
  ['telephone', 'Téléphone', '06 39 98 12 34', 'given'],
  ['canal-lu', 'Le meilleur moyen de vous prévenir', 'Un SMS', 'given'],
];
const MORE_LINES: typeof LINES = [
  ['situation-familiale', 'Situation de famille', 'Réponse donnée, masquée', 'masked'],
  ['motif-inscription', 'Raison de l’inscription (motif)', 'Fin de contrat (CDD, intérim)', 'given'],
  ['date-fin-contrat', 'Dernier jour du contrat', '28 février 2026', 'given'],
  ['ressources', 'Revenus (ressources)', 'Réponse donnée, masquée', 'masked'],
  ['niveau-etudes', 'Plus haut diplôme ou niveau', 'CAP ou BEP', 'given'],
  ['dernier-metier', 'Dernier métier', 'Cuisinière de collectivité territoriale et scolaire', 'given'],
  ['conditions-travail', 'Ce qui compte', 'Temps plein, horaires de journée, sans charge lourde', 'given'],
];
const linesOf = (lines: typeof LINES) =>
  lines.map(([question, label, value, state], index) => ({
    question,
    label,
    state,
    value: [value],
    origin: index === 0 ? { provenance: 'mrz' as const, text: 'Lu sur votre document' } : null,
  }));
const reading: QuestionOf<'recapitulation'> = {
  ...ASKED,
  id: 'recapitulation',
  label: 'Les réponses',
  kind: 'recapitulation',
  blocks: [
    { id: 'vous', label: 'Vous', lines: linesOf(LINES) },
    { id: 'situation', label: 'Votre situation', lines: linesOf(MORE_LINES) },
    {
      id: 'documents',
      label: 'Vos documents et votre rendez-vous',
      lines: linesOf([
        [
          'doc-domicile',
          'Papier avec l’adresse (justificatif de domicile)',
          'Je l’apporterai plus tard',
          'given',
        ],
        ['rendez-vous', 'Rendez-vous', 'jeudi 19 mars, 14:00', 'given'],
      ]),
    },
  ],
};
const confirmation = (change: Partial<QuestionOf<'confirmation'>> = {}): QuestionOf<'confirmation'> => ({
  ...ASKED,
  id: 'confirmation',
  label: 'Tout est juste',
  kind: 'confirmation',
  required: true,
  use: ['Pour envoyer seulement avec votre accord.'],
  confirmed: false,
  blocked: null,
  ...change,
});
const LAST = {
  id: 'fin',
  pictogram: 'pen',
  title: 'Relisez, puis confirmez',
  lead: 'Vous pouvez encore tout changer.',
  last: true,
};

const proposed: QuestionOf<'proposition'> = {
  ...ASKED,
  id: 'proposition',
  label: 'Notre proposition (orientation)',
  kind: 'proposition',
  outcome: 'orientation-directe',
  sentence: 'Nous vous proposons un accompagnement.',
  destination: 'La Mission locale',
  reasons: [
    'Avant 26 ans, ces conseillers aident aussi au quotidien.',
    'Plusieurs sujets comptent. En parler aide à avancer.',
  ],
  notices: [
    'Ceci est une proposition. Rien n’est décidé.',
    'Un conseiller en parle avec vous au premier rendez-vous.',
  ],
  version: '2026-01+eure-et-loir-2026-02',
};

const helped = (change: Partial<Registration['help']>): Partial<Registration> => ({
  help: {
    level: 'avec',
    levels: LEVELS,
    sentence: 'Une personne vous aide.',
    awaitsAgreement: false,
    agreed: false,
    ...change,
  },
});

const leaving = (change: Partial<ViewOf<'leaving'>> = {}): ViewOf<'leaving'> => ({
  step: 'leaving',
  journey: JOURNEY,
  draft: { kind: 'none' },
  toBring: [
    'Papier avec l’adresse (justificatif de domicile)',
    'Papier de fin de contrat (attestation employeur)',
  ],
  printing: { kind: 'idle' },
  copying: { kind: 'idle' },
  paper: [],
  ...change,
});
const SAVED = {
  kind: 'saved',
  code: '1234 5678 9012 3452',
  keptUntil: '2026-04-02T10:00:00+02:00',
  keptUntilText: '2 avril 2026',
} as const;
const resume = (attempt: ViewOf<'resume'>['attempt']): ViewOf<'resume'> => ({
  step: 'resume',
  shape: [4, 4, 4, 4],
  alphabet: '0123456789',
  attempt,
});

/** The catalogue of an agency that registers people. */
export const FULL_WELCOME: ViewOf<'welcome'> = {
  step: 'welcome',
  tiles: [
    { kind: 'journey', id: UPDATE.id, title: UPDATE.title, lead: UPDATE.lead, pictogram: 'pen' },
    { kind: 'journey', id: JOURNEY.id, title: JOURNEY.title, lead: JOURNEY.lead, pictogram: 'person' },
    { kind: 'send' },
    { kind: 'usb' },
    { kind: 'resume' },
    { kind: 'call' },
  ],
};

/** What the proof step says after a registration. */
export const REGISTERED: NonNullable<ViewOf<'proof'>['registration']> = {
  journey: JOURNEY,
  appointment: {
    kind: 'creneau',
    day: 'jeudi 19 mars',
    time: '14:00',
    startsAt: '2026-03-19T14:00:00+01:00',
    place: 'Agence de démonstration, 1 rue Imaginaire, 28000 Ville-Essai',
    phone: '39 49',
  },
  toBring: ['Papier avec l’adresse (justificatif de domicile)'],
};

/** Every kind of question, empty, filled, refused, read on a document and masked; and the screens around them. */
export const REGISTRATION_VIEWS: Readonly<Record<string, VisitView>> = {
  'registration-names': registration(NAME_SCREEN, names()),
  'registration-names-filled': registration(
    NAME_SCREEN,
    names({ value: 'Essai-Exemple', state: 'given' }, { value: 'Jeanne, Marie', state: 'given' }),
  ),
  'registration-names-refused': registration(
    NAME_SCREEN,
    names(
      { state: 'refused', value: '', problem: MISSING },
      {
        state: 'refused',
        value: 'Jeanne 2',
        problem: {
          code: 'name-characters',
          title: 'Un nom n’a ni chiffre ni signe.',
          action: 'Gardez les lettres, les traits et les apostrophes.',
        },
      },
    ),
  ),
  'registration-names-read': registration(
    NAME_SCREEN,
    names({ value: 'ESSAI-EXEMPLE', ...READ }, { value: 'JEANNE, MARIE', ...READ }),
    { notices: [{ id: 'read', text: 'Lu sur votre document. Vérifiez chaque ligne.' }] },
  ),
  'registration-birth': registration(
    {
      id: 'naissance',
      pictogram: 'calendar',
      title: 'Votre naissance',
      lead: 'Si le jour ou le mois manque, touchez « Je ne sais pas ».',
    },
    [
      date(),
      country({ value: 'FR', state: 'given' }),
      text('commune-naissance', 'Ville ou village de naissance'),
    ],
  ),
  'registration-birth-refused': registration(
    { id: 'naissance', pictogram: 'calendar', title: 'Votre naissance' },
    [
      date({
        state: 'refused',
        value: { day: null, month: null, year: 1991 },
        problem: {
          code: 'date-does-not-exist',
          title: 'Cette date n’existe pas.',
          action: 'Vérifiez le jour et le mois.',
        },
      }),
      country(),
    ],
  ),
  'registration-nationality': registration(
    { id: 'nationalite', pictogram: 'globe', title: 'Votre nationalité' },
    [
      choices(
        'nationalite',
        'Nationalité',
        [
          'Française',
          'D’un autre pays d’Europe (Union européenne)',
          'D’un autre pays',
          'Sans nationalité (apatride)',
        ],
        { chosen: [2], state: 'given' },
      ),
      country({
        id: 'pays-nationalite',
        label: 'Pays de cette nationalité',
        first: ['XC', 'XF', 'XB'],
      }),
    ],
  ),
  'registration-address': registration(
    {
      id: 'adresse',
      pictogram: 'mailbox',
      title: 'Votre adresse',
      lead: 'Sans adresse, choisissez « Je n’ai pas d’adresse ».',
    },
    [address()],
  ),
  'registration-address-refused': registration(
    { id: 'adresse', pictogram: 'mailbox', title: 'Votre adresse' },
    [
      address({
        state: 'refused',
        value: {
          ...NO_LINES,
          kind: 'francaise',
          street: '3 rue Imaginaire',
          postcode: '2800',
          city: 'Ville-Essai',
        },
        problem: {
          code: 'postcode-not-understood',
          title: 'Le code postal a cinq chiffres.',
          action: 'Écrivez les cinq chiffres.',
        },
      }),
    ],
  ),
  'registration-address-abroad': registration(
    { id: 'adresse', pictogram: 'mailbox', title: 'Votre adresse' },
    [address({ value: { ...NO_LINES, kind: 'etrangere', lines: '12 Imaginary Road, Nowhere' } })],
  ),
  'registration-contact': registration(
    {
      id: 'contact',
      pictogram: 'telephone',
      title: 'Comment vous joindre',
      lead: 'Laissez vide ce que vous n’avez pas.',
    },
    [
      {
        ...text('telephone', 'Téléphone', { hint: 'Un numéro de France, d’outre-mer ou d’un autre pays.' }),
        kind: 'phone',
      },
      { ...text('courriel', 'Adresse électronique (courriel)', { state: 'skipped' }), kind: 'email' },
      choices('canal-lu', 'Le meilleur moyen de vous prévenir', ['Une lettre', 'Je passe à l’accueil'], {
        required: true,
      }),
    ],
  ),
  'registration-nir': registration(
    {
      id: 'securite-sociale',
      pictogram: 'health-card',
      title: 'Votre numéro de sécurité sociale',
      lead: 'Vous pouvez passer cet écran.',
    },
    [
      {
        ...text('nir', 'Numéro de sécurité sociale (NIR)', {
          hint: 'Quinze chiffres, sur la carte Vitale.',
          sensitive: true,
        }),
        kind: 'nir',
      },
    ],
    { urgent: true },
  ),
  'registration-nir-masked': registration(
    { id: 'securite-sociale', pictogram: 'health-card', title: 'Votre numéro de sécurité sociale' },
    [
      {
        ...text('nir', 'Numéro de sécurité sociale (NIR)', { sensitive: true, state: 'masked' }),
        kind: 'nir',
      },
    ],
    helped({}),
  ),
  'registration-motive': registration(
    {
      id: 'motif',
      pictogram: 'contract',
      title: 'Pourquoi maintenant ?',
      lead: 'Choisissez ce qui est le plus proche.',
    },
    [
      choices('motif-inscription', 'Raison de l’inscription (motif)', MOTIVES, {
        required: true,
        chosen: [0],
        state: 'given',
      }),
      date({
        id: 'date-fin-contrat',
        label: 'Dernier jour du contrat',
        required: false,
        mayBeUnknown: false,
        value: { day: 28, month: 2, year: 2026 },
        state: 'given',
      }),
    ],
    { block: 2 },
  ),
  'registration-motive-missing': registration(
    { id: 'motif', pictogram: 'contract', title: 'Pourquoi maintenant ?' },
    [
      choices('motif-inscription', 'Raison de l’inscription (motif)', MOTIVES, {
        required: true,
        problem: MISSING,
      }),
    ],
    { block: 2 },
  ),
  'registration-money': registration(MONEY_SCREEN, [resources({ chosen: [0, 1], state: 'given' })], {
    block: 2,
  }),
  'registration-money-masked': registration(MONEY_SCREEN, [resources({ state: 'masked' })], {
    block: 2,
    ...helped({}),
  }),
  'registration-other-person': registration(
    { id: 'nationalite', pictogram: 'globe', title: 'Sa nationalité' },
    [choices('nationalite', 'Nationalité', ['Française', 'D’un autre pays'], { ...READ, chosen: [0] })],
    {
      notices: [
        { id: 'other-person', text: 'Vous répondez pour une autre personne.' },
        { id: 'absent-person', text: 'Elle devra confirmer ses réponses avec un conseiller.' },
      ],
    },
  ),
  'registration-in-place': registration(
    NAME_SCREEN,
    names(),
    helped({
      level: 'a-la-place',
      sentence: 'Une personne répond à votre place. Êtes-vous d’accord ?',
      awaitsAgreement: true,
    }),
  ),
  'registration-paper': registration(
    {
      id: 'piece-identite',
      pictogram: 'identity-card',
      title: 'Avez-vous un papier d’identité ici ?',
      lead: 'Le papier remplit les réponses à votre place.',
    },
    [paper()],
  ),
  'registration-paper-attached': registration(
    { id: 'piece-identite', pictogram: 'identity-card', title: 'Avez-vous un papier d’identité ici ?' },
    [paper({ state: 'given', files: [{ name: 'piece-identite-1.pdf', pages: 2 }] })],
  ),
  'registration-paper-no-scanner': registration(
    { id: 'piece-identite', pictogram: 'identity-card', title: 'Avez-vous un papier d’identité ici ?' },
    [paper({ scannerProblem: 'scanner-offline' })],
  ),
  'registration-proposition': registration(
    {
      id: 'proposition',
      pictogram: 'signpost',
      title: 'Ce que nous proposons',
      lead: 'Ceci est une proposition. Rien n’est décidé.',
    },
    [
      proposed,
      choices('preference-structure', 'Votre préférence', [
        'Cela me va',
        'Je ne sais pas encore',
        'France Travail',
        'Mission locale (16 à 25 ans)',
        'Cap emploi (handicap)',
        'Une association d’insertion',
      ]),
    ],
    { block: 3 },
  ),
  'registration-appointment': registration(
    {
      id: 'rendez-vous',
      pictogram: 'meeting',
      title: 'Votre rendez-vous',
      lead: 'Choisissez ce qui vous arrange.',
    },
    [appointment({ state: 'given' })],
    { block: 3 },
  ),
  'registration-appointment-none': registration(
    { id: 'rendez-vous', pictogram: 'meeting', title: 'Votre rendez-vous' },
    [
      appointment({
        slots: [],
        ways: appointment()
          .ways.slice(1)
          .map((way) => ({ ...way, chosen: false })),
      }),
    ],
    { block: 3 },
  ),
  'registration-reading': registration(LAST, [reading, confirmation()], { block: 3 }),
  'registration-reading-confirmed': registration(
    LAST,
    [reading, confirmation({ confirmed: true, state: 'given' })],
    { block: 3 },
  ),
  'registration-reading-blocked': registration(
    LAST,
    [
      confirmation({
        blocked: {
          code: 'to-confirm',
          title: 'Il reste une réponse à vérifier.',
          action: 'Touchez « C’est juste », ou corrigez.',
        },
      }),
    ],
    { block: 3, ...helped({}) },
  ),
  'registration-saving': registration(LAST, [confirmation({ confirmed: true, state: 'given' })], {
    block: 3,
    finishing: { kind: 'saving' },
  }),
  'registration-not-saved': registration(LAST, [confirmation({ confirmed: true, state: 'given' })], {
    block: 3,
    finishing: { kind: 'failed', code: 'disk-full' },
  }),
  leaving: leaving(),
  'leaving-saved': leaving({ draft: SAVED }),
  'leaving-printed': leaving({ draft: SAVED, toBring: [], printing: { kind: 'printed' } }),
  'leaving-failed': leaving({ draft: { kind: 'failed', code: 'disk-full' } }),
  resume: resume({ kind: 'none' }),
  'resume-mistyped': resume({ kind: 'mistyped' }),
  'resume-unknown': resume({ kind: 'unknown' }),
  'resume-wait': resume({ kind: 'wait', seconds: 40 }),
  'resume-lost': resume({ kind: 'lost' }),
};
