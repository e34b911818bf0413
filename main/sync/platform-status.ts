import type { Failure } from '../domain/result.ts';
import type { PlatformError } from '../ports/platform.ts';

/**
 * What a status that is not a success means.
 *
 * Only two say that this dossier will never be taken: 413 (too large) and 422 (the platform opened it and it is not what
 * it should be, or the reference is another dossier's). All others, 401 and 403 included, may come from a proxy, a
 * captive portal or a mistake in the platform's settings that will be mended: the dossier is tried again.
 */
export function statusFailure(status: number): Failure<PlatformError> {
  const detail = `status ${status}`;
  switch (status) {
    // "Checksum Mismatch" of the tus 1.0 checksum extension: the bytes changed on their way.
    case 460:
      return { code: 'platform-hash-mismatch', detail };
    case 413:
    case 422:
      return { code: 'platform-refused', detail };
    case 408:
    case 504:
      return { code: 'platform-timeout', detail };
    default:
      // A success or a redirection where neither is expected is not this platform talking.
      return { code: status < 400 ? 'platform-not-understood' : 'platform-error', detail };
  }
}
