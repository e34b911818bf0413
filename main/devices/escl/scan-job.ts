import { err, ok, type Result } from '../../domain/result.ts';
import type { ScanError, ScannedPage } from '../../ports/scanner.ts';
import { scannedBytes } from '../scanned-bytes.ts';
import type { EsclExchange, JobAddress, ScanFailure } from './escl-exchange.ts';
import { pause } from './pause.ts';
import type { EsclQuirks } from './quirks.ts';
import { retryAfterMs } from './retry-after.ts';
import type { JobSettings } from './scan-settings.ts';
import { type EsclStatus, jobAt, parseScannerStatus } from './scanner-status.ts';
import type { EsclWaits } from './waits.ts';

/** Pages of one job. More than any feeder holds: ends a device that hands out pages for ever. */
const MAX_PAGES_PER_JOB = 500;

/** What a job needs of its scanner. */
export interface ScanJob {
  readonly exchange: EsclExchange;
  readonly address: JobAddress;
  readonly settings: JobSettings;
  readonly quirks: EsclQuirks;
  readonly waits: EsclWaits;
  readonly signal: AbortSignal;
}

/**
 * What it means that a device does not answer a question it was built for: 503 asks for patience, a password or a fault
 * of its own is a refusal (RFC 9110, section 15), anything else is not eSCL.
 */
export function refusedQuestion(
  question: string,
  status: number,
): { readonly ok: false; readonly error: ScanFailure } {
  const detail = `${question}: HTTP ${status}`;
  if (status === 503) return err('scanner-busy', detail);
  if (status === 401 || status === 403 || status >= 500) return err('scanner-refused', detail);
  return err('scanner-not-escl', detail);
}

/** Asks the device how it is. */
export async function readStatus(
  exchange: EsclExchange,
  signal: AbortSignal,
): Promise<Result<EsclStatus, ScanFailure>> {
  const answer = await exchange.question('ScannerStatus', signal);
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return refusedQuestion('status', answer.value.status);
  return parseScannerStatus(answer.value.body);
}

/** Trouble with the paper path that a person has to clear; nothing where the feeder says no such thing. */
export function feederTrouble(status: EsclStatus): ScanError | undefined {
  if (status.feeder === 'jam') return 'scanner-jam';
  if (status.feeder === 'cover-open') return 'scanner-cover-open';
  if (status.feeder === 'double-feed') return 'scanner-double-feed';
  return undefined;
}

/**
 * Why the device stopped a job, from its status. `otherwise` where the status does not say, or cannot be read: then
 * the refusal itself is all we know.
 */
async function reasonOf(
  job: Omit<ScanJob, 'address'> & { readonly address: JobAddress | undefined },
  pages: number,
  otherwise: ScanError,
  detail: string,
): Promise<{ readonly ok: false; readonly error: ScanFailure }> {
  const answer = await readStatus(job.exchange, job.signal);
  if (job.signal.aborted) return err('scan-cancelled');
  if (!answer.ok) return err(otherwise, `${detail}; status: ${answer.error.code}`);
  const status = answer.value;
  const fromFeeder = job.settings.source === 'feeder' || status.state === 'Stopped';
  const trouble = fromFeeder ? feederTrouble(status) : undefined;
  if (trouble !== undefined) return err(trouble, detail);
  if (job.settings.source === 'feeder' && status.feeder === 'empty' && pages === 0) {
    return err('scanner-feeder-empty', detail);
  }
  if (status.state === 'Down') return err('scanner-offline', detail);
  const own = job.address === undefined ? undefined : jobAt(status, job.address.path);
  if (own?.state === 'Canceled') return err('scan-cancelled', `${detail}; cancelled on the device`);
  if (job.address === undefined && status.state === 'Processing') return err('scanner-busy', detail);
  return err(otherwise, detail);
}

/** Why the device did not take a job that it was asked to do. */
export function reasonOfRefusal(
  job: Omit<ScanJob, 'address'>,
  detail: string,
): Promise<{ readonly ok: false; readonly error: ScanFailure }> {
  return reasonOf({ ...job, address: undefined }, 0, 'scanner-refused', detail);
}

/** What a 404 means at this point of the job. */
type NotFound = { readonly kind: 'end' } | { readonly kind: 'again'; readonly afterMs: number };

/** How long, and how often, the same page has been asked for. */
interface Patience {
  readonly since: number;
  refusals: number;
}

/** A 404 before the first page: usually too early, sometimes the news that there is nothing. */
async function notFoundBeforeFirstPage(
  job: ScanJob,
  patience: Patience,
): Promise<Result<NotFound, ScanFailure>> {
  const waited = performance.now() - patience.since;
  if (waited >= job.waits.pageMs) return err('scanner-timeout', 'no first page');
  const answer = await readStatus(job.exchange, job.signal);
  if (!answer.ok) {
    const busy = answer.error.code === 'scanner-busy';
    return busy ? ok({ kind: 'again', afterMs: job.waits.pollMs }) : answer;
  }
  const status = answer.value;
  const feeder = job.settings.source === 'feeder';
  const trouble = feeder ? feederTrouble(status) : undefined;
  if (trouble !== undefined) return err(trouble, 'before the first page');

  const own = jobAt(status, job.address.path);
  if (own?.state === 'Canceled') return err('scan-cancelled', 'cancelled on the device');
  const over =
    own === undefined
      ? // Not listed: a device without a list of jobs, or one that has forgotten this one. Doubt ends after three refusals.
        status.state === 'Idle' && patience.refusals >= 3
      : own.state === 'Completed' || own.state === 'Aborted';
  if (over && feeder && status.feeder !== 'loaded')
    return err('scanner-feeder-empty', 'ended without a page');
  if (over) return err('scanner-interrupted', 'ended without a page');
  return ok({ kind: 'again', afterMs: job.waits.pollMs });
}

