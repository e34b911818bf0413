import type { VisitView } from '../../../main/contract/snapshot.ts';

export type RegistrationView = Extract<VisitView, { step: 'registration' }>;
export type QuestionView = RegistrationView['questions'][number];

/** Every kind whose answer is one line of text. */
export type TypedQuestionView = Extract<QuestionView, { maxLength: number }>;
export type QuestionOf<Kind extends QuestionView['kind']> = Extract<QuestionView, { kind: Kind }>;

/** The id that the field of a question has in the page. */
export function fieldId(question: string): string {
  return `question-${question}`;
}

/** A question that only shows something. */
export function isShownOnly({ kind }: QuestionView): boolean {
  return kind === 'proposition' || kind === 'recapitulation';
}
