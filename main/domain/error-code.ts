/**
 * Every expected failure of the kiosk. Closed: a code exists here or nowhere. Each one has a sentence
 * for the visitor (`renderer/i18n`) and an instruction for staff (`kiosk-config/staff-instructions.yaml`);
 * a test walks this list and fails on a missing one.
 */
export const ERROR_CODES = [
  // Scanner
  'scanner-offline',
  'scanner-busy',
  'scanner-refused',
  'scanner-feeder-empty',
  'scanner-jam',
  'scanner-cover-open',
  'scanner-double-feed',
  'scanner-interrupted',
  'scanner-timeout',
  'scanner-not-escl',
  'scanner-untrusted',
  'scanner-page-too-large',
  'scan-cancelled',
  // Documents
  'image-unreadable',
  'image-too-large',
  'too-many-pages',
  'does-not-fit',
  'engine-failed',
  'engine-timeout',
  // Printer
  'printer-offline',
  'printer-busy',
  'printer-refused',
  'printer-paused',
  'printer-media-empty',
  'printer-media-low',
  'printer-jam',
  'printer-cover-open',
  'printer-toner-empty',
  'printer-format',
  'printer-not-ipp',
  'printer-untrusted',
  'printer-timeout',
  'print-aborted',
  'print-cancelled',
  // USB stick
  'usb-missing',
  'usb-full',
  'usb-read-only',
  'usb-pulled',
  'usb-unreadable',
  'usb-verify-failed',
  'usb-busy',
  'usb-several',
  'usb-encrypted',
  // Barcode and badge readers
  'reader-missing',
  'reader-refused',
  'reader-types-keys',
  'reader-not-understood',
  'reader-flooding',
  // Storage of the terminal
  // Voice
  'voice-failed',
  'disk-full',
  'storage-failed',
  'storage-newer',
  'page-lost',
  'dossier-invalid',
  // Platform
  'platform-offline',
  'platform-timeout',
  'platform-error',
  'platform-refused',
  'platform-hash-mismatch',
  'platform-not-understood',
  // Configuration
  'config-missing',
  'config-invalid',
  // Visit and contract
  'not-now',
  'bad-request',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
