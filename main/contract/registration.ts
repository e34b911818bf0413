import { z } from 'zod';
import { ERROR_CODES } from '../domain/error-code.ts';
import { FIELD_PROBLEMS } from '../domain/identifiers/field-problem.ts';
import { ADDRESS_KINDS } from '../domain/identifiers/place.ts';
import { TYPED_KINDS } from '../domain/identifiers/validators.ts';
import { LANGUAGE_CODES } from '../domain/language.ts';
import { APPOINTMENT_KINDS, DOCUMENT_STATES, HELP_LEVELS } from '../domain/registration/answer.ts';
import { PROVENANCES } from '../domain/registration/journey.ts';
import { OUTCOMES } from '../domain/registration/orientation.ts';
import { channel } from './channel.ts';

/**
 * What the screens of a registration are given and may ask. Every sentence of the journeys arrives resolved: main chooses
 * the language of the visit, the wording of the site, "votre" or "son" where one answers for somebody else, and tells
 * what is masked. The screens add the words of their own frame only (Continuer, Passer, Modifier…).
 */

const id = z.string().min(1).max(64);
const text = z.string().min(1).max(300);
const code = z.enum(ERROR_CODES);
const nothing = z.undefined();
const none = z.object({}).strict();

/** Choices, files, lines on one screen: more than the schema of the journeys lets through. */
const MOST_LISTED = 300;

/** What was typed and may have to be shown again, as it was typed. Main keeps a longer text out of the snapshot. */
const typed = z.string().max(2_000);

/** A day as it is typed: parts that are not known, or not there yet, are `null`. */
const datePart = z.number().int().min(0).max(9_999).nullable();

/** What is wrong with one question, to be said beside it, announced, and tied to the field. */
const fieldProblem = z.object({ code: z.enum(FIELD_PROBLEMS), title: text, action: text });

/** One thing that can be picked. `chosen`: it is picked now (never where the answer is masked). */
const choice = z.object({
  id,
  label: text,
  chosen: z.boolean(),
  /** Cannot be ticked with others ("Aucun", "Je préfère ne pas répondre"): ticking it unticks them. */
  alone: z.boolean(),
});

const country = z.object({ code: z.string().length(2), name: text });
const firstCountries = z.array(z.string().length(2)).max(7);

const asked = {
  id,
  label: text,
  hint: text.nullable(),
  /** What the answer is used for, in plain sentences. Never empty. */
  use: z.array(text).min(1).max(6),
  /** The journey cannot go on without it; otherwise "Passer" is offered (`registration.skip`). */
  required: z.boolean(),
  /** Not spoken aloud while it is typed, not shown again to a helper. */
  sensitive: z.boolean(),
  /**
   * `masked`: given, sensitive, and somebody helps: nothing of it is in the snapshot. A new answer replaces it.
   * `refused`: `value` is what was typed and was not taken; the former answer, if any, still stands behind it.
   */
  state: z.enum(['open', 'given', 'skipped', 'masked', 'refused']),
  /** Where a given answer came from; `text` is the sentence for it ("Lu sur votre document"). */
  origin: z.object({ provenance: z.enum(PROVENANCES), text }).nullable(),
  /** Read on a document and not yet confirmed by the person: "C'est juste" (`registration.confirmAnswer`), or a new answer. */
  toConfirm: z.boolean(),
  problem: fieldProblem.nullable(),
};

const typedQuestion = z.object({
  ...asked,
  /** One line of text; the kind tells which keyboard and which mask. `number` is sent as a string of digits or a number. */
  kind: z.enum(TYPED_KINDS).exclude(['date', 'postcode-city', 'address', 'country']),
  /** To fill the field in again; `null` where there is nothing to show. */
  value: typed.nullable(),
  /** UTF-16 units that the field should take at most. */
  maxLength: z.number().int().positive(),
});

const dateQuestion = z.object({
  ...asked,
  kind: z.literal('date'),
  /** The day, then the month, then the year may be unknown (a date of birth): `unknownLabel` beside each. */
  mayBeUnknown: z.boolean(),
  unknownLabel: text,
  /** Years that the field should offer, both included. */
  years: z.object({ from: z.number().int(), to: z.number().int() }),
  value: z.object({ day: datePart, month: datePart, year: datePart }).nullable(),
});

const postcodeCityQuestion = z.object({
  ...asked,
  kind: z.literal('postcode-city'),
  value: z.object({ postcode: typed, city: typed }).nullable(),
});

const countryQuestion = z.object({
  ...asked,
  kind: z.literal('country'),
  /** In the alphabetical order of the language. Sent as the two-letter code. */
  countries: z.array(country).max(MOST_LISTED),
  /** Codes of those offered before one is looked for. */
  first: firstCountries,
  value: z.string().max(2).nullable(),
});

