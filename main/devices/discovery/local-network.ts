import { BlockList, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** An IPv4 network of the agency, in which its devices are looked for. */
export interface LocalNetwork {
  contains(address: string): boolean;
}

/** A network from its CIDR form, such as `192.0.2.0/24`; nothing where the text is none. */
export function localNetwork(cidr: string): LocalNetwork | undefined {
  const [, address, prefix] = /^([0-9.]{7,15})\/([0-9]{1,2})$/.exec(cidr) ?? [];
  if (address === undefined || !isIPv4(address) || Number(prefix) > 32) return undefined;
  const block = new BlockList();
  block.addSubnet(address, Number(prefix), 'ipv4');
  return { contains: (other) => isIPv4(other) && block.check(other, 'ipv4') };
}

/** This machine's own address in the network; nothing where it has none, which is also so while a cable is out. */
export function ownAddressIn(network: LocalNetwork): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, address }) => family === 'IPv4' && network.contains(address))?.address;
}
