import type { DraftContent } from '../../ports/drafts.ts';
import type { FlowContext } from '../visit-session.ts';
import type { ResumeAttempt } from '../visit-state.ts';
import { calendarDay } from './calendar-day.ts';
import { filesOfPaper, readDraft, writeDraft } from './draft-record.ts';
import { leavingPaper } from './registration-papers.ts';
import type { RegistrationWork } from './registration-work.ts';

/** Answers, pages and files of a registration, out of the visit's vault. Nothing where a file cannot be read back. */
async function contentOf(
  { session }: FlowContext,
  work: RegistrationWork,
): Promise<DraftContent | undefined> {
  const files = new Map<string, Uint8Array>();
  const papers = Object.values(work.papers);
  const raws = Object.fromEntries(
    papers
      .flatMap(({ pages }) => pages)
      .flatMap(({ id }) => {
        const raw = session.raws.get(id);
        return raw === undefined ? [] : [[id, raw] as const];
      }),
  );
  const names = [...papers.flatMap(filesOfPaper), ...Object.values(raws).map(({ name }) => name)];
  for (const name of new Set(names)) {
    const bytes = await session.vault.get(name);
    if (!bytes.ok) return undefined;
    files.set(name, bytes.value);
  }
  return { record: writeDraft(work, raws), files };
}

/** Pages that are still being prepared, or that nobody can read, are not worth keeping. */
function withReadyPages(work: RegistrationWork): RegistrationWork {
  const papers = Object.fromEntries(
    Object.entries(work.papers).map(([question, paper]) => [
      question,
      { ...paper, pages: paper.pages.filter(({ state }) => state === 'ready') },
    ]),
  );
  return { ...work, papers };
}

/** Keeps the registration under its code; the paper then carries it. */
export async function saveDraft(context: FlowContext, registration: RegistrationWork): Promise<void> {
  const { ports, options } = context;
  const work = withReadyPages(registration);
  const content = await contentOf(context, work);
  const saved =
    content === undefined ? undefined : await ports.drafts.save(content, registration.draft ?? undefined);
  const { language } = context.access();
  const code = saved === undefined ? 'page-lost' : saved.ok ? undefined : saved.error.code;
  ports.audit.record(code === undefined ? { event: 'draft-kept' } : { event: 'draft-failed', code });
  context.update('leaving', (state) => {
    if (code !== undefined || saved?.ok !== true) {
      return { ...state, draft: { kind: 'failed', code: code ?? 'storage-failed' } };
    }
    const kept = { ...state.registration, draft: saved.value };
    return {
      ...state,
      registration: kept,
      draft: { kind: 'saved', ...saved.value },
      receipt: leavingPaper({ ports, options, language }, kept, saved.value),
    };
  });
}

/** Tries a code, and brings the registration back where it was left. */
export async function openDraft(context: FlowContext, typed: string): Promise<void> {
  const { ports, options, session } = context;
  const tell = (attempt: ResumeAttempt): void =>
    context.update('resume', () => ({ step: 'resume', attempt }));
  const found = await ports.drafts.open(typed, session.ended.signal);
  if (!found.ok) return tell({ kind: 'failed', code: found.error.code });
  switch (found.value.kind) {
    case 'mistyped':
      return tell({ kind: 'mistyped' });
    case 'unknown':
      ports.audit.record({ event: 'draft-code-wrong' });
      return tell({ kind: 'unknown' });
    case 'wait':
      return tell({ kind: 'wait', seconds: Math.max(1, Math.ceil(found.value.milliseconds / 1_000)) });
    case 'found':
      break;
  }
  const { content, kept } = found.value;
  const today = calendarDay(ports.clock.now());
  const draft = readDraft(content.record, options.journeys.offered, today);
  if (draft === undefined) return tell({ kind: 'lost' });
  const { raws, ...work } = draft;
  for (const [name, bytes] of content.files) {
    const stored = await session.vault.put(name, bytes);
    if (!stored.ok) return tell({ kind: 'failed', code: stored.error.code });
  }
  for (const [id, raw] of Object.entries(raws)) session.raws.set(id, raw);
  ports.audit.record({ event: 'draft-resumed' });
  context.update('resume', () => ({
    step: 'registration',
    registration: { ...work, offered: [], refused: {}, draft: kept },
    finishing: { kind: 'no' },
  }));
}
