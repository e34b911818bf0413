/**
 * A copy of 5 MB to a stick, beside the stick's own time (the same bytes written and flushed, and unmounted), and where the
 * rest goes. `npm run bench:stick-export`. Needs root: the sticks are file systems on loop devices, which the kernel holds to
 * the pace of sticks; what pace that is, is assumed.
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
import { pace, type StickPace, whyNoPace } from './stick-pace.ts';

const run = promisify(execFile);
const BYTES = 5_000_000;
const RUNS = 3;
const MB = 1_000_000;
/** A slow and a usual stick of USB 2, and one of USB 3. */
const PACES: readonly StickPace[] = [
  { writes: 5 * MB, reads: 20 * MB },
  { writes: 8 * MB, reads: 30 * MB },
  { writes: 20 * MB, reads: 100 * MB },
];
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

async function measure(fileSystem: StickFileSystem, stickPace: StickPace): Promise<string> {
  const own: number[] = [];
  const unmounting: number[] = [];
  const verified: number[] = [];
  const whole: number[] = [];
  const steps = new Map<string, number[]>();
  for (let count = 0; count < RUNS; count += 1) {
    const desk = await LoopDesk.open();
    const drives = await LinuxUsbDrives.open({ mountRoot: desk.mountRoot, unmount: 'umount' });
    let letGo = (): void => undefined;
    try {
      const stick = await desk.plug({ fileSystem, megabytes: 64 });
      if (whyNoPace() === undefined) letGo = pace(stick.device, stickPace);
      await presenceIs(drives, (presence) => presence.kind === 'ready');
      const name = 'own.bin';
      own.push(await took(() => ownWrite(stick.mountPoint, name)));
      unmounting.push(await took(() => run('umount', ['--', stick.mountPoint])));
      const plugAgain = async (): Promise<void> => {
        await stick.mountAgain();
        await presenceIs(drives, (presence) => presence.kind === 'ready');
      };
      await plugAgain();
      await rm(join(stick.mountPoint, name));
      const spent = new Map<string, number>();
      verified.push(
        await took(async () => {
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
        }),
      );
      // What the copy left in a driver's memory must not be written out in the time of the next.
      await run('umount', ['--', stick.mountPoint]);
      await plugAgain();
      for (const [step, ms] of spent) steps.set(step, [...(steps.get(step) ?? []), ms]);
      whole.push(
        await took(async () => {
          const exported = await drives.export('Essai', [file], never);
          if (!exported.ok || !exported.value.removable) throw new Error(JSON.stringify(exported));
        }),
      );
    } finally {
      letGo();
      await drives.close();
      await desk.clear();
      await desk.close();
    }
  }
  const over = (time: readonly number[], least: number): string =>
    `${(100 * (middle(time) / least - 1)).toFixed(0)} %`;
  const ms = (values: readonly number[]): string => middle(values).toFixed(0);
  const rest = [...steps].map(([step, values]) => `${step} ${ms(values)}`).join(', ');
  const cells = [
    `${stickPace.writes / MB} and ${stickPace.reads / MB}`,
    fileSystem,
    ms(own),
    ms(verified),
    over(verified, middle(own)),
    ms(unmounting),
    ms(whole),
    over(whole, middle(own) + middle(unmounting)),
    rest,
  ];
  return `| ${cells.join(' | ')} |`;
}

const unbraked = whyNoPace();
if (unbraked !== undefined) console.log(`Not at the pace of a stick: ${unbraked}.\n`);
console.log(
  '| Writes and reads, MB/s | File system | Own write, ms | Copied and verified, ms | Over own write | Unmounting alone, ms | Export, unmounted, ms | Over both | Steps of the copy, ms |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const stickPace of unbraked === undefined ? PACES : PACES.slice(0, 1)) {
  for (const fileSystem of FILE_SYSTEMS) console.log(await measure(fileSystem, stickPace));
}
