import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** Bytes read from the end of the log, and of the one set aside before it: some weeks of a busy terminal. */
const TAIL_BYTES = 1_000_000;

function tailOf(path: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const { size } = statSync(path);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const read = readSync(descriptor, bytes, 0, bytes.length, Math.max(0, size - bytes.length));
    return bytes.subarray(0, read).toString('utf8');
  } catch {
    // There is no log yet, or it is not ours to read: nothing is known then.
    return '';
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The first line of a tail may be cut, and so may the last one of a crash.
    return undefined;
  }
}

/** The lines at the end of the audit log at `path` (`openAuditLog`), oldest first, as JSON says them: not yet checked. */
export function auditTail(path: string): readonly unknown[] {
  return [`${path}.1`, path]
    .flatMap((file) => tailOf(file).split('\n'))
    .filter((text) => text !== '')
    .map(parsed);
}
