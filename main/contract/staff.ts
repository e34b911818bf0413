import { z } from 'zod';
import { LANGUAGE_CODES } from '../domain/language.ts';
import { channel } from './channel.ts';
import { deviceForStaff, instruction, test, testOutcome } from './device-report.ts';

/** The team's screen: a lock, then the devices, their tests, the counters and the versions. */

const count = z.number().int().nonnegative();
const counts = z.object({
  visits: count,
  pages: count,
  sent: count,
  receipts: count,
  copies: count,
  helpCalls: count,
  failures: count,
});

const locked = z.object({
  kind: z.literal('locked'),
  /** Otherwise only a badge opens it. */
  hasPin: z.boolean(),
  /** The last try was wrong. */
  refused: z.boolean(),
  checking: z.boolean(),
  /** No try is taken for so long. */
  waitSeconds: count,
});

const open = z.object({
  kind: z.literal('open'),
  software: z.object({
    version: z.string().max(40),
    electron: z.string().max(40),
    configFile: z.string().max(300),
    configDigest: z.string().max(64),
    configChangedAt: z.iso.datetime(),
    /** Languages of the configuration that are not offered, and what they lack. */
    languagesLeftOut: z
      .array(z.object({ language: z.enum(LANGUAGE_CODES), lacks: z.enum(['journeys', 'papers']) }))
      .max(LANGUAGE_CODES.length),
  }),
  counters: z.object({ today: counts, week: counts }),
  /** Dossiers that wait on this terminal. */
  waiting: count,
  /** Empty until the first look is done. */
  devices: z.array(deviceForStaff).max(8),
  examining: z.boolean(),
  running: test.nullable(),
  outcomes: z.array(z.object({ outcome: testOutcome, instruction: instruction.nullable() })).max(3),
});

/** The step of the visit that is nobody's visit. */
export const staffStep = z.object({
  step: z.literal('staff'),
  staff: z.discriminatedUnion('kind', [locked, open]),
});

const none = z.object({}).strict();
const nothing = z.undefined();

export const STAFF_CHANNELS = {
  /** From the welcome screen, or from a terminal out of service, to the lock. */
  'staff.show': channel({ input: none, output: nothing, errors: ['not-now'] }),
  /** One try at the PIN; what came of it is told by the snapshot. */
  'staff.enter': channel({
    input: z.object({ pin: z.string().regex(/^\d{4,12}$/) }).strict(),
    output: nothing,
    errors: ['not-now'],
  }),
  'staff.examine': channel({ input: none, output: nothing, errors: ['not-now'] }),
  'staff.test': channel({ input: z.object({ test }).strict(), output: nothing, errors: ['not-now'] }),
  'staff.leave': channel({ input: none, output: nothing, errors: ['not-now'] }),
  /** The helper says that they left the visitor alone. */
  'helper.leave': channel({ input: none, output: nothing, errors: [] }),
} as const;

export type StaffView = z.infer<typeof staffStep>['staff'];
