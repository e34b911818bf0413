import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  capabilitiesXml,
  DESK_SCANNER,
  type DeviceDescription,
  type JobLine,
  type RequestedJob,
  readScanSettings,
  statusXml,
} from './escl-documents.ts';
import { type Fault, type FaultPoint, FaultQueue } from './fault.ts';
import { BLANK_SIDE } from './fictional-sheet.ts';
import { scannedPdf } from './scanned-pdf.ts';
import { type Pulled, ScannerMechanism } from './scanner-mechanism.ts';
import type { Sheet } from './sheet.ts';

export type { DeviceDescription } from './escl-documents.ts';
export type { Fault, FaultPoint } from './fault.ts';
export { ScannerMechanism } from './scanner-mechanism.ts';
export type { Sheet } from './sheet.ts';

/** Habits of real devices, each one reported somewhere (`main/devices/escl/quirks.ts` cites them). */
export interface Manners {
  /** So many 404s before the first page of each job. */
  readonly earlyNotFound: number;
  /** 404, and an empty feeder in the status, when the next sheet is asked for sooner than this after the last one. */
  readonly hastyNotFoundMs: number;
  /** The job stays Processing after its last page, and no other is taken, until it is deleted. */
  readonly processingUntilDeleted: boolean;
  readonly sensor: 'honest' | 'always-empty' | 'always-loaded';
  /** What a job on an empty feeder gets: a 409 at once, or a job without pages. */
  readonly emptyFeeder: 'refuses-job' | 'accepts-then-404';
  readonly location: 'absolute' | 'path' | 'localhost';
  /** Whether the status lists the jobs. */
  readonly listsJobs: boolean;
  /** Milliseconds of `Testing` after the start. */
  readonly warmUpMs: number;
  /** Milliseconds for one sheet. The device scans ahead; a page asked for earlier is waited for. */
  readonly pageMs: number;
  /** What one PDF holds. */
  readonly pdfHolds: 'page' | 'pile';
}

const HONEST: Manners = {
  earlyNotFound: 0,
  hastyNotFoundMs: 0,
  processingUntilDeleted: false,
  sensor: 'honest',
  emptyFeeder: 'refuses-job',
  location: 'absolute',
  listsJobs: true,
  warmUpMs: 0,
  pageMs: 0,
  pdfHolds: 'pile',
};

export interface EsclSimulatorOptions {
  /** TCP port on 127.0.0.1; chosen by the system where it is 0 or missing. */
  readonly port?: number;
  /** Address of loopback that it listens on: 127.0.0.1 where it is missing. */
  readonly host?: string;
  readonly device?: Partial<DeviceDescription>;
  readonly manners?: Partial<Manners>;
  /** Speaks https with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** What the glass shows when nothing lies on it. Without it, such a job is refused with 409. */
  readonly lid?: Sheet;
}

/** A request as it came in, for assertions. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly body: string;
  /** `performance.now()` at arrival. */
  readonly at: number;
}

/** When a page was ready in the device and when the client came for it (`performance.now()`). */
export interface Delivery {
  readonly readyAt: number;
  readonly askedAt: number;
}

/** A real eSCL scanner on loopback, without the metal. */
export interface EsclSimulator {
  /** eSCL root, for the driver's configuration. */
  readonly url: string;
  readonly port: number;
  /** Feeder, glass, cover: what a person can touch. */
  readonly mechanism: ScannerMechanism;
  readonly requests: readonly RecordedRequest[];
  readonly deliveries: readonly Delivery[];
  /** The next request of this kind goes wrong in this way. */
  failNext(point: FaultPoint, fault: Fault): void;
  /** The next `times` requests of this kind go wrong in this way. */
  failRepeatedly(point: FaultPoint, fault: Fault, times: number): void;
  clearFaults(): void;
  /** Changes habits from now on. */
  behave(manners: Partial<Manners>): void;
  /** Someone presses "Stop" on the device: the running job is cancelled, its next page is 410. */
  cancelOnDevice(): void;
  /** Jobs that were taken and neither deleted nor forgotten. */
  readonly jobsAlive: number;
  close(): Promise<void>;
}

