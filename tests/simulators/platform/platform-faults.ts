/** What the platform is asked for; a fault strikes one of them, or any. */
export type PlatformEndpoint = 'acknowledgement' | 'upload' | 'help' | 'slots';

/**
 * What goes wrong.
 * - `status`: answers with this status and nothing done.
 * - `slow`: does the work, after this long.
 * - `hang`: takes the request and never answers.
 * - `drop`: cuts the connection; for an upload, after having stored `afterBytes` of the request.
 * - `throttle`: reads an upload at this pace.
 * - `garbage`, `giant`: a 200 whose body is not JSON, or never ends.
 * - `redirect`: sends the client elsewhere.
 * - `foreign-location`: says that the upload lives on another host.
 * - `wrong-hash`: acknowledges other bytes than those stored.
 * - `corrupt`: a byte of the upload changes on its way into the store.
 * - `forget`: says that it does not know a dossier that it has.
 */
export type PlatformFault =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop'; readonly afterBytes?: number }
  | { readonly kind: 'throttle'; readonly bytesPerSecond: number }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'giant' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'foreign-location'; readonly to: string }
  | { readonly kind: 'wrong-hash' }
  | { readonly kind: 'corrupt' }
  | { readonly kind: 'forget' };

export type PlatformFaultKind = PlatformFault['kind'];

interface Planned {
  readonly endpoint: PlatformEndpoint | 'any';
  readonly fault: PlatformFault;
  remaining: number;
}

/** Faults planned for the requests to come. The first that fits strikes. */
export class PlatformFaults {
  readonly #planned: Planned[] = [];

  /** The next request to `endpoint` meets `fault`. */
  failNext(endpoint: PlatformEndpoint | 'any', fault: PlatformFault): void {
    this.failRepeatedly(endpoint, fault, 1);
  }

  /** The next `times` requests to `endpoint` meet `fault`; without a number, all of them until `clear`. */
  failRepeatedly(
    endpoint: PlatformEndpoint | 'any',
    fault: PlatformFault,
    times = Number.POSITIVE_INFINITY,
  ): void {
    this.#planned.push({ endpoint, fault, remaining: times });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  /** Takes the fault of one of `kinds` that is due for this request, if any. */
  take<Kind extends PlatformFaultKind>(
    endpoint: PlatformEndpoint,
    ...kinds: readonly Kind[]
  ): Extract<PlatformFault, { kind: Kind }> | undefined {
    const isWanted = (fault: PlatformFault): fault is Extract<PlatformFault, { kind: Kind }> =>
      kinds.some((kind) => kind === fault.kind);
    for (const [index, planned] of this.#planned.entries()) {
      if (planned.endpoint !== 'any' && planned.endpoint !== endpoint) continue;
      if (!isWanted(planned.fault)) continue;
      planned.remaining -= 1;
      if (planned.remaining <= 0) this.#planned.splice(index, 1);
      return planned.fault;
    }
    return undefined;
  }
}
