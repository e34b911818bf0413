import type { Cv } from '../domain/cv.ts';

/** Which answers make up a CV (`assets/receipts/cv.yaml`). Questions are named by their ids. */
export interface CvPlan {
  readonly title: string;
  /** `last`: the first of them that was answered. */
  readonly name: { readonly first: string; readonly last: readonly string[] };
  /** The question that names a channel, and the question that holds the contact of each channel. */
  readonly contact: { readonly question: string; readonly by: Readonly<Record<string, string>> };
  readonly sought: string;
  readonly sections: readonly {
    readonly title: string;
    /** The answers of one line, in order. */
    readonly lines: readonly (readonly string[])[];
  }[];
  /** By question and choice, what a choice is on a CV; an empty text leaves it out. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Makes CVs. */
export interface CvMaker {
  readonly plan: CvPlan;
  /** One A4 page as a PDF, however long the answers are. */
  render(cv: Cv): Promise<Uint8Array>;
}
