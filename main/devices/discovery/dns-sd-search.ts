import multicastDns from 'multicast-dns';
import { ok, type Result } from '../../domain/result.ts';
import {
  ANNOUNCEMENTS,
  type AnnouncedDevice,
  announcedDevice,
  type ServiceKind,
} from './announced-device.ts';
import { localNetwork, ownAddressIn } from './local-network.ts';
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

export interface Search {
  readonly kind: ServiceKind;
  /** The network, in CIDR form, that asks, that answers, and that the devices found lie in. */
  readonly network: string;
  /** Ends the search early, once it is true of what was found. */
  readonly enough?: (found: readonly AnnouncedDevice[]) => boolean;
  readonly waits?: Partial<SearchWaits>;
}

/** `no-network`: this machine has no address there now, or may not ask. `cancelled`: the caller gave up. */
export type SearchFault = 'no-network' | 'cancelled';

/**
 * Asks the network, by multicast DNS (RFC 6762) and DNS-SD (RFC 6763), which devices of one kind it holds. IPv4 only.
 * Takes at most `searchMs`; nothing is left open then. Answers from outside the network, and devices with an address
 * outside it, are ignored. What is found is what anyone in that network announced: a name proves nothing.
 */
export function searchDevices(
  search: Search,
  signal: AbortSignal,
): Promise<Result<readonly AnnouncedDevice[], { readonly code: SearchFault }>> {
  const waits: SearchWaits = { ...SEARCH_WAITS, ...search.waits };
  const network = localNetwork(search.network);
  const own = network === undefined ? undefined : ownAddressIn(network);
  if (network === undefined || own === undefined) return Promise.resolve(refused('no-network'));
  if (signal.aborted) return Promise.resolve(refused('cancelled'));

  const { type } = ANNOUNCEMENTS[search.kind];
  const records = new ServiceRecords(type);
  const asked = new Map<string, number>();
  return new Promise((resolve) => {
    const socket = multicastDns({ interface: own, bind: '0.0.0.0', loopback: true });
    let settled = false;
    const finish = (outcome: Result<readonly AnnouncedDevice[], { readonly code: SearchFault }>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(end);
      clearTimeout(again);
      clearInterval(look);
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners('response');
      socket.destroy();
      resolve(outcome);
    };
    const found = (): readonly AnnouncedDevice[] =>
      records
        .services()
        .map((service) => announcedDevice(search.kind, service, network))
        .filter((device) => device !== undefined);
    const onAbort = (): void => finish(refused('cancelled'));
    const ask = (): void => socket.query([{ name: type, type: 'PTR' }]);
    const askMissing = (): void => {
      const questions = records.missing().filter((record) => countedBelow(asked, record));
      if (questions.length > 0) socket.query(questions.map(({ name, type: kind }) => ({ name, type: kind })));
    };

    const end = setTimeout(() => finish(ok(found())), waits.searchMs);
    const again = setTimeout(ask, waits.askAgainMs);
    const look = setInterval(askMissing, waits.lookMs);
    signal.addEventListener('abort', onAbort, { once: true });
    // After the end, late errors of the socket are nobody's business, but must have a listener.
    socket.on('error', () => finish(refused('no-network')));
    socket.on('response', (packet, from) => {
      if (from.port !== MDNS_PORT || !network.contains(from.address)) return;
      records.add(packet);
      if (search.enough?.(found()) === true) finish(ok(found()));
    });
    socket.on('ready', ask);
  });
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
