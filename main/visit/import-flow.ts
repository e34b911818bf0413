import { randomBytes } from 'node:crypto';
import type { ErrorCode } from '../domain/error-code.ts';
import type { ImportableFile } from '../ports/stick-import.ts';
import { PreparationLine } from './preparation-line.ts';
import { keepFile } from './scan-flow.ts';
import type { FlowContext } from './visit-session.ts';
import type { StateOf } from './visit-state.ts';

/** Resolution assumed of a photo that does not say its own, dots per inch. */
const ASSUMED_DPI = 300;

/** Where an import stands. */
export type Listing =
  | { readonly kind: 'looking' }
  | {
      readonly kind: 'listed';
      /** Each under a random id: the page never learns a path of the stick. */
      readonly files: readonly (ImportableFile & { readonly id: string })[];
      readonly more: boolean;
      readonly tooLarge: number;
    }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** What is being taken from the stick now. */
export type Taking = { readonly done: number; readonly total: number } | null;

/** Thumbnails come one after another: each file is read whole, and only one may be in memory. */
const thumbnails = new PreparationLine(1);

function thumbnailName(id: string): string {
  return `${id}.thumbnail`;
}

/** Looks through the stick. */
export async function lookThroughStick(context: FlowContext): Promise<void> {
  const { ports, session } = context;
  const signal = newJob(context);
  const listed = await ports.stickImport.list(signal);
  if (signal.aborted) return;
  context.alive();
  if (!listed.ok) ports.audit.record({ event: 'usb-failed', code: listed.error.code });
  const listing: Listing = listed.ok
    ? {
        kind: 'listed',
        ...listed.value,
        files: listed.value.files.map((file) => ({ ...file, id: randomBytes(16).toString('hex') })),
      }
    : { kind: 'failed', code: listed.error.code };
  if (session.ended.signal.aborted) return;
  context.update('import', (state) => ({ ...state, listing }));
}

/** A picture of a listed file; nothing where none can be made. */
export function thumbnailOfFile(
  context: FlowContext,
  file: ImportableFile & { readonly id: string },
): Promise<Uint8Array | undefined> {
  const { ports, session } = context;
  const wanted = session.importJob?.signal;
  return new Promise((resolve) => {
    thumbnails.add(async () => {
      const gone = session.ended.signal.aborted || wanted === undefined || wanted.aborted;
      if (gone) return resolve(undefined);
      const known = await session.vault.get(thumbnailName(file.id));
      if (known.ok) return resolve(known.value);
      const bytes = await ports.stickImport.read(file, wanted);
      if (!bytes.ok) return resolve(undefined);
      // Not given up half-way: that would cost the engine's process.
      const made = await ports.engine.thumbnail(bytes.value, session.ended.signal);
      if (!made.ok) return resolve(undefined);
      await session.vault.put(thumbnailName(file.id), made.value);
      resolve(made.value);
    });
  });
}

/**
 * Takes files one after another: each is read, kept (encrypted, fsynced) and prepared like a scanned page. What was taken
 * before a failure stays.
 */
export async function takeFiles(
  context: FlowContext,
  files: readonly (ImportableFile & { readonly id: string })[],
): Promise<void> {
  const { ports } = context;
  const signal = newJob(context);
  let failed: ErrorCode | undefined;
  let bytesTaken = 0;
  for (const [index, file] of files.entries()) {
    context.alive();
    context.update('import', (state) => ({ ...state, taking: { done: index, total: files.length } }));
    const bytes = await ports.stickImport.read(file, signal);
    if (signal.aborted) return;
    failed = bytes.ok ? await keepFile(context, bytes.value, ASSUMED_DPI) : bytes.error.code;
    if (failed !== undefined) break;
    bytesTaken += file.bytes;
  }
  ports.audit.record(
    failed === undefined
      ? { event: 'files-imported', files: files.length, bytes: bytesTaken }
      : { event: 'usb-failed', code: failed },
  );
  await leaveImport(context);
  context.update('import', (state) => ({
    step: 'scan',
    work: state.work,
    scanning: failed === undefined ? { kind: 'idle' } : { kind: 'failed', code: failed },
  }));
}

/** Stops looking and erases the thumbnails. */
export async function leaveImport(context: FlowContext): Promise<void> {
  const { session } = context;
  session.importJob?.abort();
  session.importJob = undefined;
  const state = context.state();
  if (state.step !== 'import' || state.listing.kind !== 'listed') return;
  await Promise.all(state.listing.files.map(({ id }) => session.vault.remove(thumbnailName(id))));
}

/** The listed files with these ids, in the order in which they were chosen. */
export function chosenFiles(
  state: StateOf<'import'>,
  ids: readonly string[],
): readonly (ImportableFile & { readonly id: string })[] {
  const { listing } = state;
  if (listing.kind !== 'listed') return [];
  return [...new Set(ids)].flatMap((id) => listing.files.filter((file) => file.id === id));
}

/** One thing at a time: what was under way is given up. */
function newJob({ session }: FlowContext): AbortSignal {
  session.importJob?.abort();
  session.importJob = new AbortController();
  return AbortSignal.any([session.importJob.signal, session.ended.signal]);
}
