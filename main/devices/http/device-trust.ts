/**
 * What makes a device's TLS certificate acceptable. Said in the configuration, never guessed.
 *
 * - `system`: a certificate that a public authority vouches for, for the name in the address. The list is the runtime's
 *   own (Node's, from Mozilla): an authority that an administrator added to the machine is not in it. Pin instead.
 * - `pinned`: the certificate whose DER form has exactly this SHA-256. This is how a self-signed certificate is accepted:
 *   one certificate, named by its fingerprint. Authority, host name and expiry are then not looked at, because devices
 *   sign for themselves, are reached by address, and lose their clock.
 */
export type DeviceTrust =
  | { readonly kind: 'system' }
  | {
      readonly kind: 'pinned';
      /** SHA-256 of the certificate in DER: 64 hexadecimal digits, colons allowed between pairs, either case. */
      readonly sha256: string;
    };

const FINGERPRINT = /^[0-9a-f]{64}$/;

/**
 * A fingerprint as 64 lower-case hexadecimal digits, or nothing where the text is not one. Accepts what `openssl x509
 * -fingerprint -sha256` prints after the equals sign.
 */
export function normalFingerprint(text: string): string | undefined {
  const digits = text.replaceAll(':', '').toLowerCase();
  return FINGERPRINT.test(digits) ? digits : undefined;
}
