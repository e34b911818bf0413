import { execFile } from 'node:child_process';
import type { Mount } from './mountinfo.ts';

/**
 * Who unmounts: `umount` where the kiosk's account may (an `fstab` line with `users`), `udisks` where the system's UDisks2
 * service mounts and unmounts for it.
 */
export type UnmountBy = 'umount' | 'udisks';

/** Longest wait for one unmounting, which writes out what the stick has not taken yet, milliseconds. */
const UNMOUNT_LIMIT_MS = 60_000;
/** Tries while something else (an indexer, a thumbnailer) still has a file open. */
const UNMOUNT_TRIES = 4;
const BETWEEN_TRIES_MS = 500;

function commandFor(
  by: UnmountBy,
  mount: Mount,
): { readonly file: string; readonly args: readonly string[] } {
  switch (by) {
    case 'umount':
      // The mount point, never lazily (-l): only a real unmounting means that everything is written.
      return { file: '/usr/bin/umount', args: ['--', mount.mountPoint] };
    case 'udisks':
      return {
        file: '/usr/bin/udisksctl',
        args: ['unmount', '--no-user-interaction', '--block-device', mount.source],
      };
  }
}

function run(file: string, args: readonly string[]): Promise<'done' | 'failed'> {
  return new Promise((resolve) => {
    const child = execFile(
      file,
      [...args],
      // `timeout` kills with SIGKILL; a process inside a hung system call outlives it, so the wait has its own end.
      { timeout: UNMOUNT_LIMIT_MS, killSignal: 'SIGKILL', env: {} },
      (error) => finish(error === null ? 'done' : 'failed'),
    );
    const giveUp = setTimeout(() => {
      child.unref();
      finish('failed');
    }, UNMOUNT_LIMIT_MS + 1_000);
    const finish = (ending: 'done' | 'failed'): void => {
      clearTimeout(giveUp);
      resolve(ending);
    };
  });
}

/**
 * Unmounts one partition, trying again for two seconds while it is busy. The caller asks the kernel what is mounted
 * afterwards: the command's word is not taken for it.
 */
export async function unmount(by: UnmountBy, mount: Mount, isMounted: () => Promise<boolean>): Promise<void> {
  const { file, args } = commandFor(by, mount);
  for (let tries = 1; tries <= UNMOUNT_TRIES; tries += 1) {
    await run(file, args);
    if (!(await isMounted())) return;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
  }
}
