import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { VisitVault } from '../../../main/ports/visit-vault.ts';
import { createVisitVaults } from '../../../main/storage/visit-vault.ts';
import { codeOf, temporaryFolder, unwrap } from './fictional-dossier.ts';

async function openVault(): Promise<{ vault: VisitVault; files: () => string[] }> {
  const folder = temporaryFolder();
  const vault = unwrap(await createVisitVaults({ folder, randomBytes }).open());
  const [visit] = readdirSync(folder);
  const inside = join(folder, visit ?? '');
  return { vault, files: () => readdirSync(inside).map((name) => join(inside, name)) };
}

const page = randomBytes(50_000);

test('a page comes back as it was put, and putting it again replaces it', async () => {
  const { vault, files } = await openVault();
  unwrap(await vault.put('page-1', randomBytes(10)));
  unwrap(await vault.put('page-1', page));
  unwrap(await vault.put('empty', new Uint8Array()));
  expect(Buffer.compare(unwrap(await vault.get('page-1')), page)).toBe(0);
  expect(unwrap(await vault.get('empty'))).toHaveLength(0);
  expect(files()).toHaveLength(2);
});

test('one changed byte anywhere in the file loses the page, and never shows another one', async () => {
  const { vault, files } = await openVault();
  unwrap(await vault.put('page-1', page));
  const [file = ''] = files();
  const sound = readFileSync(file);
  for (const at of [0, 11, 12, sound.length >> 1, sound.length - 17, sound.length - 16, sound.length - 1]) {
    const changed = Buffer.from(sound);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    writeFileSync(file, changed);
    expect(codeOf(await vault.get('page-1'))).toBe('page-lost');
  }
  writeFileSync(file, sound);
  expect(codeOf(await vault.get('page-1'))).toBe('success');
});

test('a truncated, lengthened, empty or missing file is a lost page', async () => {
  const { vault, files } = await openVault();
  unwrap(await vault.put('page-1', page));
  const [file = ''] = files();
  const sound = readFileSync(file);
  for (const length of [sound.length - 1, 28, 27, 1, 0]) {
    writeFileSync(file, sound);
    truncateSync(file, length);
    expect(codeOf(await vault.get('page-1'))).toBe('page-lost');
  }
  writeFileSync(file, Buffer.concat([sound, Buffer.alloc(1)]));
  expect(codeOf(await vault.get('page-1'))).toBe('page-lost');
  rmSync(file);
  expect(codeOf(await vault.get('page-1'))).toBe('page-lost');
  expect(codeOf(await vault.get('never put'))).toBe('page-lost');
});

test('two pages exchanged on the disk are refused', async () => {
  const { vault, files } = await openVault();
  unwrap(await vault.put('page-1', page));
  unwrap(await vault.put('page-2', randomBytes(page.length)));
  const [first = '', second = ''] = files();
  renameSync(first, `${first}.kept`);
  renameSync(second, first);
  renameSync(`${first}.kept`, second);
  expect(codeOf(await vault.get('page-1'))).toBe('page-lost');
  expect(codeOf(await vault.get('page-2'))).toBe('page-lost');
});

test('the same page put twice is never the same bytes on the disk', async () => {
  const { vault, files } = await openVault();
  for (let copy = 0; copy < 20; copy += 1) unwrap(await vault.put(`copy-${copy}`, page));
  const contents = files().map((file) => readFileSync(file));
  expect(new Set(contents.map((content) => content.subarray(0, 12).toString('hex'))).size).toBe(20);
  expect(new Set(contents.map((content) => content.subarray(12).toString('hex'))).size).toBe(20);
});
