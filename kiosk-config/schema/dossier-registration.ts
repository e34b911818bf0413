import { z } from 'zod';
import { COUNTRIES } from '../../main/domain/identifiers/country.ts';
import { HELP_LEVELS } from '../../main/domain/registration/answer.ts';
import { isShownOnly, PROVENANCES, type Question } from '../../main/domain/registration/journey.ts';
import { OUTCOMES } from '../../main/domain/registration/orientation.ts';
import {
  REGISTRATION_FORMAT,
  REGISTRATION_VERSION,
} from '../../main/domain/registration/registration-dossier.ts';
import { name } from './journey-condition.ts';

/**
 * The registration inside a dossier (`main/domain/registration/registration-dossier.ts`), published as
 * `dossier-registration.schema.json`. Made from the questions of `kiosk-config/journeys`, so that each field is there
 * once, with its French label and its use. A field that is new or gone makes a new version.
 */

const text = z.string().min(1).max(500);
const postcode = z.string().regex(/^\d{5}$/);
const whole = z.number().int();

const partialDate = z
  .strictObject({
    year: whole.min(1).max(9_999).nullable(),
    month: whole.min(1).max(12).nullable(),
    day: whole.min(1).max(31).nullable(),
  })
  .meta({
    id: 'date-partielle',
    description:
      'null : inconnu. Un jour inconnu, puis un mois, puis une année ; jamais un jour connu dans un mois inconnu.',
  });

const fullDate = z
  .strictObject({
    year: whole.min(1).max(9_999),
    month: whole.min(1).max(12),
    day: whole.min(1).max(31),
  })
  .meta({ id: 'date', description: 'Un jour du calendrier grégorien, sans fuseau horaire.' });

const country = z.enum(COUNTRIES).meta({ id: 'pays', description: 'Pays : ISO 3166-1 alpha-2, et XK.' });

const address = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('francaise'),
      street: text,
      complement: text.nullable(),
      postcode,
      city: text,
    }),
    z.strictObject({ kind: z.literal('domiciliation'), organisation: text, postcode, city: text }),
    z.strictObject({
      kind: z.literal('sans-adresse'),
      city: text
        .nullable()
        .describe('La ville où la personne se trouve le plus souvent, si elle veut la dire.'),
    }),
    z.strictObject({ kind: z.literal('etrangere'), lines: text, country }),
  ])
  .meta({
    id: 'adresse',
    description: "Personne n'a besoin d'une adresse : « sans-adresse » est une réponse.",
  });

const documentAnswer = (kinds: readonly string[]) =>
  z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('joint'),
      document: z.enum(kinds),
      files: z
        .array(z.string().regex(/^[A-Za-z0-9-]{1,120}\.[a-z0-9]{1,8}$/))
        .min(1)
        .max(20)
        .describe('Noms de fichiers du dossier.'),
    }),
    z.strictObject({ state: z.literal('plus-tard') }),
    z.strictObject({ state: z.literal('pas-ce-papier') }),
  ]);

const appointment = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('creneau'), slot: z.string().min(1).max(200) }),
    z.strictObject({ kind: z.literal('appel') }),
    z.strictObject({ kind: z.literal('accueil') }),
  ])
  .meta({ id: 'rendez-vous', description: "Un créneau, un appel du service, ou un passage à l'accueil." });

const help = z
  .enum(HELP_LEVELS)
  .meta({ id: 'aide', description: "La personne seule, avec quelqu'un, ou quelqu'un à sa place." });

function valueSchema(question: Question): z.ZodType {
  switch (question.kind) {
    case 'choice':
      return z.enum(question.choices.map(({ id }) => id));
    case 'choices':
      return z.array(z.enum(question.choices.map(({ id }) => id))).min(1);
    case 'document':
      return documentAnswer(question.documents);
    case 'appointment':
      return appointment;
    case 'confirmation':
      return z.literal(true);
    case 'date':
      return question.validate === 'birth-date' ? partialDate : fullDate;
    case 'number':
      return whole.min(0);
    case 'address':
      return address;
    case 'postcode-city':
      return z.strictObject({ postcode, city: text });
    case 'country':
      return country;
    case 'phone':
      return z
        .string()
        .regex(/^\+\d{6,15}$/)
        .describe('E.164.');
    case 'email':
      return z.email().max(254);
    case 'nir':
      return z
        .string()
        .regex(/^[1-478]\d{4}(\d{2}|2[AB])\d{8}$/)
        .describe('Quinze signes, clé comprise.');
    case 'iban':
      return z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/);
    default:
      return text;
  }
}

