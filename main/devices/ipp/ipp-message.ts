import {
  type IppAttribute,
  type IppValue,
  request as requestCodec,
  response as responseCodec,
} from 'ipp-encoder';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import { frameFault } from './ipp-frame.ts';
import { GROUP, LAST_OUT_OF_BAND_TAG, type Operation, VALUE } from './ipp-vocabulary.ts';

export type IppVersion = '2.0' | '1.1';

/** An attribute of a request. */
export function attribute(tag: number, name: string, value: IppValue | readonly IppValue[]): IppAttribute {
  return { tag, name, value };
}

export interface IppRequest {
  readonly version: IppVersion;
  readonly operation: Operation;
  readonly requestId: number;
  /** Target and operation attributes, after charset and language, in the order RFC 8011 section 4.1.5 asks for. */
  readonly operationAttributes: readonly IppAttribute[];
  readonly jobAttributes?: readonly IppAttribute[];
  readonly document?: Uint8Array;
}

/** Attributes of one group by name; out-of-band ones ("no value", "unknown") are left out. Values not yet judged. */
export type IppAttributes = Readonly<Record<string, readonly unknown[]>>;

export interface IppResponse {
  readonly status: number;
  readonly printer: IppAttributes;
  /** One for each job group, in order. */
  readonly jobs: readonly IppAttributes[];
}

/** The bytes of a request, `application/ipp` (RFC 8010). */
export function encodeRequest(request: IppRequest): Uint8Array {
  const [major, minor] = request.version === '2.0' ? [2, 0] : [1, 1];
  const message = {
    version: { major, minor },
    operationId: request.operation,
    requestId: request.requestId,
    groups: [
      {
        tag: GROUP.operation,
        attributes: [
          attribute(VALUE.charset, 'attributes-charset', 'utf-8'),
          attribute(VALUE.naturalLanguage, 'attributes-natural-language', 'fr'),
          ...request.operationAttributes,
        ],
      },
      ...(request.jobAttributes === undefined || request.jobAttributes.length === 0
        ? []
        : [{ tag: GROUP.job, attributes: request.jobAttributes }]),
    ],
  };
  const header = requestCodec.encode(message, Buffer.alloc(requestCodec.encodingLength(message)));
  return request.document === undefined ? header : Buffer.concat([header, request.document]);
}

/**
 * Reads the answer to the request numbered `requestId`. Never throws, whatever the bytes.
 *
 * @returns `printer-not-ipp` where the bytes are no IPP message, are over a limit, or answer another request.
 */
export function decodeResponse(
  bytes: Uint8Array,
  requestId: number,
): Result<IppResponse, Failure<'printer-not-ipp'>> {
  const fault = frameFault(bytes);
  if (fault !== undefined) return err('printer-not-ipp', fault);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let message: ReturnType<typeof responseCodec.decode>;
  try {
    message = responseCodec.decode(buffer);
  } catch {
    return err('printer-not-ipp', 'not decoded');
  }
  if (message.requestId !== requestId) return err('printer-not-ipp', 'answers another request');
  let printer: IppAttributes = {};
  const jobs: IppAttributes[] = [];
  for (const group of message.groups ?? []) {
    if (group.tag === GROUP.printer) printer = { ...attributesOf(group.attributes), ...printer };
    if (group.tag === GROUP.job) jobs.push(attributesOf(group.attributes));
  }
  // Read as a signed number by the decoder.
  return ok({ status: message.statusCode & 0xffff, printer, jobs });
}

function attributesOf(attributes: readonly IppAttribute[]): IppAttributes {
  // Without a prototype: the names are the device's.
  const byName: Record<string, readonly unknown[]> = Object.create(null);
  for (const { tag, name, value } of attributes) {
    if (tag <= LAST_OUT_OF_BAND_TAG) continue;
    byName[name] ??= Array.isArray(value) ? value : [value];
  }
  return byName;
}
