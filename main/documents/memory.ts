/**
 * V8 flags of the engine's process: a heap that holds no pictures (they lie outside of it) and is collected early, and
 * collection on request for `releaseUnused`.
 */
export const ENGINE_FLAGS = ['--max-old-space-size=256', '--max-semi-space-size=2', '--expose-gc'];

/**
 * Environment of the engine's process under Node, where the C library holds the pictures: large ones are mapped by themselves,
 * and given back to the system once they are no longer used. By default the C library keeps blocks of up to 32 MB for later
 * (mallopt(3), M_MMAP_THRESHOLD). What is smaller it does keep: to map it anew for every page costs a twentieth of the
 * page's time. Electron has an allocator of its own.
 */
export const NODE_ENGINE_ENVIRONMENT = { MALLOC_MMAP_THRESHOLD_: '10000000' };

/**
 * Gives back the memory of pictures that are no longer used. Their bytes lie outside V8's heap, which therefore sees no
 * reason to collect while hundreds of megabytes are garbage. The engine's process is started with `--expose-gc`;
 * elsewhere this does nothing.
 */
export function releaseUnused(): void {
  globalThis.gc?.();
}
