import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { applicationFolder, buildApplication } from '../../tools/build/application.ts';

const resources = path.join(inject('packageFolder'), 'resources');
const archive = path.join(resources, 'app.asar');

/** Every file in the archive, without a leading separator. */
const files = listPackage(archive, { isPack: false })
  .map((file) => file.slice(1))
  .filter((file) => path.extname(file) !== '');

/** The code that ships, as text. */
const shippedCode = files
  .filter((file) => /\.(c|m)?js$/.test(file))
  .map((file) => extractFile(archive, file).toString('utf8'));

/** Words that only code of the tests, the desk or the tools holds. */
const FOREIGN_WORDS = [
  'FolderUsbDrives',
  'tests/simulators',
  'playwright',
  'fastify',
  'vitest',
  'sourceMappingURL',
  '--remote-debugging-port=0',
];

describe('what must not be in the package', () => {
  test.each([
    ['tests, simulators or the desk', /(^|\/)(tests?|simulators|desk|fixtures|gallery)(\/|\.)/],
    ['source maps', /\.map$/],
    ['TypeScript', /\.[cm]?tsx?$/],
    ['packages beside the bundles', /(^|\/)node_modules\//],
    ['tools, configuration of tools', /(^|\/)(tools|playwright|vitest|biome|knip)/],
    ['what the build writes for itself', /\.built-from$/],
  ])('%s', (_what, pattern) => {
    expect(files.filter((file) => pattern.test(file))).toEqual([]);
  });

  test.each(FOREIGN_WORDS)('code that says "%s"', (word) => {
    expect(shippedCode.filter((code) => code.includes(word))).toEqual([]);
  });

  test('an application folder beside the archive', () => {
    expect(readdirSync(resources).filter((name) => !name.startsWith('app.asar'))).toEqual([]);
  });

  test('anything outside the archive but the native files', () => {
    const unpacked = readdirSync(`${archive}.unpacked`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
    expect(unpacked.sort()).toEqual(['HID_hidraw.node', 'better_sqlite3.node']);
  });
});

describe('what must be in the package', () => {
  test.each([
    'package.json',
    'main/index.js',
    'main/preload.cjs',
    'main/document-engine.js',
    'main/draft-sealing.cjs',
    'main/paper-making.cjs',
    'main/wasm-vips/vips.wasm',
    'renderer/index.html',
    'native/better_sqlite3.node',
    'kiosk-config/documents.yaml',
  ])('%s', (file) => {
    expect(files).toContain(file);
  });
});

describe('the search itself', () => {
  beforeAll(() => buildApplication('desk'));

  test('finds the desk where the desk is', () => {
    const desk = readFileSync(path.join(applicationFolder('desk'), 'main', 'index.js'), 'utf8');
    expect(FOREIGN_WORDS.filter((word) => desk.includes(word))).toContain('FolderUsbDrives');
  });
});
