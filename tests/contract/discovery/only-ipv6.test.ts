import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const SEARCH = resolve(import.meta.dirname, 'search-once.ts');
const NETWORK = 'fd00:77::/64';
/** No process of a test outlives this. Seconds. */
const LIFE_SECONDS = '60';

const CONFIGURATION = `[server]
host-name=borne-six
use-ipv4=no
use-ipv6=yes
allow-interfaces=cable0
enable-dbus=no
[wide-area]
enable-wide-area=no
[publish]
publish-workstation=no
`;
const SERVICE = `<?xml version="1.0"?><!DOCTYPE service-group SYSTEM "avahi-service.dtd"><service-group><name>Scanner six</name>
<service><type>_uscan._tcp</type><port>8080</port><txt-record>rs=eSCL</txt-record></service></service-group>
`;

/** A cable of its own, in a network namespace of its own, with IPv6 alone; Avahi announces on it, then one search looks. */
const SCRIPT = `
set -e
ip link set lo up
ip link add cable0 type veth peer name cable1
ip link set cable1 up
ip link set cable0 up
ip -6 addr add fd00:77::5/64 dev cable0 nodad
mount -t tmpfs tmpfs /run/avahi-daemon
mount --bind "$1" /etc/avahi
avahi-daemon --no-drop-root --no-chroot --no-rlimits > "$1/said" 2>&1 &
avahi=$!
tries=0
while ! grep -q 'successfully established' "$1/said"; do
  tries=$((tries + 1)); [ $tries -lt 150 ] || { cat "$1/said" >&2; exit 1; }
  sleep 0.1
done
shift
"$@"
kill $avahi
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'borne-six-'));
  await mkdir(join(folder, 'services'));
  await mkdir('/run/avahi-daemon', { recursive: true });
  await writeFile(join(folder, 'avahi-daemon.conf'), CONFIGURATION);
  await writeFile(join(folder, 'hosts'), '');
  await writeFile(join(folder, 'services', 'scanner.service'), SERVICE);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function searched(...networks: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)('timeout', [
    ...[LIFE_SECONDS, 'unshare', '--net', '--mount', 'sh', '-c', SCRIPT, 'search', folder],
    ...[process.execPath, SEARCH, 'uscan', ...networks],
  ]);
  return JSON.parse(stdout);
}

test('a scanner on a network without IPv4 is asked over IPv6, and found there', async () => {
  const found = { ok: true, value: [{ name: 'Scanner six', url: 'http://[fd00:77::5]:8080/eSCL' }] };
  expect(await searched(NETWORK)).toMatchObject(found);
  // A network that this machine is not in does not stand in the way of the one that it is in.
  expect(await searched('192.0.2.0/24', NETWORK)).toMatchObject(found);
});
