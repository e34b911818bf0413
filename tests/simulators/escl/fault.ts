/** Which request a fault waits for. */
export type FaultPoint = 'capabilities' | 'status' | 'post' | 'next' | 'delete';

/** What goes wrong with one answer, on the wire. */
export type Fault =
  // Instead of the answer; nothing is scanned.
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | {
      readonly kind: 'answer';
      readonly status?: number;
      readonly contentType: string;
      readonly body: string | Uint8Array;
    }
  | { readonly kind: 'redirect'; readonly location: string }
  /** Accepts the request and never answers. */
  | { readonly kind: 'silence' }
  /** Closes the connection without a word. */
  | { readonly kind: 'hang-up' }
  /** 200 and chunks without end. */
  | { readonly kind: 'endless-body'; readonly contentType: string }
  /** 200, a `Content-Length` of so many bytes, and then some of them. */
  | { readonly kind: 'promise'; readonly bytes: number; readonly contentType: string }
  /** 200 with a header field of so many bytes. */
  | { readonly kind: 'long-header'; readonly bytes: number }
  /** These bytes as they are, then the end of the connection. */
  | { readonly kind: 'raw'; readonly bytes: string | Uint8Array }
  // To the answer that would have been given.
  | { readonly kind: 'delay'; readonly ms: number }
  /** Half of the promised body, then the connection is lost. */
  | { readonly kind: 'drop-mid-body' }
  /** Half of the body, with an honest `Content-Length`. */
  | { readonly kind: 'truncate' }
  /** One byte at a time. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** Half of the body, then nothing, the connection left open. */
  | { readonly kind: 'stall' }
  /** Another `Location` than the job's own. */
  | { readonly kind: 'location'; readonly location: string };

interface Entry {
  readonly fault: Fault;
  left: number;
}

/** Faults in waiting, per request. The oldest comes first and is used up. */
export class FaultQueue {
  readonly #entries = new Map<FaultPoint, Entry[]>();

  add(point: FaultPoint, fault: Fault, times: number): void {
    const list = this.#entries.get(point) ?? [];
    list.push({ fault, left: times });
    this.#entries.set(point, list);
  }

  take(point: FaultPoint): Fault | undefined {
    const list = this.#entries.get(point);
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
