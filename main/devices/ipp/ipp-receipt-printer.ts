import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { IppAttribute } from 'ipp-encoder';
import type { Receipt } from '../../domain/receipt.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PrinterWithFacts } from '../../ports/device-facts.ts';
import type { PageDrawer } from '../../ports/page-drawer.ts';
import type { PrintError, Printed, PrintProgress, ReceiptPrinter } from '../../ports/receipt-printer.ts';
import type { DeviceAddress } from '../discovery/device-address.ts';
import type { DeviceTrust } from '../http/device-trust.ts';
import { screenName } from '../screen-name.ts';
import { IppClient, type IppFailure } from './ipp-client.ts';
import { attribute } from './ipp-message.ts';
import { OPERATION, STATUS, VALUE } from './ipp-vocabulary.ts';
import { blockedBy, endOf, JOB_ATTRIBUTES, type JobStatus, readJob } from './job-status.ts';
import { documentsFor, formatFor, type PrintFormat } from './print-format.ts';
import {
  A4_MEDIA,
  notReady,
  PRINTER_ATTRIBUTES,
  type PrinterDescription,
  readPrinter,
} from './printer-description.ts';

/** A job whose number was lost and that the printer did not list so many times never reached it. */
const LOOKS_FOR_LOST_JOB = 3;

/** Every wait of the driver, milliseconds. */
export interface IppWaits {
  /** Until the printer took the connection. */
  readonly connectMs: number;
  /** Until a question is answered. */
  readonly answerMs: number;
  /** Until a whole document was taken and answered for. */
  readonly documentMs: number;
  /** Between two looks at a job. */
  readonly lookMs: number;
  /** Between two tries while the printer is busy with other people's jobs, and how long to try. */
  readonly busyRetryMs: number;
  readonly busyMs: number;
  /** How long the printer may not answer while it has a job. */
  readonly silentMs: number;
  /** How long a job may stay as it is without the printer saying why. Covers a cold fuser. */
  readonly unexplainedMs: number;
  /** How long a job waits for a person (paper, jam, cover…). */
  readonly blockedMs: number;
  /** The whole job, whatever happens. */
  readonly jobMs: number;
  /** How long to ask for a job to be cancelled and to see that it was. */
  readonly cancelMs: number;
}

const IPP_WAITS: IppWaits = {
  connectMs: 3_000,
  answerMs: 5_000,
  documentMs: 30_000,
  lookMs: 1_000,
  busyRetryMs: 2_000,
  busyMs: 60_000,
  silentMs: 20_000,
  unexplainedMs: 90_000,
  blockedMs: 300_000,
  jobMs: 900_000,
  cancelMs: 10_000,
};

export interface IppReceiptPrinterOptions {
  /** Where it is: `ipp://host[:port]/path` or `ipps://…`. */
  readonly address: DeviceAddress;
  /** What makes the certificate of an `ipps:` printer acceptable. A pin refuses plain `ipp:`. */
  readonly trust: DeviceTrust;
  /** Makes the A4 PDF of a receipt. */
  readonly renderPdf: (receipt: Receipt) => Promise<Uint8Array>;
  /** Draws pages where the printer takes no PDF. */
  readonly drawer: PageDrawer;
  /** Other waits than `IPP_WAITS`. */
  readonly waits?: Partial<IppWaits>;
}

/**
 * A printer reached by IPP/2.0 (RFC 8010, RFC 8011; IPP Everywhere, PWG 5100.14) that takes PDF, PWG raster or JPEG.
 *
 * What it reports is what the device says: `sent` when the printer accepted the job, `waiting` with what is in the way,
 * `printed` only when the job's own state is "completed" without errors. A job that was given up is cancelled on the
 * printer, so that it does not come out in front of the next visitor; where the printer cannot be reached to cancel, the
 * failure's detail says that paper may still come out.
 *
 * Does not know whether the sheet was taken out of the tray, nor what a printer does that says "completed" when it has
 * only stored the job.
 */
