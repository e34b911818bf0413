import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVisitVaults } from '../../../main/storage/visit-vault.ts';
import { codeOf, filesHolding, temporaryFolder, unwrap } from './fictional-dossier.ts';

const CANARY = 'CANARI-Odette-Trifouilly-1949';

test('neither the content nor the name of a page can be found on the disk during the visit', async () => {
  const folder = temporaryFolder();
  const vault = unwrap(await createVisitVaults({ folder, randomBytes }).open());
  unwrap(await vault.put(`page-${CANARY}`, Buffer.from(CANARY.repeat(1_000))));
  expect(readdirSync(folder, { recursive: true })).toHaveLength(2);
  expect(filesHolding(folder, CANARY)).toEqual([]);
});

test('only the account of the kiosk may read the files', async () => {
  const folder = join(temporaryFolder(), 'visits');
  const vault = unwrap(await createVisitVaults({ folder, randomBytes }).open());
  unwrap(await vault.put('page', Buffer.from('x')));
  const modes = [
    folder,
    ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))),
  ].map((path) => (statSync(path).mode & 0o777).toString(8));
  expect(modes).toEqual(['700', '700', '600']);
});

test('the key does not outlive the visit, and no file does', async () => {
  const folder = temporaryFolder();
  const keys: Uint8Array[] = [];
  const recording = (length: number): Uint8Array => {
    const bytes = randomBytes(length);
    if (length === 32) keys.push(bytes);
    return bytes;
  };
  const vault = unwrap(await createVisitVaults({ folder, randomBytes: recording }).open());
  unwrap(await vault.put('page', Buffer.from(CANARY)));
  expect(keys).toHaveLength(1);
  expect(keys[0]?.every((byte) => byte === 0)).toBe(true);

  await Promise.all([vault.destroy(), vault.destroy()]);
  expect(readdirSync(folder)).toEqual([]);
  expect(codeOf(await vault.get('page'))).toBe('page-lost');
  expect(codeOf(await vault.put('page', Buffer.from(CANARY)))).toBe('storage-failed');
  expect(readdirSync(folder)).toEqual([]);
});

test('a page that is being written when the visit ends leaves nothing either', async () => {
  const folder = temporaryFolder();
  const vault = unwrap(await createVisitVaults({ folder, randomBytes }).open());
  const puts = Array.from({ length: 8 }, (_, index) => vault.put(`page-${index}`, randomBytes(2_000_000)));
  await vault.destroy();
  for (const put of puts) expect(codeOf(await put)).toBe('storage-failed');
  expect(readdirSync(folder)).toEqual([]);
});

test('what an earlier run left is erased at start, links are not followed, and a visit under way is left alone', async () => {
  const folder = temporaryFolder();
  const elsewhere = temporaryFolder();
  writeFileSync(join(elsewhere, 'precious'), 'x');
  mkdirSync(join(folder, 'left', 'behind'), { recursive: true });
  writeFileSync(join(folder, 'left', 'behind', 'page.part'), 'x');
  symlinkSync(elsewhere, join(folder, 'link'));

  const vaults = createVisitVaults({ folder, randomBytes });
  unwrap(await vaults.eraseLeftovers());
  expect(readdirSync(folder)).toEqual([]);
  expect(existsSync(join(elsewhere, 'precious'))).toBe(true);

  const first = unwrap(await vaults.open());
  unwrap(await first.put('page', Buffer.from('x')));
  const second = unwrap(await vaults.open());
  expect(codeOf(await first.get('page'))).toBe('success');
  await first.destroy();
  await second.destroy();
  expect(readdirSync(folder)).toEqual([]);
});

test('a removed page is gone at once', async () => {
  const folder = temporaryFolder();
  const vault = unwrap(await createVisitVaults({ folder, randomBytes }).open());
  unwrap(await vault.put('page', Buffer.from('x')));
  await vault.remove('page');
  await vault.remove('page');
  expect(codeOf(await vault.get('page'))).toBe('page-lost');
  expect(readdirSync(folder, { recursive: true })).toHaveLength(1);
});