/**
 * Fields by kind of address. `francaise`: street, complement (optional), postcode, city. `domiciliation`: organisation,
 * postcode, city. `sans-adresse`: city (optional). `etrangere`: lines, country. Sent as `{ kind, …fields }`.
 */
const addressQuestion = z.object({
  ...asked,
  kind: z.literal('address'),
  kinds: z.array(z.object({ id: z.enum(ADDRESS_KINDS), label: text })),
  countries: z.array(country).max(MOST_LISTED),
  first: firstCountries,
  value: z
    .object({
      kind: z.enum(ADDRESS_KINDS),
      street: typed.nullable(),
      complement: typed.nullable(),
      postcode: typed.nullable(),
      city: typed.nullable(),
      organisation: typed.nullable(),
      lines: typed.nullable(),
      country: z.string().max(2).nullable(),
    })
    .nullable(),
});

const choiceQuestion = z.object({
  ...asked,
  /** One, sent as its id; or any number, sent as a list of ids (an empty list is `missing`: skip instead). */
  kind: z.enum(['choice', 'choices']),
  choices: z.array(choice).min(1).max(MOST_LISTED),
});

/**
 * A paper. `joint` is never sent as an answer: `registration.scanDocument` opens the scanner and the visit comes back here
 * with the files attached. `plus-tard` and `pas-ce-papier` are sent as `{ state }`.
 */
const documentQuestion = z.object({
  ...asked,
  kind: z.literal('document'),
  ways: z.array(z.object({ id: z.enum(DOCUMENT_STATES), label: text, chosen: z.boolean() })),
  /** Papers that answer the question, one of which is named in `registration.scanDocument`. */
  documents: z
    .array(
      z.object({
        id,
        label: text,
        hint: text.nullable(),
        icon: z.enum(['identity', 'home', 'payslip', 'work', 'permit', 'cv', 'other']),
        chosen: z.boolean(),
      }),
    )
    .min(1),
  /** What is attached now. Not shown while the answer is masked. */
  files: z.array(z.object({ name: z.string(), pages: z.number().int().positive() })),
  /** Why nothing can be scanned now (`scanner-offline`…); the other ways stay. */
  scannerProblem: code.nullable(),
});

/** A rendez-vous. Sent as `{ kind: 'creneau', slot }`, `{ kind: 'appel' }` or `{ kind: 'accueil' }`. */
const appointmentQuestion = z.object({
  ...asked,
  kind: z.literal('appointment'),
  /** Ways that are open now, in order: no `creneau` without slots, no `appel` without a telephone number. */
  ways: z.array(z.object({ id: z.enum(APPOINTMENT_KINDS), label: text, chosen: z.boolean() })).min(1),
  /** In order of time. Empty where the platform offers none or was not reached. */
  slots: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        /** "mardi 24 novembre", in the language of the visit. */
        day: text,
        /** "9 h 30". */
        time: text,
        /** ISO 8601 with offset. */
        startsAt: z.string().max(40),
        place: text,
        chosen: z.boolean(),
      }),
    )
    .max(MOST_LISTED),
});

/** What is proposed, and why. Shown, never answered; the preference is a question of its own beside it. */
const propositionQuestion = z.object({
  ...asked,
  kind: z.literal('proposition'),
  outcome: z.enum(OUTCOMES),
  sentence: text,
  /** The structure proposed; `null` where somebody first talks with the person. */
  destination: text.nullable(),
  reasons: z.array(text).min(1).max(8),
  /** "Ceci est une proposition…", "Vous pouvez préférer…", "Un conseiller en parle avec vous…". */
  notices: z.array(text),
  /** Version of the rules, to be shown small. */
  version: z.string().max(120),
});

const recapitulationQuestion = z.object({
  ...asked,
  kind: z.literal('recapitulation'),
  blocks: z.array(
    z.object({
      id,
      label: text,
      lines: z.array(
        z.object({
          /** For `registration.change`. */
          question: id,
          label: text,
          state: z.enum(['given', 'skipped', 'masked']),
          /** In words; "Pas de réponse", "Réponse donnée, masquée" where that is so. */
          value: z.array(z.string().min(1).max(1_000)).min(1),
          origin: z.object({ provenance: z.enum(PROVENANCES), text }).nullable(),
        }),
      ),
    }),
  ),
});

/** "Tout est juste", by the person's own hand. Sent as `true`. */
const confirmationQuestion = z.object({
  ...asked,
  kind: z.literal('confirmation'),
  confirmed: z.boolean(),
  /** Why it cannot be given yet: something is missing before, or the person has not agreed to the help. */
  blocked: fieldProblem.nullable(),
});

