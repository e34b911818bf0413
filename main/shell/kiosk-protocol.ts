import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { CustomScheme } from 'electron';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';

/** The only scheme that the page knows. `file://` has extra rights in Chromium and is not used at all. */
export const KIOSK_SCHEME: CustomScheme = {
  scheme: 'kiosk',
  privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false, stream: false },
};

/** Where the page comes from. */
export const START_URL = 'kiosk://app/index.html';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

const COMMON_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
};

/** The page's files, listed once: a request can only name one of these, so no path is ever computed from a request. */
function listFiles(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).split(sep).join('/')}`, path);
  }
  return files;
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers: COMMON_HEADERS });
}

/**
 * Answers `kiosk://app/<file of the page>` and `kiosk://preview/<opaque id>`; anything else is refused. Previews are
 * never stored by the page and exist only as long as their visit.
 */
export function kioskProtocol(
  rendererFolder: string,
  preview: (id: string) => Promise<Uint8Array | undefined>,
): (request: Request) => Promise<Response> {
  const files = listFiles(rendererFolder);
  return async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const url = new URL(request.url);
    if (url.host === 'preview') {
      const jpeg = await preview(url.pathname.slice(1));
      if (jpeg === undefined) return refuse(404);
      return new Response(new Uint8Array(jpeg), {
        headers: { ...COMMON_HEADERS, 'Content-Type': 'image/jpeg', 'Cache-Control': 'no-store' },
      });
    }
    const path = url.host === 'app' ? files.get(url.pathname) : undefined;
    const mediaType = path === undefined ? undefined : MEDIA_TYPES[extname(path)];
    if (path === undefined || mediaType === undefined) return refuse(404);
    return new Response(await readFile(path), {
      headers: { ...COMMON_HEADERS, 'Content-Type': mediaType, 'Cache-Control': 'no-store' },
    });
  };
}
