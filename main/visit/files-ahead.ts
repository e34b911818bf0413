import type { PageSummary } from '../domain/document.ts';
import { type Assembled, assembleFiles, baseName } from './file-flow.ts';
import { registrationOf } from './registration/registration-in-visit.ts';
import type { FlowContext } from './visit-session.ts';
import { canContinue, type DestinationChoice, fitOf, type Work } from './visit-state.ts';

type WorkForFiles = Work & { readonly destination: DestinationChoice };

/** Files that were made before anybody asked for them. */
export interface FilesAhead {
  /** As long as all of this is the same, so are the files. */
  readonly of: readonly unknown[];
  readonly files: Promise<Assembled>;
}

/** Everything that the files of the pages depend on. */
function madeOf({ ports, session }: FlowContext, work: WorkForFiles): FilesAhead['of'] {
  const fit = fitOf(work.pages, work.destination);
  const chosen = fit.kind === 'fits' ? fit.choice : [];
  return [
    work.destination,
    work.kind,
    work.split,
    baseName(work, ports.clock.now()),
    ...work.pages.flatMap((page, index) => [
      page.id,
      page.original,
      page.rotation,
      session.readPages.has(page.id),
      page.state === 'ready' ? encodingOf(page.summary, chosen[index]) : page.state,
    ]),
  ];
}

/**
 * What a file has of a page: one encoding, by its figures, where it is known which. Lighter encodings that come later then
 * change nothing; where it is not known, a page that was prepared anew has another summary.
 */
function encodingOf(summary: PageSummary, chosen: number | undefined): PageSummary | string {
  const encoding = chosen === undefined ? undefined : summary.encodings[chosen];
  if (encoding === undefined) return summary;
  const { bytes, dpi, legibility } = encoding;
  return `${bytes} bytes, ${dpi} dpi, ${legibility}`;
}

function isMadeOf(ahead: FilesAhead | undefined, of: FilesAhead['of']): ahead is FilesAhead {
  return ahead?.of.length === of.length && ahead.of.every((thing, index) => thing === of[index]);
}

/**
 * Makes the files of the pages on the screen as soon as the visitor could go on with them, so that nobody waits for them at
 * the press. To be called at each change; what has not changed is not made again, and what has is made anew. Files that
 * could not be made are asked for again by the press, which says why.
 */
export function makeFilesAhead(context: FlowContext): void {
  const { session } = context;
  session.makingAhead.add(async () => {
    const state = context.state();
    if (session.ended.signal.aborted || state.step !== 'scan') return;
    const of = madeOf(context, state.work);
    const before = session.filesAhead;
    if (isMadeOf(before, of)) return;
    session.filesAhead = canContinue(state) ? { of, files: assembleFiles(context, state.work) } : undefined;
    await session.filesAhead?.files;
    if (before !== undefined) await eraseUnused(context, before);
  });
}

/** The files of the pages: those that were made ahead where they are still right, and otherwise made now. */
export async function filesOf(context: FlowContext, work: WorkForFiles): Promise<Assembled> {
  const ahead = context.session.filesAhead;
  // One at a time: another process would have to start for a second file.
  const made = await ahead?.files;
  return made?.ok && isMadeOf(ahead, madeOf(context, work)) ? made : assembleFiles(context, work);
}

/** Erases files that were made for nothing; those of a paper that was attached stay. */
async function eraseUnused(context: FlowContext, { files }: FilesAhead): Promise<void> {
  const made = await files;
  if (!made.ok) return;
  const papers = Object.values(registrationOf(context.state())?.papers ?? {});
  const used = new Set(papers.flatMap((paper) => paper.files.map(({ vaultName }) => vaultName)));
  for (const { vaultName } of made.value) {
    if (!used.has(vaultName)) await context.session.vault.remove(vaultName);
  }
}
