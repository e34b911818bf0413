import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
  /** SHA-256 of the certificate as `openssl` writes it: pairs with colons, upper case. */
  readonly sha256: string;
}

/** A fresh self-signed certificate of a fictional device, as scanners make for themselves, for this name. */
export async function selfSigned(name = 'DNS:scanner.example.invalid'): Promise<SelfSigned> {
  const folder = await mkdtemp(path.join(tmpdir(), 'borne-certificate-'));
  try {
    const key = path.join(folder, 'key.pem');
    const cert = path.join(folder, 'cert.pem');
    const request = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    await promisify(execFile)(
      'openssl',
      [
        ...request,
        '-subj',
        '/CN=Fictional Scanner',
        '-addext',
        `subjectAltName=${name}`,
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { timeout: 20_000 },
    );
    const pem = await readFile(cert, 'utf8');
    return { key: await readFile(key, 'utf8'), cert: pem, sha256: new X509Certificate(pem).fingerprint256 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
