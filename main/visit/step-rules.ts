import { withoutAttaching } from './registration/paper-flow.ts';
import { registrationOf } from './registration/registration-in-visit.ts';
import type { WrittenWith } from './registration/registration-papers.ts';
import { stepBack } from './registration/registration-visit.ts';
import type { Outcome, StateOf, VisitState, Work, WorkChange } from './visit-state.ts';

/** The step that "Retour" leads to; nothing where it cannot be offered now. */
export function backFrom(state: VisitState, written: WrittenWith): VisitState | undefined {
  switch (state.step) {
    case 'choose-kind':
      return state.work.pages.length === 0 ? { step: 'welcome' } : undefined;
    case 'choose-destination':
      return { step: 'choose-kind', work: state.work };
    case 'scan': {
      const { work } = state;
      if (state.scanning.kind === 'scanning') return undefined;
      if (work.attach !== null) return withoutAttaching(state);
      if (work.kind === null) return work.pages.length === 0 ? { step: 'welcome' } : undefined;
      return work.kind.destinations.length === 1
        ? { step: 'choose-kind', work }
        : { step: 'choose-destination', work: { ...work, kind: work.kind } };
    }
    case 'import':
      return state.taking === null
        ? { step: 'scan', work: state.work, scanning: { kind: 'idle' } }
        : undefined;
    case 'confirm':
      return state.progress.kind === 'waiting' || state.progress.kind === 'failed'
        ? { step: 'scan', work: state.work, scanning: { kind: 'idle' } }
        : undefined;
    case 'copy':
      return state.copying.kind === 'idle' || state.copying.kind === 'failed'
        ? { step: 'scan', work: state.work, scanning: { kind: 'idle' } }
        : undefined;
    case 'registration':
    case 'leaving':
      return stepBack(written, state);
    case 'resume':
      return state.attempt.kind === 'checking' ? undefined : { step: 'welcome' };
    default:
      return undefined;
  }
}

/** True where the visit is at that step; narrows the type. */
export function isStep<Step extends VisitState['step']>(
  state: VisitState,
  step: Step,
): state is StateOf<Step> {
  return state.step === step;
}

/** The same step with some of its work changed. */
export function withWork(
  state: Extract<VisitState, { readonly work: Work }>,
  change: WorkChange,
): VisitState {
  return { ...state, work: { ...state.work, ...change } } as VisitState;
}

/** What the visit came to, were it to end now. */
export function outcomeOf(state: VisitState): Outcome {
  if (state.step === 'proof') return 'sent';
  if (registrationOf(state)?.draft != null) return 'kept';
  return state.step === 'copy' && state.copying.kind === 'done' ? 'copied' : 'nothing';
}

/** The pages are becoming a file of a registration: they stay as they are meanwhile. */
export function isAttaching(state: StateOf<'scan'>): boolean {
  return state.work.attach?.busy === true;
}

/** What cannot be undone is being written: it takes a moment, and its outcome must be said. */
export function isCommitting(state: VisitState): boolean {
  if (state.step === 'confirm') return state.progress.kind === 'saving';
  if (state.step === 'registration') return state.finishing.kind === 'saving';
  return state.step === 'leaving' && state.draft.kind === 'saving';
}

/** A device or the disk is at work for the visitor, who may well stand there without touching anything. */
export function deviceWorks(state: VisitState): boolean {
  switch (state.step) {
    case 'scan':
      return state.scanning.kind === 'scanning' || isAttaching(state);
    case 'import':
      return state.taking !== null || state.listing.kind === 'looking';
    case 'confirm':
      return state.progress.kind === 'preparing' || state.progress.kind === 'saving';
    case 'registration':
      return state.finishing.kind === 'saving';
    case 'leaving':
      return state.draft.kind === 'saving' || state.copying.kind === 'copying';
    case 'resume':
      return state.attempt.kind === 'checking';
    case 'proof':
    case 'copy':
      return state.copying.kind === 'copying';
    default:
      return false;
  }
}
