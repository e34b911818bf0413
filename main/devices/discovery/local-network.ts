import { BlockList, isIP, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Networks of the agency, in which its devices are looked for. */
export interface LocalNetwork {
  /** Whether the address lies in one of them. A zone (`%eth0`) does not count. */
  contains(address: string): boolean;
}

/** Link-local addresses (RFC 4291, 2.5.6) mean nothing without the interface that they hold on; a URL cannot say it. */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');

/** Whether an address holds on its own cable alone. */
export function isLinkLocal(address: string): boolean {
  const bare = withoutZone(address);
  return isIP(bare) === 6 && LINK_LOCAL.check(bare, 'ipv6');
}

/**
 * Networks from their CIDR forms, such as `192.0.2.0/24` and `2001:db8::/64`; nothing where one of them is none, or is
 * link-local.
 */
export function localNetwork(cidrs: string | readonly string[]): LocalNetwork | undefined {
  const block = new BlockList();
  for (const cidr of typeof cidrs === 'string' ? [cidrs] : cidrs) {
    const [, address = '', prefix] = /^([0-9a-fA-F.:]{2,39})\/([0-9]{1,3})$/.exec(cidr) ?? [];
    const family = isIP(address);
    if (family === 0 || Number(prefix) > (family === 4 ? 32 : 128) || isLinkLocal(address)) return undefined;
    block.addSubnet(address, Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
  }
  return {
    contains: (other) => {
      const bare = withoutZone(other);
      const family = isIP(bare);
      return family !== 0 && block.check(bare, family === 4 ? 'ipv4' : 'ipv6');
    },
  };
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}

/** Where this machine is in a network. */
export interface OwnAddress {
  readonly family: 'IPv4' | 'IPv6';
  readonly address: string;
  /** Name of the interface, such as `eth0`. */
  readonly interface: string;
}

/** This machine's own addresses in the network, one of each family; none while a cable is out. */
export function ownAddressesIn(network: LocalNetwork): readonly OwnAddress[] {
  const own = Object.entries(networkInterfaces())
    .flatMap(([name, addresses]) => (addresses ?? []).map((one) => ({ ...one, interface: name })))
    .filter(({ address }) => network.contains(address));
  return (['IPv4', 'IPv6'] as const).flatMap((family) =>
    own
      .filter((one) => one.family === family)
      .slice(0, 1)
      .map(({ address, interface: name }) => ({ family, address, interface: name })),
  );
}

/** The address by which a device in the network is reached: IPv4 where it has both. */
export function addressIn(network: LocalNetwork, addresses: readonly string[]): string | undefined {
  const inside = addresses.filter((address) => network.contains(address));
  return inside.find(isIPv4) ?? inside[0];
}
