/**
 * Gives back the memory of pictures that are no longer used. Their bytes lie outside V8's heap, which therefore sees no
 * reason to collect while hundreds of megabytes are garbage. The engine's process is started with `--expose-gc`;
 * elsewhere this does nothing.
 */
export function releaseUnused(): void {
  globalThis.gc?.();
}
