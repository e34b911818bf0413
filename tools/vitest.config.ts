import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Seconds in milliseconds, so that limits below read in the unit people think in. */
const seconds = (count: number): number => count * 1000;

/** Files at a time where nothing is shared; vitest by itself leaves a core idle, which is half of a machine of two. */
const AT_A_TIME = Math.max(2, availableParallelism() - 1);

/** Kiosks at a time, each on a display of its own. Each keeps half a core to one core busy, and has limits to keep to. */
const KIOSKS_AT_A_TIME = 2;

/**
 * One project per kind of test. Unit and visit tests run beside each other, and two files that start an Electron; tests
 * that own a device, a mounted file system, an announced name or the build run one file at a time.
 */
export default defineConfig({
  root,
  plugins: [react()],
  test: {
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          maxWorkers: AT_A_TIME,
          // Against a hang, not a measure: a page through the whole engine takes its time on a loaded machine.
          testTimeout: seconds(60),
          hookTimeout: seconds(60),
        },
      },
      {
        extends: true,
        test: {
          name: 'visit',
          include: ['tests/visit/**/*.test.{ts,tsx}'],
          maxWorkers: AT_A_TIME,
          testTimeout: seconds(30),
          hookTimeout: seconds(30),
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: seconds(90),
          hookTimeout: seconds(90),
        },
      },
      {
        extends: true,
        test: {
          name: 'gallery',
          include: ['tests/gallery/**/*.test.ts'],
          maxWorkers: KIOSKS_AT_A_TIME,
          sequence: { groupOrder: 1 },
          testTimeout: seconds(60),
          hookTimeout: seconds(120),
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          maxWorkers: KIOSKS_AT_A_TIME,
          sequence: { groupOrder: 2 },
          testTimeout: seconds(120),
          hookTimeout: seconds(120),
        },
      },
      {
        extends: true,
        test: {
          name: 'hardware',
          include: ['tests/hardware/**/*.test.ts'],
          testTimeout: seconds(10),
          // The whole laboratory runs before the first test; it has its own, shorter limit.
          hookTimeout: seconds(960),
        },
      },
      {
        extends: true,
        test: {
          name: 'packaging',
          include: ['tests/packaging/**/*.test.ts'],
          globalSetup: ['tests/packaging/pack-once.ts'],
          fileParallelism: false,
          testTimeout: seconds(180),
          hookTimeout: seconds(300),
        },
      },
    ],
  },
});
