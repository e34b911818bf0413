import type { Failure, Result } from '../../domain/result.ts';
import type { FlowContext, VisitOptions, VisitPorts } from '../visit-session.ts';
import type { VisitState } from '../visit-state.ts';

/** What the registration may do with the visit that it is part of. */
export interface VisitHost {
  readonly ports: VisitPorts;
  readonly options: VisitOptions;
  state(): VisitState;
  become(state: VisitState): void;
  /** Opens the vault of a new visit from the welcome screen. `not-now` elsewhere. */
  open(
    activity: 'registration' | 'resume',
  ): Promise<Result<undefined, Failure<'not-now' | 'disk-full' | 'storage-failed'>>>;
  /** Of the visit under way. */
  context(): FlowContext;
  callForHelp(): Promise<void>;
  /** Somebody of the team showed their badge and stands by the visitor. */
  helperPresent(): boolean;
}
