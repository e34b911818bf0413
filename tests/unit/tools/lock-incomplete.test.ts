import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRepository } from '../../../tools/repository.ts';
import { completeLock, missingOptional } from '../../../tools/setup/package-lock.ts';

const lockOf = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages });

describe('package-lock.json of the project', () => {
  const text = readFileSync(inRepository('package-lock.json'), 'utf8');
  const lock = JSON.parse(text);

  test('has an entry for the packages of every system, or `npm ci` refuses it', () => {
    expect(missingOptional(lock)).toEqual([]);
  });

  test('names no registry', () => {
    expect(text).not.toContain('"resolved"');
  });

  test('has a hash for everything that is installed here', () => {
    const without = Object.entries<{ integrity?: string; optional?: boolean }>(lock.packages).filter(
      ([place, entry]) => place !== '' && entry.integrity === undefined && entry.optional !== true,
    );
    expect(without).toEqual([]);
  });
});

describe('completing a lock', () => {
  test('adds the packages of other systems, with what their names say', () => {
    const { text, added } = completeLock(
      lockOf({
        'node_modules/codec': {
          version: '2.0.0',
          dev: true,
          optionalDependencies: { '@codec/linux-arm64-musl': '2.0.0', '@codec/win32-x64-msvc': '2.0.0' },
        },
      }),
    );
    expect(added).toEqual(['node_modules/@codec/linux-arm64-musl', 'node_modules/@codec/win32-x64-msvc']);
    expect(JSON.parse(text).packages).toMatchObject({
      'node_modules/@codec/linux-arm64-musl': {
        version: '2.0.0',
        optional: true,
        dev: true,
        os: ['linux'],
        cpu: ['arm64'],
        libc: ['musl'],
      },
      'node_modules/@codec/win32-x64-msvc': { os: ['win32'], cpu: ['x64'] },
    });
    expect(completeLock(text).added).toEqual([]);
  });

  test('leaves alone what is locked beside the package or above it', () => {
    const packages = {
      'node_modules/a': { version: '1.0.0', optionalDependencies: { 'a-linux-x64': '1.0.0' } },
      'node_modules/a/node_modules/a-linux-x64': { version: '1.0.0' },
      'node_modules/b/node_modules/c': { version: '1.0.0', optionalDependencies: { 'c-linux-x64': '1.0.0' } },
      'node_modules/c-linux-x64': { version: '1.0.0' },
    };
    expect(completeLock(lockOf(packages)).added).toEqual([]);
  });

  test('invents nothing where neither the version nor the system is plain', () => {
    const packages = {
      'node_modules/a': {
        version: '1.0.0',
        optionalDependencies: { 'a-linux-x64': '^1.0.0', extra: '1.0.0' },
      },
    };
    expect(completeLock(lockOf(packages)).added).toEqual([]);
  });
});
