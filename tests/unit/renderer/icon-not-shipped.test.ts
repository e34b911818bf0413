import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const RENDERER = path.resolve(import.meta.dirname, '../../../renderer');

/** Every class name of an icon that the sources name. */
function iconsNamed(): ReadonlySet<string> {
  const sources = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  return new Set(
    sources.flatMap(
      (file) => readFileSync(path.join(RENDERER, file), 'utf8').match(/\bfr-icon-[a-z0-9-]*[a-z0-9]/g) ?? [],
    ),
  );
}

/** Every class name that has a picture. */
function iconsDrawn(): ReadonlySet<string> {
  const sheet = readFileSync(path.join(RENDERER, 'theme', 'icons.css'), 'utf8');
  return new Set(
    [...sheet.matchAll(/^\.(fr-icon-[a-z0-9-]+) \{\n {2}--mask:/gm)].map(([, name = '']) => name),
  );
}

// Without a picture a square is drawn.
describe('an icon', () => {
  const named = iconsNamed();
  const drawn = iconsDrawn();

  it('that is named has its picture', () => {
    expect(named.size).toBeGreaterThan(20);
    expect([...named].filter((icon) => !drawn.has(icon))).toEqual([]);
  });

  it('whose picture is shipped is named', () => {
    expect([...drawn].filter((icon) => !named.has(icon))).toEqual([]);
  });
});
