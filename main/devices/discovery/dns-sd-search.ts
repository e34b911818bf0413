import { createSocket } from 'node:dgram';
import { isIPv4 } from 'node:net';
import multicastDns from 'multicast-dns';
import { ok, type Result } from '../../domain/result.ts';
import {
  ANNOUNCEMENTS,
  type AnnouncedDevice,
  announcedDevice,
  type ServiceKind,
} from './announced-device.ts';
import {
  isLinkLocal,
  type LocalNetwork,
  localNetwork,
  type OwnAddress,
  ownAddressesIn,
} from './local-network.ts';
import { type MissingRecord, ServiceRecords } from './service-records.ts';

/** Every wait of a search, in milliseconds. */
export interface SearchWaits {
  /** The whole search. A device answers within half a second; one that sleeps may take two. Does not find one that sleeps longer: the next search may. */
  readonly searchMs: number;
  /** Between two looks at what is still missing. */
  readonly lookMs: number;
  /** When the question is asked again, after the start (RFC 6762, section 5.2: at least a second later). */
  readonly askAgainMs: number;
}

const SEARCH_WAITS: SearchWaits = { searchMs: 3_000, lookMs: 200, askAgainMs: 1_000 };

/** How often one missing record is asked for. */
const ASKED_AT_MOST = 3;
/** Answers come from this port, and others are to be ignored (RFC 6762, section 6). */
const MDNS_PORT = 5_353;
/** Group of multicast DNS over IPv6, on one's own cable (RFC 6762, section 3). */
const MDNS_IPV6 = 'ff02::fb';

export interface Search {
  readonly kind: ServiceKind;
  /** The networks, in CIDR form, that are asked, that answer, and that the devices found lie in. */
  readonly network: string | readonly string[];
  /** Ends the search early, once it is true of what was found. */
  readonly enough?: (found: readonly AnnouncedDevice[]) => boolean;
  readonly waits?: Partial<SearchWaits>;
}

/** `no-network`: this machine has no address there now, or may not ask. `cancelled`: the caller gave up. */
export type SearchFault = 'no-network' | 'cancelled';

/**
 * Asks the network, by multicast DNS (RFC 6762) and DNS-SD (RFC 6763), which devices of one kind it holds: over IPv4, over
 * IPv6 or over both, as this machine has addresses there. A device that has both is reached over IPv4.
 * Takes at most `searchMs`; nothing is left open then. Answers from outside the network, and devices with an address
 * outside it, link-local ones among them, are ignored. What is found is what anyone in that network announced: a name proves nothing.
 */
export function searchDevices(
  search: Search,
  signal: AbortSignal,
): Promise<Result<readonly AnnouncedDevice[], { readonly code: SearchFault }>> {
  const waits: SearchWaits = { ...SEARCH_WAITS, ...search.waits };
  const network = localNetwork(search.network);
  const own = network === undefined ? [] : ownAddressesIn(network);
  if (network === undefined || own.length === 0) return Promise.resolve(refused('no-network'));
  if (signal.aborted) return Promise.resolve(refused('cancelled'));

  const { type } = ANNOUNCEMENTS[search.kind];
  const records = new ServiceRecords(type);
  const asked = new Map<string, number>();
  return new Promise((resolve) => {
    const sockets = own.map(openSocket);
    let refusing = 0;
    let settling: NodeJS.Timeout | undefined;
    let settled = false;
    const finish = (outcome: Result<readonly AnnouncedDevice[], { readonly code: SearchFault }>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(end);
      clearTimeout(settling);
      clearTimeout(again);
      clearInterval(look);
      signal.removeEventListener('abort', onAbort);
      for (const socket of sockets) {
        socket.removeAllListeners('response');
        socket.destroy();
      }
      resolve(outcome);
    };
    const found = (): readonly AnnouncedDevice[] =>
      records
        .services()
        .map((service) => announcedDevice(search.kind, service, network))
        .filter((device) => device !== undefined);
    /** A device whose IPv4 address may still come is given the time of two looks. */
    const settle = (): void => {
      const preferred = !own.some(({ family }) => family === 'IPv4') || found().every(isOverIPv4);
      if (preferred) finish(ok(found()));
      else settling ??= setTimeout(() => finish(ok(found())), 2 * waits.lookMs);
    };
    const onAbort = (): void => finish(refused('cancelled'));
    const ask = (): void => {
      for (const socket of sockets) socket.query([{ name: type, type: 'PTR' }]);
    };
    const askMissing = (): void => {
      const questions = records.missing().filter((record) => countedBelow(asked, record));
      if (questions.length === 0) return;
      for (const socket of sockets)
        socket.query(questions.map(({ name, type: kind }) => ({ name, type: kind })));
    };

    const end = setTimeout(() => finish(ok(found())), waits.searchMs);
    const again = setTimeout(ask, waits.askAgainMs);
    const look = setInterval(askMissing, waits.lookMs);
    signal.addEventListener('abort', onAbort, { once: true });
    for (const socket of sockets) {
      // After the end, late errors of the socket are nobody's business, but must have a listener.
      socket.on('error', () => {
        refusing += 1;
        if (refusing === sockets.length) finish(refused('no-network'));
      });
      socket.on('response', (packet, from) => {
        if (from.port !== MDNS_PORT || !mayAnswer(network, from.address)) return;
        records.add(packet);
        if (search.enough?.(found()) === true) settle();
      });
      socket.on('ready', () => socket.query([{ name: type, type: 'PTR' }]));
    }
  });
}

/** A socket for one family of addresses, on the cable that this machine's own address is on. */
function openSocket({ family, address, interface: name }: OwnAddress): multicastDns.MulticastDNS {
  if (family === 'IPv4') return multicastDns({ interface: address, bind: '0.0.0.0', loopback: true });
  return multicastDns({
    type: 'udp6',
    ip: MDNS_IPV6,
    interface: `::%${name}`,
    bind: '::',
    loopback: true,
    // Beside the socket for IPv4, not in its place.
    socket: createSocket({ type: 'udp6', reuseAddr: true, ipv6Only: true }),
  });
}

function isOverIPv4({ url }: AnnouncedDevice): boolean {
  return isIPv4(new URL(url).hostname);
}

/** Over IPv6 devices answer from their link-local address, which nothing but the same cable can bring (RFC 6762, section 11). */
function mayAnswer(network: LocalNetwork, address: string): boolean {
  return network.contains(address) || isLinkLocal(address);
}

function refused(code: SearchFault): { readonly ok: false; readonly error: { readonly code: SearchFault } } {
  return { ok: false, error: { code } };
}

/** True for the first few times, so that a record nobody has is not asked for without end. */
function countedBelow(asked: Map<string, number>, { name, type }: MissingRecord): boolean {
  const key = `${type} ${name}`;
  const times = asked.get(key) ?? 0;
  asked.set(key, times + 1);
  return times < ASKED_AT_MOST;
}
