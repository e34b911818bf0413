/**
 * What the page may do: show our own files and previews, and nothing else. No network at all (`connect-src 'none'`), no
 * inline script, no inline style, no frame, no form target, no worker.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' kiosk://preview",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');