/** What a field means, for whoever receives it: its French label and what it is used for. */
function meaning(question: Question, texts: ReadonlyMap<string, string>): string {
  const label = texts.get(`questions.${question.id}.label`) ?? question.id;
  const uses = question.use.map((use) => texts.get(`uses.${use}`) ?? use);
  return [label, ...uses].map((part) => (/[.?!]$/.test(part) ? part : `${part}.`)).join(' ');
}

/**
 * The schema of a registration with these fields.
 *
 * @param fields Every question of any journey, of the country and of the sites.
 * @param texts French texts by key, for the descriptions.
 */
export function registrationDossierSchema(fields: readonly Question[], texts: ReadonlyMap<string, string>) {
  const answered = fields.filter((question) => !isShownOnly(question));
  const answers = Object.fromEntries(
    answered.map((question) => [
      question.id,
      z
        .strictObject({
          value: valueSchema(question),
          provenance: z.enum(question.provenance),
          help,
        })
        .optional()
        .describe(meaning(question, texts)),
    ]),
  );
  const ids = answered.map(({ id }) => id);
  return z
    .strictObject({
      format: z.literal(REGISTRATION_FORMAT),
      version: z.literal(REGISTRATION_VERSION),
      journey: z.strictObject({
        id: name,
        version: whole.min(1),
        site: name.nullable().describe('La variation du lieu, ou null.'),
      }),
      language: z
        .string()
        .regex(/^[a-z]{2,3}(-[a-z]{2,8})?$/)
        .describe('Langue de la visite (IETF).'),
      confirmedAt: z.iso
        .datetime({ offset: true })
        .describe("Quand la personne a confirmé, selon l'horloge de la borne."),
      answers: z
        .strictObject(answers)
        .describe(
          `Une réponse par question posée. provenance : ${PROVENANCES.join(', ')} ; ce qu'un document a dit a été confirmé par la personne. help : qui répondait.`,
        ),
      skipped: z.array(z.enum(ids)).max(ids.length).describe('Questions posées, passées par la personne.'),
      help: z.strictObject({
        level: help,
        agreed: z
          .boolean()
          .describe("La personne a accepté, de sa main, qu'on réponde à sa place. Ce n'est pas un mandat."),
      }),
      urgent: z.boolean().describe('Quelqu’un a demandé à parler à une personne tout de suite.'),
      orientation: z
        .strictObject({
          outcome: z.enum(OUTCOMES),
          destination: name.nullable(),
          reasons: z.array(name).min(1).max(5),
          rule: name,
          proposed: name.nullable().describe('Ce que la règle propose, quelle que soit la préférence.'),
          version: z.string().min(1).max(120).describe('Version des règles nationales et du complément.'),
          preference: name.nullable().describe('La structure que la personne préfère.'),
        })
        .nullable()
        .describe('Une proposition, jamais une décision ; null là où aucune ne se fait (mise à jour).'),
    })
    .meta({
      title: 'Inscription à France Travail, saisie sur une borne',
      description:
        'Champs du rapport de préfiguration de France Travail (avril 2023, L1182 à L1188). Les questions, leurs conditions et leurs usages sont dans kiosk-config/journeys.',
    });
}

/** The JSON Schema (draft 2020-12) that is published, as text. */
export function publishedSchema(fields: readonly Question[], texts: ReadonlyMap<string, string>): string {
  const schema = z.toJSONSchema(registrationDossierSchema(fields, texts), {
    target: 'draft-2020-12',
    reused: 'inline',
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
