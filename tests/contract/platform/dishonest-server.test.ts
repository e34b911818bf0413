import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SealedDossier } from '../../../main/ports/sealed-queue.ts';
import { createHttpPlatform } from '../../../main/sync/http-platform.ts';
import { codeOf, newReference, temporaryFolder } from '../../unit/storage/fictional-dossier.ts';
import { clientOf, never, TEST_LIMITS } from './terminal.ts';

const sealed = randomBytes(600_000);
const dossier: SealedDossier = {
  reference: newReference(),
  length: sealed.length,
  sha256: 'a'.repeat(64),
  committedAt: 0,
  attempts: 0,
  mismatches: 0,
  uploadUrl: undefined,
};
const read = (offset: number, length: number): Uint8Array =>
  Buffer.from(sealed.subarray(offset, offset + length));

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(listener))}`;
}

interface UploadOutcome {
  readonly code: string;
  readonly urls: (string | undefined)[];
}

async function upload(url: string, uploadUrl?: string): Promise<UploadOutcome> {
  const urls: (string | undefined)[] = [];
  const result = await clientOf(url).upload(
    { ...dossier, uploadUrl },
    read,
    (kept) => urls.push(kept),
    never,
  );
  return { code: codeOf(result), urls };
}

test('a server that says "all received" of an upload of another length is not believed', async () => {
  let patches = 0;
  const url = await serve((request, response) => {
    if (request.method === 'PATCH') patches += 1;
    response.writeHead(200, { 'upload-offset': '1000', 'upload-length': '1000' }).end();
  });
  expect(await upload(url, `${url}/depots/1`)).toEqual({
    code: 'platform-not-understood',
    urls: [undefined],
  });
  expect(patches).toBe(0);
});

test.each([
  ['stays where it is', '0'],
  ['goes beyond the end', '99999999'],
  ['is not a number', 'NaN'],
  ['is negative', '-1'],
  ['is missing', undefined],
])('an offset that %s ends the upload instead of sending for ever', async (_what, offset) => {
  let patches = 0;
  const url = await serve((request, response) => {
    request.resume();
    if (request.method === 'POST') {
      response.writeHead(201, { location: '/depots/1' }).end();
      return;
    }
    patches += 1;
    request.on('end', () =>
      response.writeHead(204, offset === undefined ? {} : { 'upload-offset': offset }).end(),
    );
  });
  expect(await upload(url)).toEqual({
    code: 'platform-not-understood',
    urls: [`${url}/depots/1`, undefined],
  });
  expect(patches).toBe(1);
});

test('an upload said to live on another host receives not one byte', async () => {
  let strangers = 0;
  const elsewhere = await serve((_request, response) => {
    strangers += 1;
    response.end();
  });
  const url = await serve((_request, response) => {
    response.writeHead(201, { location: `${elsewhere}/depots/1` }).end();
  });
  expect((await upload(url)).code).toBe('platform-not-understood');
  // Not from the database either, should someone have changed it there.
  expect(await upload(url, `${elsewhere}/depots/1`)).toEqual({
    code: 'platform-not-understood',
    urls: [undefined],
  });
  expect(strangers).toBe(0);
});

test('an upload that is only out of reach for a moment is not begun a second time', async () => {
  const methods: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    methods.push(request.method);
    response.writeHead(503).end();
  });
  expect(await upload(url, `${url}/depots/1`)).toEqual({ code: 'platform-error', urls: [] });
  expect(methods).toEqual(['HEAD']);
});

test.each([
  [413, 'platform-refused'],
  [422, 'platform-refused'],
  [460, 'platform-hash-mismatch'],
  [409, 'platform-error'],
  [401, 'platform-error'],
  [407, 'platform-error'],
  [429, 'platform-error'],
  [500, 'platform-error'],
  [511, 'platform-error'],
  [504, 'platform-timeout'],
  [302, 'platform-not-understood'],
])('status %i of an upload is %s', async (status, code) => {
  const url = await serve((request, response) => {
    request.resume();
    if (request.method === 'POST') response.writeHead(201, { location: '/depots/1' }).end();
    else request.on('end', () => response.writeHead(status).end());
  });
  expect((await upload(url)).code).toBe(code);
});

test.each([
  ['an array', '[]'],
  ['null', 'null'],
  [
    'another reference',
    JSON.stringify({ ...dossier, reference: newReference(), acknowledgement: 'A', receivedAt: 'x' }),
  ],
  [
    'a number that could be text for a receipt',
    JSON.stringify({
      reference: dossier.reference,
      sha256: dossier.sha256,
      acknowledgement: 'Votre dossier est <b>perdu</b>',
      receivedAt: '2026-03-02T08:31:00Z',
    }),
  ],
  [
    'a date that is none',
    JSON.stringify({
      reference: dossier.reference,
      sha256: dossier.sha256,
      acknowledgement: 'AR-1',
      receivedAt: 'hier',
    }),
  ],
  ['nothing', ''],
])('an acknowledgement that is %s erases nothing', async (_what, body) => {
  const url = await serve((_request, response) => response.end(body));
  expect(codeOf(await clientOf(url).acknowledgement(dossier, never))).toBe('platform-not-understood');
});

test('an answer cut in the middle, one that never comes and one that is not HTTP are told apart from silence', async () => {
  const cut = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{');
    setTimeout(() => request.socket.destroy(), 20);
  });
  expect(codeOf(await clientOf(cut).acknowledgement(dossier, never))).toBe('platform-offline');

  const drip = await serve((_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  });
  const limits = { ...TEST_LIMITS, question: { ...TEST_LIMITS.question, totalMs: 400 } };
  expect(codeOf(await clientOf(drip, limits).acknowledgement(dossier, never))).toBe('platform-timeout');

  const port = await listening(
    createTcpServer((socket) => {
      socket.on('error', () => undefined).resume();
      socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    }),
  );
  expect(codeOf(await clientOf(`http://127.0.0.1:${port}`).acknowledgement(dossier, never))).toBe(
    'platform-not-understood',
  );
});

