import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../main/domain/result.ts';
import type { DraftContent, DraftFound } from '../../../main/ports/drafts.ts';
import { openDraft, sealDraft } from '../../../main/storage/draft-container.ts';
import type { DraftSealing } from '../../../main/storage/draft-sealing.ts';
import {
  DEFAULT_DRAFT_WORK_FACTOR,
  openDraftStore,
  type WatchedDrafts,
} from '../../../main/storage/draft-store.ts';
import { codeOf, temporaryFolder, unwrap } from './fictional-dossier.ts';
import { tinyDisk } from './tiny-disk.ts';

/** In this thread: what is tried here is how drafts are kept, many of them. */
const sealing: DraftSealing = {
  seal: async (plain, code, workFactor) => ok(await sealDraft(plain, code, workFactor)),
  open: async (sealed, code, signal) =>
    signal.aborted ? err('storage-failed', 'given up') : ok(await openDraft(sealed, code)),
};
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The tests of one derivation are enough; the others try many codes. */
const FAST = 8;
const SECRET = 'Dossier secret de Madame Essai';

const content = (text = SECRET): DraftContent => ({
  record: new TextEncoder().encode(text),
  files: new Map([['page.layers', new Uint8Array([1, 2, 3])]]),
});

/** A terminal's drafts, whose time the test moves and that can be started again on the same folder. */
function terminal(folder = temporaryFolder(), workFactor = FAST) {
  const time = { now: Date.parse('2026-11-21T09:00:00Z') };
  const expired: number[] = [];
  const waits: (() => void)[] = [];
  const open = async (): Promise<WatchedDrafts> =>
    unwrap(
      await openDraftStore({
        folder,
        sealing,
        workFactor,
        keptMs: 15 * DAY_MS,
        clock: {
          now: () => time.now,
          after: (_ms, action) => {
            waits.push(action);
            return () => undefined;
          },
        },
        onExpired: (count) => expired.push(count),
      }),
    );
  return { folder, time, expired, waits, open };
}

function found(result: DraftFound): Extract<DraftFound, { kind: 'found' }> {
  if (result.kind !== 'found') throw new Error(`the draft is ${result.kind}`);
  return result;
}

function drafts(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.age'));
}

/** Another well-formed code for the same drawer: the check digit is found by trying. */
async function wrongCode(store: WatchedDrafts, code: string): Promise<string> {
  const digits = code.replaceAll(' ', '');
  for (let last = 0; last < 10; last += 1) {
    const flipped = digits[5] === '0' ? '1' : '0';
    const typed = `${digits.slice(0, 5)}${flipped}${digits.slice(6, 15)}${last}`;
    if (unwrap(await store.open(`${typed}x`)).kind === 'mistyped' && checks(typed)) return typed;
  }
  throw new Error('no check digit fits');
}

function checks(code: string): boolean {
  const table = [
    '0317598642',
    '7092154863',
    '4206871359',
    '1750983426',
    '6123045978',
    '3674209581',
    '5869720134',
    '8945362017',
    '9438617205',
    '2581436790',
  ];
  return [...code].reduce((interim, digit) => Number(table[interim]?.[Number(digit)]), 0) === 0;
}

