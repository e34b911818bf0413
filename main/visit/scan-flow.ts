import { randomBytes } from 'node:crypto';
import type { EncodedPage } from '../domain/document.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import { ok } from '../domain/result.ts';
import type { ScannedPage, ScanSource } from '../ports/scanner.ts';
import * as pages from './pages.ts';
import { pictureLimitOf, sameLimit } from './picture-pages.ts';
import { readPaper } from './registration/paper-reading.ts';
import { forgetText, readTextInTurn } from './text-layer.ts';
import type { FlowContext } from './visit-session.ts';
import type { Page, VisitState } from './visit-state.ts';

/** Pages in one visit, whatever the destination: protects the disk and the next person's time, not the destination. */
const MAX_PAGES_PER_VISIT = 60;

/** Names of a page's files in the vault: as scanned, in its first encoding, in all of them, as it arrived and as it is shown then. */
const rawName = (page: string): string => `${page}.raw`;
export const firstLayersName = (page: string): string => `${page}.first`;
export const layersName = (page: string): string => `${page}.layers`;
const arrivedName = (page: string): string => `${page}.arrived`;
const previewName = (page: string): string => `${page}.preview`;

/**
 * Names in the vault of what is to be seen of a page, the first that is there. A page that is prepared again may have no picture
 * of what arrived, where it came back with a draft: then what there was is shown meanwhile.
 */
export function pictureNames({ id, ...page }: Page): readonly string[] {
  const asArrived = 'picture' in page && page.picture === 'as-arrived';
  return asArrived ? [arrivedName(id), previewName(id)] : [previewName(id)];
}

/**
 * Runs one scan from `source`. A page is in the vault (encrypted, fsynced) before the scanner is asked for the next;
 * preparing it goes on meanwhile. Pages that arrived before a failure stay.
 */
export async function runScan(context: FlowContext, source: ScanSource): Promise<void> {
  const { ports, options, session } = context;
  const job = new AbortController();
  session.scanJob = job;
  session.papersUsed = true;
  const signal = AbortSignal.any([job.signal, session.ended.signal]);
  let stoppedBy: ErrorCode | undefined;
  const result = await ports.scanner.scan(
    { source, ...options.scan },
    async (scanned) => {
      const kept = await keepPage(context, scanned);
      if (kept === undefined) return;
      stoppedBy = kept;
      job.abort();
    },
    signal,
  );
  session.scanJob = undefined;

  const code = stoppedBy ?? (result.ok ? undefined : result.error.code);
  if (code !== undefined && code !== 'scan-cancelled') {
    ports.audit.record({ event: 'scan-failed', code, pages: session.pagesScanned });
  }
  context.update('scan', (state) => ({
    ...state,
    scanning: code === undefined || code === 'scan-cancelled' ? { kind: 'idle' } : { kind: 'failed', code },
  }));
}

/**
 * Puts what arrived in the vault and lines its pages up to be prepared. Answers the code that must stop the scan, if any.
 * Waits for the vault, and for a PDF until its pages are counted; never for the preparation.
 */
async function keepPage(context: FlowContext, scanned: ScannedPage): Promise<ErrorCode | undefined> {
  const { session } = context;
  context.alive();
  const before = context.state();
  if (before.step !== 'scan') return 'scan-cancelled';
  const room = MAX_PAGES_PER_VISIT - before.work.pages.length;
  if (room <= 0) return 'too-many-pages';

  const id = newId();
  const stored = await session.vault.put(rawName(id), scanned.bytes);
  if (!stored.ok) return stored.error.code;
  if (scanned.mediaType === 'application/pdf') return keepPages(context, id, scanned, room);
  session.raws.set(id, { name: rawName(id), dpi: scanned.dpi });
  await arrive(context, id);
  showEarlyInTurn(context, id, scanned.bytes);
  prepareInTurn(context, id, scanned.bytes);
  return undefined;
}

/**
 * Keeps a file of the visitor's stick like what a scanner sends: an image of one page or several, or a PDF. Answers the code
 * that must stop the import, if any.
 */
export async function keepFile(
  context: FlowContext,
  bytes: Uint8Array,
  dpi: number,
): Promise<ErrorCode | undefined> {
  const state = context.state();
  if (state.step !== 'import') return 'scan-cancelled';
  const room = MAX_PAGES_PER_VISIT - state.work.pages.length;
  if (room <= 0) return 'too-many-pages';
  const id = newId();
  const stored = await context.session.vault.put(rawName(id), bytes);
  if (!stored.ok) return stored.error.code;
  return keepPages(context, id, { bytes, dpi }, room);
}

