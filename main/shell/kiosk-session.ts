import { randomUUID } from 'node:crypto';
import { type Session, session } from 'electron';

/**
 * A browser session for one visit: in memory only (no `persist:`), so that nothing of it ever reaches the disk, with every
 * permission refused and no network. The previous visit's session is gone with its window.
 */
export function createKioskSession(serve: (request: Request) => Promise<Response>): Session {
  const kiosk = session.fromPartition(`visit-${randomUUID()}`, { cache: false });
  kiosk.protocol.handle('kiosk', serve);

  // Both are needed: the request handler is not asked by the synchronous checks.
  kiosk.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  kiosk.setPermissionCheckHandler(() => false);
  kiosk.setDevicePermissionHandler(() => false);

  kiosk.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: new URL(details.url).protocol !== 'kiosk:' });
  });
  // Nothing may speak TLS from here; -2 refuses whatever the certificate.
  kiosk.setCertificateVerifyProc((_request, answer) => answer(-2));
  kiosk.setSpellCheckerEnabled(false);
  kiosk.on('will-download', (event) => event.preventDefault());
  return kiosk;
}

/** Erases whatever the page left in a session, and its caches. */
export async function eraseKioskSession(kiosk: Session): Promise<void> {
  await kiosk.clearStorageData();
  await kiosk.clearCache();
  await kiosk.clearHostResolverCache();
  await kiosk.clearAuthCache();
  await kiosk.clearCodeCaches({});
}