/**
 * A 404 after a page: the end, unless the device's own list says otherwise. In doubt one more question is asked, because
 * a page left behind is worse than half a second.
 */
async function notFoundAfterPages(job: ScanJob, patience: Patience): Promise<Result<NotFound, ScanFailure>> {
  const answer = await readStatus(job.exchange, job.signal);
  if (job.signal.aborted) return err('scan-cancelled');
  // The 404 is the protocol's own end of job; a status that cannot be read takes nothing away from it.
  if (!answer.ok) return ok({ kind: 'end' });
  const status = answer.value;
  const trouble = feederTrouble(status);
  if (trouble !== undefined) return err(trouble, 'after a page');

  const own = jobAt(status, job.address.path);
  if (own?.state === 'Canceled') return err('scan-cancelled', 'cancelled on the device');
  if (own?.state === 'Aborted') return err('scanner-interrupted', 'aborted by the device');
  if (own?.state === 'Completed' || job.quirks.processingUntilDeleted) return ok({ kind: 'end' });

  const waiting = own?.imagesToTransfer ?? 0;
  const moving = own !== undefined && (status.feeder === 'loaded' || status.feeder === 'moving');
  if (waiting > 0 || moving) {
    if (performance.now() - patience.since < job.waits.nextSheetMs) {
      return ok({ kind: 'again', afterMs: job.waits.pollMs });
    }
    // Paper is still there and the job still runs, but no page comes: we do not know that everything was scanned.
    return status.feeder === 'moving' && waiting === 0
      ? ok({ kind: 'end' })
      : err('scanner-timeout', 'no further page');
  }
  const doubt = patience.refusals < 2 && (own !== undefined || status.state === 'Processing');
  return ok(doubt ? { kind: 'again', afterMs: job.waits.lastPageDoubtMs } : { kind: 'end' });
}

/** The next page of the job, or nothing after its last one. */
async function nextPage(job: ScanJob, pages: number): Promise<Result<ScannedPage | undefined, ScanFailure>> {
  const { exchange, address, signal, waits } = job;
  const patience: Patience = { since: performance.now(), refusals: 0 };
  // A PDF may come only once the whole pile has gone through.
  const pile = job.settings.source === 'feeder' && job.settings.format === 'application/pdf';
  const answerMs = pile ? waits.pileMs : waits.pageMs;
  for (;;) {
    const answer = await exchange.nextDocument(
      address,
      { answerMs, transferMs: waits.pageTransferMs },
      signal,
    );
    if (signal.aborted) return err('scan-cancelled');
    if (!answer.ok) return answer;
    const { status, body, retryAfter } = answer.value;

    if (status === 200) {
      return scannedBytes(body, job.settings.format, job.settings.dpi, 'scanner-not-escl');
    }
    if (status === 404) {
      patience.refusals += 1;
      const meaning =
        pages === 0 ? await notFoundBeforeFirstPage(job, patience) : await notFoundAfterPages(job, patience);
      if (!meaning.ok) return meaning;
      if (meaning.value.kind === 'end') return ok(undefined);
      await pause(meaning.value.afterMs, signal);
    } else if (status === 503) {
      const wait = retryAfterMs(retryAfter, waits);
      if (performance.now() - patience.since + wait > answerMs) {
        return reasonOf(job, pages, 'scanner-timeout', 'NextDocument: HTTP 503');
      }
      await pause(wait, signal);
    } else if (status === 410) {
      return err('scan-cancelled', 'cancelled on the device');
    } else {
      return reasonOf(job, pages, 'scanner-interrupted', `NextDocument: HTTP ${status}`);
    }
    if (signal.aborted) return err('scan-cancelled');
  }
}

/**
 * Fetches every page of a job that was taken, each one delivered and awaited before the next is asked for. Does not
 * delete the job: its owner does, once, whatever happened here.
 */
export async function fetchPages(
  job: ScanJob,
  onPage: (page: ScannedPage) => Promise<void>,
): Promise<Result<{ readonly pages: number }, ScanFailure>> {
  const { quirks, settings, signal } = job;
  for (let pages = 0; pages < MAX_PAGES_PER_JOB; pages += 1) {
    if (settings.source === 'platen' && pages === 1) {
      // The glass holds one page and it is here: the answer is the device's business, but it wants to be asked.
      await job.exchange.isThereMore(job.address, signal);
      return signal.aborted ? err('scan-cancelled') : ok({ pages });
    }
    const asked = performance.now();
    const page = await nextPage(job, pages);
    if (!page.ok) return page;
    if (page.value === undefined) return ok({ pages });
    await onPage(page.value);
    if (signal.aborted) return err('scan-cancelled');
    if (quirks.pauseBeforeNext !== undefined && settings.source === 'feeder') {
      const took = performance.now() - asked;
      await pause(Math.min(took * quirks.pauseBeforeNext.share, quirks.pauseBeforeNext.maxMs), signal);
    }
  }
  return err('scanner-interrupted', `more than ${MAX_PAGES_PER_JOB} pages`);
}
