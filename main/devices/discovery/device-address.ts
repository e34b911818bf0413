import { ok, type Result } from '../../domain/result.ts';
import { normalUuid } from '../device-uuid.ts';
import type { AnnouncedDevice, ServiceKind } from './announced-device.ts';
import { type SearchWaits, searchDevices } from './dns-sd-search.ts';

/** Which device of the network is meant: by the UUID it announces, or by its name. */
export interface WantedDevice {
  readonly kind: ServiceKind;
  /** CIDR forms, such as `192.0.2.0/24`. */
  readonly network: string | readonly string[];
  readonly identity: { readonly uuid: string } | { readonly name: string };
}

/** `not-found`: nobody there answers to it. `no-network`: this machine is not in that network now. */
export type AddressFault = 'not-found' | 'no-network' | 'cancelled';

/** Where a device is: always the same, or wherever it announces itself. */
export interface DeviceAddress {
  /** The device's root URL now. Asked again after the device was out of reach: it may have moved. */
  find(signal: AbortSignal): Promise<Result<string, { readonly code: AddressFault }>>;
}

/** A device whose address is written in the configuration. */
export function fixedAddress(url: string): DeviceAddress {
  return { find: () => Promise.resolve(ok(url)) };
}

/**
 * A device that is looked for by DNS-SD each time its address is asked, because an address given by DHCP changes. Where
 * several answer, the first by name is taken: only a pinned certificate makes sure that it is the right one.
 */
export function announcedAddress(wanted: WantedDevice, waits: Partial<SearchWaits> = {}): DeviceAddress {
  const { identity, kind, network } = wanted;
  const isWanted = (device: AnnouncedDevice): boolean =>
    'uuid' in identity
      ? device.uuid !== '' && device.uuid === normalUuid(identity.uuid)
      : device.name.normalize().toLowerCase() === identity.name.normalize().toLowerCase();
  return {
    find: async (signal) => {
      const enough = (found: readonly AnnouncedDevice[]): boolean => found.some(isWanted);
      const found = await searchDevices({ kind, network, enough, waits }, signal);
      if (!found.ok) return found;
      const device = found.value.find(isWanted);
      return device === undefined ? { ok: false, error: { code: 'not-found' } } : ok(device.url);
    },
  };
}
