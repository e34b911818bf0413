/** Longest descriptor that Linux keeps (`HID_MAX_DESCRIPTOR_SIZE`), bytes. */
const DESCRIPTOR_MAX_BYTES = 4_096;
/** Most fields looked at; a reader has some tens. */
const FIELDS_MAX = 512;
/** Longest input report considered, bits; USB readers send 8 to 64 bytes. */
const REPORT_MAX_BITS = 4_096 * 8;
/** Most usages remembered of one field. */
const FIELD_USAGES_MAX = 256;
/** Deepest nesting of Push items, and of collections. */
const DEPTH_MAX = 16;

/** One field of an input report: `count` values of `bitSize` bits, one after another. */
export interface InputField {
  /** Number of its report; 0 where the device numbers none. */
  readonly reportId: number;
  /** From the first bit after the report's number. */
  readonly bitOffset: number;
  readonly bitSize: number;
  readonly count: number;
  /** Meaning of the values, page × 65,536 + usage; the last one holds for the rest. Empty for padding. */
  readonly usages: readonly number[];
}

/** What a device says about its reports. */
export interface InputReports {
  /** True where each report begins with a byte that numbers it. */
  readonly numbered: boolean;
  readonly fields: readonly InputField[];
  /** Length of each report by its number, bytes, without the number itself. */
  readonly lengths: ReadonlyMap<number, number>;
  /** Length of each report that the device takes, by its number, bytes, without the number itself. */
  readonly outputs: ReadonlyMap<number, number>;
}

interface Globals {
  readonly usagePage: number;
  readonly reportSize: number;
  readonly reportCount: number;
  readonly reportId: number;
}

/** Item kinds: the prefix byte without its two bits of length (HID 1.11, 6.2.2.4, 6.2.2.7 and 6.2.2.8). */
const INPUT = 0x80;
const COLLECTION = 0xa0;
const END_COLLECTION = 0xc0;
const OUTPUT = 0x90;
const FEATURE = 0xb0;
const USAGE_PAGE = 0x04;
const REPORT_SIZE = 0x74;
const REPORT_ID = 0x84;
const REPORT_COUNT = 0x94;
const PUSH = 0xa4;
const POP = 0xb4;
const USAGE = 0x08;
const USAGE_MINIMUM = 0x18;
const USAGE_MAXIMUM = 0x28;
const LONG_ITEM = 0xfe;

/** Reads one descriptor, item after item; `finish` tells what it amounts to. */
class DescriptorReading {
  readonly #fields: InputField[] = [];
  readonly #bits = new Map<number, number>();
  readonly #outputBits = new Map<number, number>();
  readonly #stack: Globals[] = [];
  #globals: Globals = { usagePage: 0, reportSize: 0, reportCount: 0, reportId: 0 };
  #usages: number[] = [];
  #usageMinimum: number | undefined;
  #depth = 0;

  /** Takes one item; false where the descriptor cannot be meant so. */
  take(kind: number, value: number, valueBytes: number): boolean {
    switch (kind) {
      case USAGE_PAGE:
        this.#globals = { ...this.#globals, usagePage: value & 0xffff };
        return true;
      case REPORT_SIZE:
        this.#globals = { ...this.#globals, reportSize: value };
        return value <= REPORT_MAX_BITS;
      case REPORT_COUNT:
        this.#globals = { ...this.#globals, reportCount: value };
        return value <= REPORT_MAX_BITS;
      case REPORT_ID:
        this.#globals = { ...this.#globals, reportId: value };
        return value >= 1 && value <= 255;
      case PUSH:
        this.#stack.push(this.#globals);
        return this.#stack.length <= DEPTH_MAX;
      case POP: {
        const globals = this.#stack.pop();
        if (globals === undefined) return false;
        this.#globals = globals;
        return true;
      }
      case USAGE:
        this.#addUsage(this.#extended(value, valueBytes));
        return true;
      case USAGE_MINIMUM:
        this.#usageMinimum = this.#extended(value, valueBytes);
        return true;
      case USAGE_MAXIMUM:
        return this.#addUsageRange(this.#extended(value, valueBytes));
      case INPUT:
        return this.#addField(value);
      case OUTPUT:
        return this.#addOutput();
      case FEATURE:
        this.#forgetLocals();
        return true;
      case COLLECTION:
        this.#forgetLocals();
        this.#depth += 1;
        return this.#depth <= DEPTH_MAX;
      case END_COLLECTION:
        this.#forgetLocals();
        this.#depth -= 1;
        return this.#depth >= 0;
      default:
        // Ranges, units, strings: nothing of a report's layout.
        return true;
    }
  }

