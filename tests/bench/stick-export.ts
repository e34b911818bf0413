/**
 * A copy of 5 MB to a stick, beside the stick's own time (the same bytes written and flushed, and unmounted), and where the
 * rest goes. `npm run bench:stick-export`. Needs root: the sticks are file systems on loop devices. Milliseconds
 * depend on the machine; the ratio to the stick's own time on a real stick is smaller, because a real stick is slower.
 */

import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { copyToStick, STICK_LIMITS } from '../../main/devices/usb/copy-to-stick.ts';
import { LinuxUsbDrives } from '../../main/devices/usb/linux-usb-drives.ts';
import { StepLane } from '../../main/devices/usb/step-lane.ts';
import { type StickFiles, stickFilesAt } from '../../main/devices/usb/stick-files.ts';
import { LoopDesk, type StickFileSystem } from '../contract/usb/loop-stick.ts';
import { presenceIs } from '../contract/usb/usb-files.ts';

const run = promisify(execFile);
const BYTES = 5_000_000;
const RUNS = 5;
const FILE_SYSTEMS: readonly StickFileSystem[] = ['ext4', 'exfat', 'fat', 'ntfs'];
const never = new AbortController().signal;

const bytes = randomBytes(BYTES);
const file = { name: 'papiers.pdf', bytes, sha256: createHash('sha256').update(bytes).digest('hex') };

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function took(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** The bytes written and flushed, and the folder's entry: what no copy can do without. */
async function ownWrite(mountPoint: string, name: string): Promise<void> {
  const handle = await open(join(mountPoint, name), 'wx');
  await handle.writeFile(bytes);
  await handle.sync();
  await handle.close();
}

/** The shipped file operations, each timed under its name. */
function timed(files: StickFiles, spent: Map<string, number>): StickFiles {
  return new Proxy(files, {
    get: (target, name: keyof StickFiles) => {
      const operation = target[name] as (...given: readonly unknown[]) => Promise<unknown>;
      return async (...given: readonly unknown[]) => {
        const start = performance.now();
        try {
          return await operation.apply(target, [...given]);
        } finally {
          spent.set(name, (spent.get(name) ?? 0) + performance.now() - start);
        }
      };
    },
  });
}

async function measure(fileSystem: StickFileSystem): Promise<string> {
  const own: number[] = [];
  const unmounting: number[] = [];
  const whole: number[] = [];
  const steps = new Map<string, number[]>();
  for (let count = 0; count < RUNS; count += 1) {
    const desk = await LoopDesk.open();
    const drives = await LinuxUsbDrives.open({ mountRoot: desk.mountRoot, unmount: 'umount' });
    try {
      const stick = await desk.plug({ fileSystem, megabytes: 64 });
      await presenceIs(drives, (presence) => presence.kind === 'ready');
      const name = 'own.bin';
      own.push(await took(() => ownWrite(stick.mountPoint, name)));
      unmounting.push(await took(() => run('umount', ['--', stick.mountPoint])));
      await stick.mountAgain();
      await presenceIs(drives, (presence) => presence.kind === 'ready');
      await rm(join(stick.mountPoint, name));
      const spent = new Map<string, number>();
      const copied = await copyToStick({
        files: timed(stickFilesAt(stick.mountPoint), spent),
        lane: new StepLane(),
        limits: STICK_LIMITS,
        folderName: 'Essai',
        documents: [file],
        stillThere: async () => true,
        signal: never,
      });
      if (!copied.ok) throw new Error(copied.error.code);
      for (const [step, ms] of spent) steps.set(step, [...(steps.get(step) ?? []), ms]);
      whole.push(
        await took(async () => {
          const exported = await drives.export('Essai', [file], never);
          if (!exported.ok || !exported.value.removable) throw new Error(JSON.stringify(exported));
        }),
      );
    } finally {
      await drives.close();
      await desk.clear();
      await desk.close();
    }
  }
  const must = middle(own) + middle(unmounting);
  const ratio = (100 * (middle(whole) / must - 1)).toFixed(0);
  const rest = [...steps].map(([step, values]) => `${step} ${middle(values).toFixed(0)}`).join(', ');
  return `| ${fileSystem} | ${middle(own).toFixed(0)} | ${middle(unmounting).toFixed(0)} | ${middle(whole).toFixed(0)} | ${ratio} % | ${rest} |`;
}

console.log(
  '| File system | Own write, ms | Unmounting it, ms | Export, unmounted, ms | Over both | Steps of the copy, ms |',
);
console.log('| --- | --- | --- | --- | --- | --- |');
for (const fileSystem of FILE_SYSTEMS) console.log(await measure(fileSystem));
