import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inRepository } from '../../../tools/repository.ts';
import { ensureDebianPackages, readPackageList } from '../../../tools/setup/debian-packages.mjs';
import { callsOf, environmentWith, fakeProgram } from './fake-programs.ts';

let folder: string;
let programs: string;
let list: string;
const ignore = (): void => undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'borne-debian-'));
  programs = path.join(folder, 'bin');
  list = path.join(folder, 'packages.txt');
  writeFileSync(list, 'qpdf\nxvfb # start: a display\n');
  vi.stubEnv('PATH', environmentWith(programs)['PATH'] ?? '');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes dpkg's database say that these packages are installed. */
function installed(...lines: readonly string[]): void {
  fakeProgram(programs, 'dpkg-query', lines.map((line) => `printf '${line}\\n'`).join('\n'));
}

describe('as root', () => {
  test('nothing is asked of apt when all is there, under whatever name', async () => {
    installed('ii \\tqpdf\\t', 'ii \\txvfb-renamed\\tother, xvfb (= 2)');
    fakeProgram(programs, 'apt-get', 'exit 1');
    const outcome = await ensureDebianPackages(list, { all: true, root: true }, ignore);
    expect(outcome).toEqual({ ok: true, value: 'all installed' });
    expect(callsOf(programs, 'apt-get')).toEqual([]);
  });

  test('a package that was removed but left its configuration is missing', async () => {
    installed('ii \\tqpdf\\t', 'rc \\txvfb\\t');
    fakeProgram(programs, 'apt-get', 'exit 0');
    await ensureDebianPackages(list, { all: true, root: true }, ignore);
    expect(callsOf(programs, 'apt-get')).toEqual([expect.stringMatching(/install .* xvfb$/)]);
  });

  test('old lists of packages are fetched once, then it is tried again', async () => {
    installed('ii \\tqpdf\\t');
    fakeProgram(programs, 'apt-get', `[ "$(wc -l < '${path.join(programs, 'apt-get.calls')}')" -eq 3 ]`);
    const outcome = await ensureDebianPackages(list, { all: true, root: true }, ignore);
    expect(outcome).toMatchObject({ ok: true });
    expect(callsOf(programs, 'apt-get').map((call) => /\b(install|update)\b/.exec(call)?.[0])).toEqual([
      'install',
      'update',
      'install',
    ]);
  });

  test('a mirror out of reach stops it with one sentence that names the packages', async () => {
    installed();
    fakeProgram(programs, 'apt-get', 'echo "could not resolve" >&2; exit 100');
    const outcome = await ensureDebianPackages(list, { all: true, root: true }, ignore);
    expect(outcome).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/^Debian packages cannot be installed .*qpdf xvfb/),
      said: 'could not resolve',
    });
  });
});

test('a system that is not Debian sees to its own packages', async () => {
  vi.stubEnv('PATH', programs);
  const outcome = await ensureDebianPackages(list, { all: true, root: true }, ignore);
  expect(outcome).toMatchObject({ ok: true, value: expect.stringContaining('not a Debian system') });
});

describe('as another account', () => {
  test('what even the start needs stops it with the one command to run', async () => {
    installed('ii \\tqpdf\\t');
    fakeProgram(programs, 'apt-get', 'exit 0');
    const outcome = await ensureDebianPackages(list, { all: false, root: false }, ignore);
    expect(outcome).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('sudo apt-get install --no-install-recommends xvfb'),
    });
    expect(callsOf(programs, 'apt-get')).toEqual([]);
  });

  test('what only the tests need is not asked for by the start', async () => {
    installed('ii \\txvfb\\t');
    const outcome = await ensureDebianPackages(list, { all: false, root: false }, ignore);
    expect(outcome).toEqual({ ok: true, value: 'all installed' });
  });

  test('what only the tests need stops the tests', async () => {
    installed('ii \\txvfb\\t');
    const outcome = await ensureDebianPackages(list, { all: true, root: false }, ignore);
    expect(outcome).toMatchObject({ ok: false, sentence: expect.stringContaining('qpdf') });
  });
});

test('the project’s own list is sorted, without doubles, and names packages only', () => {
  const names = readPackageList(readFileSync(inRepository('tools', 'debian-packages.txt'), 'utf8')).map(
    ({ name }) => name,
  );
  expect(names).toEqual([...new Set(names)].sort());
  for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9.+-]+$/);
});
