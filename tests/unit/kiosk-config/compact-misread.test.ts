import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readJourneys } from '../../../kiosk-config/schema/journey-configuration.ts';
import { compactYaml, readYaml } from '../../../kiosk-config/schema/read-yaml.ts';
import { SHIPPED } from './journeys-fixture.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'borne-compact-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Reads a text as a file of any shape. */
function read(text: string) {
  const file = join(folder, 'file.yaml');
  writeFileSync(file, text);
  return readYaml(file, z.unknown());
}

describe('a file that the build wrote anew', () => {
  it('says what the file of the same name says: every journey, text and rule that ships', () => {
    const copy = join(folder, 'compact');
    let files = 0;
    for (const part of ['journeys', 'orientation']) {
      cpSync(join(SHIPPED, part), join(copy, part), { recursive: true });
      for (const name of readdirSync(join(copy, part), { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.yaml')) continue;
        const file = join(copy, part, name);
        writeFileSync(file, compactYaml(readFileSync(file, 'utf8')));
        files += 1;
      }
    }
    expect(files).toBeGreaterThan(14);
    const kinds = new Set(
      z
        .object({ kinds: z.array(z.object({ id: z.string() })) })
        .parse(soundOf(readYaml(join(SHIPPED, 'documents.yaml'), z.unknown())))
        .kinds.map(({ id }) => id),
    );
    const checks = { documentKinds: kinds, everyCase: false };
    const [original, compact] = [readJourneys(SHIPPED, checks), readJourneys(copy, checks)];
    expect(original.ok).toBe(true);
    expect(compact).toEqual(original);
  });

  it('and was broken afterwards is told as what it is', () => {
    const text = compactYaml('id: un\nlist: [a, b]\n');
    expect(soundOf(read(text))).toEqual({ id: 'un', list: ['a', 'b'] });
    const broken = read(text.slice(0, -3));
    expect(broken.ok ? '' : broken.problems[0]?.sentence).toMatch(/^Ce n'est pas du YAML correct/);
  });

  it('is not believed of a file that somebody wrote by hand: a key given twice is a mistake there', () => {
    expect(read('{"id": 1, "id": 2}')).toMatchObject({ ok: false, problems: [{ line: 1 }] });
  });
});

function soundOf(read: ReturnType<typeof readYaml>): unknown {
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}
