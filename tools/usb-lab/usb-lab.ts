import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { inRepository } from '../repository.ts';
import { done, type Outcome, stopped } from '../setup/outcome.mjs';
import { writeInitialMemory } from './initial-memory.ts';
import { ensureKernel } from './kernel-package.ts';
import { type MachineEnd, runMachine } from './virtual-machine.ts';

/** Longest run of the machine, milliseconds. It needs some 150 s of processor time, and often has to share its cores. */
const MACHINE_LIMIT_MS = 720_000;

/**
 * Boots at most. The emulated machine loses a program now and then, mostly one that reads many of the host's files; what was
 * not carried out is carried out by the next one. A check that failed is never tried again.
 */
const MOST_BOOTS = 4;

/** What the laboratory works with, and the Debian package it comes in. */
const PROGRAMS = [
  ['qemu-system-x86_64', 'qemu-system-x86'],
  ['busybox', 'busybox-static'],
  ['modprobe', 'kmod'],
  ['depmod', 'kmod'],
  ['cpio', 'cpio'],
  ['apt-get', 'apt'],
  ['dpkg-deb', 'dpkg'],
] as const;

/** One line of the machine. */
const message = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('check'),
    name: z.string().max(300),
    passed: z.boolean(),
    milliseconds: z.number(),
    detail: z.string().max(10_000),
  }),
  z.object({ kind: z.literal('note'), text: z.string().max(10_000) }),
  z.object({ kind: z.literal('end') }),
]);

/** One check that was carried out inside the machine. */
export type LabCheck = Extract<z.infer<typeof message>, { kind: 'check' }>;

/** What a run of the laboratory came to. */
export interface LabRun {
  readonly checks: readonly LabCheck[];
  /** True where the program inside said that it had come to its end. */
  readonly complete: boolean;
  /** What the program inside told beside its checks: how the kiosk's side ended, where it ended early. */
  readonly notes: readonly string[];
  readonly machine: MachineEnd;
  readonly seconds: number;
}

/** What to tell while the laboratory runs. */
export interface LabListener {
  readonly onProgress: (what: string) => void;
  readonly onCheck: (check: LabCheck) => void;
}

/** Why the laboratory cannot run on this system; nothing where it can. */
export function whyNoLab(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it needs Linux on x86-64';
  if (!existsSync('/etc/debian_version')) return 'it boots the kernel of Debian, and this is another system';
  const missing = PROGRAMS.filter(([program]) => !isThere(program)).map(([, name]) => name);
  if (missing.length === 0) return undefined;
  return `Debian packages are missing: ${[...new Set(missing)].join(' ')}`;
}

function isThere(program: string): boolean {
  const folders = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    '/usr/sbin',
    '/sbin',
    '/usr/bin',
    '/bin',
  ];
  return folders.some((folder) => folder !== '' && existsSync(path.join(folder, program)));
}

/**
 * Boots Debian's kernel with virtual USB devices and runs `tests/hardware/guest/main.ts` in it, with this same Node.js,
 * on this machine's files.
 *
 * @param only Part of a name: checks without it are left out.
 */
export async function runUsbLab(listener: LabListener, only = ''): Promise<Outcome<LabRun>> {
  const started = performance.now();
  const kernel = await ensureKernel(listener.onProgress);
  if (!kernel.ok) return kernel;
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-usb-lab-'));
  try {
    const checks: LabCheck[] = [];
    let run: LabRun | undefined;
    for (let boots = 0; boots < MOST_BOOTS; boots += 1) {
      const carriedOut = JSON.stringify(checks.map(({ name }) => name));
      const guest = {
        program: process.execPath,
        args: [inRepository('tests', 'hardware', 'guest', 'main.ts'), only, carriedOut],
      };
      const memory = await writeInitialMemory(kernel.value, guest, folder);
      if (!memory.ok) return memory;
      run = await bootOnce(kernel.value.image, memory.value, folder, listener);
      checks.push(...run.checks);
      const early = !run.complete && run.machine.reason === 'powered-off';
      if (!early || checks.some(({ passed }) => !passed)) break;
      listener.onProgress('the machine ended before the last check; booting it for those that are left');
    }
    if (run === undefined) return stopped('the machine was not booted');
    if (run.machine.reason === 'not-started') return stopped('QEMU cannot be started');
    return done({ ...run, checks, seconds: (performance.now() - started) / 1000 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bootOnce(
  kernel: string,
  initialMemory: string,
  folder: string,
  listener: LabListener,
): Promise<LabRun> {
  const started = performance.now();
  const checks: LabCheck[] = [];
  const notes: string[] = [];
  let complete = false;
  const machine = await runMachine({
    kernel,
    initialMemory,
    folder,
    limitMs: MACHINE_LIMIT_MS,
    onLine: (line) => {
      const read = readMessage(line);
      if (read?.kind === 'check') {
        checks.push(read);
        listener.onCheck(read);
      } else if (read?.kind === 'note') {
        notes.push(read.text);
        listener.onProgress(read.text);
      }
      if (read?.kind === 'end') complete = true;
    },
  });
  return { checks, complete, notes, machine, seconds: (performance.now() - started) / 1000 };
}

function readMessage(line: string): z.infer<typeof message> | undefined {
  try {
    return message.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
