import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { StaffTries, WrongTries } from '../ports/staff-tries.ts';
import { makePrivateFolder, replaceDurably, systemErrorCode } from './durable-files.ts';

const FILE = 'wrong-pins.json';
/** Tries are forgotten so long after the last, milliseconds: whoever mistypes once a week is not made to wait. */
const FORGET_MS = 24 * 3_600_000;
/** What an unreadable record counts for: somebody may have damaged it to be let in. */
const UNREADABLE_COUNTS = 6;

const record = z.strictObject({ wrong: z.int().min(0).max(1_000_000), at: z.int().min(0) });

/**
 * Wrong tries at the team's lock, kept in `folder`, so that switching the terminal off and on gives no new ones. Holds no
 * PIN, right or wrong. Does not protect against somebody who can write to the disk.
 */
export async function openStaffTries(folder: string, clock: Pick<Clock, 'now'>): Promise<StaffTries> {
  let writing: Promise<unknown> = Promise.resolve();
  return {
    remembered: await read(join(folder, FILE), clock.now()),
    remember: async (tries) => {
      const bytes = new TextEncoder().encode(JSON.stringify(tries));
      // One after another: the last one told is the one that stays.
      writing = writing.then(async () => {
        try {
          await makePrivateFolder(folder);
        } catch (error) {
          if (systemErrorCode(error) === undefined) throw error;
          return;
        }
        await replaceDurably(folder, FILE, [bytes]);
      });
      await writing;
    },
  };
}

async function read(path: string, now: number): Promise<WrongTries> {
  const unreadable = { wrong: UNREADABLE_COUNTS, at: now };
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return systemErrorCode(error) === 'ENOENT' ? { wrong: 0, at: 0 } : unreadable;
  }
  const tries = record.safeParse(parsed(text));
  if (!tries.success) return unreadable;
  // A clock that was set back makes a wait last no longer than it is.
  const at = Math.min(tries.data.at, now);
  return now - at >= FORGET_MS ? { wrong: 0, at: 0 } : { wrong: tries.data.wrong, at };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
