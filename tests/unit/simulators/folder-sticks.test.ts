import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UsbFile, UsbPresence } from '../../../main/ports/usb-drives.ts';
import { FolderSticks } from '../../simulators/usb/folder-sticks.ts';
import { FolderUsbDrives } from '../../simulators/usb/folder-usb-drives.ts';

const never = new AbortController().signal;

function file(name: string, length: number): UsbFile {
  const bytes = Buffer.alloc(length, name);
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

let root: string;
let sticks: FolderSticks;
let drives: FolderUsbDrives;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'borne-sticks-'));
  sticks = await FolderSticks.open(root);
  await sticks.add('cle', { label: 'CLE DE ZOE', capacityBytes: 1_000_000 });
  drives = await FolderUsbDrives.open(root, { fileMs: 300, tidyMs: 50 });
});
afterEach(async () => {
  await drives.close();
  await rm(root, { recursive: true, force: true });
});

/** Resolves at the first presence of that kind. */
function becomes(kind: UsbPresence['kind']): Promise<UsbPresence> {
  if (drives.presence().kind === kind) return Promise.resolve(drives.presence());
  return new Promise((resolve) => {
    const stop = drives.watch((presence) => {
      if (presence.kind !== kind) return;
      stop();
      resolve(presence);
    });
  });
}

describe('simulated sticks', () => {
  it('are seen when plugged, written and unmounted, and mounted again only when plugged anew', async () => {
    await sticks.plug();
    expect(await becomes('ready')).toEqual({ kind: 'ready', label: 'CLE DE ZOE', freeBytes: 1_000_000 });
    const exported = await drives.export('Dossier', [file('cv.pdf', 5_000)], never);
    expect(exported).toEqual({ ok: true, value: { folder: 'Dossier', files: ['cv.pdf'], removable: true } });
    expect(drives.presence()).toEqual({ kind: 'none' });
    expect(await sticks.view()).toMatchObject([
      { state: 'unmounted', usedBytes: 5_000, files: [{ path: 'Dossier/cv.pdf', bytes: 5_000 }] },
    ]);
    await sticks.pull();
    expect(await sticks.view()).toMatchObject([{ state: 'in-hand' }]);
    await sticks.plug();
    expect(await becomes('ready')).toMatchObject({ freeBytes: 995_000 });
    expect((await sticks.read('Dossier/cv.pdf'))?.length).toBe(5_000);
    expect(await sticks.read('../control.json')).toBeUndefined();
  });

  it('say that they were torn out', async () => {
    await sticks.plug();
    await becomes('ready');
    await sticks.pull();
    await becomes('none');
    expect(await sticks.view()).toMatchObject([{ state: 'torn-out' }]);
  });

  it('pulled while writing: the kiosk is told, and what was whole is kept', async () => {
    await sticks.failNext('pulled-while-writing');
    await sticks.plug();
    await becomes('ready');
    const exported = await drives.export('Dossier', [file('cv.pdf', 5_000)], never);
    expect(exported).toMatchObject({ ok: false, error: { code: 'usb-pulled' } });
    expect(await sticks.view()).toMatchObject([{ state: 'torn-out' }]);
    await sticks.pull();
    await sticks.plug();
    await becomes('ready');
    expect(await drives.export('Dossier', [file('cv.pdf', 5_000)], never)).toMatchObject({
      ok: true,
      value: { folder: 'Dossier (2)' },
    });
  });

  it('pulled by hand while it hangs: the wait ends', async () => {
    await sticks.failNext('hangs');
    await sticks.plug();
    await becomes('ready');
    const exporting = drives.export('Dossier', [file('cv.pdf', 5_000)], never);
    expect(await exporting).toMatchObject({ ok: false, error: { code: 'usb-busy' } });
    await sticks.pull();
    await becomes('none');
  });

  it.each([
    ['corrupt', 'usb-verify-failed'],
    ['full-while-writing', 'usb-full'],
  ] as const)('%s is met as %s, every time where so asked', async (fault, code) => {
    await sticks.failRepeatedly(fault);
    for (let time = 0; time < 2; time += 1) {
      await sticks.plug();
      await becomes('ready');
      const exported = await drives.export('Dossier', [file('cv.pdf', 5_000)], never);
      expect(exported).toMatchObject({ ok: false, error: { code, removable: true } });
      await sticks.pull();
    }
    await sticks.heal();
    await sticks.plug();
    await becomes('ready');
    expect((await drives.export('Dossier', [file('cv.pdf', 5_000)], never)).ok).toBe(true);
  });

  it('stay busy: written, not removable', async () => {
    await sticks.failNext('stays-busy');
    await sticks.plug();
    await becomes('ready');
    const exported = await drives.export('Dossier', [file('cv.pdf', 5_000)], never);
    expect(exported).toMatchObject({ ok: true, value: { removable: false } });
    expect(drives.presence().kind).toBe('ready');
  });

  it('too small, write-protected, or two at once', async () => {
    await sticks.plug();
    await becomes('ready');
    expect(await drives.export('Dossier', [file('cv.pdf', 2_000_000)], never)).toMatchObject({
      ok: false,
      error: { code: 'usb-full' },
    });
    await sticks.setReadOnly(true);
    expect(await becomes('unusable')).toEqual({ kind: 'unusable', reason: 'usb-read-only' });
    await sticks.setReadOnly(false);
    await becomes('ready');
    await sticks.add('autre');
    await sticks.plug('autre');
    expect(await becomes('unusable')).toEqual({ kind: 'unusable', reason: 'usb-several' });
  });

  it('a control file that is none is refused at the desk and is no stick for the kiosk', async () => {
    await sticks.plug();
    await becomes('ready');
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await writeFile(join(root, 'control.json'), '{"cle":{"label":""}}');
    await expect(sticks.pull()).rejects.toThrow('label');
    expect(await becomes('none')).toEqual({ kind: 'none' });
    expect(told).toHaveBeenCalled();
    told.mockRestore();
  });
});
