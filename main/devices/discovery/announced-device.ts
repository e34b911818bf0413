import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { normalUuid } from '../device-uuid.ts';
import { addressIn, type LocalNetwork } from './local-network.ts';
import type { FoundService, TxtPairs } from './service-records.ts';

/**
 * What is searched for: scanners (`uscan`, over TLS `uscans`) and printers (`ipp`, over TLS `ipps`). One search asks for
 * one of them: a device that was promised with TLS is never taken without.
 */
export type ServiceKind = 'uscan' | 'uscans' | 'ipp' | 'ipps';

interface Announcement {
  /** Service type in the local domain. */
  readonly type: string;
  /** Protocol of the device's address. */
  readonly protocol: 'http' | 'https' | 'ipp' | 'ipps';
  /** Key of the resource path in the TXT record, and the path where the device gives none. */
  readonly pathKey: 'rs' | 'rp';
  readonly usualPath: string;
}

export const ANNOUNCEMENTS: Readonly<Record<ServiceKind, Announcement>> = {
  // Mopria eSCL specification, section 4; `rs` is the root of the service.
  uscan: { type: '_uscan._tcp.local', protocol: 'http', pathKey: 'rs', usualPath: 'eSCL' },
  uscans: { type: '_uscans._tcp.local', protocol: 'https', pathKey: 'rs', usualPath: 'eSCL' },
  // PWG 5100.14 (IPP Everywhere), section 4.2; `rp` is the resource path.
  ipp: { type: '_ipp._tcp.local', protocol: 'ipp', pathKey: 'rp', usualPath: 'ipp/print' },
  ipps: { type: '_ipps._tcp.local', protocol: 'ipps', pathKey: 'rp', usualPath: 'ipp/print' },
};

/** A device as it announces itself. Nothing of it is proven: who it is, TLS or the device's own answers have to say. */
export interface AnnouncedDevice {
  readonly kind: ServiceKind;
  /** The name people see, at most 63 bytes by the protocol. */
  readonly name: string;
  /** `ty`, make and model; empty where the device gives none. */
  readonly model: string;
  /** `UUID` in lower case without `urn:uuid:`; empty where the device gives none. */
  readonly uuid: string;
  /** Where it is now, such as `http://192.0.2.10:8080/eSCL`. */
  readonly url: string;
  /** `pdl`: media types, lower case. */
  readonly formats: readonly string[];
  /** `is`: `platen`, `adf`, `camera`; scanners only. */
  readonly inputSources: readonly string[];
  /** `duplex`: whether it takes or makes both sides; nothing where the device does not say. */
  readonly duplex: boolean | undefined;
}

const PATH = /^[A-Za-z0-9._~-]{1,64}(\/[A-Za-z0-9._~-]{1,64}){0,7}$/;
const LIST_ITEMS = 40;

const text = (most: number) =>
  z
    .string()
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
    .regex(/^[^\u0000-\u001f\u007f]*$/)
    .catch('');
const list = z
  .string()
  .max(255)
  .catch('')
  .transform((value) =>
    value
      .toLowerCase()
      .split(',')
      .map((item) => item.trim())
      .filter((item) => /^[a-z0-9.+/-]{1,64}$/.test(item))
      .slice(0, LIST_ITEMS),
  );
const flag = z
  .enum(['T', 'F', 't', 'f'])
  .transform((value) => value.toLowerCase() === 't')
  .optional()
  .catch(undefined);

const properties = z.object({
  ty: text(127),
  UUID: z.string().max(64).catch('').transform(normalUuid),
  pdl: list,
  is: list,
  duplex: flag,
});

/**
 * The path of the service: a leading slash is often written and does not count. Nothing where it is not a plain path:
 * dots, escapes, queries or another host have no place in it.
 */
function resourcePath(txt: TxtPairs, { pathKey, usualPath }: Announcement): string | undefined {
  const written = (txt.get(pathKey) ?? usualPath).replace(/^\/|\/$/g, '');
  if (written === '') return '';
  const plain = PATH.test(written) && !written.split('/').some((part) => part === '.' || part === '..');
  return plain ? written : undefined;
}

/**
 * What a service says about itself, where it lies in `network`. Nothing where none of its addresses does, or its path
 * is not a plain one.
 */
export function announcedDevice(
  kind: ServiceKind,
  service: FoundService,
  network: LocalNetwork,
): AnnouncedDevice | undefined {
  const announcement = ANNOUNCEMENTS[kind];
  const address = addressIn(network, service.addresses);
  const path = resourcePath(service.txt, announcement);
  if (address === undefined || path === undefined) return undefined;
  const said = properties.parse({
    ty: service.txt.get('ty'),
    UUID: service.txt.get('uuid'),
    pdl: service.txt.get('pdl'),
    is: service.txt.get('is'),
    duplex: service.txt.get('duplex'),
  });
  return {
    kind,
    name: text(255).parse(service.instance),
    model: said.ty,
    uuid: said.UUID,
    url: `${announcement.protocol}://${isIPv6(address) ? `[${address}]` : address}:${service.port}/${path}`,
    formats: said.pdl,
    inputSources: said.is,
    duplex: said.duplex,
  };
}
