import { z } from 'zod';
import { COUNTRIES } from '../../main/domain/identifiers/country.ts';
import { TYPED_KINDS } from '../../main/domain/identifiers/validators.ts';
import { PROVENANCES } from '../../main/domain/registration/journey.ts';
import { condition, name } from './journey-condition.ts';

/**
 * The files of `kiosk-config/journeys`. `questions.yaml`: everything that can be asked, once. `<journey>.yaml`: in which
 * order and when. `sites/<site>.yaml`: what a place changes. The texts are in `<language>.yaml` (`journey-texts.ts`).
 */

/** Pictures that mean something, by what they show; the screen draws them in its theme. */
const PICTOGRAMS = [
  'person',
  'identity-card',
  'calendar',
  'globe',
  'permit',
  'mailbox',
  'telephone',
  'health-card',
  'family',
  'guardian',
  'house',
  'work',
  'contract',
  'purse',
  'rights',
  'car',
  'speech',
  'diploma',
  'tools',
  'compass',
  'clock',
  'search',
  'computer',
  'hands',
  'health',
  'book',
  'scales',
  'paper',
  'signpost',
  'meeting',
  'pen',
] as const;

const choice = z.union([
  name,
  z
    .object({
      id: name,
      /** Cannot be ticked with others. */
      alone: z.boolean().default(false),
      when: condition.optional(),
    })
    .strict(),
]);

const country = z
  .string()
  .refine((code) => COUNTRIES.includes(code), 'doit être un pays en deux lettres (ISO 3166-1)');

const choices = z.array(choice).min(2).max(30);

const asked = {
  id: name,
  /** What the answer is used for, shown to the person: names of `uses` in the texts. The checker wants one. */
  use: z.array(name).max(6).default([]),
  /** Not shown again to a helper, not spoken aloud. */
  sensitive: z.boolean().default(false),
  /** Where the answer may come from besides the person's hand. */
  read_from: z
    .array(z.enum(PROVENANCES).exclude(['typed']))
    .max(2)
    .default([]),
};

export const question = z.discriminatedUnion('kind', [
  z
    .object({
      ...asked,
      kind: z.enum(TYPED_KINDS).exclude(['country', 'address']),
      /** Name of a check of `main/domain/identifiers/validators.ts`; the usual one of the kind where it is left out. */
      validate: name.optional(),
    })
    .strict(),
  z
    .object({
      ...asked,
      kind: z.enum(TYPED_KINDS).extract(['country', 'address']),
      validate: name.optional(),
      /** Countries offered at once, each a button, before one is looked for by its letters. */
      first: z.array(country).max(7).default([]),
    })
    .strict(),
  z
    .object({
      ...asked,
      kind: z.enum(['choice', 'choices']),
      /** Name of a list of `sets`, or the choices themselves. */
      choices: z.union([name, choices]),
    })
    .strict(),
  z
    .object({
      ...asked,
      kind: z.literal('document'),
      /** Kinds of `kiosk-config/documents.yaml`, one of which answers it. */
      documents: z.array(name).min(1).max(8),
    })
    .strict(),
  z
    .object({
      ...asked,
      kind: z.enum(['appointment', 'proposition', 'recapitulation', 'confirmation']),
    })
    .strict(),
]);

export const questionsFile = z
  .object({
    /** Choices that several questions share. */
    sets: z.record(name, choices).default({}),
    questions: z.array(question).min(1).max(200),
  })
  .strict();

const screen = z
  .object({
    id: name,
    pictogram: z.enum(PICTOGRAMS),
    when: condition.optional(),
    questions: z
      .array(
        z.object({ ask: name, required: z.boolean().default(false), when: condition.optional() }).strict(),
      )
      .max(6),
  })
  .strict();

export const journeyFile = z
  .object({
    id: name,
    /** One more whenever what is asked changes. */
    version: z.number().int().min(1).max(9_999),
    blocks: z
      .array(z.object({ id: name, screens: z.array(screen).min(1).max(60) }).strict())
      .min(1)
      .max(6),
  })
  .strict();

/** What a site may change of a journey. It cannot touch what is required, nor say that an answer serves something else. */
export const siteFile = z
  .object({
    id: name,
    /** Who decided it, and why. */
    reason: z.string().trim().min(10).max(300),
    journeys: z
      .record(
        name,
        z
          .object({
            /** Questions not asked here. */
            remove: z.array(name).max(40).default([]),
            /** Screens of the site's own, each after a screen of the journey. */
            add: z
              .array(z.object({ after: name, screen }).strict())
              .max(10)
              .default([]),
          })
          .strict(),
      )
      .default({}),
    sets: z.record(name, choices).default({}),
    /** Questions of the site's own. */
    questions: z.array(question).max(20).default([]),
    /** Wording by language: `{ fr: { questions.telephone.label: … } }`. New texts for new questions, other words for others. */
    texts: z
      .record(z.string().max(10), z.record(z.string().max(120), z.string().trim().min(1).max(300)))
      .default({}),
  })
  .strict();

export type QuestionEntry = z.infer<typeof question>;
export type ChoiceEntry = z.infer<typeof choice>;
export type QuestionsFile = z.infer<typeof questionsFile>;
export type JourneyFile = z.infer<typeof journeyFile>;
export type SiteFile = z.infer<typeof siteFile>;