export function createIppReceiptPrinter(options: IppReceiptPrinterOptions): PrinterWithFacts {
  const client = new IppClient(options.address, options.trust);
  const waits = { ...IPP_WAITS, ...options.waits };
  const printPdf: ReceiptPrinter['printPdf'] = (pdf, onProgress, signal) =>
    new PrintRun(client, options.drawer, waits, reporter(onProgress), signal).run(pdf);
  return {
    paper: 'a4',
    async status(signal) {
      const printer = await describePrinter(client, waits, signal);
      if (!printer.ok) {
        // The port's caller gave it no more time: the printer is slow, nothing was cancelled.
        return err(signal.aborted ? 'printer-timeout' : printer.error.code, printer.error.detail);
      }
      const problem =
        notReady(printer.value) ?? (formatFor(printer.value) === undefined ? 'printer-format' : undefined);
      return problem === undefined
        ? ok({ ready: true, mediaLow: printer.value.mediaLow })
        : err(problem, detailOf(printer.value));
    },

    async facts(signal) {
      const printer = await describePrinter(client, waits, signal);
      if (!printer.ok) {
        return err(signal.aborted ? 'printer-timeout' : printer.error.code, printer.error.detail);
      }
      const { makeAndModel, formats } = printer.value;
      return ok({ makeAndModel: screenName(makeAndModel), mediaTypes: formats, columns: null });
    },

    // A page is rendered in less time than a sheet takes to be drawn in.
    expect: () => undefined,

    print: async (receipt, onProgress, signal) =>
      printPdf(await options.renderPdf(receipt), onProgress, signal),
    printPdf,
  };
}

function detailOf(printer: PrinterDescription): string {
  return printer.reasons.map((reason) => `${reason.keyword}-${reason.severity}`).join(' ');
}

/** Passes on changes only. */
function reporter(onProgress: (progress: PrintProgress) => void): (progress: PrintProgress) => void {
  let last = '';
  return (progress) => {
    const now = JSON.stringify(progress);
    if (now === last) return;
    last = now;
    onProgress(progress);
  };
}

function shortLimits(waits: IppWaits): {
  connectMs: number;
  answerMs: number;
  stallMs: number;
  totalMs: number;
} {
  return {
    connectMs: waits.connectMs,
    answerMs: waits.answerMs,
    stallMs: waits.answerMs,
    totalMs: waits.connectMs + waits.answerMs,
  };
}

async function describePrinter(
  client: IppClient,
  waits: IppWaits,
  signal: AbortSignal,
): Promise<Result<PrinterDescription, Failure<PrintError>>> {
  const answer = await client.call(
    {
      operation: OPERATION.getPrinterAttributes,
      operationAttributes: [attribute(VALUE.keyword, 'requested-attributes', PRINTER_ATTRIBUTES)],
    },
    shortLimits(waits),
    signal,
  );
  return answer.ok ? readPrinter(answer.value.printer) : answer;
}

/** What can be asked of this printer so that the receipt comes out once, on one side, on the A4 that is loaded. */
function jobAttributesFor(printer: PrinterDescription): readonly IppAttribute[] {
  return [
    // Asking for a paper that is not loaded makes the printer wait for it: then whatever it has is better.
    ...(printer.mediaReady.includes(A4_MEDIA) ? [attribute(VALUE.keyword, 'media', A4_MEDIA)] : []),
    ...(printer.sides.includes('one-sided') ? [attribute(VALUE.keyword, 'sides', 'one-sided')] : []),
    ...(printer.jobSheets.includes('none') ? [attribute(VALUE.keyword, 'job-sheets', 'none')] : []),
    // Shrinks to fit where the paper turns out smaller; nothing is cropped (PWG 5100.16, print-scaling).
    ...(printer.scalings.includes('auto-fit') ? [attribute(VALUE.keyword, 'print-scaling', 'auto-fit')] : []),
  ];
}

const PRINTED: Printed = ok({ state: 'printed' });

/** Milliseconds of a clock that never goes back. */
function monotonic(): number {
  return performance.now();
}

/** One receipt on its way to paper. */
class PrintRun {
  readonly #client: IppClient;
  readonly #drawer: PageDrawer;
  readonly #waits: IppWaits;
  readonly #report: (progress: PrintProgress) => void;
  readonly #signal: AbortSignal;
  /** How the job is found again when its number was lost on the way. Says nothing about the visitor. */
  #jobName = '';

  constructor(
    client: IppClient,
    drawer: PageDrawer,
    waits: IppWaits,
    report: (progress: PrintProgress) => void,
    signal: AbortSignal,
  ) {
    this.#client = client;
    this.#drawer = drawer;
    this.#waits = waits;
    this.#report = report;
    this.#signal = signal;
  }

  async run(pdf: Uint8Array): Promise<Printed> {
    const outcome = await this.#print(pdf);
    this.#report(outcome.ok ? { state: 'printed' } : { state: 'failed', reason: outcome.error.code });
    return outcome;
  }

