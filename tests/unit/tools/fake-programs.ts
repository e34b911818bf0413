import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PinnedPackage } from '../../../tools/setup/pinned-packages.mjs';

/** Puts a shell script named `name` into `folder`; each call of it adds a line to `NAME.calls` there. */
export function fakeProgram(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "$*" >> '${callsFile(folder, name)}'\n${script}\n`);
  chmodSync(file, 0o755);
}

/** How a fake program was called, one line of arguments each. */
export function callsOf(folder: string, name: string): readonly string[] {
  const file = callsFile(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

function callsFile(folder: string, name: string): string {
  return path.join(folder, `${name}.calls`);
}

/** An environment in which only `folder` comes before the system's own programs; npm is looked for on the path. */
export function environmentWith(folder: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { npm_execpath: _running, ...env } = process.env;
  return { ...env, PATH: `${folder}${path.delimiter}${env['PATH']}`, ...more };
}

/** What npm prints with `--json` when it fails. */
export function npmFails(code: string): string {
  return `echo '{"error":{"code":"${code}","summary":"as told by a test"}}'; exit 1`;
}

/** What `npm pack` does with an archive: puts a copy where `--pack-destination` says. */
export function npmPacks(archive: string): string {
  return `while [ "$1" != --pack-destination ]; do shift; done; cp '${archive}' "$2/packed.tgz" || exit 1; echo '[]'`;
}

/** Makes a package's archive with a `bin/node` that says it is `version`, and its pin. */
export function nodeArchive(
  folder: string,
  version: string,
): { readonly file: string; readonly pinned: PinnedPackage } {
  const source = path.join(folder, 'source', 'package', 'bin');
  mkdirSync(source, { recursive: true });
  writeFileSync(path.join(source, 'node'), `#!/bin/sh\necho v${version}\n`);
  chmodSync(path.join(source, 'node'), 0o755);
  // Something to fill a small disk with, which does not compress away.
  writeFileSync(path.join(source, 'weight'), randomText(2_000_000));
  const file = path.join(folder, 'node.tgz');
  execFileSync('tar', ['-czf', file, '-C', path.join(folder, 'source'), 'package']);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  return { file, pinned: { name: 'node-of-a-test', version, integrity } };
}

function randomText(length: number): string {
  const parts: string[] = [];
  for (let index = 0; index * 128 < length; index += 1) {
    parts.push(createHash('sha512').update(String(index)).digest('hex'));
  }
  return parts.join('');
}
