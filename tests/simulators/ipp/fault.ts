/** Which operation a fault waits for. */
export type FaultPoint =
  | 'print-job'
  | 'validate-job'
  | 'cancel-job'
  | 'get-job-attributes'
  | 'get-jobs'
  | 'get-printer-attributes';

/** What goes wrong with one answer, on the wire. */
export type Fault =
  // Instead of the operation; the printer does nothing.
  | { readonly kind: 'ipp-status'; readonly status: number }
  | { readonly kind: 'http-status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'answer'; readonly contentType: string; readonly body: string | Uint8Array }
  /** Takes the request and never answers. */
  | { readonly kind: 'silence' }
  /** Closes the connection before it has looked at the request. */
  | { readonly kind: 'hang-up' }
  /** 200 and chunks without end. */
  | { readonly kind: 'endless-body' }
  // The operation is carried out; the answer suffers.
  | { readonly kind: 'delay'; readonly ms: number }
  /** Done, and the connection is lost before a word of it. */
  | { readonly kind: 'lose-answer' }
  /** Done, and half of the answer, with an honest length. */
  | { readonly kind: 'truncate' }
  /** Done, answered as if to another request. */
  | { readonly kind: 'other-request-id' }
  /** Done, but one byte of the answer is another: a wrong length somewhere. */
  | { readonly kind: 'corrupt'; readonly at: number; readonly byte: number };

interface Entry {
  readonly fault: Fault;
  left: number;
}

/** Faults in waiting, by operation. The oldest comes first and is used up. */
export class FaultQueue {
  readonly #entries = new Map<FaultPoint, Entry[]>();

  add(point: FaultPoint, fault: Fault, times: number): void {
    const list = this.#entries.get(point) ?? [];
    list.push({ fault, left: times });
    this.#entries.set(point, list);
  }

  take(point: FaultPoint | undefined): Fault | undefined {
    const list = point === undefined ? undefined : this.#entries.get(point);
    const first = list?.[0];
    if (list === undefined || first === undefined) return undefined;
    first.left -= 1;
    if (first.left <= 0) list.shift();
    return first.fault;
  }

  clear(): void {
    this.#entries.clear();
  }
}