interface Job {
  readonly id: string;
  readonly asked: RequestedJob;
  state: 'Processing' | 'Completed' | 'Canceled' | 'Aborted';
  delivered: number;
  earlyNotFoundLeft: number;
  /** Other side of the sheet that has just gone through. */
  back: Sheet | undefined;
  lastReadyAt: number;
  lastDeliveredAt: number;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

const NOTHING = new Uint8Array(0);
const XML = { 'Content-Type': 'text/xml' };
const bare = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: NOTHING,
});
const xml = (text: string): Answer => ({ status: 200, headers: XML, body: Buffer.from(text) });

/** Jobs kept for the status list. */
const JOBS_REMEMBERED = 8;
/** Requests kept for assertions: a desk that stands for days must not fill its memory. */
const REQUESTS_REMEMBERED = 5_000;
/** Bytes of a request: no client sends a larger `ScanSettings`. */
const MAX_REQUEST_BYTES = 64 * 1024;

/** Starts a scanner on loopback. Close it: it holds a port. */
export async function startEsclSimulator(options: EsclSimulatorOptions = {}): Promise<EsclSimulator> {
  const device: DeviceDescription = { ...DESK_SCANNER, ...options.device };
  const host = options.host ?? '127.0.0.1';
  const mechanism = new ScannerMechanism();
  const faults = new FaultQueue();
  const requests: RecordedRequest[] = [];
  const deliveries: Delivery[] = [];
  const startedAt = performance.now();
  let manners: Manners = { ...HONEST, ...options.manners };
  let jobs: Job[] = [];

  const running = (): Job | undefined => jobs.find((job) => job.state === 'Processing');
  const jobPath = (job: Job): string => `/eSCL/ScanJobs/${job.id}`;

  const adfState = (): string => {
    if (mechanism.coverOpen) return 'ScannerAdfHatchOpen';
    if (mechanism.trouble === 'jam') return 'ScannerAdfJam';
    if (mechanism.trouble === 'double-feed') return 'ScannerAdfMultipickDetected';
    if (manners.sensor === 'always-empty') return 'ScannerAdfEmpty';
    if (manners.sensor === 'always-loaded') return 'ScannerAdfLoaded';
    const job = running();
    const hasty = job !== undefined && performance.now() - job.lastDeliveredAt < manners.hastyNotFoundMs;
    return mechanism.sheetsInFeeder === 0 || hasty ? 'ScannerAdfEmpty' : 'ScannerAdfLoaded';
  };

  const jobLine = (job: Job): JobLine => {
    const left = job.asked.source === 'platen' ? 1 - job.delivered : mechanism.sheetsInFeeder;
    const ready =
      job.state === 'Processing' && left > 0 && performance.now() >= job.lastReadyAt + manners.pageMs;
    return {
      uri: jobPath(job),
      uuid: job.id,
      state: job.state,
      completed: job.delivered,
      toTransfer: ready && manners.earlyNotFound === 0 && manners.hastyNotFoundMs === 0 ? 1 : 0,
    };
  };

  const status = (): Answer => {
    const warm = performance.now() - startedAt >= manners.warmUpMs;
    const stuck = mechanism.coverOpen && !device.sources.includes('platen');
    const state = !warm ? 'Testing' : stuck ? 'Stopped' : running() === undefined ? 'Idle' : 'Processing';
    return xml(
      statusXml(
        device.version,
        state,
        device.sources.includes('feeder') ? adfState() : undefined,
        manners.listsJobs ? jobs.map(jobLine) : [],
      ),
    );
  };

  const post = (body: string): Answer => {
    const asked = readScanSettings(body, device);
    if (asked === undefined) return bare(409);
    if (running() !== undefined) return bare(503, { 'Retry-After': '1' });
    if (asked.source === 'feeder') {
      if (mechanism.coverOpen || mechanism.trouble !== undefined) return bare(409);
      if (mechanism.sheetsInFeeder === 0 && manners.emptyFeeder === 'refuses-job') return bare(409);
    } else if ((mechanism.glass ?? options.lid) === undefined) {
      return bare(409);
    }
    const job: Job = {
      id: randomUUID(),
      asked,
      state: 'Processing',
      delivered: 0,
      earlyNotFoundLeft: manners.earlyNotFound,
      back: undefined,
      lastReadyAt: performance.now(),
      lastDeliveredAt: Number.NEGATIVE_INFINITY,
    };
    jobs = [job, ...jobs].slice(0, JOBS_REMEMBERED);
    const path = jobPath(job);
    const locations = {
      path,
      absolute: `${origin}${path}`,
      localhost: `http://localhost${path}`,
    };
    return bare(201, { Location: locations[manners.location] });
  };

  const pullFor = (job: Job): Pulled => {
    if (job.back !== undefined) {
      const sheet = job.back;
      job.back = undefined;
      return { kind: 'sheet', sheet };
    }
    if (job.asked.source === 'feeder') {
      const pulled = mechanism.pull();
      if (pulled.kind === 'sheet' && job.asked.duplex) job.back = pulled.sheet.back ?? BLANK_SIDE;
      return pulled;
    }
    const sheet = mechanism.glass ?? options.lid;
    return job.delivered > 0 || sheet === undefined ? { kind: 'empty' } : { kind: 'sheet', sheet };
  };

  const next = async (job: Job, askedAt: number): Promise<Answer> => {
    if (job.state === 'Canceled') return bare(410);
    if (job.state === 'Aborted') return bare(409);
    if (job.state === 'Completed') return bare(404);
    if (job.earlyNotFoundLeft > 0) {
      job.earlyNotFoundLeft -= 1;
      return bare(404);
    }
    if (performance.now() - job.lastDeliveredAt < manners.hastyNotFoundMs) return bare(404);
    const complete = (): Answer => {
      if (!manners.processingUntilDeleted) job.state = 'Completed';
      return bare(404);
    };
    const feederDone = job.back === undefined && mechanism.sheetsInFeeder === 0 && !mechanism.coverOpen;
    if (job.asked.source === 'feeder' && feederDone) return complete();

    const { dpi, colour, width, height, format } = job.asked;
    const size = { width: Math.round((width * dpi) / 300), height: Math.round((height * dpi) / 300) };
    const sides: Uint8Array[] = [];
    do {
      const readyAt = job.lastReadyAt + manners.pageMs;
      await sleep(Math.max(0, readyAt - performance.now()));
      const pulled = pullFor(job);
      if (pulled.kind === 'empty') break;
      if (pulled.kind !== 'sheet') {
        job.state = 'Aborted';
        return bare(409);
      }
      sides.push(await pulled.sheet.render({ dpi, colour, ...size }));
      job.delivered += 1;
      job.lastReadyAt = readyAt;
      deliveries.push({ readyAt, askedAt });
    } while (format === 'application/pdf' && manners.pdfHolds === 'pile');
    const [first] = sides;
    if (first === undefined) return complete();
    job.lastDeliveredAt = performance.now();
    const last = job.asked.source === 'platen' || (mechanism.sheetsInFeeder === 0 && job.back === undefined);
    if (last && !manners.processingUntilDeleted && manners.hastyNotFoundMs === 0) job.state = 'Completed';
    const body = format === 'application/pdf' ? await scannedPdf(sides, dpi) : first;
    return { status: 200, headers: { 'Content-Type': format, 'Content-Location': jobPath(job) }, body };
  };

  const remove = (job: Job): Answer => {
    jobs = jobs.filter((other) => other !== job);
    return bare(200);
  };

  /** Which request this is, and how it would be answered if nothing went wrong. */
  const route = (
    method: string,
    path: string,
    body: string,
    askedAt: number,
  ): { point: FaultPoint; answer: () => Promise<Answer> | Answer } | undefined => {
    if (method === 'GET' && path === '/eSCL/ScannerCapabilities') {
      return { point: 'capabilities', answer: () => xml(capabilitiesXml(device)) };
    }
    if (method === 'GET' && path === '/eSCL/ScannerStatus') return { point: 'status', answer: status };
    if (method === 'POST' && path === '/eSCL/ScanJobs') return { point: 'post', answer: () => post(body) };
    const [, id, tail] = /^\/eSCL\/ScanJobs\/([^/]+)(\/NextDocument)?$/.exec(path) ?? [];
    if (id === undefined) return undefined;
    const job = jobs.find((known) => known.id === id);
    if (method === 'GET' && tail !== undefined) {
      return { point: 'next', answer: () => (job === undefined ? bare(404) : next(job, askedAt)) };
    }
    if (method === 'DELETE' && tail === undefined) {
      return { point: 'delete', answer: () => (job === undefined ? bare(404) : remove(job)) };
    }
    return undefined;
  };

  const handle = async (
    request: http.IncomingMessage,
    response: http.ServerResponse,
    body: string,
  ): Promise<void> => {
    const askedAt = performance.now();
    const method = request.method ?? '';
    const path = request.url ?? '';
    requests.push({ method, path, host: request.headers.host ?? '', body, at: askedAt });
    if (requests.length > REQUESTS_REMEMBERED) requests.shift();
    const found = route(method, path, body, askedAt);
    if (found === undefined) {
      send(response, bare(404));
      return;
    }
    const fault = faults.take(found.point);
    if (fault === undefined) send(response, await found.answer());
    else await sendWrong(request, response, fault, found.answer);
  };

  const listener: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    let length = 0;
    // A client that leaves in the middle is its own affair.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_REQUEST_BYTES) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => void handle(request, response, Buffer.concat(chunks).toString('utf8')));
  };
  const server =
    options.tls === undefined ? http.createServer(listener) : https.createServer(options.tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `${options.tls === undefined ? 'http' : 'https'}://${host}:${port}`;

  return {
    url: `${origin}/eSCL`,
    port,
    mechanism,
    requests,
    deliveries,
    failNext: (point, fault) => faults.add(point, fault, 1),
    failRepeatedly: (point, fault, times) => faults.add(point, fault, times),
    clearFaults: () => faults.clear(),
    behave: (changes) => {
      manners = { ...manners, ...changes };
    },
    cancelOnDevice: () => {
      const job = running();
      if (job !== undefined) job.state = 'Canceled';
    },
    get jobsAlive() {
      return jobs.length;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: http.ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': answer.body.byteLength });
  response.end(answer.body);
}

async function sendWrong(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  fault: Fault,
  answer: () => Promise<Answer> | Answer,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    response.once('close', () => resolve());
  });
  switch (fault.kind) {
    case 'status':
      send(
        response,
        bare(fault.status, fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter }),
      );
      return;
    case 'answer':
      send(response, {
        status: fault.status ?? 200,
        headers: { 'Content-Type': fault.contentType },
        body: Buffer.from(fault.body),
      });
      return;
    case 'redirect':
      send(response, bare(302, { Location: fault.location }));
      return;
    case 'silence':
      await closed;
      return;
    case 'hang-up':
      request.socket.destroy();
      return;
    case 'endless-body': {
      response.writeHead(200, { 'Content-Type': fault.contentType });
      const chunk = Buffer.alloc(256 * 1024, 0x20);
      while (!response.destroyed) {
        if (!response.write(chunk)) await Promise.race([closed, once(response, 'drain')]);
      }
      return;
    }
    case 'promise':
      response.writeHead(200, { 'Content-Type': fault.contentType, 'Content-Length': fault.bytes });
      response.write(Buffer.alloc(1_024, 0x20));
      await closed;
      return;
    case 'long-header':
      send(response, bare(200, { 'X-Long': 'x'.repeat(fault.bytes) }));
      return;
    case 'raw':
      request.socket.end(fault.bytes);
      return;
    case 'delay':
      await sleep(fault.ms);
      send(response, await answer());
      return;
    case 'drop-mid-body': {
      await sendHalf(response, await answer());
      request.socket.destroy();
      return;
    }
    case 'stall':
      await sendHalf(response, await answer());
      await closed;
      return;
    case 'truncate': {
      const whole = await answer();
      send(response, { ...whole, body: whole.body.subarray(0, whole.body.byteLength >> 1) });
      return;
    }
    case 'drip': {
      const whole = await answer();
      response.writeHead(whole.status, { ...whole.headers, 'Content-Length': whole.body.byteLength });
      for (const byte of whole.body) {
        if (response.destroyed) return;
        response.write(Buffer.from([byte]));
        await sleep(fault.everyMs);
      }
      response.end();
      return;
    }
    case 'location': {
      const whole = await answer();
      send(response, { ...whole, headers: { ...whole.headers, Location: fault.location } });
      return;
    }
  }
}

/** The header and the first half of the body, flushed to the wire. */
function sendHalf(response: http.ServerResponse, whole: Answer): Promise<void> {
  response.writeHead(whole.status, { ...whole.headers, 'Content-Length': whole.body.byteLength });
  return new Promise((resolve) => {
    response.write(whole.body.subarray(0, Math.max(1, whole.body.byteLength >> 1)), () => resolve());
  });
}

function once(response: http.ServerResponse, event: 'drain'): Promise<void> {
  return new Promise((resolve) => {
    response.once(event, () => resolve());
  });
}
