import type { VisitState } from '../visit-state.ts';
import type { RegistrationWork } from './registration-work.ts';

/** The registration under way, in whichever step the visit is. */
export function registrationOf(state: VisitState): RegistrationWork | undefined {
  if (state.step === 'registration' || state.step === 'leaving') return state.registration;
  return 'work' in state ? state.work.attach?.registration : undefined;
}

/** The same step with the registration changed; as it is where there is none, or it is being sealed. */
export function withRegistration(
  state: VisitState,
  change: (work: RegistrationWork) => RegistrationWork,
): VisitState {
  if (state.step === 'registration' && state.finishing.kind === 'saving') return state;
  if (state.step === 'registration' || state.step === 'leaving') {
    return { ...state, registration: change(state.registration) };
  }
  if (state.step !== 'scan' && state.step !== 'import') return state;
  const { work } = state;
  if (work.attach === null) return state;
  const attach = { ...work.attach, registration: change(work.attach.registration) };
  return { ...state, work: { ...work, attach } };
}