  finish(): InputReports | undefined {
    if (this.#depth !== 0) return undefined;
    const lengths = inBytes(this.#bits);
    const outputs = inBytes(this.#outputBits);
    const numbered = [...lengths.keys()].some((reportId) => reportId !== 0);
    // A device numbers all of its reports or none (HID 1.11, 5.6).
    if (numbered && lengths.has(0)) return undefined;
    return { numbered, fields: this.#fields, lengths, outputs };
  }

  /** A usage of four bytes carries its page, a shorter one takes the current page. */
  #extended(value: number, valueBytes: number): number {
    return valueBytes === 4 ? value : this.#globals.usagePage * 0x1_0000 + value;
  }

  #addUsage(usage: number): void {
    if (this.#usages.length < FIELD_USAGES_MAX) this.#usages.push(usage);
  }

  #addUsageRange(maximum: number): boolean {
    const minimum = this.#usageMinimum;
    this.#usageMinimum = undefined;
    if (minimum === undefined || maximum < minimum) return false;
    for (let usage = minimum; usage <= maximum && this.#usages.length < FIELD_USAGES_MAX; usage += 1) {
      this.#usages.push(usage);
    }
    return true;
  }

  #addField(flags: number): boolean {
    const { reportId, reportSize, reportCount } = this.#globals;
    const bitOffset = this.#bits.get(reportId) ?? 0;
    const end = bitOffset + reportSize * reportCount;
    if (end > REPORT_MAX_BITS || this.#fields.length >= FIELDS_MAX) return false;
    this.#bits.set(reportId, end);
    const isPadding = (flags & 1) === 1;
    this.#fields.push({
      reportId,
      bitOffset,
      bitSize: reportSize,
      count: reportCount,
      usages: isPadding ? [] : this.#usages,
    });
    this.#forgetLocals();
    return true;
  }

  #addOutput(): boolean {
    const { reportId, reportSize, reportCount } = this.#globals;
    const end = (this.#outputBits.get(reportId) ?? 0) + reportSize * reportCount;
    this.#outputBits.set(reportId, end);
    this.#forgetLocals();
    return end <= REPORT_MAX_BITS;
  }

  #forgetLocals(): void {
    this.#usages = [];
    this.#usageMinimum = undefined;
  }
}

function inBytes(bits: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  return new Map([...bits].map(([reportId, length]) => [reportId, Math.ceil(length / 8)]));
}

/**
 * Reads from a HID report descriptor how the device's input reports are laid out, and how long those are that it takes (USB Device Class Definition for HID
 * 1.11, 6.2.2). Nothing where the descriptor is too long, cut, or contradicts itself: it comes from the device and is
 * trusted no more than its reports.
 */
export function parseReportDescriptor(bytes: Uint8Array): InputReports | undefined {
  if (bytes.length === 0 || bytes.length > DESCRIPTOR_MAX_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reading = new DescriptorReading();
  let at = 0;
  while (at < bytes.length) {
    const prefix = view.getUint8(at);
    if (prefix === LONG_ITEM) {
      if (at + 1 >= bytes.length) return undefined;
      at += 3 + view.getUint8(at + 1);
      continue;
    }
    const size = [0, 1, 2, 4][prefix & 3] ?? 0;
    at += 1;
    if (at + size > bytes.length) return undefined;
    if (!reading.take(prefix & 0xfc, unsigned(view, at, size), size)) return undefined;
    at += size;
  }
  return at === bytes.length ? reading.finish() : undefined;
}

function unsigned(view: DataView, at: number, size: number): number {
  switch (size) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true);
    case 4:
      return view.getUint32(at, true);
    default:
      return 0;
  }
}
