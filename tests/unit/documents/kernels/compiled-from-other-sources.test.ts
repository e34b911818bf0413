import { expect, it } from 'vitest';
import { COMPILED } from '../../../../main/documents/kernels/compiled.ts';
import { compileKernels } from '../../../../tools/build/kernels.ts';

it('carries the kernels that its sources compile to', async () => {
  const compiled = await compileKernels();
  expect(COMPILED === Buffer.from(compiled).toString('base64'), 'run npm run kernels').toBe(true);
}, 120_000);
