/** How one call of the system ended. */
export type CallEnding<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused' }
  | { readonly kind: 'late' };

/**
 * Runs the calls of the HID system one after another, each within its limit. A call that the kernel does not finish holds
 * one thread of the process's pool; while it does, no other is begun and everyone is told `late`.
 */
export class SystemCalls {
  readonly #limitMs: number;
  #running: Promise<unknown> | undefined;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /**
   * @param undo Called with what a call that was given up brings in the end.
   */
  async run<Value>(
    action: () => Promise<Value>,
    undo: (value: Value) => void = () => undefined,
  ): Promise<CallEnding<Value>> {
    if (this.#running !== undefined) return { kind: 'late' };
    const call = action();
    const settled: Promise<CallEnding<Value>> = call.then(
      (value) => ({ kind: 'done', value }),
      () => ({ kind: 'refused' }),
    );
    const running = settled.then(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<CallEnding<Value>>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'late' }), this.#limitMs);
    });
    const ending = await Promise.race([settled, late]);
    clearTimeout(timer);
    if (ending.kind === 'late') void call.then(undo, () => undefined);
    else this.#running = undefined;
    return ending;
  }
}