const question = z.discriminatedUnion('kind', [
  typedQuestion,
  dateQuestion,
  postcodeCityQuestion,
  countryQuestion,
  addressQuestion,
  choiceQuestion,
  documentQuestion,
  appointmentQuestion,
  propositionQuestion,
  recapitulationQuestion,
  confirmationQuestion,
]);

/** One screen of a journey. */
export const registrationView = z.object({
  step: z.literal('registration'),
  journey: z.object({ id, title: text, lead: text }),
  /** Of the texts of this screen, IETF; a language that lacks the journeys falls back to French and says so here. */
  language: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  /** The stepper. Screens are those asked with the answers so far, so their number can change: say it with care. */
  progress: z.object({
    blocks: z.array(z.object({ id, label: text, state: z.enum(['done', 'current', 'coming']) })).min(1),
    blockNumber: z.number().int().positive(),
    screenNumber: z.number().int().positive(),
    screens: z.number().int().positive(),
  }),
  screen: z.object({
    /** A new id is a new screen: the focus goes to the title. */
    id,
    pictogram: z.string().max(40),
    title: text,
    lead: text.nullable(),
    /** Nothing comes after it: "Envoyer" (`registration.finish`) and not "Continuer" (`registration.next`). */
    last: z.boolean(),
  }),
  /** To be shown above the questions, in order ("Vous répondez pour une autre personne."). */
  notices: z.array(z.object({ id, text })),
  /** The helper's sheet, beside the screen: at most four lines. */
  helper: z.array(text).max(4),
  /** Of the helper's sheet: French where the language has none of its own. */
  helperLanguage: z.enum(LANGUAGE_CODES),
  /** French words that texts of another language quote in brackets. */
  frenchWords: z.array(z.string().max(60)).max(200),
  questions: z.array(question).min(1).max(8),
  /** The person came from the recapitulation to change something: "Continuer" goes back there. */
  changing: z.boolean(),
  help: z.object({
    level: z.enum(HELP_LEVELS),
    levels: z.array(z.object({ id: z.enum(HELP_LEVELS), label: text })),
    /** "Une personne vous aide."; `null` where nobody does. */
    sentence: text.nullable(),
    /** Somebody acts in the person's place and the person has not agreed yet: ask them ("Êtes-vous d'accord ?"). */
    awaitsAgreement: z.boolean(),
    agreed: z.boolean(),
  }),
  /** Somebody asked to talk to a person now. The button is on every screen, discreet. */
  urgent: z.boolean(),
  /** Sentences of the language files that the frame of the screen uses. */
  words: z.object({
    usedFor: text,
    maySkip: text,
    sensitive: text,
    readOnDocument: text,
    talkNow: text,
    skipped: text,
    masked: text,
  }),
  /** What `registration.finish` is doing. While `saving` nothing can be changed. */
  finishing: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('no') }),
    z.object({ kind: z.literal('saving') }),
    z.object({ kind: z.literal('failed'), code }),
  ]),
});

/** The draft kept under a code. `code`: groups a person can read and type, `XXXX-XXXX-…`. Shown once, printed once. */
const draft = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('saving') }),
  z.object({
    kind: z.literal('saved'),
    code: z.string().max(40),
    /** ISO 8601; after that day the draft is erased. */
    keptUntil: z.string().max(40),
    /** The same in the language of the visit: "5 décembre 2026". */
    keptUntilText: text,
  }),
  z.object({ kind: z.literal('failed'), code }),
]);

/**
 * Leaving midway: keep the answers under a code (`draft.save`), take a paper that says what to bring (`proof.print`,
 * `proof.copy`), go on (`visit.back`) or end (`visit.end`). `paper` is what would be printed now, the code on it once saved.
 */
export const leavingFields = {
  step: z.literal('leaving'),
  journey: z.object({ id, title: text }),
  draft,
  /** Papers that were announced for later or are missing, to be brought next time. */
  toBring: z.array(text),
};

/** Coming back with a code. */
export const resumeView = z.object({
  step: z.literal('resume'),
  /** Groups and signs of a group, so that the field shows its shape: `[4, 4, 4]`. */
  shape: z.array(z.number().int().positive()).max(8),
  /** Signs that a code is made of. */
  alphabet: z.string().max(64),
  attempt: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('checking') }),
    /** The last sign does not match the others: a typing mistake. Does not count as a wrong code. */
    z.object({ kind: z.literal('mistyped') }),
    /** Well typed, but nothing is kept under it here: another terminal, already erased, or a wrong code. */
    z.object({ kind: z.literal('unknown') }),
    /** Too many wrong codes: nothing is tried for so long. */
    z.object({ kind: z.literal('wait'), seconds: z.number().int().positive() }),
    /** The draft was found but the journey has changed since, or its bytes are damaged: it cannot be restored. */
    z.object({ kind: z.literal('lost') }),
    z.object({ kind: z.literal('failed'), code }),
  ]),
});

