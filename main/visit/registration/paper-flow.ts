import { answer } from '../../domain/registration/registration.ts';
import { filesOf } from '../files-ahead.ts';
import type { FlowContext } from '../visit-session.ts';
import { isBeingPrepared, type PreparedFile, type StateOf, type VisitState } from '../visit-state.ts';
import { settle } from './registration-work.ts';

type Scan = StateOf<'scan'>;

/** Back to the question that asked for the paper. Pages that were not attached wait there. */
export function withoutAttaching(state: Scan): VisitState | undefined {
  const { attach, kind, pages, split } = state.work;
  if (attach === null || kind === null || attach.busy) return undefined;
  // A page that is being prepared would never be told that it is ready.
  if (pages.some(isBeingPrepared)) return undefined;
  const { registration, question } = attach;
  const files = registration.papers[question]?.files ?? [];
  const papers = { ...registration.papers, [question]: { document: kind.id, pages, split, files } };
  return {
    step: 'registration',
    registration: pages.length === 0 && files.length === 0 ? registration : { ...registration, papers },
    finishing: { kind: 'no' },
  };
}

/** Makes the file of a paper, within the limits of its own destination, and goes back to the question with it. */
export async function attachPaper(context: FlowContext): Promise<void> {
  const { ports } = context;
  const state = context.state();
  if (state.step !== 'scan') return;
  const files = await filesOf(context, state.work);
  if (!files.ok) ports.audit.record({ event: 'document-failed', code: files.error.code });
  context.update('scan', (current) => {
    const { attach, kind, pages, split } = current.work;
    if (attach === null || kind === null) return current;
    const failed = (code: Exclude<typeof files, { ok: true }>['error']['code']): VisitState => ({
      ...current,
      work: { ...current.work, attach: { ...attach, busy: false } },
      scanning: { kind: 'failed', code },
    });
    if (!files.ok) return failed(files.error.code);
    const { registration, question } = attach;
    const names = files.value.map(({ fileName }) => fileName);
    const joined = answer(registration.state, question, { state: 'joint', document: kind.id, files: names });
    // More files than one answer takes: as good as too heavy, and the person can scan fewer pages.
    if (!joined.ok) return failed('does-not-fit');
    const papers = {
      ...registration.papers,
      [question]: { document: kind.id, pages, split, files: files.value },
    };
    return {
      step: 'registration',
      registration: settle({ ...registration, state: joined.value, papers }, question),
      finishing: { kind: 'no' },
    };
  });
  const { attach } = state.work;
  const former = attach === null ? [] : (attach.registration.papers[attach.question]?.files ?? []);
  if (context.state().step === 'registration')
    await eraseReplaced(context, former, files.ok ? files.value : []);
}

/** Erases the files that a paper had before, where it has others now. */
async function eraseReplaced(
  { session }: FlowContext,
  former: readonly PreparedFile[],
  now: readonly PreparedFile[],
): Promise<void> {
  const kept = new Set(now.map(({ vaultName }) => vaultName));
  for (const { vaultName } of former) if (!kept.has(vaultName)) await session.vault.remove(vaultName);
}
