import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensurePinnedNode } from '../../../tools/setup/node-runtime.mjs';
import { downloadCache, packageArchive } from '../../../tools/setup/package-archive.mjs';
import { callsOf, environmentWith, fakeProgram, nodeArchive, npmFails, npmPacks } from './fake-programs.ts';

let folder: string;
let programs: string;
let env: NodeJS.ProcessEnv;
let archive: ReturnType<typeof nodeArchive>;
const ignore = (): void => undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'borne-archive-'));
  programs = path.join(folder, 'bin');
  env = environmentWith(programs, { XDG_CACHE_HOME: path.join(folder, 'cache') });
  archive = nodeArchive(folder, '24.0.0');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kept = (): readonly string[] => (existsSync(downloadCache(env)) ? readdirSync(downloadCache(env)) : []);

describe('a package that is fetched', () => {
  test('is kept for the next clone, which fetches nothing', async () => {
    fakeProgram(programs, 'npm', npmPacks(archive.file));
    const first = await packageArchive(archive.pinned, env, ignore);
    const second = await packageArchive(archive.pinned, env, ignore);
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
    expect(callsOf(programs, 'npm')).toHaveLength(1);
  });

  test('with a wrong checksum is not used, not kept, and says so in one sentence', async () => {
    writeFileSync(archive.file, 'something else');
    fakeProgram(programs, 'npm', npmPacks(archive.file));
    const outcome = await packageArchive(archive.pinned, env, ignore);
    expect(outcome).toMatchObject({ ok: false, sentence: expect.stringContaining('expected checksum') });
    expect(kept()).toEqual([]);
  });

  test('that went bad in the cache is fetched again', async () => {
    fakeProgram(programs, 'npm', npmPacks(archive.file));
    mkdirSync(downloadCache(env), { recursive: true });
    writeFileSync(path.join(downloadCache(env), 'node-of-a-test-24.0.0.tgz'), 'went bad');
    expect(await packageArchive(archive.pinned, env, ignore)).toMatchObject({ ok: true });
    expect(callsOf(programs, 'npm')).toHaveLength(1);
  });

  test.each(['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'EAI_AGAIN'])(
    'from a registry out of reach (%s) leaves nothing behind',
    async (code) => {
      fakeProgram(programs, 'npm', npmFails(code));
      const outcome = await packageArchive(archive.pinned, env, ignore);
      expect(outcome).toMatchObject({
        ok: false,
        sentence: expect.stringMatching(new RegExp(`registry cannot be reached .*${code}`)),
      });
      expect(kept()).toEqual([]);
    },
  );

  test('without npm says to install npm', async () => {
    const outcome = await packageArchive(archive.pinned, { ...env, PATH: programs }, ignore);
    expect(outcome).toMatchObject({ ok: false, sentence: expect.stringContaining('npm cannot be started') });
  });
});

describe('Node 24', () => {
  const place = (): string => path.join(folder, 'checkout', '.runtime', 'node24');

  test('is prepared once', async () => {
    fakeProgram(programs, 'npm', npmPacks(archive.file));
    const first = await ensurePinnedNode(path.join(folder, 'checkout'), env, ignore, archive.pinned);
    expect(first).toEqual({ ok: true, value: place() });
    rmSync(downloadCache(env), { recursive: true });
    await ensurePinnedNode(path.join(folder, 'checkout'), env, ignore, archive.pinned);
    expect(callsOf(programs, 'npm')).toHaveLength(1);
  });

  test('whose unpacking was interrupted is unpacked anew', async () => {
    fakeProgram(programs, 'npm', npmPacks(archive.file));
    // What an interrupted run leaves: a folder without the stamp, and one still being filled.
    for (const left of [place(), path.join(path.dirname(place()), '.node24-fresh')]) {
      mkdirSync(path.join(left, 'bin'), { recursive: true });
      writeFileSync(path.join(left, 'bin', 'node'), 'half a file');
    }
    const outcome = await ensurePinnedNode(path.join(folder, 'checkout'), env, ignore, archive.pinned);
    expect(outcome).toEqual({ ok: true, value: place() });
    expect(readdirSync(path.dirname(place()))).toEqual(['node24']);
  });

  test('that does not run here is not put in place', async () => {
    fakeProgram(programs, 'npm', npmPacks(archive.file));
    const outcome = await ensurePinnedNode(path.join(folder, 'checkout'), env, ignore, {
      ...archive.pinned,
      version: '24.9.9',
    });
    expect(outcome).toMatchObject({ ok: false, sentence: expect.stringContaining('does not run') });
    expect(existsSync(place())).toBe(false);
  });
});