describe('a draft', () => {
  it('comes back whole after the terminal was started again', async () => {
    const { open } = terminal();
    const kept = unwrap(await (await open()).save(content()));
    expect(kept.code).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
    const again = found(unwrap(await (await open()).open(kept.code)));
    expect(new TextDecoder().decode(again.content.record)).toBe(SECRET);
    expect(again.content.files).toEqual(new Map([['page.layers', new Uint8Array([1, 2, 3])]]));
    expect(again.kept).toEqual(kept);
  });

  it('whose opening was given up costs no try, and is still there', async () => {
    const { open } = terminal();
    const store = await open();
    const { code } = unwrap(await store.save(content()));
    const visit = new AbortController();
    visit.abort();
    for (let count = 0; count < 8; count += 1)
      expect(codeOf(await store.open(code, visit.signal))).toBe('storage-failed');
    expect(unwrap(await store.open(code)).kind).toBe('found');
  });

  it('says nothing on the disk, neither of the person nor of the code', async () => {
    const { folder, open } = terminal();
    const { code } = unwrap(await (await open()).save(content()));
    const digits = code.replaceAll(' ', '');
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name));
      expect(bytes.includes(SECRET)).toBe(false);
      expect(bytes.includes('page.layers')).toBe(false);
      expect(`${name} ${bytes.toString('latin1')}`).not.toContain(digits.slice(2, 8));
    }
  });

  it('is an age file with a slow passphrase', async () => {
    const { folder, open } = terminal(temporaryFolder(), DEFAULT_DRAFT_WORK_FACTOR);
    unwrap(await (await open()).save(content()));
    const [file = ''] = drafts(folder);
    const header = readFileSync(join(folder, file)).toString('latin1').split('\n');
    expect(header[0]).toBe('age-encryption.org/v1');
    expect(header[1]).toMatch(/^-> scrypt [A-Za-z0-9+/]{22} 16$/);
  });

  it('saved again keeps its code, and nothing of before stays', async () => {
    const { folder, open } = terminal();
    const store = await open();
    const first = unwrap(await store.save(content('avant')));
    const second = unwrap(await store.save(content('après'), first));
    expect(second.code).toBe(first.code);
    expect(drafts(folder)).toHaveLength(1);
    const again = found(unwrap(await store.open(first.code)));
    expect(new TextDecoder().decode(again.content.record)).toBe('après');
  });

  it('that was half written in a power cut is swept away, the one before it comes back', async () => {
    const { folder, open } = terminal();
    const kept = unwrap(await (await open()).save(content()));
    writeFileSync(join(folder, '12-1799999999999-0123456789abcdef.age.part'), 'half');
    const store = await open();
    expect(readdirSync(folder).some((name) => name.endsWith('.part'))).toBe(false);
    expect(unwrap(await store.open(kept.code)).kind).toBe('found');
  });

  it('of which a power cut left the former beside it comes back as it was saved last', async () => {
    const { folder, time, open } = terminal();
    const store = await open();
    const first = unwrap(await store.save(content('avant')));
    const former = readFileSync(join(folder, first.id));
    time.now += 60_000;
    unwrap(await store.save(content('après'), first));
    writeFileSync(join(folder, first.id), former);
    const again = found(unwrap(await (await open()).open(first.code)));
    expect(new TextDecoder().decode(again.content.record)).toBe('après');
  });

  it('that a full disk does not take leaves the former one and nothing half written', async () => {
    const { folder, open } = terminal(tinyDisk(400));
    const store = await open();
    const first = unwrap(await store.save(content('avant')));
    const large = { ...content(), files: new Map([['page.layers', new Uint8Array(600_000)]]) };
    expect(codeOf(await store.save(large, first))).toBe('disk-full');
    expect(drafts(folder)).toHaveLength(1);
    const again = found(unwrap(await store.open(first.code)));
    expect(new TextDecoder().decode(again.content.record)).toBe('avant');
  });

  it('is erased once sent', async () => {
    const { folder, open } = terminal();
    const store = await open();
    const kept = unwrap(await store.save(content()));
    await store.erase(kept);
    expect(drafts(folder)).toEqual([]);
    expect(store.kept()).toBe(0);
    expect(unwrap(await store.open(kept.code)).kind).toBe('unknown');
  });

  it('that nobody came back for is erased at the end of its time, also while the terminal stands idle', async () => {
    const { folder, time, expired, waits, open } = terminal();
    const store = await open();
    await store.watch();
    const kept = unwrap(await store.save(content()));
    time.now += 15 * DAY_MS;
    expect(store.kept()).toBe(0);
    waits.at(-1)?.();
    await expect.poll(() => drafts(folder)).toEqual([]);
    expect(expired).toEqual([1]);
    expect(unwrap(await store.open(kept.code)).kind).toBe('unknown');
  });

  it('erases nothing outside its folder', async () => {
    const { folder, open } = terminal();
    const outside = join(folder, '..', 'elsewhere.age');
    writeFileSync(outside, 'kept');
    const store = await open();
    await store.erase({ id: '../elsewhere.age', code: '', keptUntil: '' });
    expect(readFileSync(outside, 'utf8')).toBe('kept');
    execFileSync('rm', ['-f', outside]);
  });

  it.each([
    [
      'a byte of its content',
      (bytes: Buffer) => bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3),
    ],
    ['a byte of its header', (bytes: Buffer) => bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40)],
  ])('of which somebody changed %s is not brought back', async (_what, change) => {
    const { folder, open } = terminal();
    const store = await open();
    const kept = unwrap(await store.save(content()));
    const file = join(folder, drafts(folder)[0] ?? '');
    const bytes = readFileSync(file);
    change(bytes);
    writeFileSync(file, bytes);
    expect(unwrap(await store.open(kept.code)).kind).toBe('unknown');
  });

  it('exchanged with another on the disk is not brought back for it', async () => {
    const { folder, open } = terminal();
    const store = await open();
    const mine = unwrap(await store.save(content('le mien')));
    const other = unwrap(await store.save(content('un autre')));
    writeFileSync(join(folder, mine.id), readFileSync(join(folder, other.id)));
    expect(unwrap(await store.open(mine.code)).kind).toBe('unknown');
  });
});

