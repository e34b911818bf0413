import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Ways in which a simulated stick lets the next export down. */
export const STICK_FAULTS = [
  /** Gone half-way through a file: EIO, then ENOTCONN until it is plugged again. */
  'pulled-while-writing',
  /** Somebody else took the room meanwhile: ENOSPC half-way through a file. */
  'full-while-writing',
  /** Takes the bytes and gives others back. */
  'corrupt',
  /** Everything is written, but it will not be unmounted. */
  'stays-busy',
  /** Answers nothing to its first write, until it is pulled. */
  'hangs',
] as const;

export type StickFault = (typeof STICK_FAULTS)[number];

const Stick = z.object({
  label: z.string().min(1).max(40),
  capacityBytes: z.int().min(0).max(1e12),
  readOnly: z.boolean(),
  /** Counts how often it was plugged in, so that a stick put back is known from one that stayed. */
  pluggings: z.int().min(0),
  plugged: z.boolean(),
  fault: z.object({ kind: z.enum(STICK_FAULTS), number: z.int(), repeat: z.boolean() }).optional(),
});

/** What the desk says of each stick, by the name of its folder. Written by the desk alone. */
const Control = z.record(z.string().regex(/^[a-z0-9-]{1,40}$/), Stick);

/** What the kiosk did with each stick. Written by the kiosk's side alone. */
const Mounts = z.record(
  z.string(),
  z.object({
    /** The plugging this is about. */
    plugging: z.int(),
    state: z.enum(['mounted', 'unmounted', 'broken']),
    /** Number of the last fault that was played. */
    faultPlayed: z.int().optional(),
  }),
);

export type SimulatedStick = z.infer<typeof Stick>;
export type StickControl = z.infer<typeof Control>;
export type StickMounts = z.infer<typeof Mounts>;

const CONTROL_FILE = 'control.json';
const MOUNTS_FILE = 'mounts.json';
const FILE_MAX_BYTES = 100_000;

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return schema.parse({});
    throw error;
  }
  if (text.length > FILE_MAX_BYTES) throw new RangeError(`${path} is too long`);
  return schema.parse(JSON.parse(text));
}

/** Whole or not at all: the other process never reads half a file. */
async function writeJson(path: string, content: unknown): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, `${JSON.stringify(content, null, 2)}\n`);
  await rename(temporary, path);
}

export function readControl(root: string): Promise<StickControl> {
  return readJson(join(root, CONTROL_FILE), Control);
}

export function writeControl(root: string, control: StickControl): Promise<void> {
  return writeJson(join(root, CONTROL_FILE), Control.parse(control));
}

export function readStickMounts(root: string): Promise<StickMounts> {
  return readJson(join(root, MOUNTS_FILE), Mounts);
}

export function writeStickMounts(root: string, mounts: StickMounts): Promise<void> {
  return writeJson(join(root, MOUNTS_FILE), Mounts.parse(mounts));
}

/** The folder that is the content of a stick. */
export function stickFolder(root: string, id: string): string {
  return join(root, 'sticks', id);
}
