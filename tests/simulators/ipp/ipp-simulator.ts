import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  type IppGroup,
  type IppRequestMessage,
  type IppValue,
  request as requestCodec,
  response as responseCodec,
} from 'ipp-encoder';
import { type Fault, type FaultPoint, FaultQueue } from './fault.ts';
import {
  jobAttributes,
  one,
  type PrinterIdentity,
  printerAttributes,
  TAG,
  type WireAttribute,
} from './ipp-attributes.ts';
import { PrintMechanism } from './print-mechanism.ts';

export type { Fault, FaultPoint } from './fault.ts';
export type { Condition } from './print-mechanism.ts';
export { PrintMechanism } from './print-mechanism.ts';

export interface IppSimulatorOptions {
  /** TCP port on 127.0.0.1; chosen by the system where it is 0 or missing. */
  readonly port?: number;
  /** `document-format-supported`; PDF and octet stream where missing. */
  readonly formats?: readonly string[];
  /** `ipp-versions-supported`; 1.1 and 2.0 where missing. */
  readonly versions?: readonly ('1.1' | '2.0')[];
  /** Speaks `ipps` with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A request as it came in, for assertions. */
export interface RecordedOperation {
  readonly operation: FaultPoint;
  /** Job template attributes of the request, by name. */
  readonly template: Readonly<Record<string, IppValue | readonly IppValue[]>>;
}

/** A real IPP printer on loopback, without the metal. */
export interface IppSimulator {
  /** `ipp://` (or `ipps://`) address for the driver's configuration. */
  readonly uri: string;
  readonly port: number;
  /** Paper, covers, jobs: what a person can touch, and what lies in the tray (`mechanism.printed`). */
  readonly mechanism: PrintMechanism;
  readonly operations: readonly RecordedOperation[];
  /** The next such operation goes wrong in this way. */
  failNext(point: FaultPoint, fault: Fault): void;
  /** The next `times` such operations go wrong in this way. */
  failRepeatedly(point: FaultPoint, fault: Fault, times: number): void;
  clearFaults(): void;
  close(): Promise<void>;
}

const POINTS: ReadonlyMap<number, FaultPoint> = new Map([
  [0x02, 'print-job'],
  [0x04, 'validate-job'],
  [0x08, 'cancel-job'],
  [0x09, 'get-job-attributes'],
  [0x0a, 'get-jobs'],
  [0x0b, 'get-printer-attributes'],
]);

const STATUS = {
  ok: 0x0000,
  ignored: 0x0001,
  badRequest: 0x0400,
  notPossible: 0x0404,
  notFound: 0x0406,
  formatNotSupported: 0x040a,
  charsetNotSupported: 0x040d,
  operationNotSupported: 0x0501,
  versionNotSupported: 0x0503,
  notAccepting: 0x0506,
  busy: 0x0507,
} as const;

const MAX_REQUEST_BYTES = 50_000_000;
/** The job attributes that Get-Jobs and the creation of a job give when none are asked for (RFC 8011, 4.2.1.2, 4.2.6.1). */
const JOB_MINIMUM = ['job-id', 'job-uri'];
const JOB_CREATED = ['job-id', 'job-uri', 'job-state', 'job-state-reasons'];

interface Answer {
  readonly status: number;
  readonly groups?: readonly IppGroup[];
}

/** Attributes of one group, by name. */
type Given = ReadonlyMap<string, readonly IppValue[]>;

function groupOf(message: IppRequestMessage, tag: number): Given {
  const given = new Map<string, readonly IppValue[]>();
  for (const group of message.groups ?? []) {
    if (group.tag !== tag) continue;
    for (const { name, value } of group.attributes) {
      given.set(name, Array.isArray(value) ? value : [value as IppValue]);
    }
  }
  return given;
}

function chosen(attributes: readonly WireAttribute[], names: readonly IppValue[]): WireAttribute[] {
  if (names.includes('all')) return [...attributes];
  return attributes.filter(([first]) => first !== undefined && names.includes(first.name));
}

/** Starts the printer. It answers on 127.0.0.1 alone, until `close`. */
export async function startIppSimulator(options: IppSimulatorOptions = {}): Promise<IppSimulator> {
  const mechanism = new PrintMechanism();
  const faults = new FaultQueue();
  const operations: RecordedOperation[] = [];
  const versions = options.versions ?? ['1.1', '2.0'];
  let printer: PrinterIdentity;

  const operate = (message: IppRequestMessage, document: Uint8Array): Answer => {
    const asked = groupOf(message, 0x01);
    const { major, minor } = message.version ?? { major: 0, minor: 0 };
    if (!versions.some((version) => version === `${major}.${minor}`))
      return { status: STATUS.versionNotSupported };
    if (message.requestId < 1) return { status: STATUS.badRequest };
    const first = message.groups?.[0]?.attributes ?? [];
    if (first[0]?.name !== 'attributes-charset' || first[1]?.name !== 'attributes-natural-language') {
      return { status: STATUS.badRequest };
    }
    const charset = asked.get('attributes-charset')?.[0];
    if (charset !== 'utf-8' && charset !== 'us-ascii') return { status: STATUS.charsetNotSupported };
    if (!asked.has('printer-uri') && !asked.has('job-uri')) return { status: STATUS.badRequest };

    switch (POINTS.get(message.operationId)) {
      case 'get-printer-attributes':
        return getPrinterAttributes(asked);
      case 'validate-job':
        return refusal(asked) ?? { status: STATUS.ok };
      case 'print-job':
        return printJob(asked, document);
      case 'get-jobs':
        return getJobs(asked);
      case 'get-job-attributes':
        return getJobAttributes(asked);
      case 'cancel-job':
        return cancelJob(asked);
      case undefined:
        return { status: STATUS.operationNotSupported };
    }
  };

  const getPrinterAttributes = (asked: Given): Answer => {
    const names = asked.get('requested-attributes') ?? ['all'];
    const { template, description } = printerAttributes(printer, mechanism);
    const attributes = [
      ...(names.includes('job-template') ? template : chosen(template, names)),
      ...(names.includes('printer-description') ? description : chosen(description, names)),
    ];
    return { status: STATUS.ok, groups: [{ tag: 0x04, attributes: attributes.flat() }] };
  };

  const refusal = (asked: Given): Answer | undefined => {
    const format = asked.get('document-format')?.[0] ?? printer.formats[0];
    if (!mechanism.accepting) return { status: STATUS.notAccepting };
    if (!printer.formats.some((known) => known === format)) {
      return {
        status: STATUS.formatNotSupported,
        groups: [{ tag: 0x05, attributes: one(TAG.mime, 'document-format', format ?? '') }],
      };
    }
    return undefined;
  };

  const printJob = (asked: Given, document: Uint8Array): Answer => {
    const refused = refusal(asked);
    if (refused !== undefined) return refused;
    if (mechanism.manners.oneJobAtATime && mechanism.busy) return { status: STATUS.busy };
    const job = mechanism.submit({
      name: String(asked.get('job-name')?.[0] ?? 'Untitled'),
      user: String(asked.get('requesting-user-name')?.[0] ?? 'anonymous'),
      format: String(asked.get('document-format')?.[0] ?? printer.formats[0]),
      document,
    });
    return {
      status: STATUS.ok,
      groups: [{ tag: 0x02, attributes: chosen(jobAttributes(job, printer), JOB_CREATED).flat() }],
    };
  };

  const getJobs = (asked: Given): Answer => {
    const which = asked.get('which-jobs')?.[0] ?? 'not-completed';
    const limit = Number(asked.get('limit')?.[0] ?? Number.POSITIVE_INFINITY);
    const user = asked.get('my-jobs')?.[0] === true ? asked.get('requesting-user-name')?.[0] : undefined;
    const names = asked.get('requested-attributes') ?? JOB_MINIMUM;
    const jobs = mechanism.jobs
      .filter((job) => (job.endedAt !== undefined) === (which === 'completed'))
      .filter((job) => user === undefined || job.user === user)
      .slice(0, limit);
    return {
      status: STATUS.ok,
      groups: jobs.map((job) => ({
        tag: 0x02,
        attributes: chosen(jobAttributes(job, printer), names).flat(),
      })),
    };
  };

  const jobOf = (asked: Given): number => {
    const [uri] = asked.get('job-uri') ?? [];
    return uri === undefined ? Number(asked.get('job-id')?.[0]) : Number(String(uri).split('/').at(-1));
  };

  const getJobAttributes = (asked: Given): Answer => {
    const job = mechanism.jobs.find((known) => known.id === jobOf(asked));
    if (job === undefined) return { status: STATUS.notFound };
    const names = asked.get('requested-attributes') ?? ['all'];
    return {
      status: STATUS.ok,
      groups: [{ tag: 0x02, attributes: chosen(jobAttributes(job, printer), names).flat() }],
    };
  };

  const cancelJob = (asked: Given): Answer => {
    const job = mechanism.jobs.find((known) => known.id === jobOf(asked));
    if (job === undefined) return { status: STATUS.notFound };
    return { status: mechanism.cancel(job.id) ? STATUS.ok : STATUS.notPossible };
  };

  const encode = (answer: Answer, message: IppRequestMessage, requestId: number): Buffer => {
    const known = versions.some((v) => v === `${message.version?.major}.${message.version?.minor}`);
    const encoded = {
      version: known && message.version !== undefined ? message.version : { major: 1, minor: 1 },
      statusCode: answer.status,
      requestId,
      groups: [
        {
          tag: 0x01,
          attributes: [
            ...one(TAG.charset, 'attributes-charset', 'utf-8'),
            ...one(TAG.language, 'attributes-natural-language', 'en'),
          ],
        },
        ...(answer.groups ?? []),
      ],
    };
    return responseCodec.encode(encoded, Buffer.alloc(responseCodec.encodingLength(encoded)));
  };

  const answerWith = (
    request: http.IncomingMessage,
    response: http.ServerResponse,
    message: IppRequestMessage,
    document: Uint8Array,
  ): void => {
    const point = POINTS.get(message.operationId);
    if (point !== undefined)
      operations.push({ operation: point, template: Object.fromEntries(groupOf(message, 0x02)) });
    const fault = faults.take(point);
    const send = (body: Uint8Array): void => {
      response.writeHead(200, {
        'Content-Type': 'application/ipp',
        'Content-Length': String(body.byteLength),
      });
      response.end(body);
    };
    const carriedOut = (): Buffer => encode(operate(message, document), message, message.requestId);

    switch (fault?.kind) {
      case undefined:
        send(carriedOut());
        return;
      case 'ipp-status':
        send(encode({ status: fault.status }, message, message.requestId));
        return;
      case 'http-status':
        response.writeHead(fault.status, { 'Content-Type': 'text/plain' });
        response.end('no');
        return;
      case 'redirect':
        response.writeHead(302, { Location: fault.location });
        response.end();
        return;
      case 'answer':
        response.writeHead(200, { 'Content-Type': fault.contentType });
        response.end(fault.body);
        return;
      case 'silence':
        return;
      case 'hang-up':
        request.socket.destroy();
        return;
      case 'endless-body': {
        response.writeHead(200, { 'Content-Type': 'application/ipp' });
        const pump = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(16_384, 0x41))) {
            // Until the client has had enough.
          }
        };
        response.on('drain', pump);
        pump();
        return;
      }
      case 'delay': {
        const body = carriedOut();
        const timer = setTimeout(() => send(body), fault.ms);
        response.on('close', () => clearTimeout(timer));
        return;
      }
      case 'lose-answer':
        carriedOut();
        request.socket.destroy();
        return;
      case 'truncate': {
        const body = carriedOut();
        send(body.subarray(0, Math.floor(body.byteLength / 2)));
        return;
      }
      case 'other-request-id':
        send(encode(operate(message, document), message, message.requestId + 1));
        return;
      case 'corrupt': {
        const body = carriedOut();
        body[Math.min(fault.at, body.byteLength - 1)] = fault.byte;
        send(body);
        return;
      }
    }
  };

  const receive = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const chunks: Buffer[] = [];
    let received = 0;
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > MAX_REQUEST_BYTES) request.socket.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      if (request.method !== 'POST' || request.headers['content-type'] !== 'application/ipp') {
        response.writeHead(request.method === 'POST' ? 415 : 404);
        response.end();
        return;
      }
      const body = Buffer.concat(chunks);
      let message: IppRequestMessage;
      try {
        message = requestCodec.decode(body);
      } catch {
        response.writeHead(400);
        response.end();
        return;
      }
      answerWith(request, response, message, body.subarray(requestCodec.decode.bytes ?? body.byteLength));
    });
  };

  const server =
    options.tls === undefined ? http.createServer(receive) : https.createServer(options.tls, receive);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const scheme = options.tls === undefined ? 'ipp' : 'ipps';
  const uri = `${scheme}://127.0.0.1:${port}/ipp/print`;
  printer = {
    uri,
    secure: options.tls !== undefined,
    formats: options.formats ?? ['application/pdf', 'application/octet-stream'],
    versions,
    since: Date.now(),
  };

  return {
    uri,
    port,
    mechanism,
    operations,
    failNext: (point, fault) => faults.add(point, fault, 1),
    failRepeatedly: (point, fault, times) => faults.add(point, fault, times),
    clearFaults: () => faults.clear(),
    close: () =>
      new Promise((resolve) => {
        mechanism.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
