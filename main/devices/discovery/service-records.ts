import { isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';

/**
 * Limits on what the network may say during one search. Anyone on the network can send mDNS answers: beyond a limit
 * nothing more is kept, and the search ends by its own time all the same.
 */
export const RECORD_LIMITS = {
  /** Packets looked at. An office of a hundred devices answers with a few hundred. */
  packets: 2_000,
  /** Records of one packet looked at: an mDNS packet holds at most 9,000 bytes (RFC 6762, section 17). */
  recordsPerPacket: 400,
  /** Devices of the kind searched for. */
  instances: 64,
  /** Hosts whose addresses are kept. */
  hosts: 64,
  addressesPerHost: 8,
  /** Strings of one TXT record; the protocol limits each to 255 bytes. */
  txtStrings: 64,
} as const;

/** Letters of a DNS name as it is written (RFC 1035, section 2.3.4, with room for undecoded escapes). */
const dnsName = z.string().min(1).max(512);
const ptrRecord = z.object({ type: z.literal('PTR'), name: dnsName, data: dnsName });
const srvRecord = z.object({
  type: z.literal('SRV'),
  name: dnsName,
  data: z.object({ target: dnsName, port: z.int().min(1).max(65_535) }),
});
const txtString = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 255);
const txtRecord = z.object({
  type: z.literal('TXT'),
  name: dnsName,
  data: z.union([txtString.transform((one) => [one]), z.array(txtString)]),
});
const addressRecord = z.object({ type: z.literal('A'), name: dnsName, data: z.string().refine(isIPv4) });
const longAddressRecord = z.object({
  type: z.literal('AAAA'),
  name: dnsName,
  // A zone would be somebody else's interface.
  data: z.string().refine((address) => isIPv6(address) && !address.includes('%')),
});
const knownRecord = z.discriminatedUnion('type', [
  ptrRecord,
  srvRecord,
  txtRecord,
  addressRecord,
  longAddressRecord,
]);
const expiry = z.object({ ttl: z.number() });
const packetSchema = z.object({ answers: z.array(z.unknown()), additionals: z.array(z.unknown()) });

/** Pairs of a TXT record by lower-case key. */
export type TxtPairs = ReadonlyMap<string, string>;

/** A service of which name, host, port, properties and at least one address are known. */
export interface FoundService {
  /** The name people see, such as `Scanner de l'accueil`. */
  readonly instance: string;
  /** Host name, such as `scanner.local`. */
  readonly host: string;
  readonly port: number;
  /** IPv4 and IPv6 addresses, as announced. */
  readonly addresses: readonly string[];
  readonly txt: TxtPairs;
}

/** A record that is still missing. */
export interface MissingRecord {
  readonly name: string;
  readonly type: 'SRV' | 'TXT' | 'A' | 'AAAA';
}

/** Pairs of a TXT record (RFC 6763, section 6): the first of each key counts, a string without `=` is a bare key. */
function txtPairs(strings: readonly Uint8Array[]): TxtPairs {
  const pairs = new Map<string, string>();
  for (const bytes of strings.slice(0, RECORD_LIMITS.txtStrings)) {
    const text = Buffer.from(bytes).toString('utf8');
    const equals = text.indexOf('=');
    const key = (equals === -1 ? text : text.slice(0, equals)).toLowerCase();
    if (key === '' || pairs.has(key)) continue;
    pairs.set(key, equals === -1 ? '' : text.slice(equals + 1));
  }
  return pairs;
}

/** DNS names are compared without regard to case (RFC 6762, section 16). */
function same(name: string): string {
  return name.toLowerCase();
}

/**
 * Gathers the records that describe the services of one type, from as many packets as they come in: devices may send
 * the name in one and the address in another. Keeps nothing that does not belong to the type.
 */
export class ServiceRecords {
  readonly #type: string;
  readonly #instances = new Map<string, string>();
  readonly #places = new Map<string, { readonly host: string; readonly port: number }>();
  readonly #txt = new Map<string, TxtPairs>();
  readonly #addresses = new Map<string, Set<string>>();
  #packets = 0;

  /** @param type Full name of the service type, such as `_uscan._tcp.local`. */
  constructor(type: string) {
    this.#type = type;
  }

  /** Takes what belongs to the type from one decoded DNS packet, whatever it is. */
  add(packet: unknown): void {
    if (this.#packets >= RECORD_LIMITS.packets) return;
    this.#packets += 1;
    const parsed = packetSchema.safeParse(packet);
    if (!parsed.success) return;
    const all = [...parsed.data.answers, ...parsed.data.additionals].slice(0, RECORD_LIMITS.recordsPerPacket);
    for (const one of all) {
      const record = knownRecord.safeParse(one);
      // A lifetime of nought is a goodbye (RFC 6762, section 10.1): such a record is not taken in.
      if (record.success && expiry.safeParse(one).data?.ttl !== 0) this.#take(record.data);
    }
  }

  #take(record: z.infer<typeof knownRecord>): void {
    const key = same(record.name);
    switch (record.type) {
      case 'PTR': {
        const ours = key === same(this.#type) && same(record.data).endsWith(`.${same(this.#type)}`);
        if (!ours || this.#instances.size >= RECORD_LIMITS.instances) return;
        this.#instances.set(same(record.data), record.data);
        return;
      }
      case 'SRV':
        if (key.endsWith(`.${same(this.#type)}`) && this.#hasRoom(this.#places, key)) {
          this.#places.set(key, { host: record.data.target, port: record.data.port });
        }
        return;
      case 'TXT':
        if (key.endsWith(`.${same(this.#type)}`) && this.#hasRoom(this.#txt, key)) {
          this.#txt.set(key, txtPairs(record.data));
        }
        return;
      case 'A':
      case 'AAAA': {
        if (!this.#addresses.has(key) && this.#addresses.size >= RECORD_LIMITS.hosts) return;
        const addresses = this.#addresses.get(key) ?? new Set<string>();
        if (addresses.size < RECORD_LIMITS.addressesPerHost) addresses.add(record.data);
        this.#addresses.set(key, addresses);
      }
    }
  }

  #hasRoom(kept: ReadonlyMap<string, unknown>, key: string): boolean {
    return kept.has(key) || kept.size < RECORD_LIMITS.instances;
  }

  /** What has to be asked for so that every service seen can be described. */
  missing(): readonly MissingRecord[] {
    const missing: MissingRecord[] = [];
    for (const [key, name] of this.#instances) {
      const place = this.#places.get(key);
      if (place === undefined) missing.push({ name, type: 'SRV' });
      else {
        const addresses = this.#addresses.get(same(place.host));
        if (addresses === undefined) missing.push({ name: place.host, type: 'AAAA' });
        // The one that is preferred, also where only the other came.
        if (![...(addresses ?? [])].some(isIPv4)) missing.push({ name: place.host, type: 'A' });
      }
      if (!this.#txt.has(key)) missing.push({ name, type: 'TXT' });
    }
    return missing;
  }

  /** The services that are fully described, by name. */
  services(): readonly FoundService[] {
    const found: FoundService[] = [];
    for (const [key, name] of this.#instances) {
      const place = this.#places.get(key);
      const txt = this.#txt.get(key);
      const addresses = place === undefined ? undefined : this.#addresses.get(same(place.host));
      if (place === undefined || txt === undefined || addresses === undefined) continue;
      const instance = name.slice(0, -(this.#type.length + 1));
      found.push({ instance, ...place, addresses: [...addresses], txt });
    }
    return found.sort((one, other) => one.instance.localeCompare(other.instance, 'fr'));
  }
}
