import { createHash, timingSafeEqual } from 'node:crypto';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { type DeviceTrust, normalFingerprint } from './device-trust.ts';

/** Why no connection came about. `untrusted` is about the certificate; nothing was sent to that peer. */
export type ConnectionFault = 'unreachable' | 'untrusted';

export interface ConnectionTarget {
  readonly url: URL;
  readonly trust: DeviceTrust;
}

/**
 * Codes by which Node says that the other side's certificate is not acceptable. They come from OpenSSL
 * (`X509_V_ERR_…`) and from Node's own check of the name.
 */
const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** The `code` of a system or OpenSSL error, or an empty text. */
export function errorCodeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

function certificateMatches(socket: tls.TLSSocket, expected: string): boolean {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return false;
  const actual = createHash('sha256').update(certificate.raw).digest();
  return timingSafeEqual(actual, Buffer.from(expected, 'hex'));
}

/**
 * Opens one connection and hands it over only once it may be used: for `https`, after the certificate was judged.
 * Calls exactly one of the two callbacks, once; after `destroy` perhaps none. Keeps no timer: the caller limits the wait.
 *
 * An `http` address together with a pinned certificate is a contradiction and is `untrusted`, as is a fingerprint that
 * is none: a terminal never falls back to a weaker connection by itself.
 */
export function openDeviceConnection(
  target: ConnectionTarget,
  onOpen: (socket: Duplex) => void,
  onFault: (fault: ConnectionFault, detail: string) => void,
): { readonly destroy: () => void } {
  const { url, trust } = target;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  let settled = false;
  const refuse = (fault: ConnectionFault, detail: string): void => {
    if (settled) return;
    settled = true;
    onFault(fault, detail);
  };

  if (url.protocol === 'http:') {
    if (trust.kind === 'pinned') {
      refuse('untrusted', 'a pinned certificate needs an https address');
      return { destroy: () => undefined };
    }
    const socket = net.connect({ host, port: Number(url.port || '80') });
    socket.once('connect', () => {
      settled = true;
      onOpen(socket);
    });
    socket.on('error', (error) => refuse('unreachable', errorCodeOf(error)));
    return { destroy: () => socket.destroy() };
  }

  if (url.protocol !== 'https:') {
    refuse('unreachable', 'the address is neither http nor https');
    return { destroy: () => undefined };
  }

  const pinned = trust.kind === 'pinned' ? normalFingerprint(trust.sha256) : undefined;
  if (trust.kind === 'pinned' && pinned === undefined) {
    refuse('untrusted', 'the configured fingerprint is not a SHA-256');
    return { destroy: () => undefined };
  }
  const socket = tls.connect({
    host,
    port: Number(url.port || '443'),
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    // With a pin, the fingerprint below is the whole judgement and comes before a single byte is sent.
    rejectUnauthorized: pinned === undefined,
  });
  socket.once('secureConnect', () => {
    if (pinned !== undefined && !certificateMatches(socket, pinned)) {
      refuse('untrusted', 'the certificate is not the pinned one');
      socket.destroy();
      return;
    }
    settled = true;
    onOpen(socket);
  });
  socket.on('error', (error) => {
    const code = errorCodeOf(error);
    // A peer that answers but does not speak TLS is not trusted either: it is not what the configuration promised.
    const about = CERTIFICATE_CODES.has(code) || code.startsWith('ERR_SSL_') || code === 'EPROTO';
    refuse(about ? 'untrusted' : 'unreachable', code);
  });
  return { destroy: () => socket.destroy() };
}
