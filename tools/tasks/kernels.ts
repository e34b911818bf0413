/** `npm run kernels`: compiles the documents engine's kernels into the module that the engine loads. */

import { writeFileSync } from 'node:fs';
import { compileKernels, kernelsModule } from '../build/kernels.ts';
import { inRepository } from '../repository.ts';

const compiled = await compileKernels();
writeFileSync(inRepository('main', 'documents', 'kernels', 'compiled.ts'), kernelsModule(compiled));
console.log(`${compiled.length} bytes of WebAssembly`);
