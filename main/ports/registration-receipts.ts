import type { Delivery, DossierReference } from '../domain/dossier.ts';
import type { LanguageCode } from '../domain/language.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { ActualisationWindow } from '../domain/registration/actualisation.ts';

/** The rendez-vous as it is written: all words in the language of the receipt. */
export type AppointmentFacts =
  | {
      readonly kind: 'creneau';
      readonly day: string;
      readonly time: string;
      /** ISO 8601 with offset. */
      readonly startsAt: string;
      readonly place: string;
      /** Where it can be moved; nothing where the platform gave no number. */
      readonly phone: string | null;
    }
  | { readonly kind: 'appel' }
  | { readonly kind: 'accueil' }
  | { readonly kind: 'none' };

/** What a récépissé of a registration states. Words are in the language asked for. */
export interface RegistrationFacts {
  readonly journey: string;
  readonly title: string;
  readonly reference: DossierReference;
  /** ISO 8601 with offset. */
  readonly confirmedAt: string;
  readonly site: string;
  readonly terminal: string;
  /** How many questions were answered. */
  readonly answers: number;
  readonly files: readonly { readonly label: string; readonly name: string; readonly pages: number }[];
  readonly toBring: readonly string[];
  readonly appointment: AppointmentFacts;
  /** What was proposed, in words; nothing where the journey proposes nothing. */
  readonly proposition: { readonly sentence: string; readonly destination: string | null } | null;
  readonly actualisation: ActualisationWindow;
  /** What is known at the moment of printing; never more than that is written. */
  readonly delivery: Delivery;
}

/** What the paper of somebody who leaves midway states. */
export interface LeavingFacts {
  readonly title: string;
  /** ISO 8601 with offset. */
  readonly leftAt: string;
  readonly site: string;
  readonly terminal: string;
  /** The code that brings the answers back, and until when; nothing where they are not kept. */
  readonly draft: { readonly code: string; readonly keptUntil: string } | null;
  readonly toBring: readonly string[];
}

/** What the recapitulation on paper states: everything answered, block by block. Words are in the language asked for. */
export interface SummaryFacts
  extends Pick<RegistrationFacts, 'title' | 'reference' | 'confirmedAt' | 'site' | 'terminal'> {
  readonly blocks: readonly {
    readonly title: string;
    /** A question and its answer, with where it came from and who helped, where that is not the person alone. */
    readonly lines: readonly { readonly label: string; readonly value: string }[];
  }[];
  /** What was proposed and why; nothing where the journey proposes nothing. */
  readonly orientation: {
    readonly sentence: string;
    readonly destination: string | null;
    readonly preference: string | null;
    readonly reasons: readonly string[];
    /** Version of the rules. */
    readonly rules: string;
  } | null;
}

/** Writes the papers of a registration. */
export interface RegistrationReceipts {
  /** The language in which papers are written for a visit in `language`: itself, its base, or French. */
  writtenIn(language: LanguageCode): LanguageCode;
  done(facts: RegistrationFacts, language: LanguageCode): Receipt;
  leaving(facts: LeavingFacts, language: LanguageCode): Receipt;
  summary(facts: SummaryFacts, language: LanguageCode): Receipt;
}
