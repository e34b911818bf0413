import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseBoundedXml } from '../../../../main/devices/escl/bounded-xml.ts';
import { esclExchange } from '../../../../main/devices/escl/escl-exchange.ts';
import { createEsclScanner } from '../../../../main/devices/escl/escl-scanner.ts';
import { parseScannerCapabilities } from '../../../../main/devices/escl/scanner-capabilities.ts';
import { parseScannerStatus } from '../../../../main/devices/escl/scanner-status.ts';
import { WAITS } from '../../../../main/devices/escl/waits.ts';
import { scannedBytes } from '../../../../main/devices/scanned-bytes.ts';
import type { ScanError } from '../../../../main/ports/scanner.ts';
import { capabilitiesXml, DESK_SCANNER, statusXml } from '../../../simulators/escl/escl-documents.ts';
import { fuzzCases } from '../fuzz-cases.ts';
import { type RawServer, startRawServer } from '../http/raw-server.ts';
import { smallJpeg } from './scanner-rig.ts';

/** Milliseconds that one parse may take on a busy machine; the largest document takes a few. */
const PARSE_LIMIT_MS = 2_000;

const CAPABILITIES = capabilitiesXml(DESK_SCANNER);
const STATUS = statusXml('2.63', 'Processing', 'ScannerAdfLoaded', [
  { uri: '/eSCL/ScanJobs/1', uuid: '1', state: 'Processing', completed: 0, toTransfer: 1 },
]);

const IDLE = statusXml('2.63', 'Idle', 'ScannerAdfLoaded', []);

/** A real document, damaged: cut, repeated, spliced with pieces that matter to XML. */
const damaged = (document: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        remove: fc.nat(80),
        insert: fc.oneof(
          fc.constantFrom(
            '<',
            '>',
            '&',
            '&amp;',
            '&x;',
            '<!DOCTYPE a>',
            '<![CDATA[',
            ']]>',
            '<!--',
            '-->',
            '<?x',
            '?>',
            '"',
            "'",
            '=',
            '\u0000',
            '\ud800',
            'xmlns=""',
            '<a xmlns:s="u">',
            '</scan:Platen>',
          ),
          fc.string({ maxLength: 12 }),
          fc.integer().map(String),
        ),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((edits) =>
      edits.reduce((text, edit) => {
        const at = Math.floor(edit.at * text.length);
        return text.slice(0, at) + edit.insert + text.slice(at + edit.remove);
      }, document),
    );

describe('documents of a device, damaged', () => {
  const bounded = (parse: (bytes: Uint8Array) => { readonly ok: boolean }, bytes: Uint8Array): void => {
    const started = performance.now();
    expect(typeof parse(bytes).ok).toBe('boolean');
    expect(performance.now() - started).toBeLessThan(PARSE_LIMIT_MS);
  };
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

  test('bytes of any kind are a tree or a refusal, never a throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 2_000 }),
          fc.string({ unit: 'binary', maxLength: 500 }).map(encode),
        ),
        (bytes) => bounded(parseBoundedXml, bytes),
      ),
      fuzzCases('eSCL', 2_000),
    );
  });

  test('capabilities', () => {
    fc.assert(
      fc.property(damaged(CAPABILITIES), (text) => bounded(parseScannerCapabilities, encode(text))),
      fuzzCases('eSCL', 2_000),
    );
  });

  test('status', () => {
    fc.assert(
      fc.property(damaged(STATUS), (text) => bounded(parseScannerStatus, encode(text))),
      fuzzCases('eSCL', 2_000),
    );
  });
});

describe('what else a device sends', () => {
  const piece = fc.constantFrom(
    '%PDF-',
    '%%EOF',
    '\u00ff\u00d8\u00ff',
    '\u00ff\u00d9',
    '\u0000',
    'x'.repeat(5_000),
  );

  test('a page is of the format asked for, with its end, or it is not delivered', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 6 })
          .map((parts) => parts.join('')),
        fc.constantFrom('image/jpeg' as const, 'application/pdf' as const),
        (text, format) => {
          const bytes = Buffer.from(text, 'latin1');
          const page = scannedBytes(bytes, format, 300, 'scanner-not-escl');
          const [start, end] =
            format === 'image/jpeg' ? ['\u00ff\u00d8\u00ff', '\u00ff\u00d9'] : ['%PDF-', '%%EOF'];
          if (page.ok) expect(text.includes(start) && text.includes(end)).toBe(true);
          else expect(['scanner-not-escl', 'scanner-interrupted']).toContain(page.error.code);
        },
      ),
      fuzzCases('eSCL', 2_000),
    );
  });

  test('no address of a job leads anywhere but to the device', () => {
    const base = new URL('https://192.0.2.10:8443/eSCL');
    const exchange = esclExchange(base, { kind: 'system' }, WAITS);
    const part = fc.constantFrom(
      '/',
      '//',
      '..',
      '@',
      ':',
      '\\',
      'http:',
      'https:',
      '192.0.2.66',
      'localhost',
      '%2e',
      '?',
      '#',
      'ScanJobs',
      'eSCL',
      '\t',
      '[::1]',
      '%00',
    );
    fc.assert(
      fc.property(
        fc
          .array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 10 })
          .map((parts) => parts.join('')),
        (location) => {
          const job = exchange.jobAddress(location);
          if (job === undefined) return;
          expect(job.path.startsWith('/')).toBe(true);
          const asked = new URL(base);
          asked.pathname = `${job.path}/NextDocument`;
          expect(asked.host).toBe(base.host);
          expect(job.path).not.toBe('/eSCL/ScanJobs');
        },
      ),
      fuzzCases('eSCL', 2_000),
    );
  });
});

