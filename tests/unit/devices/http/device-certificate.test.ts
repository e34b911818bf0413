import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundedRequest } from '../../../../main/devices/http/bounded-request.ts';
import { type DeviceTrust, normalFingerprint } from '../../../../main/devices/http/device-trust.ts';
import { type RawServer, startRawServer } from './raw-server.ts';
import { type SelfSigned, selfSigned } from './self-signed.ts';

const LIMITS = {
  connectMs: 3_000,
  answerMs: 3_000,
  stallMs: 1_000,
  totalMs: 5_000,
  maxHeaderBytes: 4_096,
  maxBodyBytes: 10_000,
};

let certificate: SelfSigned;
let other: SelfSigned;
let server: RawServer;
let plain: RawServer;

beforeAll(async () => {
  [certificate, other] = await Promise.all([selfSigned(), selfSigned()]);
  const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';
  server = await startRawServer((socket) => void socket.once('data', () => socket.end(answer)), certificate);
  plain = await startRawServer((socket) => void socket.once('data', () => socket.end(answer)));
});
afterAll(async () => {
  await Promise.all([server.close(), plain.close()]);
});

const ask = (url: URL, trust: DeviceTrust) =>
  boundedRequest({ method: 'GET', url, trust, limits: LIMITS }, new AbortController().signal);

describe('the certificate of a device', () => {
  test('is accepted where it is the pinned one, however the fingerprint is written', async () => {
    for (const sha256 of [certificate.sha256, certificate.sha256.replaceAll(':', '').toLowerCase()]) {
      expect(await ask(server.url, { kind: 'pinned', sha256 })).toMatchObject({
        ok: true,
        value: { status: 200 },
      });
    }
  });

  test('that is not the pinned one is refused before anything is sent', async () => {
    const before = server.received.length;
    const answer = await ask(server.url, { kind: 'pinned', sha256: other.sha256 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'untrusted' } });
    expect(server.received.length).toBe(before);
  });

  test('that signs for itself is refused by the system authorities', async () => {
    const before = server.received.length;
    expect(await ask(server.url, { kind: 'system' })).toMatchObject({
      ok: false,
      error: { code: 'untrusted' },
    });
    expect(server.received.length).toBe(before);
  });

  test('pinned with an http address is a contradiction: nothing is sent in clear', async () => {
    const answer = await ask(plain.url, { kind: 'pinned', sha256: certificate.sha256 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'untrusted' } });
    expect(plain.connections).toBe(0);
  });

  test('pinned with a fingerprint that is none is refused', async () => {
    expect(await ask(server.url, { kind: 'pinned', sha256: 'abcd' })).toMatchObject({
      ok: false,
      error: { code: 'untrusted' },
    });
  });

  test('missing on a device that does not speak TLS is refused, without falling back to http', async () => {
    const url = new URL(plain.url);
    url.protocol = 'https:';
    const answer = await ask(url, { kind: 'pinned', sha256: certificate.sha256 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'untrusted' } });
    expect(plain.received).not.toContain('GET /');
  });
});

describe('a certificate that an authority vouches for', () => {
  const authorities = tls.getCACertificates('default');
  afterAll(() => tls.setDefaultCACertificates(authorities));

  test.each([
    ['is accepted for the address it names', 'IP:127.0.0.1', { ok: true, value: { status: 200 } }],
    ['is refused for another address', 'IP:192.0.2.1', { ok: false, error: { code: 'untrusted' } }],
  ])('%s', async (_name, subject, expected) => {
    const vouched = await selfSigned(subject);
    tls.setDefaultCACertificates([...authorities, vouched.cert]);
    const device = await startRawServer(
      (socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')),
      vouched,
    );
    expect(await ask(device.url, { kind: 'system' })).toMatchObject(expected);
    await device.close();
  });
});

test('a fingerprint is 64 hexadecimal digits, with or without colons', () => {
  expect(normalFingerprint(`${'AB:'.repeat(31)}AB`)).toBe('ab'.repeat(32));
  expect(normalFingerprint('ab'.repeat(31))).toBeUndefined();
  expect(normalFingerprint('zz'.repeat(32))).toBeUndefined();
});
