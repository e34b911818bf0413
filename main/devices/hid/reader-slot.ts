import type { BadgeRead, BarcodeRead, ReaderError, ReaderPresence } from '../../ports/hid-reader.ts';
import { type BadgeLayout, readBadgeReport } from './badge-report.ts';
import { BarcodeAssembly } from './barcode-assembly.ts';
import { layoutsFor } from './barcode-layout.ts';
import type { ReaderSpec } from './reader-detection.ts';
import { parseReportDescriptor } from './report-descriptor.ts';

/** Reports in a row that are not understood before it is said; a single one may be a disturbed cable. */
const MALFORMED_MAX = 3;
/** Longest name shown. */
const NAME_MAX_CHARACTERS = 40;

/** What the reports of one reader come to. */
export interface Reading {
  readonly onBarcode: (read: BarcodeRead) => void;
  readonly onBadge: (read: BadgeRead) => void;
}

/** Turns the reports of one opened reader into reads, and knows whether it is understood. */
export interface ReportReader {
  /** True where the last reports, several in a row, were not understood. */
  readonly lost: boolean;
  take(report: Uint8Array, now: number): void;
}

/** A device's name as far as a screen may show it: it is whatever the device says. */
export function readerName(product: string): string {
  const plain = product.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ').trim();
  return [...plain].slice(0, NAME_MAX_CHARACTERS).join('');
}

export function ready(spec: ReaderSpec, name: string): ReaderPresence {
  return { kind: spec.kind, name, state: 'ready' };
}

export function unusable(spec: ReaderSpec, reason: ReaderError, name = ''): ReaderPresence {
  return { kind: spec.kind, name, state: 'unusable', reason };
}

export function isSamePresence(one: ReaderPresence, other: ReaderPresence): boolean {
  if (one.kind !== other.kind || one.name !== other.name || one.state !== other.state) return false;
  return one.state === 'ready' || other.state === 'ready' || one.reason === other.reason;
}

/**
 * The reader of reports for a configured reader.
 *
 * @param descriptor What the device says of its reports, where the system hands it out.
 * @param badgeAwayMs How long a badge must be away to count again.
 */
export function reportReader(
  spec: ReaderSpec,
  descriptor: Uint8Array | undefined,
  badgeAwayMs: number,
  reading: Reading,
): ReportReader {
  switch (spec.kind) {
    case 'barcode':
      return new BarcodeReports(descriptor, reading.onBarcode);
    case 'badge':
      return new BadgeReports(spec.report, badgeAwayMs, reading.onBadge);
  }
}

class BarcodeReports implements ReportReader {
  readonly #assembly: BarcodeAssembly;
  readonly #onBarcode: (read: BarcodeRead) => void;
  #malformed = 0;

  constructor(descriptor: Uint8Array | undefined, onBarcode: (read: BarcodeRead) => void) {
    const reports = descriptor === undefined ? undefined : parseReportDescriptor(descriptor);
    this.#assembly = new BarcodeAssembly(layoutsFor(reports));
    this.#onBarcode = onBarcode;
  }

  get lost(): boolean {
    return this.#malformed >= MALFORMED_MAX;
  }

  take(report: Uint8Array, now: number): void {
    const outcome = this.#assembly.take(report, now);
    if (outcome.kind === 'other') return;
    this.#malformed = outcome.kind === 'malformed' ? this.#malformed + 1 : 0;
    if (outcome.kind === 'read') this.#onBarcode(outcome.read);
  }
}

class BadgeReports implements ReportReader {
  readonly #layout: BadgeLayout;
  readonly #awayMs: number;
  readonly #onBadge: (read: BadgeRead) => void;
  #malformed = 0;
  #lying: { readonly id: string; seenAt: number } | undefined;

  constructor(layout: BadgeLayout, awayMs: number, onBadge: (read: BadgeRead) => void) {
    this.#layout = layout;
    this.#awayMs = awayMs;
    this.#onBadge = onBadge;
  }

  get lost(): boolean {
    return this.#malformed >= MALFORMED_MAX;
  }

  take(report: Uint8Array, now: number): void {
    const outcome = readBadgeReport(this.#layout, report);
    if (outcome.kind === 'other') return;
    this.#malformed = outcome.kind === 'malformed' ? this.#malformed + 1 : 0;
    if (outcome.kind === 'lifted') this.#lying = undefined;
    if (outcome.kind === 'badge') this.#present(outcome.id, now);
  }

  #present(id: string, now: number): void {
    const lying = this.#lying;
    if (lying !== undefined && lying.id === id && now - lying.seenAt < this.#awayMs) {
      lying.seenAt = now;
      return;
    }
    this.#lying = { id, seenAt: now };
    this.#onBadge({ id });
  }
}
