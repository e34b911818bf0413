import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './programs.ts';

/** Longest wait for a service to be there, milliseconds. */
const SERVICE_LIMIT_MS = 40_000;
const LOOK_MS = 500;

/** The kiosk's account, as `kiosk-config/lockdown` names it. */
const KIOSK_ACCOUNT = 'borne';

/** A service of a real terminal, and how to know that it is there. */
interface Service {
  readonly program: string;
  readonly args: readonly string[];
  readonly there: () => boolean;
}

const UDEV: Service = {
  program: '/lib/systemd/systemd-udevd',
  args: [],
  there: () => existsSync('/run/udev/control'),
};
const BUS: Service = {
  program: '/usr/bin/dbus-daemon',
  args: ['--system', '--nofork', '--nopidfile'],
  there: () => existsSync('/run/dbus/system_bus_socket'),
};
const POLKIT: Service = {
  program: '/usr/lib/polkit-1/polkitd',
  args: ['--no-debug'],
  there: () => isOnBus('org.freedesktop.PolicyKit1'),
};
const UDISKS: Service = {
  program: '/usr/libexec/udisks2/udisksd',
  args: ['--no-debug'],
  there: () => isOnBus('org.freedesktop.UDisks2'),
};

function isOnBus(name: string): boolean {
  const answer = run('dbus-send', [
    ...['--system', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
    ...['org.freedesktop.DBus.NameHasOwner', `string:${name}`],
  ]);
  return answer.trim() === 'boolean true';
}

/** The kiosk's account, made where the machine has none. */
export function kioskAccount(): { readonly uid: number; readonly gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  if (!accounts.some((line) => line.split(':')[0] === KIOSK_ACCOUNT)) {
    run('useradd', ['--system', '--user-group', '--no-create-home', KIOSK_ACCOUNT]);
  }
  // `audio` stands for what logind gives the account whose session is on the screen.
  run('usermod', ['--append', '--groups', 'lp,audio', KIOSK_ACCOUNT]);
  const number = (flag: string): number => Number(run('id', [flag, KIOSK_ACCOUNT]).trim());
  return { uid: number('-u'), gid: number('-g') };
}

/** Installs the project's own rules where a terminal has them; `lockdown` is the folder that holds them. */
export function installRules(lockdown: string): void {
  for (const [file, folder] of [
    ['70-borne-readers.rules', '/etc/udev/rules.d'],
    ['49-borne-usb.rules', '/etc/polkit-1/rules.d'],
  ] as const) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(lockdown, file), join(folder, file));
    chmodSync(join(folder, file), 0o644);
  }
  // polkitd runs as an account of its own and reads the folder as such.
  chmodSync('/etc/polkit-1/rules.d', 0o755);
}

/** Lets every account pass through the folders above `path`, in this machine's own layer: a checkout may lie in root's. */
export function letThrough(path: string): void {
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) {
    const { mode } = statSync(folder);
    if ((mode & 0o005) !== 0o005) chmodSync(folder, (mode & 0o7777) | 0o005);
  }
}

async function start({ program, args, there }: Service): Promise<void> {
  const service = spawn(program, [...args], { stdio: 'ignore' });
  service.once('error', () => undefined);
  const until = performance.now() + SERVICE_LIMIT_MS;
  while (!there()) {
    if (performance.now() > until || service.exitCode !== null) throw new Error(`${program} does not start`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Starts udev, which everything else asks about devices. Services end with the machine. */
export async function startUdev(): Promise<void> {
  for (const folder of ['/run/dbus', '/run/udev', '/run/lock', '/run/udisks2', '/run/polkit-1', '/media']) {
    mkdirSync(folder, { recursive: true });
  }
  await start(UDEV);
}

/** Starts the bus, polkit and UDisks2. */
export async function startDisksService(): Promise<void> {
  await start(BUS);
  await Promise.all([start(POLKIT), start(UDISKS)]);
}
