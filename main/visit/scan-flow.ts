import { randomBytes } from 'node:crypto';
import type { ErrorCode } from '../domain/error-code.ts';
import type { ScannedPage, ScanSource } from '../ports/scanner.ts';
import * as pages from './pages.ts';
import type { FlowContext } from './visit-session.ts';

/** Pages in one visit, whatever the destination: protects the disk and the next person's time, not the destination. */
const MAX_PAGES_PER_VISIT = 60;

/** Names of a page's three files in the vault: as scanned, as encoded, as shown. */
const rawName = (page: string): string => `${page}.raw`;
export const layersName = (page: string): string => `${page}.layers`;
export const previewName = (page: string): string => `${page}.preview`;

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

/** Puts a page in the vault and starts preparing it. Answers the code that must stop the scan, if any. */
async function keepPage(context: FlowContext, scanned: ScannedPage): Promise<ErrorCode | undefined> {
  const { session } = context;
  context.alive();
  const before = context.state();
  if (before.step !== 'scan') return 'scan-cancelled';
  if (before.work.pages.length >= MAX_PAGES_PER_VISIT) return 'too-many-pages';

  const id = randomBytes(16).toString('hex');
  const stored = await session.vault.put(rawName(id), scanned.bytes);
  if (!stored.ok) return stored.error.code;
  session.pagesScanned += 1;

  const replaced = before.work.retaking;
  context.update('scan', (state) => ({
    ...state,
    work: {
      ...state.work,
      pages: pages.arrive(state.work.pages, id, state.work.retaking),
      retaking: null,
      split: false,
    },
    scanning:
      state.scanning.kind === 'scanning'
        ? { ...state.scanning, arrived: state.scanning.arrived + 1 }
        : state.scanning,
  }));
  if (replaced !== null) await erasePage(context, replaced);
  void preparePage(context, id, scanned);
  return undefined;
}

/** Encodes a page and keeps what came of it; the scan as it arrived is no longer needed then. */
async function preparePage(context: FlowContext, id: string, scanned: ScannedPage): Promise<void> {
  const { ports, session } = context;
  const prepared = await ports.engine.prepare(
    { bytes: scanned.bytes, dpi: scanned.dpi },
    session.ended.signal,
    (preview) => void showPreview(context, id, preview),
  );
  if (session.ended.signal.aborted) return;
  const kept =
    prepared.ok &&
    (await session.vault.put(layersName(id), prepared.value.layers)).ok &&
    (await session.vault.put(previewName(id), prepared.value.preview)).ok;
  await session.vault.remove(rawName(id));
  if (!prepared.ok) ports.audit.record({ event: 'page-failed', code: prepared.error.code });
  context.updateWork((work) => ({
    pages:
      prepared.ok && kept
        ? pages.ready(work.pages, id, prepared.value.summary)
        : pages.unreadable(work.pages, id),
  }));
}

/** The visitor sees the page the moment it is decoded, long before it is encoded. */
async function showPreview(context: FlowContext, id: string, preview: Uint8Array): Promise<void> {
  const stored = await context.session.vault.put(previewName(id), preview);
  if (stored.ok) context.updateWork((work) => ({ pages: pages.shown(work.pages, id) }));
}

/** Erases the files of a page that the visitor threw away. */
export async function erasePage(context: FlowContext, id: string): Promise<void> {
  const { vault } = context.session;
  await Promise.all([vault.remove(rawName(id)), vault.remove(layersName(id)), vault.remove(previewName(id))]);
}
