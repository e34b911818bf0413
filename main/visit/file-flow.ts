import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../domain/error-code.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { PageForAssembly } from '../ports/document-engine.ts';
import { firstLayersName, layersName } from './scan-flow.ts';
import { textOf } from './text-layer.ts';
import type { FlowContext } from './visit-session.ts';
import { type DestinationChoice, type Page, type PreparedFile, partsOf, type Work } from './visit-state.ts';

/** Made once: it takes longer than everything else that a file's name does. */
const DAY = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' });

/** Day of the visit as it stands in file names, `2026-11-21`, by the terminal's time zone. */
export function dayOf(now: number): string {
  return DAY.format(now);
}

/** Name of the files of a work, without their number and ending: two papers of a registration may be of one kind; two questions never have one name. */
export function baseName({ attach, kind }: Pick<Work, 'attach' | 'kind'>, now: number): string {
  return `${attach?.question ?? kind?.id ?? 'document'}-${dayOf(now)}`;
}

/** The files of a work, or why they could not be made. */
export type Assembled = Result<readonly PreparedFile[], { readonly code: ErrorCode }>;

/**
 * Assembles the file, or the files where the visitor agreed to split, and keeps them in the vault. Every file is
 * within the destination's limits, or the answer is a failure and nothing is kept.
 */
export async function assembleFiles(
  context: FlowContext,
  work: Work & { readonly destination: DestinationChoice },
): Promise<Assembled> {
  const parts = partsOf(work);
  if (parts.length === 0) return err('does-not-fit');
  const files: PreparedFile[] = [];
  let first = 0;
  for (const [index, count] of parts.entries()) {
    const file = await assembleFile(
      context,
      work,
      work.pages.slice(first, first + count),
      index,
      parts.length,
    );
    if (!file.ok) return file;
    files.push(file.value);
    first += count;
  }
  return ok(files);
}

async function assembleFile(
  context: FlowContext,
  work: Work & { readonly destination: DestinationChoice },
  pages: readonly Page[],
  index: number,
  of: number,
): Promise<Result<PreparedFile, { readonly code: ErrorCode }>> {
  const { ports, session } = context;
  const read = await Promise.all(pages.map((page) => pageForAssembly(context, page)));
  const forAssembly: PageForAssembly[] = [];
  for (const page of read) {
    if (!page.ok) return page;
    forAssembly.push(page.value);
  }
  const base = baseName(work, ports.clock.now());
  const { format } = work.destination;
  const fileName = `${of === 1 ? base : `${base}-${index + 1}-sur-${of}`}.${format}`;
  const title = work.kind?.label ?? 'Document';
  const assembled = await ports.engine.assemble(
    forAssembly,
    work.destination,
    fileName,
    of === 1 ? title : `${title} (${index + 1} sur ${of})`,
    session.ended.signal,
  );
  if (!assembled.ok) return assembled;
  const { bytes, ...described } = assembled.value;
  // A name of its own: an earlier file of the same pages may have been attached, and stays what it is.
  const vaultName = `file-${randomUUID()}.${format}`;
  const stored = await session.vault.put(vaultName, bytes);
  return stored.ok ? ok({ ...described, vaultName }) : stored;
}

/** A page with what is kept of it in the vault: in all its encodings, or in its first one as long as others are being made. */
async function pageForAssembly(
  context: FlowContext,
  page: Page,
): Promise<Result<PageForAssembly, { readonly code: ErrorCode }>> {
  if (page.state !== 'ready') return err('image-unreadable');
  const { id, summary, rotation, lighterToCome } = page;
  const [layers, text] = await Promise.all([
    context.session.vault.get(lighterToCome ? firstLayersName(id) : layersName(id)),
    textOf(context, id),
  ]);
  return layers.ok ? ok({ summary, layers: layers.value, rotation, text }) : layers;
}
