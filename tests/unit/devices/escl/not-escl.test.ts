import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../../simulators/escl/escl-simulator.ts';
import { type ScannerRig, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  await rig.close();
});

const xml = (body: string | Uint8Array): Fault => ({ kind: 'answer', contentType: 'text/xml', body });
const ESCL = 'http://schemas.hp.com/imaging/escl/2011/05/03';
const PWG = 'http://www.pwg.org/schemas/2010/12/sm';

const WRONG: readonly (readonly [name: string, fault: Fault])[] = [
  [
    'a login page',
    { kind: 'answer', contentType: 'text/html', body: '<!doctype html><title>Connexion</title>' },
  ],
  ['XML of another namespace', xml('<ScannerCapabilities xmlns="urn:fictif"/>')],
  ['the right name without a namespace', xml('<ScannerCapabilities><Platen/></ScannerCapabilities>')],
  ['an undeclared prefix', xml('<scan:ScannerCapabilities/>')],
  ['another eSCL document', xml(`<s:ScanSettings xmlns:s="${ESCL}"/>`)],
  ['capabilities of nothing', xml(`<s:ScannerCapabilities xmlns:s="${ESCL}"/>`)],
  [
    'entities',
    xml(
      `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><s:ScannerCapabilities xmlns:s="${ESCL}">&b;</s:ScannerCapabilities>`,
    ),
  ],
  ['an external entity', xml('<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>')],
  ['deep nesting', xml('<a>'.repeat(50_000))],
  ['a hundred thousand elements', xml(`<a>${'<b/>'.repeat(100_000)}</a>`)],
  ['more than half a megabyte', xml(`<a>${' '.repeat(600_000)}</a>`)],
  ['binary', xml(Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 73) % 256)))],
  ['nothing', xml('')],
  ['an unclosed element', xml('<a><b></a>')],
  ['404', { kind: 'status', status: 404 }],
  ['a redirection elsewhere', { kind: 'redirect', location: 'http://192.0.2.1/eSCL/ScannerCapabilities' }],
  ['an endless answer', { kind: 'endless-body', contentType: 'text/xml' }],
  ['ten gigabytes promised', { kind: 'promise', bytes: 10_000_000_000, contentType: 'text/xml' }],
  ['another protocol', { kind: 'raw', bytes: Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00]) }],
];

describe('an answer that is not eSCL', () => {
  test.each(WRONG)('%s for the capabilities', async (_name, fault) => {
    rig.device.failNext('capabilities', fault);
    expect(await rig.scanner.status(new AbortController().signal)).toMatchObject({
      ok: false,
      error: { code: 'scanner-not-escl' },
    });
    // What is wrong once is asked again, not kept.
    expect((await rig.scan()).result.ok).toBe(true);
  });

  test.each(WRONG)('%s for the status', async (_name, fault) => {
    rig.device.failNext('status', fault);
    const { result } = await rig.scan();
    expect(result).toMatchObject({ ok: false, error: { code: 'scanner-not-escl' } });
    expect(rig.count('POST', /./)).toBe(0);
  });

  test('a state nobody has heard of', async () => {
    rig.device.failNext(
      'status',
      xml(
        `<s:ScannerStatus xmlns:s="${ESCL}" xmlns:p="${PWG}"><p:State>Dreaming</p:State></s:ScannerStatus>`,
      ),
    );
    expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-not-escl' } });
  });

  test('the status is not eSCL in the middle of a job: the pages stay, the job is deleted', async () => {
    await rig.loadFeeder(2);
    rig.device.failNext('status', { kind: 'delay', ms: 0 });
    rig.device.failNext('status', xml('<html/>'));
    const { result, pages } = await rig.scan({ source: 'feeder' });
    expect(result).toEqual({ ok: true, value: { pages: 2 } });
    expect(pages).toHaveLength(2);
    expect(rig.device.jobsAlive).toBe(0);
  });
});

describe('a device that does not answer what it was built for', () => {
  test.each([
    ['a fault of its own', 500],
    ['a password prompt', 401],
    ['a closed door', 403],
  ])('%s is a refusal, before any job', async (_name, status) => {
    for (const point of ['capabilities', 'status'] as const) {
      rig.device.failNext(point, { kind: 'status', status });
      expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-refused' } });
    }
    expect(rig.count('POST', /./)).toBe(0);
  });
});

describe('a job whose address leads elsewhere', () => {
  test.each([
    'http://192.0.2.1/eSCL/ScanJobs/1',
    'https://127.0.0.1/eSCL/ScanJobs/1',
    'http://127.0.0.1:9/eSCL/ScanJobs/1',
    '//192.0.2.1/eSCL/ScanJobs/1',
    'http://127.0.0.1.example.invalid/eSCL/ScanJobs/1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://[',
    '/',
    '',
    `/${'a'.repeat(2_000)}`,
  ])('"%s" is refused and nothing is asked of it', async (location) => {
    rig.device.failNext('post', { kind: 'location', location });
    expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-not-escl' } });
    expect(rig.count('GET', /NextDocument/)).toBe(0);
  });

  test('a path that begins with two slashes stays on the device', async () => {
    rig.device.failNext('post', { kind: 'location', location: '/.//192.0.2.1/eSCL/ScanJobs/1' });
    await rig.scan();
    expect(rig.device.requests.some((request) => request.path.includes('192.0.2.1'))).toBe(true);
  });

  test.each(['absolute', 'path', 'localhost'] as const)(
    'an address written as %s is the job',
    async (location) => {
      rig.device.behave({ location });
      expect((await rig.scan()).result.ok).toBe(true);
      expect(rig.device.jobsAlive).toBe(0);
    },
  );
});
