import type { TypedKind, ValidatorName } from '../identifiers/validators.ts';
import type { Condition } from './condition.ts';

/** Where an answer came from: the person's hand, the machine-readable zone of a document, a signed 2D-Doc code. */
export const PROVENANCES = ['typed', 'mrz', '2d-doc'] as const;

export type Provenance = (typeof PROVENANCES)[number];

/** One choice of a question. */
export interface Choice {
  readonly id: string;
  /** Cannot be ticked with others ("aucun", "je préfère ne pas répondre"). */
  readonly alone: boolean;
  readonly when: Condition | null;
}

interface Asked {
  /** Also the name of the field in the dossier. */
  readonly id: string;
  /** The journey cannot go on without it. Never an identifier, a contact or a document: not everybody has one. */
  readonly required: boolean;
  /** Not shown again to a helper, not spoken aloud. */
  readonly sensitive: boolean;
  readonly when: Condition | null;
  /** What the answer is used for: names of `uses` in the texts, shown to the person. Never empty. */
  readonly use: readonly string[];
  readonly provenance: readonly Provenance[];
}

export interface TypedQuestion extends Asked {
  readonly kind: TypedKind;
  readonly validate: ValidatorName;
  /** ISO 3166-1 alpha-2: countries offered before one is looked for. Of a country or an address; else none. */
  readonly first: readonly string[];
}

export interface ChoiceQuestion extends Asked {
  /** One, or any number of choices. */
  readonly kind: 'choice' | 'choices';
  /** Name under `choices` in the texts. */
  readonly texts: string;
  readonly choices: readonly Choice[];
}

export interface DocumentQuestion extends Asked {
  readonly kind: 'document';
  /** Kinds of `kiosk-config/documents.yaml`, one of which answers it. */
  readonly documents: readonly string[];
}

export interface PlainQuestion extends Asked {
  /** A slot or a call; the outcome of the orientation, shown; the answers, shown; "everything is right", by the person's own hand. */
  readonly kind: 'appointment' | 'proposition' | 'recapitulation' | 'confirmation';
}

export type Question = TypedQuestion | ChoiceQuestion | DocumentQuestion | PlainQuestion;

/** One group of questions on one screen. */
export interface Screen {
  readonly id: string;
  readonly pictogram: string;
  readonly when: Condition | null;
  readonly questions: readonly Question[];
}

/** One step of the stepper. */
export interface Block {
  readonly id: string;
  readonly screens: readonly Screen[];
}

/** A registration as data: what is asked, in which order, when. Made from `kiosk-config/journeys`. */
export interface Journey {
  readonly id: string;
  /** Grows when what is asked changes; written into the dossier. */
  readonly version: number;
  /** The site variation that was applied. */
  readonly site: string | null;
  readonly blocks: readonly Block[];
}

/** All screens in order. */
export function screensOf(journey: Journey): readonly Screen[] {
  return journey.blocks.flatMap((block) => block.screens);
}

/** All questions in order. */
export function questionsOf(journey: Journey): readonly Question[] {
  return screensOf(journey).flatMap((screen) => screen.questions);
}

/** Whether a question only shows something. */
export function isShownOnly(question: Question): boolean {
  return question.kind === 'recapitulation' || question.kind === 'proposition';
}
