import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../repository.ts';
import { runCommand } from '../setup/command.mjs';
import { done, type Outcome, stopped } from '../setup/outcome.mjs';
import type { UnpackedKernel } from './kernel-package.ts';

/**
 * Drivers that the machine loads before anything else, in their order: the way to the host's files, then USB with both of
 * its ends (`dummy_hcd` is a cable inside the kernel), then what is plugged in.
 */
const MODULES = [
  'virtio_pci',
  '9pnet_virtio',
  '9p',
  'overlay',
  'configfs',
  'libcomposite',
  'usb_f_hid',
  'usb_f_printer',
  'usb_f_mass_storage',
  'dummy_hcd num=8',
  'usbhid',
  'hid_generic',
  'uhid',
  'evdev',
  'usblp',
  // A stick is asked for its content at once: the second's grace is for slow old drives.
  'usb_storage delay_use=0',
  'sd_mod',
  'nls_cp437',
  'nls_ascii',
  'nls_utf8',
  'nls_iso8859_1',
  'vfat',
  'exfat',
  'crc32c_generic',
  'ext4',
  'loop',
  // A sound card without a wire.
  'snd_aloop',
] as const;

const COMMAND_LIMIT_MS = 60_000;
const BUSYBOX = '/bin/busybox';

/** What the machine is to run once it has booted. */
export interface GuestProgram {
  /** Absolute path of a program on the host. */
  readonly program: string;
  readonly args: readonly string[];
}

/** Files of all the drivers and of what they need, relative to the unpacked kernel. */
async function moduleFiles(kernel: UnpackedKernel): Promise<ReadonlySet<string>> {
  const names = MODULES.map((module) => module.split(' ', 1)[0] ?? module);
  const { stdout } = await runCommand(
    'modprobe',
    ['--dirname', kernel.root, '--set-version', kernel.release, '--show-depends', '--all', ...names],
    { timeoutMs: COMMAND_LIMIT_MS },
  );
  const files = stdout.split('\n').flatMap((line) => /^insmod (\S+)/.exec(line)?.[1] ?? []);
  return new Set(files.map((file) => path.relative(kernel.root, path.resolve('/', file))));
}

/**
 * Writes the archive that the kernel unpacks into memory at its start: busybox, the drivers, the boot script, and the
 * program to run.
 */
export async function writeInitialMemory(
  kernel: UnpackedKernel,
  guest: GuestProgram,
  folder: string,
): Promise<Outcome<string>> {
  const root = path.join(folder, 'memory');
  for (const part of ['bin', 'proc', 'sys', 'dev', 'root', 'tmp']) {
    mkdirSync(path.join(root, part), { recursive: true });
  }
  copyFileSync(BUSYBOX, path.join(root, 'bin', 'busybox'));
  const files = await moduleFiles(kernel);
  const modules = path.join('lib', 'modules', kernel.release);
  for (const file of [...files, path.join(modules, 'modules.builtin'), path.join(modules, 'modules.order')]) {
    cpSync(path.join(kernel.root, file), path.join(root, file), { recursive: true });
  }
  const depmod = await runCommand('depmod', ['--basedir', root, kernel.release], {
    timeoutMs: COMMAND_LIMIT_MS,
  });
  if (files.size === 0 || depmod.code !== 0)
    return stopped('the drivers cannot be put in order', depmod.stderr);
  writeFileSync(path.join(root, 'modules'), `${MODULES.join('\n')}\n`);
  copyFileSync(inRepository('tools', 'usb-lab', 'boot.sh'), path.join(root, 'init'));
  chmodSync(path.join(root, 'init'), 0o755);
  writeFileSync(path.join(root, 'start.sh'), startScript(guest));
  const packed = pack(root, path.join(folder, 'memory.cpio'));
  rmSync(root, { recursive: true, force: true });
  return packed;
}

/** Written for a shell, hence quoted; the machine ends when the program does. */
function startScript({ program, args }: GuestProgram): string {
  const words = [program, ...args].map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  return [
    'export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8',
    'stty -F /dev/ttyS1 raw -echo',
    words,
    'echo o > /proc/sysrq-trigger',
    'sleep 60',
    '',
  ].join('\n');
}

/** `cpio` takes the names of the files on its input. */
function pack(root: string, archive: string): Outcome<string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const packed = spawnSync(
    'cpio',
    ['--create', '--format=newc', '--quiet', '--owner=0:0', `--file=${archive}`],
    { cwd: root, input: names.map((name) => `${name}\n`).join(''), timeout: COMMAND_LIMIT_MS },
  );
  return packed.status === 0 ? done(archive) : stopped('cpio cannot write the archive', `${packed.stderr}`);
}
