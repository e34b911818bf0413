import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What one device announces. */
export interface AnnouncedService {
  /** `_uscan._tcp` and its like. */
  readonly type: string;
  /** The name people see; one device may announce several types under it. */
  readonly name: string;
  /** Host name with `.local`, one of the hosts below. */
  readonly host: string;
  readonly port: number;
  readonly txt: Readonly<Record<string, string>>;
}

export interface Announcements {
  /** Addresses of loopback by host name. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly services: readonly AnnouncedService[];
}

/** Avahi, the responder of Debian and of many printers, announcing devices on loopback. */
export interface Avahi {
  close(): Promise<void>;
}

/** No process of a test outlives this, even where the test itself is killed. Seconds. */
const LIFE_SECONDS = '120';
const START_LIMIT_MS = 15_000;

const CONFIGURATION = `[server]
host-name=borne-annonces
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=no
[wide-area]
enable-wide-area=no
[publish]
publish-workstation=no
publish-addresses=no
`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function serviceFile({ type, name, host, port, txt }: AnnouncedService): string {
  const records = Object.entries(txt).map(
    ([key, value]) => `<txt-record>${escaped(key)}=${escaped(value)}</txt-record>`,
  );
  return (
    `<?xml version="1.0"?><!DOCTYPE service-group SYSTEM "avahi-service.dtd"><service-group><name>${escaped(name)}</name>` +
    `<service><type>${type}</type><host-name>${host}</host-name><port>${port}</port>${records.join('')}</service></service-group>`
  );
}

/**
 * Starts Avahi with a configuration and a run-time folder of its own, in a mount namespace of its own: nothing of the
 * machine is read or changed, and another Avahi may run beside it. Needs root.
 */
export async function startAvahi({ hosts, services }: Announcements): Promise<Avahi> {
  const folder = await mkdtemp(join(tmpdir(), 'borne-avahi-'));
  await mkdir(join(folder, 'services'));
  await mkdir('/run/avahi-daemon', { recursive: true });
  await writeFile(join(folder, 'avahi-daemon.conf'), CONFIGURATION);
  await writeFile(
    join(folder, 'hosts'),
    Object.entries(hosts)
      .map(([host, address]) => `${address} ${host}\n`)
      .join(''),
  );
  for (const [index, service] of services.entries()) {
    await writeFile(join(folder, 'services', `${index}.service`), serviceFile(service));
  }

  const inOwnNamespace =
    'mount -t tmpfs tmpfs /run/avahi-daemon && mount --bind "$1" /etc/avahi && exec timeout "$2" avahi-daemon --no-drop-root --no-chroot --no-rlimits';
  const child: ChildProcess = spawn(
    'unshare',
    ['--mount', 'sh', '-c', inOwnNamespace, 'avahi', folder, LIFE_SECONDS],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-20_000);
    });
  }
  child.on('error', (error) => {
    said += error.message;
  });
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(3_000).then(() => child.kill('SIGKILL'))]);
    }
    await rm(folder, { recursive: true, force: true });
  };

  const limit = performance.now() + START_LIMIT_MS;
  const announced = (): boolean => (said.match(/successfully established/g) ?? []).length >= services.length;
  while (!announced()) {
    if (child.exitCode !== null || performance.now() > limit) {
      await close();
      throw new Error(`avahi-daemon: ${said}`);
    }
    await sleep(50);
  }
  return { close };
}
