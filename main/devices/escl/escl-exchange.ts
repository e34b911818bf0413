import type { Failure, Result } from '../../domain/result.ts';
import { err } from '../../domain/result.ts';
import type { ScanError } from '../../ports/scanner.ts';
import {
  type BoundedResponse,
  boundedRequest,
  type RequestFault,
  type RequestLimits,
} from '../http/bounded-request.ts';
import type { DeviceTrust } from '../http/device-trust.ts';
import { MAX_PAGE_BYTES } from '../scanned-bytes.ts';
import { XML_LIMITS } from './bounded-xml.ts';
import type { EsclQuirks } from './quirks.ts';
import type { EsclWaits } from './waits.ts';

/** Status line and header fields. */
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_LOCATION_CHARACTERS = 1_024;

export type ScanFailure = Failure<ScanError>;

const CODES: Readonly<Record<RequestFault, ScanError>> = {
  unreachable: 'scanner-offline',
  untrusted: 'scanner-untrusted',
  interrupted: 'scanner-interrupted',
  timeout: 'scanner-timeout',
  'too-large': 'scanner-not-escl',
  redirected: 'scanner-not-escl',
  malformed: 'scanner-not-escl',
  cancelled: 'scan-cancelled',
};

/** The HTTP side of one eSCL device: where it is, how it is trusted, how long each question may take. */
export interface EsclExchange {
  /** GET of a small XML resource beside `ScanJobs`. The body is at most `XML_LIMITS.bytes` long. */
  question(resource: 'ScannerCapabilities' | 'ScannerStatus', signal: AbortSignal): Promise<Answer>;
  /** POST of a new job. Only the header of the answer is waited for: some devices cut the body (sane-airscan#163). */
  post(settings: Uint8Array, quirks: EsclQuirks, signal: AbortSignal): Promise<Answer>;
  /** GET of the job's next page, at most `MAX_PAGE_BYTES`. */
  nextDocument(
    job: JobAddress,
    waits: { readonly answerMs: number; readonly transferMs: number },
    signal: AbortSignal,
  ): Promise<Answer>;
  /** The same question where only its status is of interest. */
  isThereMore(job: JobAddress, signal: AbortSignal): Promise<Answer>;
  /** DELETE of the job. */
  remove(job: JobAddress): Promise<void>;
  /** The address of a job from the `Location` of its creation; nothing where it leads to another host or port. */
  jobAddress(location: string | undefined): JobAddress | undefined;
}

type Answer = Result<BoundedResponse, ScanFailure>;

/** Path of a job on the device it was posted to. */
export interface JobAddress {
  readonly path: string;
}

/**
 * An exchange with the device at `base` (its eSCL root, for instance `http://192.0.2.10/eSCL`).
 * Nothing is ever asked of another host, port or protocol than `base` names.
 */
export function esclExchange(base: URL, trust: DeviceTrust, waits: EsclWaits): EsclExchange {
  const root = base.pathname.replace(/\/+$/, '');

  /** Set by property, not resolved: a path that begins with two slashes would name another host. */
  const at = (path: string): URL => {
    const url = new URL(base);
    url.pathname = path;
    url.search = '';
    url.hash = '';
    url.username = '';
    url.password = '';
    return url;
  };
  const limits = (answerMs: number, totalMs: number, maxBodyBytes: number): RequestLimits => ({
    connectMs: waits.connectMs,
    answerMs,
    stallMs: waits.stallMs,
    totalMs,
    maxHeaderBytes: MAX_HEADER_BYTES,
    maxBodyBytes,
  });
  const small = (ms: number): RequestLimits => limits(ms, ms, XML_LIMITS.bytes);
  const hostHeader = (url: URL, quirks: EsclQuirks): string => {
    if (quirks.hostHeader === 'localhost') return 'localhost';
    if (quirks.hostHeader !== 'with-port') return url.host;
    return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
  };
  const ask = async (
    request: Omit<Parameters<typeof boundedRequest>[0], 'trust'>,
    signal: AbortSignal,
    tooLarge: ScanError = 'scanner-not-escl',
  ): Promise<Answer> => {
    const answer = await boundedRequest({ ...request, trust }, signal);
    if (answer.ok) return answer;
    const { code, detail } = answer.error;
    return err(code === 'too-large' ? tooLarge : CODES[code], `${code} ${detail}`.trim());
  };

  return {
    question: (resource, signal) =>
      ask({ method: 'GET', url: at(`${root}/${resource}`), limits: small(waits.questionMs) }, signal),
    post: (settings, quirks, signal) => {
      const url = at(`${root}/ScanJobs`);
      return ask(
        {
          method: 'POST',
          url,
          limits: small(waits.postMs),
          body: settings,
          contentType: 'text/xml',
          host: hostHeader(url, quirks),
          headerOnly: true,
        },
        signal,
      );
    },
    nextDocument: (job, { answerMs, transferMs }, signal) =>
      ask(
        {
          method: 'GET',
          url: at(`${job.path}/NextDocument`),
          limits: limits(answerMs, answerMs + transferMs, MAX_PAGE_BYTES),
        },
        signal,
        'scanner-page-too-large',
      ),
    isThereMore: (job, signal) =>
      ask(
        {
          method: 'GET',
          url: at(`${job.path}/NextDocument`),
          limits: small(waits.questionMs),
          headerOnly: true,
        },
        signal,
      ),
    remove: async (job) => {
      const unstoppable = new AbortController().signal;
      await ask(
        { method: 'DELETE', url: at(job.path), limits: small(waits.deleteMs), headerOnly: true },
        unstoppable,
      );
    },
    jobAddress: (location) => {
      if (location === undefined || location.length > MAX_LOCATION_CHARACTERS) return undefined;
      const asked = at(`${root}/ScanJobs`);
      if (!URL.canParse(location, asked.href)) return undefined;
      const url = new URL(location, asked);
      // Several HP devices call themselves localhost, on whatever port (sane-airscan#116): the path is still theirs.
      const same = url.protocol === asked.protocol && url.host === asked.host;
      if (!same && url.hostname !== 'localhost') return undefined;
      const path = url.pathname.replace(/\/+$/, '');
      // The list of jobs is not a job: a DELETE of it would be meant for everyone's.
      return path === '' || path === root || path === asked.pathname ? undefined : { path };
    },
  };
}
