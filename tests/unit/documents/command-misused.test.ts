import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openImageCodec } from '../../../main/documents/image-codec.ts';
import { cornerPage } from './fictional-page.ts';
import { checkWithQpdf } from './pdf-reading.ts';

const command = fileURLToPath(new URL('../../../tools/tasks/documents.ts', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'borne-command-'));
  const codec = await openImageCodec();
  writeFileSync(path.join(folder, 'page.jpg'), codec.encodeScreenJpeg(cornerPage(827, 1169), 90));
  writeFileSync(path.join(folder, 'not-an-image.jpg'), 'bonjour');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: string[]): { code: number | null; out: string; error: string } {
  const ended = spawnSync(process.execPath, [command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: ended.status, out: ended.stdout, error: ended.stderr };
}

describe('the command', () => {
  it('writes a file that fits and says what it did', () => {
    const { code, out, error } = run(
      '--no-text',
      '--limit',
      '150000',
      '--dpi',
      '100',
      '--out',
      'out.pdf',
      'page.jpg',
      'page.jpg',
    );
    expect([code, error]).toEqual([0, '']);
    const said = JSON.parse(out);
    const file = readFileSync(path.join(folder, 'out.pdf'));
    expect(said).toMatchObject({ fits: true, bytes: file.length, limit: 150_000 });
    expect(file.length).toBeLessThanOrEqual(150_000);
    expect(said.pages).toHaveLength(2);
    expect(said.pages[0]).toMatchObject({
      class: expect.any(String),
      dpi: expect.any(Number),
      bytes: expect.any(Number),
    });
    expect(said.pages[0].legibility).toBeGreaterThan(0);
    checkWithQpdf(file);
  }, 60_000);

  it('refuses what does not fit, writes nothing, and says where to cut', () => {
    const { code, out } = run('--limit', '3000', '--dpi', '100', '--out', 'small.pdf', 'page.jpg');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      fits: false,
      limit: 3_000,
      reason: 'too-heavy',
      waysOut: { split: [] },
    });
    expect(existsSync(path.join(folder, 'small.pdf'))).toBe(false);
  });

  it('writes a picture for each page, each under the limit and with a name that a portal takes', () => {
    const { code, out } = run(
      '--limit',
      '60000',
      '--dpi',
      '100',
      '--out',
      'photo.jpg',
      'page.jpg',
      'page.jpg',
    );
    expect(code).toBe(0);
    const said = JSON.parse(out);
    expect(said.files.map(({ name }: { name: string }) => name)).toEqual(['photo-1.jpg', 'photo-2.jpg']);
    for (const { name, bytes } of said.files) {
      const file = readFileSync(path.join(folder, name));
      expect(file.length).toBe(bytes);
      expect(file.length).toBeLessThanOrEqual(60_000);
      expect([...file.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    }
  }, 60_000);

  it('writes no picture at all where one page does not fit legibly, and says which to leave out', () => {
    const { code, out } = run('--limit', '2000', '--dpi', '100', '--out', 'none.jpg', 'page.jpg');
    expect(code).toBe(3);
    expect(JSON.parse(out).waysOut).toEqual({ split: [], fewer: { pages: 0, leaveOut: [0] }, rescan: [] });
    expect(existsSync(path.join(folder, 'none.jpg'))).toBe(false);
  }, 60_000);

  it('says in how many documents the pages would fit', () => {
    const pages = ['page.jpg', 'page.jpg', 'page.jpg', 'page.jpg', 'page.jpg'];
    const none = run('--limit', '3000', '--dpi', '100', '--out', 'none.pdf', 'page.jpg');
    const limit = 6_000 + 2 * JSON.parse(none.out).pages[0].smallestBytes;
    const { code, out } = run('--limit', String(limit), '--dpi', '100', '--out', 'many.pdf', ...pages);
    expect(code).toBe(3);
    const { split } = JSON.parse(out).waysOut;
    expect(split.length).toBeGreaterThan(1);
    expect(split.reduce((sum: number, count: number) => sum + count, 0)).toBe(5);
  }, 120_000);

  it.each([
    [['--limit', 'much', '--out', 'x.pdf', 'page.jpg']],
    [['--out', 'x.pdf', 'page.jpg']],
    [['--limit', '100000', '--out', 'x.exe', 'page.jpg']],
    [['--limit', '100000', '--out', 'x.pdf']],
    [['--limit', '100000', '--out', 'x.pdf', '--dpi', '300,200,100', 'page.jpg']],
    [['--limit', '100000', '--out', 'x.pdf', '--profile', '../secrets', 'page.jpg']],
    [['--limit', '100000', '--out', 'x.pdf', '--colour', 'page.jpg']],
    [['--limit', '100000', '--out', 'x.pdf', 'missing.jpg']],
    [['--limit', '100000', '--out', 'x.pdf', 'not-an-image.jpg']],
    [['--limit', '100000', '--no-text', '--out', 'nowhere/x.pdf', 'page.jpg']],
    [['--limit', '100000', '--lang', 'klingon', '--out', 'x.pdf', 'page.jpg']],
  ])('says in one line what is wrong with %j', (args) => {
    const { code, out, error } = run(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(error).not.toMatch(/at .*\.ts:\d+/);
    expect(existsSync(path.join(folder, 'x.pdf'))).toBe(false);
  });
});
