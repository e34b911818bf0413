import { z } from 'zod';

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
      network: z.cidrv4({ error: 'doit être un réseau, comme 192.0.2.0/24' }),
    })
    .strict()
    .refine(({ name, uuid }) => (name === undefined) !== (uuid === undefined), {
      error: 'demande name ou uuid, et un seul des deux',
    });
}
