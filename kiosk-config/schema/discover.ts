import { z } from 'zod';

const A_NETWORK = 'doit être un réseau, comme 192.0.2.0/24 ou 2001:db8::/64, ou une liste de réseaux';

/** IPv4 or IPv6. Link-local addresses are refused: they need the name of an interface, which an address cannot carry. */
const network = z
  .string({ error: A_NETWORK })
  .refine((cidr) => z.cidrv4().safeParse(cidr).success || z.cidrv6().safeParse(cidr).success, A_NETWORK)
  .refine((cidr) => !/^fe[89ab][0-9a-f]:/i.test(cidr), 'ne peut pas être fe80::/10, propre à un seul câble');

/**
 * How a device without a fixed address is found: by the name or the UUID that it announces, as one kind of service, in
 * one network. The kind is said, never guessed: a device looked for with TLS is never taken without.
 */
export function discover<const Services extends readonly [string, ...string[]]>(services: Services) {
  return z
    .object({
      service: z.enum(services),
      name: z.string().trim().min(1).max(63).optional(),
      uuid: z
        .string()
        .regex(
          /^(urn:uuid:)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
          'doit être un UUID, comme 1c852a4d-b800-1f08-abcd-0123456789ab',
        )
        .optional(),
      network: z.preprocess(
        (value) => (typeof value === 'string' ? [value] : value),
        z.array(network, { error: A_NETWORK }).min(1).max(4),
      ),
    })
    .strict()
    .refine(({ name, uuid }) => (name === undefined) !== (uuid === undefined), {
      error: 'demande name ou uuid, et un seul des deux',
    });
}
