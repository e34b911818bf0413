import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStaffTries } from '../../../main/storage/staff-tries.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 21, 9);
const at = (now: number) => ({ now: () => now });

describe('wrong tries at the team’s lock', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'borne-tries-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const path = (): string => join(folder, 'staff', 'wrong-pins.json');
  const open = (now = NOW) => openStaffTries(join(folder, 'staff'), at(now));

  it('are none on a new terminal, and nothing is written before there is one', async () => {
    expect((await open()).remembered).toEqual({ wrong: 0, at: 0 });
    await expect(readFile(path())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are there again after a restart, the last one told, whatever was told at once', async () => {
    const tries = await open();
    await Promise.all([1, 2, 3].map((wrong) => tries.remember({ wrong, at: NOW })));
    expect((await open(NOW + 1_000)).remembered).toEqual({ wrong: 3, at: NOW });
    expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual({ wrong: 3, at: NOW });
  });

  it('are forgotten a day after the last', async () => {
    await (await open()).remember({ wrong: 9, at: NOW });
    expect((await open(NOW + 23 * HOUR_MS)).remembered.wrong).toBe(9);
    expect((await open(NOW + 25 * HOUR_MS)).remembered.wrong).toBe(0);
  });

  it('make nobody wait longer where the clock was set back', async () => {
    await (await open()).remember({ wrong: 4, at: NOW });
    expect((await open(NOW - 500 * HOUR_MS)).remembered).toEqual({ wrong: 4, at: NOW - 500 * HOUR_MS });
  });

  it.each(['', '{', '{"wrong":-1,"at":0}', '{"wrong":0}', '[]'])(
    'count for many where the record is damaged: "%s"',
    async (text) => {
      await (await open()).remember({ wrong: 1, at: NOW });
      await writeFile(path(), text);
      expect((await open()).remembered).toEqual({ wrong: 6, at: NOW });
    },
  );

  it('that cannot be written do not keep anybody out', async () => {
    await writeFile(join(folder, 'staff'), 'a file where the folder should be');
    const tries = await open();
    await expect(tries.remember({ wrong: 1, at: NOW })).resolves.toBeUndefined();
  });
});
