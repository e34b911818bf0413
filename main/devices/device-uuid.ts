/** A UUID as devices write it (`urn:uuid:…`, either case), in one form; empty where it is none (RFC 9562, section 4). */
export function normalUuid(written: string): string {
  const [, uuid] =
    /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(written.trim().toLowerCase()) ?? [];
  return uuid ?? '';
}
