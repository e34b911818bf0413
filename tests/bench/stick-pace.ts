import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** How fast a stick is, bytes a second. */
export interface StickPace {
  readonly writes: number;
  readonly reads: number;
}

/** The kernel's brake on block devices (Linux, Documentation/admin-guide/cgroup-v1/blkio-controller.rst). */
const BLKIO = '/sys/fs/cgroup/blkio';

/** Why this machine cannot make a loop device as slow as a stick; nothing where it can. */
export function whyNoPace(): string | undefined {
  return existsSync(join(BLKIO, 'blkio.throttle.write_bps_device'))
    ? undefined
    : `${BLKIO} has no brake (cgroup v1, CONFIG_BLK_DEV_THROTTLING)`;
}

/** Holds a block device to the pace of a stick, for every process. @returns what takes the brake off. */
export function pace(device: string, { writes, reads }: StickPace): () => void {
  const numbers = readFileSync(join('/sys/class/block', basename(device), 'dev'), 'utf8').trim();
  const brake = (writesBps: number, readsBps: number): void => {
    writeFileSync(join(BLKIO, 'blkio.throttle.write_bps_device'), `${numbers} ${writesBps}\n`);
    writeFileSync(join(BLKIO, 'blkio.throttle.read_bps_device'), `${numbers} ${readsBps}\n`);
  };
  brake(writes, reads);
  return () => brake(0, 0);
}