test('cancelling ends an upload and a question at once', async () => {
  const url = await serve(() => undefined);
  for (const ask of [
    (signal: AbortSignal) => clientOf(url).acknowledgement(dossier, signal),
    (signal: AbortSignal) => clientOf(url).upload(dossier, read, () => undefined, signal),
    (signal: AbortSignal) => clientOf(url).callForHelp(signal),
  ]) {
    const abort = new AbortController();
    const asked = ask(abort.signal);
    setTimeout(() => abort.abort(), 50);
    expect(await asked).toEqual({ ok: false, error: { code: 'platform-offline', detail: 'cancelled' } });
    expect(await ask(AbortSignal.abort())).toMatchObject({ ok: false });
  }
});

test('a certificate of an unknown authority is refused; with that authority configured it is accepted', async () => {
  const folder = temporaryFolder();
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=plateforme.invalid', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '1',
      ...subject,
    ].concat(['-keyout', key, '-out', certificate]),
    { stdio: 'pipe' },
  );
  const options = { key: readFileSync(key), cert: readFileSync(certificate) };
  const port = await listening(
    createSecureServer(options, (_request, response) => response.writeHead(404).end()),
  );
  const url = `https://127.0.0.1:${port}`;
  expect(await clientOf(url).acknowledgement(dossier, never)).toEqual({
    ok: false,
    error: { code: 'platform-error', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  });
  const trusted = clientOf(url, TEST_LIMITS, readFileSync(certificate, 'utf8'));
  expect(await trusted.acknowledgement(dossier, never)).toEqual({ ok: true, value: undefined });
  const otherName = clientOf(`https://localhost:${port}`, TEST_LIMITS, readFileSync(certificate, 'utf8'));
  expect(await otherName.acknowledgement(dossier, never)).toMatchObject({
    ok: false,
    error: { detail: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  });
});

test.each([
  'http://plateforme.invalid',
  'http://127.0.0.1.invalid',
  'ftp://127.0.0.1',
  'https://a:b@plateforme.invalid',
  'x',
])('the address %s is refused at start', (url) => {
  expect(codeOf(createHttpPlatform({ url, terminal: 't', ca: undefined, limits: TEST_LIMITS }))).toBe(
    'config-invalid',
  );
});
