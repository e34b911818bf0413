/** What is used of libheif compiled to WebAssembly (libheif-js 1.23). */
declare module 'libheif-js/libheif-wasm/libheif.js' {
  interface HeifImage {
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    /** Fills RGBA, turned and mirrored as the file says; `null` where it cannot be decoded. */
    display(
      target: { data: Uint8ClampedArray; width: number; height: number },
      done: (result: { data: Uint8ClampedArray } | null) => void,
    ): void;
    free(): void;
  }
  interface Libheif {
    readonly ready: Promise<unknown>;
    readonly HeifDecoder: new () => {
      readonly decoder: { delete(): void };
      /** Empty where the file is broken. */
      decode(bytes: Uint8Array): HeifImage[];
    };
  }
  function createLibheif(options: { readonly wasmBinary: Uint8Array; readonly print: () => void }): Libheif;

  export { createLibheif as default };
}