/** The pages of a file that is in the vault: each becomes a page of the visit. */
async function keepPages(
  context: FlowContext,
  file: string,
  scanned: Pick<ScannedPage, 'bytes' | 'dpi'>,
  room: number,
): Promise<ErrorCode | undefined> {
  const { ports, session } = context;
  const held = await ports.engine.inspect(scanned.bytes, session.ended.signal);
  if (session.ended.signal.aborted) return 'scan-cancelled';
  if (!held.ok) {
    // Shown as a page to be done again: something was scanned, and it is not silently gone.
    const id = newId();
    await arrive(context, id);
    await session.vault.remove(rawName(file));
    ports.audit.record({ event: 'page-failed', code: held.error.code });
    context.updateWork((work) => ({ pages: pages.unreadable(work.pages, id) }));
    return undefined;
  }
  const ids = Array.from({ length: Math.min(held.value.pages, room) }, newId);
  // All known before the first arrives: throwing one away must leave the others their file.
  for (const [page, id] of ids.entries())
    session.raws.set(id, { name: rawName(file), dpi: scanned.dpi, page });
  for (const id of ids) {
    await arrive(context, id);
    showEarlyInTurn(context, id);
    prepareInTurn(context, id);
  }
  return held.value.pages > ids.length ? 'too-many-pages' : undefined;
}

function newId(): string {
  return randomBytes(16).toString('hex');
}

/** A page is there and safe: the visitor sees that it arrived, in the place of the one being taken again if any. */
async function arrive(context: FlowContext, id: string): Promise<void> {
  const before = context.state();
  const replaced = 'work' in before ? before.work.retaking : null;
  context.session.pagesScanned += 1;
  context.updateWork((work) => ({
    pages: pages.arrive(work.pages, id, work.retaking),
    retaking: null,
    split: false,
  }));
  context.update('scan', (state) => ({
    ...state,
    scanning:
      state.scanning.kind === 'scanning'
        ? { ...state.scanning, arrived: state.scanning.arrived + 1 }
        : state.scanning,
  }));
  if (replaced !== null) await erasePage(context, replaced);
}

/**
 * Prepares a page when its turn comes: improved, or as it was scanned where the visitor wants that.
 *
 * @param arrived Its bytes, where they are at hand: not read back where it is its turn already, and not held where it must wait.
 */
export function prepareInTurn(context: FlowContext, id: string, arrived?: Uint8Array): void {
  const { preparation, ended } = context.session;
  const atHand = preparation.free ? arrived : undefined;
  preparation.add(async () => {
    if (!ended.signal.aborted) await preparePage(context, id, atHand);
  });
}

/** Prepares the ready pages anew where the destination takes another kind of file than the one before. */
export function prepareForDestination(context: FlowContext, before: VisitState): void {
  const state = context.state();
  if (!('work' in state) || sameLimit(pictureLimitOf(before), pictureLimitOf(state))) return;
  const ready = state.work.pages.filter((page) => page.state === 'ready');
  context.updateWork((work) => ({
    pages: ready.reduce((all, { id, original }) => pages.prepareAgain(all, id, original), work.pages),
  }));
  for (const { id } of ready) prepareInTurn(context, id);
}

