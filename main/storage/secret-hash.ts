import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * scrypt (RFC 7914) with N = 2^15, r = 8, p = 3: a recommended minimum of OWASP's Password Storage Cheat Sheet, a quarter
 * of a second and 32 MB on a small machine. A PIN of six digits is still found by somebody who holds the file and a
 * computer for a day: the file is readable by the kiosk's account alone, and the screen slows down after wrong tries.
 */
const COST = { log2: 15, r: 8, p: 3 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

function derive(secret: string, salt: Uint8Array, cost: ScryptOptions): Promise<Buffer> {
  const { N = 1, r = 1 } = cost;
  return new Promise((resolve, reject) => {
    // Twice what scrypt itself needs (128 · N · r bytes), which Node.js counts a little above that.
    scrypt(secret.normalize('NFC'), salt, HASH_BYTES, { ...cost, maxmem: 256 * N * r }, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    );
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}

/** A secret as it may stand in a configuration file: PHC string format, with a salt of its own. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { log2, r, p } = COST;
  const hash = await derive(secret, salt, { N: 2 ** log2, r, p });
  return `$scrypt$ln=${log2},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`;
}

/** Whether `secret` is the one that `hashed` was made of. False for anything that is no such line. */
export async function isSecret(secret: string, hashed: string): Promise<boolean> {
  const [, log2, r, p, salt, hash] = FORM.exec(hashed) ?? [];
  if (salt === undefined || hash === undefined) return false;
  const derived = await derive(secret, Buffer.from(salt, 'base64'), {
    N: 2 ** Number(log2),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(derived, Buffer.from(hash, 'base64'));
}
