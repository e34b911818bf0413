import type { IppAttribute } from 'ipp-encoder';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PrintError } from '../../ports/receipt-printer.ts';
import type { DeviceAddress } from '../discovery/device-address.ts';
import { boundedRequest, type RequestFault, type RequestLimits } from '../http/bounded-request.ts';
import type { DeviceTrust } from '../http/device-trust.ts';
import { FRAME_LIMITS } from './ipp-frame.ts';
import {
  attribute,
  decodeResponse,
  encodeRequest,
  type IppResponse,
  type IppVersion,
} from './ipp-message.ts';
import { type Operation, STATUS, VALUE } from './ipp-vocabulary.ts';

const IPP_PORT = '631';
const MEDIA_TYPE = 'application/ipp';
/** The name jobs run under. The same for every visitor: the printer learns nobody's name. */
const USER_NAME = 'borne';

/**
 * Where a request ended. `lost`: it may have reached the printer, and nothing is known of what became of it.
 * `told`: the printer's own answer, by its status. `never`: it was not received.
 */
export type Delivered = 'lost' | 'told' | 'never';

export interface IppFailure extends Failure<PrintError> {
  readonly delivered: Delivered;
  /** IPP status code of the answer; nothing where there was none. */
  readonly status?: number;
}

export interface IppCall {
  readonly operation: Operation;
  readonly operationAttributes?: readonly IppAttribute[];
  readonly jobAttributes?: readonly IppAttribute[];
  readonly document?: Uint8Array;
}

const REQUEST_FAULTS: Readonly<Record<RequestFault, { code: PrintError; delivered: Delivered }>> = {
  unreachable: { code: 'printer-offline', delivered: 'never' },
  untrusted: { code: 'printer-untrusted', delivered: 'never' },
  redirected: { code: 'printer-not-ipp', delivered: 'told' },
  interrupted: { code: 'printer-offline', delivered: 'lost' },
  timeout: { code: 'printer-timeout', delivered: 'lost' },
  'too-large': { code: 'printer-not-ipp', delivered: 'lost' },
  malformed: { code: 'printer-not-ipp', delivered: 'lost' },
  cancelled: { code: 'print-cancelled', delivered: 'lost' },
};

/** HTTP answers other than 200 (RFC 8010, section 4: an IPP answer is always in a 200). */
function codeOfHttp(status: number): PrintError {
  if (status === 401 || status === 403 || status === 426 || status === 413) return 'printer-refused';
  if (status === 503 || status === 429) return 'printer-busy';
  if (status >= 500) return 'printer-refused';
  return 'printer-not-ipp';
}

/** IPP status codes of refusals (RFC 8011, Appendix B). */
function codeOfStatus(status: number): PrintError {
  switch (status) {
    case STATUS.documentFormatNotSupported:
    case STATUS.documentFormatError:
      return 'printer-format';
    case STATUS.serviceUnavailable:
    case STATUS.temporaryError:
    case STATUS.busy:
      return 'printer-busy';
    case STATUS.jobCanceled:
      return 'print-cancelled';
    case STATUS.operationNotSupported:
      return 'printer-not-ipp';
    default:
      return 'printer-refused';
  }
}

/** The HTTP address behind `ipp:` and `ipps:` (RFC 3510; RFC 7472: TLS from the first byte, port 631 for both). */
function httpAddress(uri: string): URL | undefined {
  if (!URL.canParse(uri)) return undefined;
  const ipp = new URL(uri);
  const scheme = { 'ipp:': 'http:', 'ipps:': 'https:' }[ipp.protocol];
  if (scheme === undefined || ipp.hostname === '') return undefined;
  return new URL(`${scheme}//${ipp.hostname}:${ipp.port || IPP_PORT}${ipp.pathname || '/'}${ipp.search}`);
}

/**
 * One IPP operation after another on one printer, each within limits. Speaks 2.0, and 1.1 to a printer that says it does
 * not know 2.0. Never rejects.
 */
export class IppClient {
  readonly #address: DeviceAddress;
  readonly #trust: DeviceTrust;
  /** Where the printer was found last; looked for again once it is out of reach there. */
  #uri: string | undefined;
  #version: IppVersion = '2.0';
  #requestId = 0;

  constructor(address: DeviceAddress, trust: DeviceTrust) {
    this.#address = address;
    this.#trust = trust;
  }