describe('codes tried', () => {
  it('wrong again and again have to wait longer and longer, also after a restart', async () => {
    const { time, open } = terminal();
    let store = await open();
    const kept = unwrap(await store.save(content()));
    const wrong = await wrongCode(store, kept.code);
    for (let tries = 0; tries < 3; tries += 1) expect(unwrap(await store.open(wrong)).kind).toBe('unknown');
    expect(unwrap(await store.open(wrong))).toEqual({ kind: 'wait', milliseconds: 60_000 });
    store = await open();
    // The right one has to wait too: otherwise waiting would tell it from the others.
    expect(unwrap(await store.open(kept.code))).toEqual({ kind: 'wait', milliseconds: 60_000 });
    time.now += 60_000;
    expect(unwrap(await store.open(wrong)).kind).toBe('unknown');
    expect(unwrap(await store.open(wrong))).toEqual({ kind: 'wait', milliseconds: 120_000 });
    time.now += 120_000;
    expect(unwrap(await store.open(kept.code)).kind).toBe('found');
  });

  it('never wait longer than an hour, and are forgotten after some', async () => {
    const { time, open } = terminal();
    const store = await open();
    const kept = unwrap(await store.save(content()));
    const wrong = await wrongCode(store, kept.code);
    for (let tries = 0; tries < 12; tries += 1) {
      unwrap(await store.open(wrong));
      time.now += HOUR_MS / 2;
      const next = unwrap(await store.open(`${wrong.slice(0, 15)}`));
      expect(next.kind).toBe('mistyped');
    }
    time.now += 24 * HOUR_MS;
    expect(unwrap(await store.open(wrong)).kind).toBe('unknown');
    expect(unwrap(await store.open(kept.code)).kind).toBe('found');
  });

  it('with a typing mistake cost nothing', async () => {
    const { open } = terminal();
    const store = await open();
    const kept = unwrap(await store.save(content()));
    for (let tries = 0; tries < 20; tries += 1) {
      expect(unwrap(await store.open('1234 5678 9012 345')).kind).toBe('mistyped');
    }
    expect(unwrap(await store.open(kept.code)).kind).toBe('found');
  });

  it('right do not count, however often', async () => {
    const { open } = terminal();
    const store = await open();
    const kept = unwrap(await store.save(content()));
    for (let tries = 0; tries < 5; tries += 1) {
      expect(unwrap(await store.open(kept.code)).kind).toBe('found');
    }
  });

  it('all at once count each', async () => {
    const { open } = terminal();
    const store = await open();
    const kept = unwrap(await store.save(content()));
    const wrong = await wrongCode(store, kept.code);
    const kinds = await Promise.all(
      Array.from({ length: 5 }, async () => unwrap(await store.open(wrong)).kind),
    );
    expect(kinds).toEqual(['unknown', 'unknown', 'unknown', 'wait', 'wait']);
  });

  it('are slowed down where their record was damaged or their clock set back', async () => {
    const { folder, time, open } = terminal();
    const store = await open();
    const kept = unwrap(await store.save(content()));
    const wrong = await wrongCode(store, kept.code);
    writeFileSync(join(folder, 'wrong-codes.json'), '{"wrong":-1}');
    unwrap(await store.open(wrong));
    expect(unwrap(await store.open(wrong)).kind).toBe('wait');
    time.now -= 400 * DAY_MS;
    const waiting = unwrap(await store.open(kept.code));
    expect(waiting.kind === 'wait' && waiting.milliseconds <= HOUR_MS).toBe(true);
  });
});

describe('a terminal', () => {
  it('whose drafts folder is a file says so', async () => {
    const { folder } = terminal();
    const file = join(folder, 'taken');
    writeFileSync(file, '');
    const clock = { now: () => 0, after: () => () => undefined };
    const opened = await openDraftStore({
      sealing,
      folder: file,
      keptMs: DAY_MS,
      workFactor: FAST,
      clock,
      onExpired: () => undefined,
    });
    expect(codeOf(opened)).toBe('storage-failed');
  });
});
