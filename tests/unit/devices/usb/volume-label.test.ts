import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mount } from '../../../../main/devices/usb/mountinfo.ts';
import { volumeLabel } from '../../../../main/devices/usb/volume-label.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'borne-label-')));
  await mkdir(join(folder, 'by-label'));
  await writeFile(join(folder, 'sdb1'), '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function mounted(mountPoint: string): Mount {
  return {
    id: 42,
    major: 8,
    minor: 17,
    root: '/',
    mountPoint,
    fileSystem: 'vfat',
    source: join(folder, 'sdb1'),
    readOnly: false,
  };
}

async function labelled(name: string): Promise<string> {
  await symlink('../sdb1', join(folder, 'by-label', name));
  return volumeLabel(mounted('/media/borne/sdb1'), join(folder, 'by-label'));
}

describe('the label of a stick', () => {
  it('is the one of its file system, its escapes undone', async () => {
    expect(await labelled('CLE\\x20DE\\x20ZO\\xc3\\x89')).toBe('CLE DE ZOÉ');
  });

  it('is read where udev leaves its accents as they are', async () => {
    expect(await labelled('Clé de Zoé')).toBe('Clé de Zoé');
  });

  it('cannot steer the screen, nor fill it', async () => {
    expect(await labelled(`A\\x1b\\xe2\\x80\\xae${'B'.repeat(90)}`)).toBe(`A ${'B'.repeat(38)}`);
  });

  it('is the name of the mount folder where udev has none', async () => {
    expect(await volumeLabel(mounted('/media/borne/VACANCES'), join(folder, 'nothing'))).toBe('VACANCES');
    expect(await volumeLabel(mounted('/media/borne/VACANCES'), join(folder, 'by-label'))).toBe('VACANCES');
  });

  it('is never the name of a device', async () => {
    expect(await volumeLabel(mounted('/media/borne/sdb1'), join(folder, 'by-label'))).toBe('USB');
  });
});