  /**
   * Sends one request and returns the printer's successful answer.
   *
   * @returns the code of what went wrong, and whether the printer may have acted on the request all the same.
   */
  async call(
    call: IppCall,
    limits: Omit<RequestLimits, 'maxHeaderBytes' | 'maxBodyBytes'>,
    signal: AbortSignal,
  ): Promise<Result<IppResponse, IppFailure>> {
    const known = this.#uri;
    const asked = await this.#exchange(call, limits, signal);
    const first =
      !asked.ok && known !== undefined && (await this.#moved(known, signal))
        ? await this.#exchange(call, limits, signal)
        : asked;
    if (first.ok || first.error.status !== STATUS.versionNotSupported || this.#version === '1.1')
      return first;
    this.#version = '1.1';
    return this.#exchange(call, limits, signal);
  }

  /** Whether the printer that is out of reach at this address is somewhere else now. */
  async #moved(from: string, signal: AbortSignal): Promise<boolean> {
    if (this.#uri !== undefined) return false;
    const found = await this.#address.find(signal);
    if (!found.ok || found.value === from) return false;
    this.#uri = found.value;
    return true;
  }

  async #exchange(
    call: IppCall,
    limits: Omit<RequestLimits, 'maxHeaderBytes' | 'maxBodyBytes'>,
    signal: AbortSignal,
  ): Promise<Result<IppResponse, IppFailure>> {
    if (this.#uri === undefined) {
      const found = await this.#address.find(signal);
      if (!found.ok) {
        const code = found.error.code === 'cancelled' ? 'print-cancelled' : 'printer-offline';
        return failure(code, 'never', `address ${found.error.code}`);
      }
      this.#uri = found.value;
    }
    const uri = this.#uri;
    const address = httpAddress(uri);
    if (address === undefined) return failure('printer-offline', 'never', 'not an ipp: or ipps: address');
    this.#requestId = (this.#requestId % 0x7fffffff) + 1;
    const requestId = this.#requestId;
    const answer = await boundedRequest(
      {
        method: 'POST',
        url: address,
        trust: this.#trust,
        limits: { ...limits, maxHeaderBytes: 16_384, maxBodyBytes: FRAME_LIMITS.bytes },
        contentType: MEDIA_TYPE,
        body: encodeRequest({
          version: this.#version,
          operation: call.operation,
          requestId,
          operationAttributes: [
            attribute(VALUE.uri, 'printer-uri', uri),
            ...targetFirst(call.operationAttributes ?? []),
          ],
          ...(call.jobAttributes === undefined ? {} : { jobAttributes: call.jobAttributes }),
          ...(call.document === undefined ? {} : { document: call.document }),
        }),
      },
      signal,
    );
    if (!answer.ok) {
      const fault = REQUEST_FAULTS[answer.error.code];
      if (answer.error.code === 'unreachable') this.#uri = undefined;
      return failure(fault.code, fault.delivered, `${answer.error.code} ${answer.error.detail}`.trim());
    }
    const { status, contentType, body } = answer.value;
    if (status !== 200) return failure(codeOfHttp(status), 'told', `HTTP ${status}`);
    if (contentType !== MEDIA_TYPE) return failure('printer-not-ipp', 'lost', 'another media type');
    const response = decodeResponse(body, requestId);
    if (!response.ok) return failure('printer-not-ipp', 'lost', response.error.detail ?? '');
    const ippStatus = response.value.status;
    if (ippStatus > STATUS.lastSuccessful) {
      return {
        ok: false,
        error: {
          code: codeOfStatus(ippStatus),
          delivered: 'told',
          status: ippStatus,
          detail: `IPP 0x${ippStatus.toString(16).padStart(4, '0')}`,
        },
      };
    }
    return ok(response.value);
  }
}

/** The target (`job-id`) comes before the requesting user, which comes before everything else (RFC 8011, section 4.1.5). */
function targetFirst(attributes: readonly IppAttribute[]): readonly IppAttribute[] {
  const target = attributes.filter((one) => one.name === 'job-id');
  const rest = attributes.filter((one) => one.name !== 'job-id');
  return [...target, attribute(VALUE.name, 'requesting-user-name', USER_NAME), ...rest];
}

function failure(code: PrintError, delivered: Delivered, detail: string): Result<never, IppFailure> {
  return { ok: false, error: { ...err(code, detail).error, delivered } };
}
