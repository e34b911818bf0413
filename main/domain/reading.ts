import type { PartialDate } from './identifiers/calendar-date.ts';
import type { Address } from './identifiers/place.ts';

/** What the check digit, or the grammar, that covers a field says of it. `unchecked`: nothing covers it. */
export type FieldCheck = 'right' | 'wrong' | 'unchecked';

/** One field as it stands on the paper, by the standard's own name. */
export interface ReadField {
  /** MRZ: the name of `MRZ_FIELDS`. 2D-Doc: the data identifier, two signs (« 62 »). */
  readonly name: string;
  /** As printed, fillers undone; never corrected. */
  readonly value: string;
  readonly check: FieldCheck;
}

/** What is wrong with something that was read, and with which field of it. */
export interface ReadingProblem {
  /** A name of `fields`, or `composite` for the check digit over the whole zone. */
  readonly field: string;
  readonly problem: 'check-digit-wrong' | 'not-understood' | 'truncated';
}

/** Field names of a machine readable zone (ICAO Doc 9303-4 to -6, and the French card of 1988 to 2021). */
export const MRZ_FIELDS = [
  'document-code',
  'issuing-state',
  'last-name',
  'first-names',
  'document-number',
  'nationality',
  'birth-date',
  'sex',
  'expiry-date',
  'issue-date',
  'department',
  'optional-1',
  'optional-2',
] as const;

export type MrzField = (typeof MRZ_FIELDS)[number];

/**
 * What a paper says, by the id of the journey's question that it answers, in the form that the question's check takes:
 * hand it to `prefill` with the reading's `source`. A field whose check digit is wrong is not here.
 */
export interface ReadAnswers {
  readonly 'nom-famille'?: string | undefined;
  readonly 'nom-usage'?: string | undefined;
  readonly prenoms?: string | undefined;
  readonly 'date-naissance'?: PartialDate | undefined;
  readonly nationalite?: 'francaise' | 'union-europeenne' | 'autre' | 'apatride' | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly 'pays-nationalite'?: string | undefined;
  readonly adresse?: Address | undefined;
}

/** Something that was read on a paper. Nothing in it is proven: the person confirms each answer. */
export type Reading =
  | {
      readonly source: 'mrz';
      /** TD1 three lines of 30, TD2 two of 36, TD3 two of 44; `cni-2x36` the French card of 1988 to 2021. */
      readonly format: 'td1' | 'td2' | 'td3' | 'cni-2x36';
      readonly fields: readonly ReadField[];
      readonly problems: readonly ReadingProblem[];
      readonly answers: ReadAnswers;
    }
  | {
      readonly source: '2d-doc';
      readonly header: TwoDDocHeader;
      readonly fields: readonly ReadField[];
      readonly problems: readonly ReadingProblem[];
      readonly answers: ReadAnswers;
      /** The issuer's certificate is not at hand on a terminal: whether the code is authentic is not known. */
      readonly signature: 'not-checked';
    }
  | {
      readonly source: 'code';
      readonly symbology: 'qr' | 'datamatrix';
      /** Untrusted text; at most 4,096 characters. */
      readonly text: string;
    };

/** Header of a 2D-Doc (ANTS, « Spécifications techniques des codes à barres 2D-Doc »). */
export interface TwoDDocHeader {
  /** 1 to 4. */
  readonly version: number;
  /** Identifier of the certification authority, four signs. */
  readonly authority: string;
  readonly certificate: string;
  /** Day the document was issued, and day it was signed, ISO 8601; `null` where the header says none. */
  readonly issued: string | null;
  readonly signed: string | null;
  /** Type of document, two signs: `28` is a tax notice. */
  readonly documentType: string;
  readonly perimeter: string | null;
  readonly country: string | null;
}