  async #print(pdf: Uint8Array): Promise<Printed> {
    const printer = await describePrinter(this.#client, this.#waits, this.#signal);
    if (!printer.ok) return this.#signal.aborted ? err('print-cancelled') : printer;
    if (!printer.value.accepting) {
      return err(notReady(printer.value) ?? 'printer-refused', detailOf(printer.value));
    }
    const format = formatFor(printer.value);
    if (format === undefined) return err('printer-format', printer.value.formats.join(' ').slice(0, 200));
    const documents = await documentsFor(pdf, format, printer.value, this.#drawer, this.#signal);
    if (!documents.ok) return documents;

    for (const document of documents.value) {
      const submitted = await this.#submit(document, format, jobAttributesFor(printer.value));
      if (!submitted.ok) return submitted;
      this.#report({ state: 'sent' });
      const printed = await this.#follow(submitted.value);
      if (!printed.ok) return printed;
    }
    return PRINTED;
  }

  /** Sends the document; tries again while the printer says that it is busy. */
  async #submit(
    document: Uint8Array,
    format: PrintFormat,
    jobAttributes: readonly IppAttribute[],
  ): Promise<Result<number, Failure<PrintError>>> {
    this.#jobName = `Borne ${randomUUID()}`;
    const busyUntil = monotonic() + this.#waits.busyMs;
    for (;;) {
      const answer = await this.#client.call(
        {
          operation: OPERATION.printJob,
          operationAttributes: [
            attribute(VALUE.name, 'job-name', this.#jobName),
            attribute(VALUE.mimeMediaType, 'document-format', format),
          ],
          jobAttributes,
          document,
        },
        {
          connectMs: this.#waits.connectMs,
          answerMs: this.#waits.documentMs,
          stallMs: this.#waits.answerMs,
          totalMs: this.#waits.connectMs + this.#waits.documentMs,
        },
        this.#signal,
      );
      if (answer.ok) {
        const job = readJob(answer.value.jobs[0]);
        return job.ok ? ok(job.value.id) : this.#recover({ ...job.error, delivered: 'lost' });
      }
      if (answer.error.delivered === 'lost') return this.#recover(answer.error);
      if (answer.error.code !== 'printer-busy' || monotonic() >= busyUntil) return answer;
      this.#report({ state: 'waiting', reason: 'printer-busy' });
      if (!(await this.#pause(this.#waits.busyRetryMs))) return err('print-cancelled');
    }
  }

  /**
   * The document may have arrived though its answer did not. Looks for the job by its name: found, it is followed (or
   * cancelled where the visitor left); not found, the first failure stands.
   */
  async #recover(lost: IppFailure): Promise<Result<number, Failure<PrintError>>> {
    // Not the visitor's signal: a job that is out there has to be found even after they left.
    const limit = AbortSignal.timeout(this.#waits.cancelMs);
    let unknown = 0;
    while (!limit.aborted && unknown < LOOKS_FOR_LOST_JOB) {
      const running = await this.#jobByName('not-completed', limit);
      const id =
        running.ok && running.value === undefined ? await this.#jobByName('completed', limit) : running;
      if (id.ok && id.value !== undefined) return ok(id.value);
      if (id.ok) unknown += 1;
      await pause(this.#waits.lookMs, limit);
    }
    return err(
      this.#signal.aborted ? 'print-cancelled' : lost.code,
      unknown < LOOKS_FOR_LOST_JOB ? `${lost.detail ?? ''}; paper may still come out` : lost.detail,
    );
  }

  async #jobByName(which: string, signal: AbortSignal): Promise<Result<number | undefined, IppFailure>> {
    const answer = await this.#client.call(
      {
        operation: OPERATION.getJobs,
        operationAttributes: [
          attribute(VALUE.integer, 'limit', 50),
          attribute(VALUE.keyword, 'requested-attributes', JOB_ATTRIBUTES),
          attribute(VALUE.keyword, 'which-jobs', which),
          attribute(VALUE.boolean, 'my-jobs', true),
        ],
      },
      shortLimits(this.#waits),
      signal,
    );
    if (!answer.ok) return answer;
    for (const attributes of answer.value.jobs) {
      const job = readJob(attributes);
      if (job.ok && job.value.name === this.#jobName) return ok(job.value.id);
    }
    return ok(undefined);
  }

  /** Looks at the job until its end, or until one of the waits is over. */
  async #follow(id: number): Promise<Printed> {
    const start = monotonic();
    let heard = start;
    let since = start;
    let situation = '';
    for (;;) {
      if (this.#signal.aborted) return this.#giveUp(id, err('print-cancelled'));
      const look = await this.#look(id);
      const now = monotonic();
      if (!look.ok) {
        if (this.#signal.aborted) continue;
        if (look.error.status === STATUS.notFound || look.error.status === STATUS.gone) {
          // Some printers forget a job the moment it ends, however it ended. Nothing more can be known.
          return err('printer-timeout', 'the printer no longer knows the job');
        }
        if (now - heard >= this.#waits.silentMs)
          return this.#giveUp(id, err(look.error.code, look.error.detail));
      } else {
        heard = now;
        const { job, printer } = look.value;
        const end = endOf(job);
        if (end !== undefined) return end.printed ? PRINTED : err(end.reason, job.reasons.join(' '));
        const blocked = blockedBy(job, printer);
        this.#report(blocked === undefined ? { state: 'sent' } : { state: 'waiting', reason: blocked });
        const current = `${job.state} ${blocked ?? ''}`;
        if (current !== situation) {
          situation = current;
          since = now;
        }
        if (blocked === undefined && now - since >= this.#waits.unexplainedMs) {
          return this.#giveUp(id, err('printer-timeout', `job state ${job.state}`));
        }
        if (blocked !== undefined && now - since >= this.#waits.blockedMs) {
          return this.#giveUp(id, err(blocked, detailOf(printer)));
        }
      }
      if (now - start >= this.#waits.jobMs) return this.#giveUp(id, err('printer-timeout', 'the whole job'));
      await this.#pause(this.#waits.lookMs);
    }
  }

  async #look(id: number): Promise<Result<{ job: JobStatus; printer: PrinterDescription }, IppFailure>> {
    const job = await this.#lookAtJob(id, this.#signal);
    if (!job.ok) return job;
    const printer = await describePrinter(this.#client, this.#waits, this.#signal);
    return printer.ok
      ? ok({ job: job.value, printer: printer.value })
      : { ok: false, error: { ...printer.error, delivered: 'lost' } };
  }

  async #lookAtJob(id: number, signal: AbortSignal): Promise<Result<JobStatus, IppFailure>> {
    const answer = await this.#client.call(
      {
        operation: OPERATION.getJobAttributes,
        operationAttributes: [
          attribute(VALUE.integer, 'job-id', id),
          attribute(VALUE.keyword, 'requested-attributes', JOB_ATTRIBUTES),
        ],
      },
      shortLimits(this.#waits),
      signal,
    );
    if (!answer.ok) return answer;
    const job = readJob(answer.value.jobs[0]);
    return job.ok ? job : { ok: false, error: { ...job.error, delivered: 'lost' } };
  }

  /**
   * Cancels the job and looks whether it really ended. What the device then says comes first: a sheet that was printed
   * in the last moment is printed.
   */
  async #giveUp(id: number, outcome: Failed): Promise<Printed> {
    const limit = AbortSignal.timeout(this.#waits.cancelMs);
    let cancelled = false;
    while (!limit.aborted) {
      if (!cancelled) {
        const answer = await this.#client.call(
          {
            operation: OPERATION.cancelJob,
            operationAttributes: [attribute(VALUE.integer, 'job-id', id)],
          },
          shortLimits(this.#waits),
          limit,
        );
        // "Not possible": it has ended already, which the next look says.
        cancelled = answer.ok || answer.error.status === STATUS.notPossible;
      }
      const job = await this.#lookAtJob(id, limit);
      if (job.ok) {
        const end = endOf(job.value);
        if (end?.printed) return PRINTED;
        if (end !== undefined) return outcome;
      } else if (job.error.status === STATUS.notFound || job.error.status === STATUS.gone) {
        return outcome;
      }
      await pause(this.#waits.lookMs, limit);
    }
    const { code, detail } = outcome.error;
    const doubt = cancelled ? 'cancellation accepted, not yet seen' : 'paper may still come out';
    return err(code, `${detail ?? ''}; ${doubt}`);
  }

  #pause(ms: number): Promise<boolean> {
    return pause(ms, this.#signal);
  }
}

type Failed = Extract<Printed, { readonly ok: false }>;

/** Waits; false where `signal` ended the wait before its time. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