/** Tiles of the welcome screen, in the order to show them. Texts of `send`, `usb`, `resume` and `call` are the screen's own. */
export const welcomeTile = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('journey'),
    id,
    title: text,
    lead: text,
    /** Of the journey's first screen. */
    pictogram: z.string().max(40),
  }),
  /** Coming back with a code. Only where a draft is kept on this terminal. */
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('send') }),
  z.object({ kind: z.literal('usb') }),
  z.object({ kind: z.literal('call') }),
]);

/** What the proof step says beside the deposit where a registration was sent. */
export const registrationProof = z.object({
  journey: z.object({ id, title: text }),
  appointment: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('creneau'),
      day: text,
      time: text,
      startsAt: z.string().max(40),
      place: text,
      phone: text.nullable(),
    }),
    z.object({ kind: z.literal('appel') }),
    z.object({ kind: z.literal('accueil') }),
    z.object({ kind: z.literal('none') }),
  ]),
  /** Papers still to come. */
  toBring: z.array(text),
});

/** What a screen may send as an answer. How long a text may be is the question's affair: what is too long is told, not lost. */
const answerValue = z.union([
  z.string().max(1_000_000),
  z.number(),
  z.literal(true),
  z.array(z.string().max(64)).max(100),
  z.record(z.string().min(1).max(40), z.union([z.string().max(1_000_000), z.number(), z.null()])),
]);

/** Empty: taken. Otherwise nothing of the refused answers was kept, they are in the snapshot to be mended. */
const problems = z.object({
  problems: z.array(z.object({ question: id, code: z.enum(FIELD_PROBLEMS) })),
});

/** Requests of the registration. */
export const REGISTRATION_CHANNELS = {
  /** From the welcome screen. */
  'registration.start': channel({
    input: z.object({ journey: id }).strict(),
    output: nothing,
    errors: ['not-now', 'disk-full', 'storage-failed'],
  }),
  /** Answers a question of the screen shown; sent when a field is left or a choice is touched. */
  'registration.answer': channel({
    input: z.object({ question: id, value: answerValue }).strict(),
    output: problems,
    errors: ['not-now'],
  }),
  /** Passes a question; an answer it had is taken back. */
  'registration.skip': channel({
    input: z.object({ question: id }).strict(),
    output: problems,
    errors: ['not-now'],
  }),
  /** "C'est juste": what was read on a document is right. */
  'registration.confirmAnswer': channel({
    input: z.object({ question: id }).strict(),
    output: problems,
    errors: ['not-now'],
  }),
  /** To the next screen. Questions that may be passed and were not touched count as passed. `visit.back` goes back. */
  'registration.next': channel({ input: none, output: problems, errors: ['not-now'] }),
  /** From the recapitulation to the screen of one question. */
  'registration.change': channel({
    input: z.object({ question: id }).strict(),
    output: problems,
    errors: ['not-now'],
  }),
  /** How a helper takes part from here on. `a-la-place` has to be agreed to by the person, each time anew. */
  'registration.markHelp': channel({
    input: z.object({ level: z.enum(HELP_LEVELS) }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** The person agrees, with their own hand, that somebody acts in their place. */
  'registration.agreeToHelp': channel({ input: none, output: nothing, errors: ['not-now'] }),
  /** "Parler à quelqu'un maintenant": the team is called and the dossier says so; `wanted: false` takes it back. */
  'registration.talkNow': channel({
    input: z.object({ wanted: z.boolean() }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** Opens the scanner for a paper asked for; `visit.continue` attaches it and comes back, `visit.back` comes back without. */
  'registration.scanDocument': channel({
    input: z.object({ question: id, document: id }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** The one button that sends. Resolves when the registration is committed, or could not be (`finishing` says why). */
  'registration.finish': channel({ input: none, output: problems, errors: ['not-now'] }),
  /** From any screen of the journey to the `leaving` step. */
  'registration.leave': channel({ input: none, output: nothing, errors: ['not-now'] }),

  /** Seals answers and scanned papers under a new code. Resolves when it is on disk, or could not be (`draft` says why). */
  'draft.save': channel({ input: none, output: nothing, errors: ['not-now'] }),
  /** From the welcome screen to the `resume` step. */
  'draft.open': channel({
    input: none,
    output: nothing,
    errors: ['not-now', 'disk-full', 'storage-failed'],
  }),
  /** Tries a code; small letters, blanks and missing dashes do not matter. What came of it is `attempt`, or the journey itself. */
  'draft.resume': channel({
    input: z.object({ code: z.string().max(200) }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
} as const;

export type WelcomeTile = z.infer<typeof welcomeTile>;
