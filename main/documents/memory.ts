/**
 * V8 flags of the engine's process: a heap that holds no pictures (they lie outside of it) and is collected early, and
 * collection on request for `releaseUnused`.
 */
export const ENGINE_FLAGS = ['--max-old-space-size=256', '--max-semi-space-size=2', '--expose-gc'];

/**
 * Gives back the memory of pictures that are no longer used. Their bytes lie outside V8's heap, which therefore sees no
 * reason to collect while hundreds of megabytes are garbage. The engine's process is started with `--expose-gc`;
 * elsewhere this does nothing.
 */
export function releaseUnused(): void {
  globalThis.gc?.();
}
