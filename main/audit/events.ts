import { z } from 'zod';
import { ERROR_CODES } from '../domain/error-code.ts';
import { LANGUAGE_CODES } from '../domain/language.ts';

/**
 * What the audit log may carry, declared once. A field is a code of a closed list, a count, a size or a duration:
 * there is no field that text typed or scanned could reach, so that no personal data can be written by mistake.
 *
 * No dossier reference either. A reference is printed on the visitor's receipt: whoever holds both would know at what
 * minute that person stood at this terminal, and the log outlives the dossier. Staff who look for one dossier find it
 * in the outbox, which forgets it on a limit of its own.
 */

const count = z.number().int().min(0).max(1_000_000);
const bytes = z.number().int().min(0).max(10_000_000_000);
const milliseconds = z.number().int().min(0).max(86_400_000);
const seconds = z.number().int().min(0).max(31_536_000);
const code = z.enum(ERROR_CODES);
const version = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/);
const device = z.enum(['scanner', 'printer', 'usb', 'engine', 'storage', 'platform', 'config']);

/** One kind of event: the fields it carries beside its time, and what it means. */
interface EventDeclaration {
  readonly fields: z.ZodObject;
  readonly documentation: string;
}

/** Every event, by its identifier. The identifier is written in the log: it is never reused for another meaning. */
export const AUDIT_EVENTS = {
  'app-started': {
    fields: z.strictObject({ version }),
    documentation: 'The application started, in this version.',
  },
  'app-stopped': {
    fields: z.strictObject({}),
    documentation:
      'The application stopped as asked. A start without a stop before it follows a power cut or a crash.',
  },
  'config-refused': {
    fields: z.strictObject({ code }),
    documentation: 'The configuration file is missing or invalid; the terminal does not receive visitors.',
  },
  'language-left-out': {
    fields: z.strictObject({ language: z.enum(LANGUAGE_CODES), lacks: z.enum(['journeys', 'papers']) }),
    documentation:
      'A language of the configuration is not offered: texts of the journeys or of the papers are missing in it.',
  },
  'database-set-aside': {
    fields: z.strictObject({}),
    documentation:
      'The database was damaged: it was renamed, never deleted, and a new one begun. Staff must keep the renamed file.',
  },
  'device-failed': {
    fields: z.strictObject({ device, code }),
    documentation: 'A device or a service outside a visit gave an error.',
  },
  'device-recovered': {
    fields: z.strictObject({ device }),
    documentation: 'A device or a service that had failed works again.',
  },
  'message-refused': {
    fields: z.strictObject({ reason: z.enum(['sender', 'input', 'output', 'rate']) }),
    documentation:
      'A message from the screen was refused because of who sent it, what it held or how often it came.',
  },
  'visit-started': {
    fields: z.strictObject({}),
    documentation: 'A visitor left the welcome screen.',
  },
  'visit-ended': {
    fields: z.strictObject({
      reason: z.enum(['button', 'idle', 'helper', 'stopped']),
      durationSeconds: seconds,
      pages: count,
    }),
    documentation: 'The visit ended, why, how long it lasted and how many pages were scanned in it.',
  },
  'visit-erased': {
    fields: z.strictObject({ durationMs: milliseconds }),
    documentation:
      'The key of the visit was destroyed and its files, previews, web storage and print jobs erased.',
  },
  'visit-erase-failed': {
    fields: z.strictObject({
      what: z.enum(['files', 'web-storage', 'cache', 'print-jobs', 'documents']),
    }),
    documentation:
      'Something of the visit could not be erased. Its key is gone; the next visit tries again first.',
  },
  'activity-chosen': {
    fields: z.strictObject({ activity: z.enum(['send', 'usb', 'copy', 'help', 'registration', 'resume']) }),
    documentation: 'The visitor chose a tile of the welcome screen.',
  },
  'page-scanned': {
    fields: z.strictObject({ source: z.enum(['platen', 'feeder']), bytes, durationMs: milliseconds }),
    documentation: 'A page arrived from the scanner and is safe in the visit.',
  },
  'scan-failed': {
    fields: z.strictObject({ code, pages: count }),
    documentation: 'A scan stopped; pages that had arrived before are kept.',
  },
  'page-failed': {
    fields: z.strictObject({ code }),
    documentation: 'A page arrived but could not be read, prepared or kept.',
  },
  'document-assembled': {
    fields: z.strictObject({ pages: count, bytes, durationMs: milliseconds }),
    documentation: 'A file was made of the pages, within the limits of its destination.',
  },
  'document-failed': {
    fields: z.strictObject({ code }),
    documentation: 'No file could be made of the pages.',
  },
  'dossier-saved': {
    fields: z.strictObject({ documents: count, pages: count, bytes }),
    documentation: 'A confirmed dossier was sealed and committed: it survives a power cut from here on.',
  },
  'dossier-save-failed': {
    fields: z.strictObject({ code }),
    documentation:
      'A confirmed dossier could not be sealed or committed; the visitor was told that nothing left.',
  },
  'draft-kept': {
    fields: z.strictObject({}),
    documentation: 'A registration left midway was sealed under a code and committed.',
  },
  'draft-failed': {
    fields: z.strictObject({ code }),
    documentation: 'A registration left midway could not be kept; the visitor was told.',
  },
  'draft-resumed': {
    fields: z.strictObject({}),
    documentation: 'A code brought a kept registration back.',
  },
  'draft-code-wrong': {
    fields: z.strictObject({}),
    documentation:
      'A well-formed code brought nothing back. Many of these in a row may be somebody guessing.',
  },
  'drafts-expired': {
    fields: z.strictObject({ count }),
    documentation: 'Kept registrations that nobody came back for were erased at the end of their time.',
  },
  'dossier-postponed': {
    fields: z.strictObject({ code, attempts: count }),
    documentation: 'Sending a dossier failed; it is kept and will be tried again.',
  },
  'dossier-acknowledged': {
    fields: z.strictObject({ attempts: count, waitedSeconds: seconds }),
    documentation: 'The platform confirmed the hash of what it stored; the sealed bytes were erased here.',
  },
  'dossier-refused': {
    fields: z.strictObject({ code, attempts: count }),
    documentation: 'The platform will not take a dossier. It is kept, and staff must look.',
  },
  'dossiers-overdue': {
    fields: z.strictObject({ count }),
    documentation:
      'Dossiers have waited longer than the limit for unsent dossiers. They are kept, and staff must look.',
  },
  'receipt-printed': {
    fields: z.strictObject({ durationMs: milliseconds }),
    documentation: 'The printer itself reported the receipt as printed.',
  },
  'receipt-failed': {
    fields: z.strictObject({ code }),
    documentation: 'The receipt was not printed, as far as is known.',
  },
  'usb-exported': {
    fields: z.strictObject({ files: count, bytes, durationMs: milliseconds }),
    documentation: 'Files were written to the visitor’s stick, read back equal, and the stick unmounted.',
  },
  'files-imported': {
    fields: z.strictObject({ files: count, bytes }),
    documentation: 'The visitor took photos or documents from their own stick.',
  },
  'usb-failed': {
    fields: z.strictObject({ code }),
    documentation: 'Files could not be written to the stick, or did not read back equal.',
  },
  'help-called': {
    fields: z.strictObject({}),
    documentation: 'A visitor asked for a person and the platform was told.',
  },
  'help-call-failed': {
    fields: z.strictObject({ code }),
    documentation: 'A visitor asked for a person and the platform could not be told; the screen says so.',
  },
  'staff-opened': {
    fields: z.strictObject({ by: z.enum(['pin', 'badge']) }),
    documentation: 'Someone of the team opened the team’s screen.',
  },
  'staff-refused': {
    fields: z.strictObject({ by: z.enum(['pin', 'badge']) }),
    documentation: 'A wrong PIN was entered, or a badge was presented that the configuration does not know.',
  },
  'staff-tested': {
    fields: z.strictObject({
      test: z.enum(['scan', 'print', 'stick']),
      outcome: z.enum(['passed', 'failed']),
    }),
    documentation: 'The team tried a device from the team’s screen.',
  },
  'helper-present': {
    fields: z.strictObject({}),
    documentation: 'A badge of the team said that the visitor is being helped.',
  },
  'audit-gap': {
    fields: z.strictObject({ lost: count }),
    documentation: 'This many events before this line could not be written.',
  },
} as const satisfies Record<string, EventDeclaration>;

export type AuditEventId = keyof typeof AUDIT_EVENTS;

type FieldsOf<Shape extends Record<string, z.ZodType>> = {
  readonly [Field in keyof Shape]: z.infer<Shape[Field]>;
};

/** An event with its fields: `{event: 'scan-failed', code: 'scanner-jam', pages: 2}`. */
export type AuditEvent = {
  readonly [Id in AuditEventId]: { readonly event: Id } & FieldsOf<
    (typeof AUDIT_EVENTS)[Id]['fields']['shape']
  >;
}[AuditEventId];

/** Where events are recorded. Recording never throws, never waits and never breaks what it reports on. */
export interface Audit {
  record(event: AuditEvent): void;
}
