import { z } from 'zod';
import { ERROR_CODES } from '../domain/error-code.ts';
import { channel } from './channel.ts';

/** Photos and documents of the visitor's own stick: a flat picker, by content, and nothing else of the stick. */

/** Files taken at once: as many as a visitor can look over. */
export const MOST_TAKEN = 20;

const count = z.number().int().nonnegative();
const id = z.string().regex(/^[a-f0-9]{32}$/);

const file = z.object({
  id,
  name: z.string().max(80),
  kind: z.enum(['photo', 'pdf']),
  /** Its thumbnail; it may turn out that there is none. */
  preview: z.string().regex(/^kiosk:\/\/preview\/[a-f0-9]{32}$/),
});

const listing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('looking') }),
  z.object({
    kind: z.literal('listed'),
    /** The newest first. */
    files: z.array(file).max(200),
    /** There may be more on the stick: a limit was reached. */
    more: z.boolean(),
    /** Too large to be taken. */
    tooLarge: count,
  }),
  z.object({ kind: z.literal('failed'), code: z.enum(ERROR_CODES) }),
]);

export const importStep = z.object({
  step: z.literal('import'),
  purpose: z.enum(['send', 'usb', 'attach']),
  listing,
  /** Files are being taken; then the pages are shown. */
  taking: z.object({ done: count, total: count }).nullable(),
});

const nothing = z.undefined();
const none = z.object({}).strict();

export const IMPORT_CHANNELS = {
  /** From the pages to what the stick holds. */
  'import.show': channel({ input: none, output: nothing, errors: ['not-now', 'usb-missing'] }),
  /** Looks through the stick again. */
  'import.look': channel({ input: none, output: nothing, errors: ['not-now'] }),
  'import.take': channel({
    input: z.object({ files: z.array(id).min(1).max(MOST_TAKEN) }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
} as const;
