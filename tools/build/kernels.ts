import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRepository, repository } from '../repository.ts';
import { runCommand } from '../setup/command.mjs';

const SOURCES = 'main/documents/kernels/assembly/index.ts';
/** The compiler needs two to four seconds on a quiet machine. */
const COMPILE_LIMIT_MS = 120_000;

/**
 * Compiles the documents engine's kernels to WebAssembly: 128-bit SIMD, no garbage collector, memory given from outside.
 * The same sources always give the same bytes. Throws where they do not compile.
 */
export async function compileKernels(): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'borne-kernels-'));
  const output = path.join(folder, 'kernels.wasm');
  try {
    const end = await runCommand(
      process.execPath,
      [
        inRepository('node_modules', 'assemblyscript', 'bin', 'asc.js'),
        SOURCES,
        ...['--outFile', output],
        ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
        ...['--enable', 'simd', '--runtime', 'stub', '--importMemory', '--use', 'abort='],
      ],
      { cwd: repository, timeoutMs: COMPILE_LIMIT_MS },
    );
    if (end.code !== 0) throw new Error(`${end.stdout}${end.stderr}`.trim());
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The module that carries the compiled kernels into every bundle. */
export function kernelsModule(compiled: Uint8Array): string {
  return [
    '/** Written by `npm run kernels` from the files in `assembly/`; a test compares them. WebAssembly, in base64. */',
    `export const COMPILED =\n  '${Buffer.from(compiled).toString('base64')}';`,
    '',
  ].join('\n');
}