/** Encodes a page and keeps what came of it. */
async function preparePage(context: FlowContext, id: string, atHand?: Uint8Array): Promise<void> {
  const { ports, session } = context;
  const raw = session.raws.get(id);
  // Thrown away while it waited.
  if (raw === undefined) return;
  const { name, ...how } = raw;
  // What was read stood on the page as it was prepared before.
  await forgetText(context, id);
  const bytes = atHand === undefined ? await session.vault.get(name) : ok(atHand);
  if (!session.raws.has(id)) return;
  const state = context.state();
  const isOfRegistration = 'work' in state && state.work.attach !== null;
  const picture = pictureLimitOf(state);
  if (bytes.ok && isOfRegistration && !session.papersRead.has(id)) {
    session.papersRead.add(id);
    void readPaper(context, { bytes: bytes.value, ...how });
  }
  const cleanUp = pageOf(context, id)?.original === true ? 'none' : 'automatic';
  let keepingFirst: Promise<EncodedPage | undefined> | undefined;
  const prepared = bytes.ok
    ? await ports.engine.prepare(
        { bytes: bytes.value, ...how, cleanUp, picture },
        session.ended.signal,
        (first) => {
          keepingFirst ??= keepFirst(context, id, first);
        },
      )
    : bytes;
  const first = await keepingFirst;
  if (session.ended.signal.aborted || !session.raws.has(id)) return;
  // Prepared anew by now, otherwise.
  if (first !== undefined && !isStill(context, id, first)) return;
  // The visitor chose another destination meanwhile, which takes something else.
  if (!sameLimit(picture, pictureLimitOf(context.state()))) return prepareInTurn(context, id);
  if (!prepared.ok) ports.audit.record({ event: 'page-failed', code: prepared.error.code });
  // A page whose lighter encodings could not be made has its first one, and the picture of what arrived.
  const page = prepared.ok ? prepared.value : first;
  const kept = page !== undefined && (await session.vault.put(layersName(id), page.layers)).ok;
  const shown = prepared.ok && (await session.vault.put(previewName(id), prepared.value.preview)).ok;
  if (first !== undefined && !isStill(context, id, first)) return;
  context.updateWork((work) => ({
    pages:
      kept && (shown || first !== undefined)
        ? pages.ready(work.pages, id, page.summary, shown)
        : pages.unreadable(work.pages, id),
  }));
  if (kept && picture === undefined) readTextInTurn(context, id, layersName(id));
}

/**
 * Keeps a page in its first encoding, so that a file need not wait for the lighter ones. Answers the page where the visitor
 * has it now.
 */
async function keepFirst(
  context: FlowContext,
  id: string,
  first: EncodedPage,
): Promise<EncodedPage | undefined> {
  if (pageOf(context, id)?.state !== 'arriving') return undefined;
  const kept = await context.session.vault.put(firstLayersName(id), first.layers);
  if (!kept.ok || pageOf(context, id)?.state !== 'arriving') return undefined;
  context.updateWork((work) => ({ pages: pages.firstReady(work.pages, id, first.summary) }));
  return first;
}

/** Whether the page on the screen is the one that `first` was shown of. */
function isStill(context: FlowContext, id: string, first: EncodedPage): boolean {
  const page = pageOf(context, id);
  return page?.state === 'ready' && page.summary === first.summary;
}

/** A page of those on the screen. */
function pageOf(context: FlowContext, id: string): Page | undefined {
  const state = context.state();
  return 'work' in state ? state.work.pages.find((other) => other.id === id) : undefined;
}

/** The visitor sees a small picture of what arrived while the pages before it are still being prepared. */
function showEarlyInTurn(context: FlowContext, id: string, arrived?: Uint8Array): void {
  const { firstPictures } = context.session;
  const atHand = firstPictures.free ? arrived : undefined;
  firstPictures.add(() => showEarly(context, id, atHand));
}

async function showEarly(context: FlowContext, id: string, atHand?: Uint8Array): Promise<void> {
  const { ports, session } = context;
  const raw = session.raws.get(id);
  const waits = (): boolean => {
    const page = pageOf(context, id);
    return !session.ended.signal.aborted && page?.state === 'arriving' && page.picture === 'none';
  };
  if (raw === undefined || !waits()) return;
  const bytes = atHand === undefined ? await session.vault.get(raw.name) : ok(atHand);
  if (!bytes.ok) return;
  const small = await ports.engine.thumbnail(bytes.value, session.ended.signal, raw.page);
  // Without one the page shows as arriving until its own preview is there. The next one does not wait for the disk.
  if (small.ok && waits()) void showArrived(context, id, small.value);
}

/** The visitor sees the page long before it is encoded. */
async function showArrived(context: FlowContext, id: string, picture: Uint8Array): Promise<void> {
  const stored = await context.session.vault.put(arrivedName(id), picture);
  if (stored.ok) context.updateWork((work) => ({ pages: pages.shown(work.pages, id) }));
}

/** Erases the files of a page that the visitor threw away; a PDF with the last of its pages. */
export async function erasePage(context: FlowContext, id: string): Promise<void> {
  const { vault, raws } = context.session;
  await forgetText(context, id);
  const raw = raws.get(id);
  raws.delete(id);
  const shared = [...raws.values()].some((other) => other.name === raw?.name);
  const made = [firstLayersName, layersName, arrivedName, previewName].map((name) => name(id));
  const names = [...made, ...(raw === undefined || shared ? [] : [raw.name])];
  await Promise.all(names.map((name) => vault.remove(name)));
}
