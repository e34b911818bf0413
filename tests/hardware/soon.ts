/** Waits until `look` finds something; throws after `limitMs` with what was seen last. */
export async function soon<Value>(
  what: string,
  limitMs: number,
  look: () => Value | undefined | Promise<Value | undefined>,
  seen: () => unknown = () => undefined,
): Promise<Value> {
  const until = performance.now() + limitMs;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (performance.now() > until) {
      throw new Error(`${what}: not within ${limitMs / 1000} s; ${JSON.stringify(seen())}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** How long something took, to be told. */
export async function timed(action: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return Math.round(performance.now() - started);
}
