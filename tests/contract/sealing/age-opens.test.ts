import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  fictionalDocument,
  fictionalDossier,
  filesHolding,
  openOutbox,
  temporaryFolder,
  unwrap,
} from '../../unit/storage/fictional-dossier.ts';

/** A key pair made by Debian's own `age-keygen`, as an administration would. */
function newIdentity(folder: string, name: string): { file: string; recipient: string } {
  const file = join(folder, name);
  execFileSync('age-keygen', ['-o', file], { stdio: 'pipe' });
  return { file, recipient: execFileSync('age-keygen', ['-y', file], { encoding: 'utf8' }).trim() };
}

function ageDecrypt(identityFile: string, sealedFile: string, to: string): void {
  execFileSync('age', ['-d', '-i', identityFile, '-o', to, sealedFile], { stdio: 'pipe' });
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('age and unzip open what the terminal sealed, for each recipient, and find exactly what was confirmed', async () => {
  const keys = temporaryFolder();
  const platform = newIdentity(keys, 'platform.txt');
  const recovery = newIdentity(keys, 'recovery.txt');
  const stranger = newIdentity(keys, 'stranger.txt');

  const data = temporaryFolder();
  const { outbox, close } = await openOutbox(data, [platform.recipient, recovery.recipient]);
  const documents = [
    fictionalDocument(
      Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(700_000)]),
      'bulletin-salaire-1-sur-2.pdf',
    ),
    fictionalDocument(
      Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(1)]),
      'bulletin-salaire-2-sur-2.pdf',
    ),
  ];
  const dossier = fictionalDossier(documents);
  unwrap(await outbox.commit(dossier));
  const queued = outbox.due(Date.now());
  const sealed = outbox.read(dossier.reference, 0, queued?.length ?? 0);
  expect(sha256(sealed)).toBe(queued?.sha256);

  const out = temporaryFolder();
  const sealedFile = join(out, 'dossier.age');
  writeFileSync(sealedFile, sealed);
  for (const { file } of [platform, recovery]) {
    const container = join(out, 'dossier.zip');
    ageDecrypt(file, sealedFile, container);
    const opened = temporaryFolder();
    execFileSync('unzip', ['-q', container, '-d', opened]);
    expect(execFileSync('unzip', ['-tq', container], { encoding: 'utf8' })).toContain('No errors detected');

    expect(readdirSync(opened).toSorted()).toEqual(['documents', 'dossier.json']);
    expect(JSON.parse(readFileSync(join(opened, 'dossier.json'), 'utf8'))).toEqual({
      format: 'borne-dossier',
      version: 1,
      reference: dossier.reference,
      confirmedAt: dossier.confirmedAt,
      terminal: dossier.terminal,
      site: dossier.site,
      documentKind: dossier.documentKind,
      destination: dossier.destination,
      documents: documents.map(({ fileName, mediaType, bytes, pages, sha256: hash }) => ({
        fileName,
        mediaType,
        bytes: bytes.length,
        pages,
        sha256: hash,
      })),
    });
    expect(readdirSync(join(opened, 'documents')).toSorted()).toEqual(
      documents.map(({ fileName }) => fileName),
    );
    for (const document of documents) {
      expect(sha256(readFileSync(join(opened, 'documents', document.fileName)))).toBe(document.sha256);
    }
    // Stored, not compressed: what could swell when opened is not in the format.
    const listing = execFileSync('unzip', ['-v', container], { encoding: 'utf8' });
    expect(listing.match(/ Stored /g)).toHaveLength(3);
    expect(listing).not.toContain('Defl');
  }

  expect(() => ageDecrypt(stranger.file, sealedFile, join(out, 'never.zip'))).toThrow('no identity matched');
  close();

  // The terminal has no key: whatever is in its data folder, age finds no identity there.
  expect(filesHolding(data, 'AGE-SECRET-KEY-')).toEqual([]);
  for (const name of readdirSync(data)) {
    expect(() => ageDecrypt(join(data, name), sealedFile, join(out, 'never.zip'))).toThrow('Command failed');
  }
});

test('one changed byte anywhere in a sealed dossier is refused by age', async () => {
  const keys = temporaryFolder();
  const platform = newIdentity(keys, 'platform.txt');
  const { outbox, close } = await openOutbox(temporaryFolder(), [platform.recipient]);
  const dossier = fictionalDossier([fictionalDocument(randomBytes(150_000))]);
  unwrap(await outbox.commit(dossier));
  const sealed = Buffer.from(outbox.read(dossier.reference, 0, 1_000_000));
  const out = temporaryFolder();
  for (const at of [30, 190, 300, 70_000, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    const file = join(out, 'changed.age');
    writeFileSync(file, changed);
    expect(() => ageDecrypt(platform.file, file, join(out, `changed-${at}.zip`))).toThrow('Command failed');
  }
  close();
});
