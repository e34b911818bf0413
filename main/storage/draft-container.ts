import { Decrypter, Encrypter } from 'age-encryption';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import type { DraftContent } from '../ports/drafts.ts';

const RECORD = 'record';
const FILES = 'files/';

/** Every entry's own date would say when the person was here. */
const ENTRY_DATE = new Date(2000, 0, 1);

function packed({ record, files }: DraftContent): Uint8Array {
  const entries: Zippable = { [RECORD]: record };
  for (const [name, bytes] of files) entries[`${FILES}${name}`] = bytes;
  return zipSync(entries, { level: 0, mtime: ENTRY_DATE });
}

function unpacked(container: Uint8Array): DraftContent | undefined {
  const entries = unzipSync(container);
  const record = entries[RECORD];
  if (record === undefined) return undefined;
  const files = Object.entries(entries).filter(([name]) => name !== RECORD);
  return { record, files: new Map(files.map(([name, bytes]) => [name.slice(FILES.length), bytes])) };
}

/**
 * A draft as an age v1 file under a passphrase (age-encryption.org/v1, scrypt recipient).
 *
 * @param workFactor Of scrypt, log2: at 16, 64 MB and about a quarter of a second during which its thread does nothing else.
 */
export async function sealDraft(
  content: DraftContent,
  code: string,
  workFactor: number,
): Promise<Uint8Array> {
  const plain = packed(content);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(code);
  encrypter.setScryptWorkFactor(workFactor);
  const sealed = await encrypter.encrypt(plain);
  plain.fill(0);
  return sealed;
}

/** What `sealDraft` sealed. Nothing where the code is not this draft's, or it is damaged: age tells the two apart by words only. */
export async function openDraft(sealed: Uint8Array, code: string): Promise<DraftContent | undefined> {
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(code);
    return unpacked(await decrypter.decrypt(sealed));
  } catch {
    return undefined;
  }
}
