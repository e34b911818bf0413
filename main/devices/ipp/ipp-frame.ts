import { FIRST_VALUE_TAG, GROUP, VALUE } from './ipp-vocabulary.ts';

/** How much an answer may hold. A printer that lists everything it has stays below 100 kB and 2,000 values. */
export const FRAME_LIMITS = { bytes: 1_000_000, groups: 200, values: 10_000, fieldBytes: 32_767 } as const;

const HEADER_BYTES = 8;

/** Tags whose values have exactly one length, bytes (RFC 8010, section 3.9). */
const FIXED_LENGTHS: ReadonlyMap<number, number> = new Map([
  [VALUE.integer, 4],
  [VALUE.boolean, 1],
  [VALUE.enum, 4],
  [VALUE.dateTime, 11],
  [VALUE.resolution, 9],
  [VALUE.rangeOfInteger, 8],
]);

/**
 * Whether every length of an IPP message adds up within its bytes and the limits (RFC 8010, section 3.1). `ipp-encoder`
 * believes the lengths it reads: a negative one sends it back to what it has read, for ever and with growing memory, and
 * a wrong one for a number shifts everything after it. Nothing may reach it that did not pass here.
 *
 * Looks at lengths alone; what the values mean is judged after decoding.
 *
 * @returns nothing where the message is sound, else what is wrong, for the technical log.
 */
export function frameFault(bytes: Uint8Array): string | undefined {
  if (bytes.byteLength > FRAME_LIMITS.bytes) return 'too many bytes';
  if (bytes.byteLength < HEADER_BYTES + 1) return 'shorter than a header';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = HEADER_BYTES;
  let groups = 0;
  let values = 0;
  let named = false;

  while (at < bytes.byteLength) {
    const tag = view.getUint8(at);
    at += 1;
    if (tag === GROUP.end) return undefined;
    if (tag < FIRST_VALUE_TAG) {
      if (tag === 0) return 'a reserved tag';
      groups += 1;
      if (groups > FRAME_LIMITS.groups) return 'too many groups';
      named = false;
      continue;
    }
    // The decoder reads tags as signed numbers.
    if (tag > 0x7f) return 'an unknown tag';
    if (groups === 0) return 'a value outside a group';
    values += 1;
    if (values > FRAME_LIMITS.values) return 'too many values';

    const name = fieldAt(view, at);
    if (name === undefined) return 'a name over the end';
    at += 2 + name;
    if (name === 0 && !named) return 'a value without a name';
    named = true;
    const value = fieldAt(view, at);
    if (value === undefined) return 'a value over the end';
    const fixed = FIXED_LENGTHS.get(tag);
    if (fixed !== undefined && value !== fixed) return 'a value of the wrong length';
    if (tag === VALUE.textWithLanguage || tag === VALUE.nameWithLanguage) {
      if (!languageAndText(view, at + 2, value)) return 'a text of the wrong length';
    }
    at += 2 + value;
  }
  return 'no end';
}

/** Length of the field whose two length bytes are at `at`; nothing where it does not fit in the message. */
function fieldAt(view: DataView, at: number): number | undefined {
  if (at + 2 > view.byteLength) return undefined;
  const length = view.getUint16(at);
  if (length > FRAME_LIMITS.fieldBytes || at + 2 + length > view.byteLength) return undefined;
  return length;
}

/** A language and a text, each behind its own length, fill the value exactly. */
function languageAndText(view: DataView, at: number, length: number): boolean {
  const language = fieldAt(view, at);
  if (language === undefined || 2 + language + 2 > length) return false;
  const text = fieldAt(view, at + 2 + language);
  return text !== undefined && 4 + language + text === length;
}
