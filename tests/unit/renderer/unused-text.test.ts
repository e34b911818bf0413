import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fr } from '../../../renderer/i18n/fr.ts';

const folder = path.join(import.meta.dirname, '../../../renderer');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('i18n'))
  .map((file) => readFileSync(path.join(folder, file), 'utf8'))
  .join('\n');

/** Keys made from a value of the snapshot: `proof.${delivery.kind}Title` and the like. */
const MADE_KEYS = [
  /^(proof|registration\.leaving)\.print(ed|edHow|Sent|Waiting)?$/,
  /^proof\.papers\.(reponses|cv)\.(print|sent|waiting|printed|take|onStick)$/,
  /^errors\./,
  /^scan\.continue/,
  /^registration\.(date|address)\./,
  /^access\.(sizes|contrasts|layouts|sameKeys)\./,
  /^banner\./,
  /^stepper\.(choose|scan|check|proof)$/,
  /^proof\.\w+(Title|Text)$/,
  /^(proof|registration\.leaving)\.print(Sent|Waiting|ed|edHow)?$/,
];

function keysOf(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

describe('catalogue', () => {
  it('holds no text that is never shown', () => {
    const keys = new Set(keysOf(fr).map((key) => key.replace(/_(zero|one|other)$/, '')));
    const unused = [...keys].filter(
      (key) => !MADE_KEYS.some((made) => made.test(key)) && !sources.includes(`t('${key}'`),
    );
    expect(unused).toEqual([]);
  });
});
