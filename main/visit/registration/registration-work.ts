import type { FieldProblem } from '../../domain/identifiers/field-problem.ts';
import { wordsOfValue } from '../../domain/registration/answer.ts';
import { questionsOf } from '../../domain/registration/journey.ts';
import { factsOf, type RegistrationState } from '../../domain/registration/registration.ts';
import type { RegistrationDossier } from '../../domain/registration/registration-dossier.ts';
import type { KeptDraft } from '../../ports/drafts.ts';
import type { OfferedSlot } from '../../ports/platform.ts';
import type { Page, PreparedFile } from '../visit-state.ts';
import { LANDMARKS } from './journey-catalogue.ts';

/** Something that was typed and not taken. */
export interface Refused {
  readonly code: FieldProblem;
  /** As it came from the screen, to be shown again; nothing where the question was only left out. */
  readonly raw?: unknown;
}

/** A paper scanned for a question: the pages as they can still be changed, the files as they are attached. */
export interface Paper {
  /** Kind of document. */
  readonly document: string;
  readonly pages: readonly Page[];
  readonly split: boolean;
  /** Empty until it was attached. */
  readonly files: readonly PreparedFile[];
}

/** A registration under way in a visit. It survives every step to the scanner and back. */
export interface RegistrationWork {
  readonly state: RegistrationState;
  /** Every slot that the platform offers; `state.slots` holds those for the motif of the moment. */
  readonly offered: readonly OfferedSlot[];
  readonly refused: Readonly<Record<string, Refused>>;
  readonly papers: Readonly<Record<string, Paper>>;
  /** Where it is kept, once it is: saving again keeps the code that is on the visitor's paper. */
  readonly draft: KeptDraft | null;
}

/** A longer text is not kept to be shown again: nobody typed it. UTF-16 units. */
const MOST_KEPT_TEXT = 2_000;

function isShort(raw: unknown): boolean {
  if (typeof raw === 'string') return raw.length <= MOST_KEPT_TEXT;
  if (typeof raw !== 'object' || raw === null) return true;
  return Object.values(raw).every((part) => typeof part !== 'string' || part.length <= MOST_KEPT_TEXT);
}

/** Notes that an answer was not taken, with what was typed. */
export function refuse(
  work: RegistrationWork,
  question: string,
  code: FieldProblem,
  raw?: unknown,
): RegistrationWork {
  const refused: Refused = raw === undefined || !isShort(raw) ? { code } : { code, raw };
  return { ...work, refused: { ...work.refused, [question]: refused } };
}

/** The question is in order again. */
export function settle(work: RegistrationWork, question: string): RegistrationWork {
  const { [question]: _, ...refused } = work.refused;
  return { ...work, refused };
}

/** What the rendez-vous is about: the motif answered, or the journey itself. */
function motifOf(state: RegistrationState): string {
  return factsOf(state).wordsOf(LANDMARKS.motif.question)?.[0] ?? state.journey.id;
}

/**
 * The same with the slots for the motif of the moment, those to come only. A slot already chosen stays, whatever the
 * platform offers now: it is the platform that refuses it.
 */
export function withSlots(work: RegistrationWork, now: number): RegistrationWork {
  const motif = motifOf(work.state);
  const appointments = questionsOf(work.state.journey).filter(({ kind }) => kind === 'appointment');
  const chosen = appointments.flatMap((question) => {
    const answer = work.state.answers[question.id];
    const value = answer?.state === 'given' ? answer.value : undefined;
    return typeof value === 'object' && 'slot' in value ? [value.slot] : [];
  });
  const slots = work.offered.filter(
    ({ id, motifs, startsAt }) =>
      (motifs.includes(motif) && Date.parse(startsAt) > now) || chosen.includes(id),
  );
  return { ...work, state: { ...work.state, slots } };
}

/** Whether somebody answers for another person. */
export function isForAnother(state: RegistrationState): boolean {
  const words = factsOf(state).wordsOf(LANDMARKS.forWhom.question);
  return words !== undefined && !words.includes(LANDMARKS.forWhom.self);
}

/** Whether that other person is not there. */
export function isAbsent(state: RegistrationState): boolean {
  return (
    isForAnother(state) &&
    factsOf(state).wordsOf(LANDMARKS.presence.question)?.includes(LANDMARKS.presence.absent) === true
  );
}

/** Papers attached to answers that count: those that go into the dossier. */
export function attachedPapers(
  work: RegistrationWork,
): readonly { readonly question: string; readonly paper: Paper }[] {
  const facts = factsOf(work.state);
  return questionsOf(work.state.journey).flatMap((question) => {
    const paper = work.papers[question.id];
    const answer = work.state.answers[question.id];
    if (paper === undefined || answer?.state !== 'given' || facts.wordsOf(question.id) === undefined)
      return [];
    return wordsOfValue(question, answer.value).includes('joint') ? [{ question: question.id, paper }] : [];
  });
}

/** Whether anything was answered or scanned yet. */
export function isUntouched(work: RegistrationWork): boolean {
  return (
    Object.keys(work.state.answers).length === 0 &&
    Object.keys(work.papers).length === 0 &&
    Object.keys(work.refused).length === 0
  );
}

/** A registration that was sealed and committed: what the papers and the summary are made from. */
export interface SentRegistration {
  readonly work: RegistrationWork;
  readonly dossier: RegistrationDossier;
  /** Files of the dossier, with the question each answers. */
  readonly files: readonly { readonly question: string; readonly name: string; readonly pages: number }[];
}
