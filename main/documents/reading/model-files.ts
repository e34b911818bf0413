import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/**
 * A file of a package that is data to its code: a WebAssembly module, a model. In the built application it lies in
 * `models/` beside the bundle; in the sources it is where npm put it. Nothing is ever fetched.
 *
 * @param specifier Package and path, `zxing-wasm/reader/zxing_reader.wasm`.
 */
export function modelFile(specifier: string): Uint8Array<ArrayBuffer> {
  const shipped = path.join(import.meta.dirname, 'models', path.basename(specifier));
  return new Uint8Array(readFileSync(existsSync(shipped) ? shipped : require.resolve(specifier)));
}
