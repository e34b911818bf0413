import { z } from 'zod';
import type { Result } from '../../domain/result.ts';
import { childOf, childrenOf, parseBoundedXml, textOf, type XmlElement } from './bounded-xml.ts';
import { ESCL, PWG } from './escl-namespaces.ts';

const STATES = ['Idle', 'Processing', 'Testing', 'Stopped', 'Down'] as const;
/** State of the scanner as a whole (`pwg:State`). `Testing` is calibration and warm-up. */
export type ScannerState = (typeof STATES)[number];

const JOB_STATES = ['Pending', 'Processing', 'Completed', 'Canceled', 'Aborted'] as const;
/** State of one job (`pwg:JobState`). */
export type JobState = (typeof JOB_STATES)[number];

/** What the feeder says, in the driver's words. Several eSCL states that ask the same of the visitor share one. */
export type FeederState = 'loaded' | 'empty' | 'moving' | 'jam' | 'cover-open' | 'double-feed' | 'unknown';

/**
 * `scan:AdfState` (Mopria eSCL specification, section 7). `ScannedAdfLoaded` is how NAPS2's server spells it
 * (cyanfish/naps2#699); `ScannerAdfDoorOpen` is an older spelling of the hatch.
 */
const FEEDER_STATES: ReadonlyMap<string, FeederState> = new Map([
  ['ScannerAdfLoaded', 'loaded'],
  ['ScannedAdfLoaded', 'loaded'],
  ['ScannerAdfEmpty', 'empty'],
  ['ScannerAdfProcessing', 'moving'],
  ['ScannerAdfJam', 'jam'],
  ['ScannerAdfMispick', 'jam'],
  ['ScannerAdfInputTrayFailed', 'jam'],
  ['ScannerAdfInputTrayOverloaded', 'jam'],
  ['ScannerAdfDuplexPageTooShort', 'jam'],
  ['ScannerAdfDuplexPageTooLong', 'jam'],
  ['ScannerAdfHatchOpen', 'cover-open'],
  ['ScannerAdfDoorOpen', 'cover-open'],
  ['ScannerAdfMultipickDetected', 'double-feed'],
]);

export interface JobInfo {
  /** `pwg:JobUri`, absolute or a path, as sent. */
  readonly uri: string;
  readonly uuid: string;
  readonly state: JobState;
  /** Pages scanned and waiting to be fetched; nothing where the device does not say. */
  readonly imagesToTransfer: number | undefined;
}

export interface EsclStatus {
  readonly state: ScannerState;
  readonly feeder: FeederState;
  readonly jobs: readonly JobInfo[];
}

const stateSchema = z.enum(STATES);
const jobStateSchema = z.enum(JOB_STATES);
const addressSchema = z.string().max(1_024);
const countSchema = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

function jobInfo(element: XmlElement): JobInfo | undefined {
  const state = jobStateSchema.safeParse(textOf(element, PWG, 'JobState'));
  const uri = addressSchema.safeParse(textOf(element, PWG, 'JobUri') ?? '');
  const uuid = addressSchema.safeParse(textOf(element, PWG, 'JobUuid') ?? '');
  if (!state.success || !uri.success || !uuid.success) return undefined;
  const waiting = countSchema.safeParse(textOf(element, PWG, 'ImagesToTransfer'));
  return {
    uri: uri.data,
    uuid: uuid.data,
    state: state.data,
    imagesToTransfer: waiting.success ? waiting.data : undefined,
  };
}

/** Reads `ScannerStatus` (Mopria eSCL specification, section 7). Jobs in a form we do not know are left out. */
export function parseScannerStatus(
  bytes: Uint8Array,
): Result<EsclStatus, { readonly code: 'scanner-not-escl'; readonly detail: string }> {
  const refuse = (detail: string) => ({ ok: false, error: { code: 'scanner-not-escl', detail } }) as const;
  const document = parseBoundedXml(bytes);
  if (!document.ok) return refuse(`status: ${document.error.code}`);
  const root = document.value;
  if (root.namespace !== ESCL || root.name !== 'ScannerStatus') return refuse('status: another document');
  const state = stateSchema.safeParse(textOf(root, PWG, 'State'));
  if (!state.success) return refuse('status: no known state');
  return {
    ok: true,
    value: {
      state: state.data,
      feeder: FEEDER_STATES.get(textOf(root, ESCL, 'AdfState') ?? '') ?? 'unknown',
      jobs: childrenOf(childOf(root, ESCL, 'Jobs'), ESCL, 'JobInfo')
        .map(jobInfo)
        .filter((job) => job !== undefined),
    },
  };
}

/** The entry of the job at `jobPath` (path of the address the device gave when it took the job). */
export function jobAt(status: EsclStatus, jobPath: string): JobInfo | undefined {
  const id = jobPath.split('/').at(-1) ?? '';
  return status.jobs.find((job) => {
    const path = URL.canParse(job.uri, 'http://device/') ? new URL(job.uri, 'http://device/').pathname : '';
    return path === jobPath || (id !== '' && (job.uuid === id || path.split('/').at(-1) === id));
  });
}
