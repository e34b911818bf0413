import { err, ok, type Result } from '../../domain/result.ts';
import type { ScannerWithFacts } from '../../ports/device-facts.ts';
import type { ScanError, Scanner, ScannerStatus, ScanSource } from '../../ports/scanner.ts';
import { type DeviceAddress, fixedAddress } from '../discovery/device-address.ts';
import type { DeviceTrust } from '../http/device-trust.ts';
import { type EsclExchange, esclExchange, type JobAddress, type ScanFailure } from './escl-exchange.ts';
import { pause } from './pause.ts';
import { type EsclQuirks, quirksOf } from './quirks.ts';
import { retryAfterMs } from './retry-after.ts';
import {
  feederTrouble,
  fetchPages,
  readStatus,
  reasonOfRefusal,
  refusedQuestion,
  type ScanJob,
} from './scan-job.ts';
import { fitSettings, writeScanSettings } from './scan-settings.ts';
import { parseScannerCapabilities, type ScannerCapabilities } from './scanner-capabilities.ts';
import { factsOf } from './scanner-facts.ts';
import type { EsclStatus } from './scanner-status.ts';
import { type EsclWaits, WAITS } from './waits.ts';

/** One eSCL scanner of the desk, as configured. */
export interface EsclScannerOptions {
  /**
   * Its eSCL root, `http` or `https`, for instance `https://192.0.2.10/eSCL`, or how it is found. Asked again after each
   * failure.
   */
  readonly url: string | DeviceAddress;
  /** How its certificate is judged, for `https`. The system's authorities where nothing is said. */
  readonly trust?: DeviceTrust;
  /** Waits that differ from `WAITS` for this device. */
  readonly timeouts?: Partial<EsclWaits>;
}

interface Device {
  /** Where it was when it was asked. */
  readonly url: string;
  readonly exchange: EsclExchange;
  readonly capabilities: ScannerCapabilities;
  readonly quirks: EsclQuirks;
}

async function readDevice(
  url: string,
  exchange: EsclExchange,
  signal: AbortSignal,
): Promise<Result<Device, ScanFailure>> {
  const answer = await exchange.question('ScannerCapabilities', signal);
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return refusedQuestion('capabilities', answer.value.status);
  const capabilities = parseScannerCapabilities(answer.value.body);
  if (!capabilities.ok) return capabilities;
  return ok({
    url,
    exchange,
    capabilities: capabilities.value,
    quirks: quirksOf(capabilities.value.makeAndModel),
  });
}

/** Trouble that makes the scanner as a whole unusable, whatever the source. */
function wholeTrouble(status: EsclStatus): ScanError | undefined {
  if (status.state === 'Down') return 'scanner-offline';
  if (status.state === 'Stopped') return feederTrouble(status);
  return undefined;
}

/** Asks again while the device says that it is busy, for `busyMs` at most. */
async function patiently<Value>(
  ask: () => Promise<Result<Value, ScanFailure>>,
  waits: EsclWaits,
  signal: AbortSignal,
): Promise<Result<Value, ScanFailure>> {
  const since = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer.ok || answer.error.code !== 'scanner-busy') return answer;
    if (signal.aborted || performance.now() - since >= waits.busyMs) return answer;
    await pause(waits.pollMs, signal);
  }
}

/** Waits until the scanner can take a job for this source, or says why it cannot. */
async function awaitReady(
  exchange: EsclExchange,
  source: ScanSource,
  quirks: EsclQuirks,
  waits: EsclWaits,
  signal: AbortSignal,
): Promise<Result<undefined, ScanFailure>> {
  const since = performance.now();
  for (;;) {
    const answer = await patiently(() => readStatus(exchange, signal), waits, signal);
    if (!answer.ok) return answer;
    const status = answer.value;
    const whole = wholeTrouble(status);
    if (whole !== undefined) return err(whole, `before the job: ${status.state}`);
    if (source === 'feeder') {
      // Not for a double feed: some devices keep saying so until the next job, and would never get one.
      const trouble = status.feeder === 'double-feed' ? undefined : feederTrouble(status);
      if (trouble !== undefined) return err(trouble, 'before the job');
      if (status.feeder === 'empty' && quirks.emptyFeeder === 'refuses') {
        return err('scanner-feeder-empty', 'before the job');
      }
    }
    if (status.state === 'Idle') return ok(undefined);

    const limit = status.state === 'Testing' ? waits.warmUpMs : waits.busyMs;
    if (performance.now() - since >= limit) {
      return err(
        status.state === 'Stopped' ? 'scanner-refused' : 'scanner-busy',
        `before the job: ${status.state}`,
      );
    }
    await pause(waits.pollMs, signal);
    if (signal.aborted) return err('scan-cancelled');
  }
}

/**
 * A signal that follows `signal` only `graceMs` later. A job being posted when the visitor cancels may already exist:
 * its address must be learnt to delete it.
 */
function delayedSignal(signal: AbortSignal, graceMs: number): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => controller.abort(), graceMs);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

