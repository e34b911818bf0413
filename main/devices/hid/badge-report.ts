/** How a badge reader writes an identifier into its report, as its manual says. */
export interface BadgeLayout {
  /** Exact length of a report, bytes, its number included where the reader numbers them. */
  readonly bytes: number;
  /** First byte of the reports that carry a badge; nothing where the reader numbers none. */
  readonly reportId?: number | undefined;
  /** First byte of the identifier. */
  readonly start: number;
  /** How many bytes it has, or the byte that says so and the most it may say. */
  readonly length:
    | { readonly kind: 'fixed'; readonly bytes: number }
    | { readonly kind: 'counted'; readonly at: number; readonly most: number };
  /** `hex`: each byte as two digits. `ascii`: printable characters, filled up with zeros or spaces. */
  readonly encoding: 'hex' | 'ascii';
}

/** What one report amounted to. `lifted`: the reader says that no badge lies on it. */
export type BadgeOutcome =
  | { readonly kind: 'badge'; readonly id: string }
  | { readonly kind: 'lifted' }
  | { readonly kind: 'other' }
  | { readonly kind: 'malformed' };

const MALFORMED = { kind: 'malformed' } as const;

/** Reads one report as it came. An identifier of zeros alone is how readers say that the badge was taken away. */
export function readBadgeReport(layout: BadgeLayout, report: Uint8Array): BadgeOutcome {
  if (report.length === 0) return MALFORMED;
  if (layout.reportId !== undefined && report[0] !== layout.reportId) return { kind: 'other' };
  if (report.length < layout.bytes) return MALFORMED;
  // Windows hands out every report as long as the longest one, filled with zeros.
  if (report.subarray(layout.bytes).some((byte) => byte !== 0)) return MALFORMED;
  const length = lengthOf(layout, report);
  if (length === undefined) return MALFORMED;
  const field = report.subarray(layout.start, layout.start + length);
  if (field.length !== length) return MALFORMED;
  if (field.every((byte) => byte === 0)) return { kind: 'lifted' };
  if (layout.encoding === 'hex')
    return { kind: 'badge', id: Buffer.from(field).toString('hex').toUpperCase() };
  const id = Buffer.from(field)
    .toString('latin1')
    .replace(/[\0 ]+$/, '');
  return /^[\x21-\x7e]+$/.test(id) ? { kind: 'badge', id } : MALFORMED;
}

function lengthOf({ length }: BadgeLayout, report: Uint8Array): number | undefined {
  if (length.kind === 'fixed') return length.bytes;
  const counted = report[length.at] ?? 0;
  return counted <= length.most ? counted : undefined;
}