/** How long the driver may take over the worst sequence below with the waits given to it. */
const SCAN_LIMIT_MS = 15_000;
const IMPATIENT = {
  connectMs: 2_000,
  questionMs: 1_000,
  postMs: 1_000,
  postAfterCancelMs: 100,
  deleteMs: 1_000,
  pageMs: 200,
  pileMs: 400,
  stallMs: 200,
  pageTransferMs: 1_000,
  busyMs: 30,
  warmUpMs: 30,
  pollMs: 5,
  retryAfterMinMs: 2,
  retryAfterMaxMs: 10,
  nextSheetMs: 30,
  lastPageDoubtMs: 5,
};

const CODES: ReadonlySet<ScanError> = new Set<ScanError>([
  'scanner-offline',
  'scanner-busy',
  'scanner-refused',
  'scanner-feeder-empty',
  'scanner-jam',
  'scanner-cover-open',
  'scanner-double-feed',
  'scanner-interrupted',
  'scanner-timeout',
  'scanner-not-escl',
  'scanner-untrusted',
  'scanner-page-too-large',
  'scan-cancelled',
]);

/** Which answer, by what was asked. A device from hell answers sensibly just long enough. */
type Kind = 'capabilities' | 'status' | 'post' | 'next' | 'delete';

function kindOf(request: string): Kind {
  if (request.includes('/ScannerCapabilities ')) return 'capabilities';
  if (request.includes('/ScannerStatus ')) return 'status';
  if (request.includes('/NextDocument ')) return 'next';
  return request.includes('DELETE ') ? 'delete' : 'post';
}