/** Posts the job, again while the device says 503, and returns its address. */
async function postJob(job: Omit<ScanJob, 'address'>): Promise<Result<JobAddress, ScanFailure>> {
  const { exchange, quirks, settings, signal, waits } = job;
  const body = writeScanSettings(settings);
  const since = performance.now();
  for (;;) {
    if (signal.aborted) return err('scan-cancelled');
    const grace = delayedSignal(signal, waits.postAfterCancelMs);
    const answer = await exchange.post(body, quirks, grace.signal);
    grace.release();
    if (!answer.ok) return answer;
    const { status, location, retryAfter } = answer.value;

    if (status === 201) {
      const address = exchange.jobAddress(location);
      return address === undefined ? err('scanner-not-escl', 'Location leads elsewhere') : ok(address);
    }
    if (status !== 503) return reasonOfRefusal(job, `ScanJobs: HTTP ${status}`);
    const wait = retryAfterMs(retryAfter, waits);
    if (performance.now() - since + wait > waits.busyMs) return err('scanner-busy', 'ScanJobs: HTTP 503');
    await pause(wait, signal);
  }
}

/**
 * A scanner that speaks eSCL (AirScan) over HTTP or HTTPS, network scanners and USB scanners behind ipp-usb alike
 * (Mopria eSCL Technical Specification). Platen and simplex feeder, JPEG pages, one job at a time.
 *
 * Each job: capabilities (kept until something goes wrong), status, POST, pages until 404, one DELETE, also after a
 * failure or a cancel. An address that is not http or https is `scanner-offline` at each call.
 */
export function createEsclScanner(options: EsclScannerOptions): ScannerWithFacts {
  const waits: EsclWaits = { ...WAITS, ...options.timeouts };
  const address = typeof options.url === 'string' ? fixedAddress(options.url) : options.url;
  let known: Device | undefined;
  let scanning = false;

  const device = async (signal: AbortSignal): Promise<Result<Device, ScanFailure>> => {
    if (known !== undefined) return ok(known);
    const url = await address.find(signal);
    if (!url.ok) {
      const { code } = url.error;
      return err(code === 'cancelled' ? 'scan-cancelled' : 'scanner-offline', `address: ${code}`);
    }
    if (!URL.canParse(url.value)) return err('scanner-offline', 'the address is not a URL');
    const exchange = esclExchange(new URL(url.value), options.trust ?? { kind: 'system' }, waits);
    const read = await readDevice(url.value, exchange, signal);
    if (read.ok) known = read.value;
    return read;
  };

  /** Whether a device that does not answer any more announces itself at another address now. */
  const moved = async (from: Device, signal: AbortSignal): Promise<boolean> => {
    known = undefined;
    const now = await address.find(signal);
    return now.ok && now.value !== from.url;
  };

  const status: Scanner['status'] = async (signal) => {
    const answer = await askStatus(signal);
    // Nobody cancels a question: whoever asked had no more time.
    return !answer.ok && signal.aborted ? err('scanner-timeout', answer.error.detail) : answer;
  };

  const askStatus: Scanner['status'] = async (signal) => {
    const found = await device(signal);
    if (!found.ok) return found;
    const { capabilities, exchange, quirks } = found.value;
    const answer = await readStatus(exchange, signal);
    if (!answer.ok) {
      known = undefined;
      return answer;
    }
    const whole = wholeTrouble(answer.value);
    if (whole !== undefined) return err(whole, `status: ${answer.value.state}`);
    const sources = (['platen', 'feeder'] as const).filter(
      (source) => capabilities.sources[source] !== undefined,
    );
    // Not a double feed: some devices keep saying so until the next job, and would never get one.
    const trouble = answer.value.feeder === 'double-feed' ? undefined : feederTrouble(answer.value);
    return ok({
      sources,
      feederLoaded: feederLoaded(answer.value, quirks),
      ...(trouble === undefined ? {} : { feederProblem: trouble }),
    });
  };

  const facts: ScannerWithFacts['facts'] = async (signal) => {
    const found = await device(signal);
    return found.ok ? ok(factsOf(found.value.capabilities)) : found;
  };

  const runJob = async (
    wishes: Parameters<Scanner['scan']>[0],
    onPage: Parameters<Scanner['scan']>[1],
    signal: AbortSignal,
    mayHaveMoved = true,
  ): ReturnType<Scanner['scan']> => {
    const found = await patiently(() => device(signal), waits, signal);
    if (!found.ok) return found;
    const { capabilities, exchange, quirks } = found.value;
    const settings = fitSettings(wishes, capabilities, quirks.maxDpi);
    if (!settings.ok) return settings;
    const ready = await awaitReady(exchange, wishes.source, quirks, waits, signal);
    if (!ready.ok) {
      const gone = mayHaveMoved && ready.error.code === 'scanner-offline';
      return gone && (await moved(found.value, signal)) ? runJob(wishes, onPage, signal, false) : ready;
    }

    const job = { exchange, settings: settings.value, quirks, waits, signal };
    const posted = await postJob(job);
    if (!posted.ok) return posted;
    try {
      return signal.aborted
        ? err('scan-cancelled')
        : await fetchPages({ ...job, address: posted.value }, onPage);
    } finally {
      await exchange.remove(posted.value);
    }
  };

  const scan: Scanner['scan'] = async (wishes, onPage, signal) => {
    if (scanning) return err('scanner-busy', 'a job of this terminal is under way');
    scanning = true;
    try {
      const outcome = await runJob(wishes, onPage, signal);
      if (outcome.ok) return outcome;
      known = undefined;
      return signal.aborted ? err('scan-cancelled', outcome.error.detail) : outcome;
    } finally {
      scanning = false;
    }
  };

  return { status, scan, facts };
}

function feederLoaded(status: EsclStatus, quirks: EsclQuirks): ScannerStatus['feederLoaded'] {
  if (quirks.emptyFeeder === 'lies') return 'unknown';
  if (status.feeder === 'loaded') return true;
  if (status.feeder === 'empty') return false;
  return 'unknown';
}
