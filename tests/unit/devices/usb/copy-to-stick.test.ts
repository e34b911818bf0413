import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyToStick, STICK_LIMITS, type StickCopy } from '../../../../main/devices/usb/copy-to-stick.ts';
import { StepLane } from '../../../../main/devices/usb/step-lane.ts';
import { type StickFiles, stickFilesAt } from '../../../../main/devices/usb/stick-files.ts';
import type { UsbFile } from '../../../../main/ports/usb-drives.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'borne-copy-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

function file(name: string, text: string): UsbFile {
  const bytes = Buffer.from(text);
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function systemError(code: string, errno: number): Error {
  return Object.assign(new Error(code), { code, errno });
}

function copyWith(changes: Partial<StickCopy>, faults: Partial<StickFiles> = {}): StickCopy {
  return {
    files: { ...stickFilesAt(base), ...faults },
    lane: new StepLane(),
    limits: STICK_LIMITS,
    folderName: 'Dossier',
    documents: [file('un.pdf', 'premier'), file('deux.pdf', 'second')],
    stillThere: async () => true,
    signal: new AbortController().signal,
    ...changes,
  };
}

describe('copying to a stick', () => {
  it('leaves whole files and nothing temporary', async () => {
    const copied = await copyToStick(copyWith({}));
    expect(copied).toMatchObject({ ok: true, value: { folder: 'Dossier', files: ['un.pdf', 'deux.pdf'] } });
    expect(await readdir(base)).toEqual(['Dossier']);
    expect((await readdir(join(base, 'Dossier'))).sort()).toEqual(['deux.pdf', 'un.pdf']);
    expect(await readFile(join(base, 'Dossier', 'deux.pdf'), 'utf8')).toBe('second');
  });

  it('writes a byte that turned over on the stick: verification fails, the bad file goes, the good one stays', async () => {
    const real = stickFilesAt(base);
    const copied = await copyToStick(
      copyWith(
        {},
        {
          async flushFolder(folder) {
            await real.flushFolder(folder);
            const path = join(base, folder, 'deux.pdf');
            if ((await readdir(join(base, folder))).includes('deux.pdf')) await writeFile(path, 'Second');
          },
        },
      ),
    );
    expect(copied).toEqual({
      ok: false,
      error: {
        code: 'usb-verify-failed',
        detail: expect.stringMatching(/^6 of 6 bytes read from (device|system-cache)$/),
        kept: { folder: 'Dossier', files: ['un.pdf'] },
        touched: true,
      },
    });
    expect(await readdir(join(base, 'Dossier'))).toEqual(['un.pdf']);
  });

  it('a file that came back shorter fails the verification and leaves no empty folder', async () => {
    const real = stickFilesAt(base);
    const copied = await copyToStick(
      copyWith(
        {},
        {
          writeNew: (folder, name, bytes, signal) => real.writeNew(folder, name, bytes.subarray(1), signal),
        },
      ),
    );
    expect(copied).toMatchObject({ ok: false, error: { code: 'usb-verify-failed', touched: true } });
    expect(await readdir(base)).toEqual([]);
  });

  it('counts whole blocks: ten files of one byte do not fit in two blocks', async () => {
    const documents = Array.from({ length: 10 }, (_, index) => file(`${index}.pdf`, 'x'));
    const copied = await copyToStick(
      copyWith({ documents }, { space: async () => ({ freeBytes: 65_536, blockBytes: 32_768 }) }),
    );
    expect(copied).toMatchObject({ ok: false, error: { code: 'usb-full', touched: false } });
    expect(await readdir(base)).toEqual([]);
  });

  it('spells the names without accents where the file system has none', async () => {
    const real = stickFilesAt(base);
    const copied = await copyToStick(
      copyWith(
        { folderName: 'Numérisation', documents: [file('été.pdf', 'x')] },
        {
          makeFolder: (folder) =>
            /[^\x20-\x7e]/.test(folder)
              ? Promise.reject(systemError('EINVAL', -22))
              : real.makeFolder(folder),
        },
      ),
    );
    expect(copied).toMatchObject({ ok: true, value: { folder: 'Numerisation', files: ['ete.pdf'] } });
  });

  it('a file system that refuses every name ends, without accents to take away', async () => {
    const copied = await copyToStick(
      copyWith({}, { makeFolder: () => Promise.reject(systemError('EPERM', -1)) }),
    );
    expect(copied).toMatchObject({ ok: false, error: { code: 'usb-read-only', touched: false } });
  });

  it('a visit that ends in the middle takes the half file away and keeps the whole one', async () => {
    const visit = new AbortController();
    const real = stickFilesAt(base);
    let writes = 0;
    const copied = await copyToStick(
      copyWith(
        { signal: visit.signal },
        {
          async writeNew(folder, name, bytes, signal) {
            writes += 1;
            if (writes === 2) visit.abort();
            await real.writeNew(folder, name, bytes, signal);
          },
        },
      ),
    );
    expect(copied).toMatchObject({
      ok: false,
      error: { code: 'usb-busy', kept: { folder: 'Dossier', files: ['un.pdf'] }, touched: true },
    });
    expect(await readdir(join(base, 'Dossier'))).toEqual(['un.pdf']);
  });

  it('a stick that the system makes read-only under the copy was pulled, not write-protected', async () => {
    const real = stickFilesAt(base);
    const copied = await copyToStick(
      copyWith(
        {},
        {
          writeNew(folder, name, bytes, signal) {
            if (name.startsWith('deux')) return Promise.reject(systemError('EROFS', -30));
            return real.writeNew(folder, name, bytes, signal);
          },
        },
      ),
    );
    expect(copied).toMatchObject({
      ok: false,
      error: { code: 'usb-pulled', kept: { folder: 'Dossier', files: ['un.pdf'] }, touched: true },
    });
  });

  it('a stick that never ends its write gives the visitor an answer', async () => {
    const copied = await copyToStick(
      copyWith(
        { limits: { ...STICK_LIMITS, fileMs: 30, tidyMs: 10 } },
        { writeNew: () => new Promise(() => undefined) },
      ),
    );
    expect(copied).toMatchObject({ ok: false, error: { code: 'usb-busy', detail: 'write: late' } });
  });

  it('never claims a file whose stick was gone when it was asked last', async () => {
    let asked = 0;
    const copied = await copyToStick(
      copyWith({
        stillThere: async () => {
          asked += 1;
          return asked <= 2;
        },
      }),
    );
    expect(copied).toMatchObject({ ok: false, error: { code: 'usb-pulled', kept: { files: ['un.pdf'] } } });
  });
});
