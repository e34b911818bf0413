import { z } from 'zod';
import { PAPER_NAMES } from '../domain/receipt.ts';
import { accessChange } from './access.ts';
import { channel } from './channel.ts';
import { REGISTRATION_CHANNELS } from './registration.ts';
import { snapshot } from './snapshot.ts';
import { STAFF_CHANNELS } from './staff.ts';
import { IMPORT_CHANNELS } from './stick-import.ts';

const nothing = z.undefined();
const none = z.object({}).strict();
const paperName = z.enum(PAPER_NAMES);
const pageId = z.string().min(1).max(64);

/**
 * Every request that the screen can make. Each entry gives the schema of what is sent, of what comes back, and the closed
 * list of codes it may fail with. What changes is told by the snapshot, not by the reply.
 */
export const CHANNELS = {
  /** The state now; afterwards every change is pushed on `SNAPSHOT_CHANNEL`. */
  'kiosk.snapshot': channel({ input: none, output: snapshot, errors: [] }),
  /** Someone touched the screen or a key: the idle countdown starts again. */
  'kiosk.activity': channel({ input: none, output: nothing, errors: [] }),

  /** Language, text size, contrast, motion, voice or keyboard; `not-now` where the language is not offered here. */
  'access.set': channel({ input: accessChange, output: nothing, errors: ['not-now'] }),

  /**
   * Says these texts aloud, in order: what stands on the screen, which only the page knows. `after`: when what is being said
   * is finished, else at once instead of it. `not-now` where the voice is off or does not speak the language.
   */
  'voice.say': channel({
    input: z.object({ texts: z.array(z.string().max(600)).min(1).max(400), after: z.boolean() }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** Silence. */
  'voice.stop': channel({ input: none, output: nothing, errors: [] }),

  'visit.start': channel({
    input: z.object({ purpose: z.enum(['send', 'usb']) }).strict(),
    output: nothing,
    errors: ['not-now', 'disk-full', 'storage-failed'],
  }),
  'visit.chooseKind': channel({
    input: z.object({ kind: z.string().min(1).max(64) }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  'visit.chooseDestination': channel({
    input: z.object({ destination: z.string().min(1).max(64) }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** One step back; pages are kept. */
  'visit.back': channel({ input: none, output: nothing, errors: ['not-now'] }),
  /** From the pages to the recapitulation (sending) or to the stick (copying). */
  'visit.continue': channel({ input: none, output: nothing, errors: ['not-now'] }),
  /** The one button that sends. */
  'visit.confirm': channel({
    input: none,
    output: nothing,
    errors: ['not-now', 'disk-full', 'storage-failed', 'does-not-fit', 'engine-failed', 'engine-timeout'],
  }),
  /** Ends the visit now and erases everything of it. */
  'visit.end': channel({ input: none, output: nothing, errors: ['not-now'] }),
  /** After the end: back to the welcome screen for the next person. */
  'visit.restart': channel({ input: none, output: nothing, errors: ['not-now'] }),
  /** "Je suis là". */
  'visit.stay': channel({ input: none, output: nothing, errors: [] }),

  'scan.start': channel({
    input: z.object({ source: z.enum(['platen', 'feeder']) }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  'scan.cancel': channel({ input: none, output: nothing, errors: ['not-now'] }),

  /** A quarter turn clockwise. */
  'page.rotate': channel({
    input: z.object({ page: pageId }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** The page as it was scanned, or improved again: straightened, cropped, cleaned. */
  'page.original': channel({
    input: z.object({ page: pageId, original: z.boolean() }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** Moves a page to a position counted from 0. */
  'page.move': channel({
    input: z.object({ page: pageId, to: z.number().int().min(0).max(999) }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  'page.remove': channel({
    input: z.object({ page: pageId }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** The next scanned page takes this page's place; `null` gives it up. */
  'page.retake': channel({
    input: z.object({ page: pageId.nullable() }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** Cuts the pages into the fewest documents that each fit. */
  'document.split': channel({ input: none, output: nothing, errors: ['not-now', 'does-not-fit'] }),
  'document.join': channel({ input: none, output: nothing, errors: ['not-now'] }),

  /** Prints one of `papers`; the récépissé, or the paper for coming back, where none is named. */
  'proof.print': channel({
    input: z.object({ paper: paperName.optional() }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  /** Copies to the stick what was gathered, with the récépissé where there is one, and the other papers named. */
  'proof.copy': channel({
    input: z.object({ papers: z.array(paperName).max(PAPER_NAMES.length).optional() }).strict(),
    output: nothing,
    errors: ['not-now', 'usb-missing'],
  }),

  ...REGISTRATION_CHANNELS,

  ...STAFF_CHANNELS,
  ...IMPORT_CHANNELS,

  'help.call': channel({ input: none, output: nothing, errors: [] }),
  'help.dismiss': channel({ input: none, output: nothing, errors: [] }),
} as const;

/** Main pushes a whole snapshot here at each change. */
export const SNAPSHOT_CHANNEL = 'kiosk.changed';

export type Channels = typeof CHANNELS;
export type ChannelName = keyof Channels;
export type InputOf<Name extends ChannelName> = z.infer<Channels[Name]['input']>;
export type OutputOf<Name extends ChannelName> = z.infer<Channels[Name]['output']>;
export type CodeOf<Name extends ChannelName> = Channels[Name]['errors'][number] | 'bad-request';
