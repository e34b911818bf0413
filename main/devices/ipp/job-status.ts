import { z } from 'zod';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PrintError } from '../../ports/receipt-printer.ts';
import type { IppAttributes } from './ipp-message.ts';
import { JOB_STATE } from './ipp-vocabulary.ts';
import type { PrinterDescription } from './printer-description.ts';

export const JOB_ATTRIBUTES = ['job-id', 'job-name', 'job-state', 'job-state-reasons'] as const;

const jobAttributes = z.object({
  'job-id': z.tuple([z.number().int().min(1)]),
  'job-name': z
    .array(z.union([z.string(), z.object({ value: z.string() }).transform((text) => text.value)]))
    .length(1)
    .optional()
    .catch(undefined),
  'job-state': z.tuple([z.number().int().min(JOB_STATE.pending).max(JOB_STATE.completed)]),
  'job-state-reasons': z.array(z.string().max(255)).max(100).catch([]),
});

/** A job as the printer describes it. */
export interface JobStatus {
  readonly id: number;
  readonly name: string | undefined;
  /** One of `JOB_STATE`. */
  readonly state: number;
  readonly reasons: readonly string[];
}

export function readJob(
  attributes: IppAttributes | undefined,
): Result<JobStatus, Failure<'printer-not-ipp'>> {
  const read = jobAttributes.safeParse(attributes);
  if (!read.success) return err('printer-not-ipp', 'no job');
  return ok({
    id: read.data['job-id'][0],
    name: read.data['job-name']?.[0],
    state: read.data['job-state'][0],
    reasons: read.data['job-state-reasons'],
  });
}

/** How a job ended, by the device's own word; nothing while it has not. */
export type JobEnd = { readonly printed: true } | { readonly printed: false; readonly reason: PrintError };

/** `job-state-reasons` of a job that came to nothing (RFC 8011, section 5.3.8), and what they mean here. */
const END_REASONS: ReadonlyMap<string, PrintError> = new Map([
  ['unsupported-document-format', 'printer-format'],
  ['document-format-error', 'printer-format'],
  ['document-unprintable-error', 'printer-format'],
  ['job-canceled-by-user', 'print-cancelled'],
  ['job-canceled-by-operator', 'print-cancelled'],
  ['job-canceled-at-device', 'print-cancelled'],
]);

/** Only `completed` without a doubt is printed. */
export function endOf(job: JobStatus): JobEnd | undefined {
  const told = job.reasons.map((reason) => END_REASONS.get(reason)).find((code) => code !== undefined);
  switch (job.state) {
    case JOB_STATE.completed:
      // "Completed with errors": paper may have come out, but nobody can say that it is the receipt.
      return job.reasons.includes('job-completed-with-errors')
        ? { printed: false, reason: 'print-aborted' }
        : { printed: true };
    case JOB_STATE.aborted:
      return {
        printed: false,
        reason: told === 'print-cancelled' ? 'print-aborted' : (told ?? 'print-aborted'),
      };
    case JOB_STATE.canceled:
      return { printed: false, reason: 'print-cancelled' };
    default:
      return undefined;
  }
}

/**
 * In the way of the job that is printing, however lightly the device puts it: some call these warnings until they stop.
 * `media-empty` is not among them, it may be another tray; `media-needed` is about the job itself.
 */
const STOPS_THE_JOB: ReadonlySet<string> = new Set(['media-needed', 'media-jam', 'cover-open', 'door-open']);

/** Why a job that has not ended does not move; nothing where it is on its way. */
export function blockedBy(job: JobStatus, printer: PrinterDescription): PrintError | undefined {
  const [worst] = printer.reasons;
  const halted = printer.stopped || job.state === JOB_STATE.processingStopped;
  if (halted) {
    if (worst !== undefined) return worst.code;
    return job.reasons.includes('resources-are-not-ready') ? 'printer-media-empty' : 'printer-paused';
  }
  if (worst?.severity === 'error') return worst.code;
  const warned = printer.reasons.find((reason) => STOPS_THE_JOB.has(reason.keyword));
  if (warned !== undefined) return warned.code;
  if (job.state === JOB_STATE.pending || job.state === JOB_STATE.pendingHeld) {
    return worst?.code ?? 'printer-busy';
  }
  return undefined;
}
