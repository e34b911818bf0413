import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVisitVaults } from '../../../main/storage/visit-vault.ts';
import { codeOf, temporaryFolder, unwrap } from './fictional-dossier.ts';
import { tinyDisk } from './tiny-disk.ts';

test('a full disk refuses the page, leaves nothing half written, and keeps the pages that were there', async () => {
  const folder = tinyDisk(400);
  const vault = unwrap(await createVisitVaults({ folder, randomBytes }).open());
  const first = randomBytes(200_000);
  unwrap(await vault.put('page-1', first));

  expect(codeOf(await vault.put('page-2', randomBytes(300_000)))).toBe('disk-full');
  expect(codeOf(await vault.put('page-1', randomBytes(300_000)))).toBe('disk-full');
  // The folder of the visit and one file in it.
  expect(readdirSync(folder, { recursive: true })).toHaveLength(2);
  expect(codeOf(await vault.get('page-2'))).toBe('page-lost');
  expect(Buffer.compare(unwrap(await vault.get('page-1')), first)).toBe(0);

  await vault.remove('page-1');
  expect(codeOf(await vault.put('page-2', randomBytes(300_000)))).toBe('success');
});

test('a folder that cannot be made is told', async () => {
  const folder = join(temporaryFolder(), 'visits');
  writeFileSync(folder, 'a file is in the way');
  expect(codeOf(await createVisitVaults({ folder, randomBytes }).open())).toBe('storage-failed');
});