describe('a device that answers anything at all', () => {
  let server: RawServer;
  let script: (kind: Kind) => Buffer = () => Buffer.alloc(0);
  let deletes = 0;
  let jobs = 0;
  let page: Buffer;

  beforeAll(async () => {
    page = await smallJpeg(1);
    server = await startRawServer((socket) => {
      let request = '';
      socket.on('data', (data) => {
        request += data.toString('latin1');
        if (!request.includes('\r\n\r\n')) return;
        const kind = kindOf(request);
        if (kind === 'delete') deletes += 1;
        if (kind === 'post' && !request.includes('ScanSettings>')) return;
        socket.removeAllListeners('data');
        const answer = script(kind);
        if (kind === 'post' && answer.subarray(0, 12).toString('latin1') === 'HTTP/1.1 201') jobs += 1;
        socket.end(answer);
      });
    });
  });
  afterAll(() => server.close());

  const http = (status: number, body: Buffer | string, headers = ''): Buffer => {
    const bytes = Buffer.from(body);
    return Buffer.concat([
      Buffer.from(`HTTP/1.1 ${status} X\r\nContent-Length: ${bytes.length}\r\n${headers}\r\n`, 'latin1'),
      bytes,
    ]);
  };
  const status = fc.oneof(
    { weight: 5, arbitrary: fc.constant(STATUS) },
    {
      weight: 4,
      arbitrary: fc
        .record({
          state: fc.constantFrom('Idle', 'Idle', 'Idle', 'Processing', 'Testing', 'Stopped', 'Down'),
          adf: fc.constantFrom(
            'ScannerAdfLoaded',
            'ScannerAdfEmpty',
            'ScannerAdfJam',
            'ScannerAdfHatchOpen',
            'ScannerAdfMultipickDetected',
            'ScannerAdfProcessing',
            undefined,
          ),
          job: fc.constantFrom('Pending', 'Processing', 'Completed', 'Canceled', 'Aborted', 'Odd'),
          toTransfer: fc.integer({ min: 0, max: 2 }),
        })
        .map(({ state, adf, job, toTransfer }) =>
          statusXml('2.63', state, adf, [
            { uri: '/eSCL/ScanJobs/1', uuid: '1', state: job, completed: 0, toTransfer },
          ]),
        ),
    },
    { weight: 3, arbitrary: fc.constant(IDLE) },
    { weight: 1, arbitrary: damaged(STATUS) },
  );
  const odd = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc
      .record({
        status: fc.integer({ min: 0, max: 700 }),
        body: fc.string({ maxLength: 80 }),
        headers: fc.constantFrom(
          '',
          'Retry-After: 1\r\n',
          'Location: http://192.0.2.1/\r\n',
          'Transfer-Encoding: chunked\r\n',
          'Content-Length: 7\r\n',
          'X',
          ': \r\n',
        ),
      })
      .map((answer) => http(answer.status, answer.body, answer.headers)),
  );
  const mostly = <Value>(weight: number, usual: fc.Arbitrary<Value>, rare: fc.Arbitrary<Value>) =>
    fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });
  const answers = fc.record({
    capabilities: mostly(
      20,
      fc.constant(http(200, CAPABILITIES)),
      fc.oneof(
        odd,
        damaged(CAPABILITIES).map((text) => http(200, text)),
      ),
    ),
    // The first status is mostly one that lets a job begin: trouble in the middle is the richer case.
    ready: mostly(12, fc.constant(http(200, IDLE)), odd),
    status: fc.array(
      mostly(
        12,
        status.map((text) => http(200, text)),
        odd,
      ),
      { minLength: 1, maxLength: 5 },
    ),
    post: fc.array(
      mostly(
        12,
        fc.constant(http(201, '', 'Location: /eSCL/ScanJobs/1\r\n')),
        fc.oneof(fc.constantFrom(http(503, ''), http(409, ''), http(201, '')), odd),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    next: fc.array(
      mostly(
        3,
        fc.constantFrom('page', 'page', '404'),
        fc.constantFrom('half', '409', '410', '503', '500', 'odd', 'hang-up'),
      ),
      { minLength: 1, maxLength: 8 },
    ),
    oddPage: odd,
    remove: mostly(4, fc.constant(http(200, '')), odd),
    source: fc.constantFrom('platen' as const, 'feeder' as const),
    cancelAt: mostly<number | undefined>(4, fc.constant(undefined), fc.nat(8)),
  });

  test('every scan ends, with pages or a code; what was delivered is whole; no job is deleted twice', async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (device) => {
        const nexts: Record<string, Buffer> = {
          page: http(200, page, 'Content-Type: image/jpeg\r\n'),
          half: http(200, page.subarray(0, page.length >> 1), 'Content-Type: image/jpeg\r\n'),
          '404': http(404, ''),
          '409': http(409, ''),
          '410': http(410, ''),
          '503': http(503, '', 'Retry-After: 1\r\n'),
          '500': http(500, ''),
          odd: device.oddPage,
          'hang-up': Buffer.alloc(0),
        };
        const turns = new Map<Kind, number>();
        const visitor = new AbortController();
        let requests = 0;
        deletes = 0;
        jobs = 0;
        script = (kind) => {
          requests += 1;
          if (requests === device.cancelAt) visitor.abort();
          const turn = turns.get(kind) ?? 0;
          turns.set(kind, turn + 1);
          switch (kind) {
            case 'capabilities':
              return device.capabilities;
            case 'status':
              if (turn === 0) return device.ready;
              return device.status[Math.min(turn - 1, device.status.length - 1)] ?? Buffer.alloc(0);
            case 'post':
              return device.post[Math.min(turn, device.post.length - 1)] ?? Buffer.alloc(0);
            case 'next':
              return nexts[device.next[turn] ?? '404'] ?? Buffer.alloc(0);
            case 'delete':
              return device.remove;
          }
        };
        const scanner = createEsclScanner({ url: new URL('/eSCL', server.url).href, timeouts: IMPATIENT });
        let delivered = 0;
        const started = performance.now();
        const result = await scanner.scan(
          { source: device.source, dpi: 300, colour: 'colour' },
          async (scanned) => {
            delivered += 1;
            expect(Buffer.from(scanned.bytes).equals(page)).toBe(true);
          },
          visitor.signal,
        );
        expect(performance.now() - started).toBeLessThan(SCAN_LIMIT_MS);
        if (result.ok) expect(result.value.pages).toBe(delivered);
        else expect(CODES.has(result.error.code)).toBe(true);
        expect(deletes).toBeLessThanOrEqual(Math.min(jobs, 1));
      }),
      fuzzCases('eSCL', 700),
    );
  }, 600_000);
});
