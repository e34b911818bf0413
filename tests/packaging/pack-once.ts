import type { TestProject } from 'vitest/node';
import { packageApplication } from '../../tools/packaging/package-application.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The unpacked package. */
    packageFolder: string;
    packageExecutable: string;
  }
}

/** Packs the application once for all packaging tests. */
export async function setup(project: TestProject): Promise<void> {
  const packed = await packageApplication('dir');
  if (!packed.ok) throw new Error(`${packed.sentence}\n${packed.said}`);
  project.provide('packageFolder', packed.value.folder);
  project.provide('packageExecutable', packed.value.executable);
}
