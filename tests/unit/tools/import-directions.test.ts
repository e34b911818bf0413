import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRepository } from '../../../tools/repository.ts';

/** Each file of a small tree and what it imports; the rules of the project are run over it. */
const wrong = [
  ['renderer/screens/welcome.tsx', "import { open } from '../../main/storage/database.ts';", 'renderer'],
  ['renderer/screens/scan.tsx', "import type { Visit } from '../../main/visit/visit.ts';", 'renderer'],
  ['renderer/screens/send.tsx', "export const lazy = () => import('../../main/sync/runner.ts');", 'renderer'],
  ['renderer/screens/end.tsx', "import { readFileSync } from 'node:fs';", 'renderer-has-no-node'],
  ['renderer/screens/stick.tsx', "import { shell } from 'electron';", 'renderer-has-no-electron'],
  ['renderer/screens/paper.tsx', "import '../../tests/simulators/paper.ts';", 'product-imports-product'],
  ['main/visit/scan.ts', "import { scanner } from '../devices/escl-scanner.ts';", 'main-visit'],
  ['main/visit/send.ts', "export * from '../sync/runner.ts';", 'main-visit'],
  ['main/visit/window.ts', "import { BrowserWindow } from 'electron';", 'renderer-has-no-electron'],
  ['main/devices/jam.ts', "import { visit } from '../visit/visit.ts';", 'main-devices'],
  ['main/documents/page.ts', "import { open } from '../storage/database.ts';", 'main-documents'],
  ['main/storage/queue.ts', "import { runner } from '../sync/runner.ts';", 'main-storage'],
  ['main/sync/queue.ts', "import { open } from '../storage/database.ts';", 'main-sync'],
  ['main/domain/limits.ts', "import type { Scanner } from '../ports/scanner.ts';", 'main-domain'],
  ['main/contract/channels.ts', "import type { Scanner } from '../ports/scanner.ts';", 'main-contract'],
  ['main/preload/bridge.ts', "import { visit } from '../visit/visit.ts';", 'main-preload'],
  ['main/shell/window.ts', "import { open } from '../storage/database.ts';", 'main-shell'],
  ['main/shell/desk.ts', "import '../../tests/simulators/paper.ts';", 'product-imports-product'],
  ['main/index.ts', "import '../tests/simulators/paper.ts';", 'product-imports-product'],
  ['main/kiosk.ts', "import '../tools/demo.ts';", 'product-imports-product'],
  ['main/composition/window.ts', "import { drawn } from '../../renderer/screen.tsx';", 'main-composition'],
  ['main/visit/desk.ts', "import { desk } from '../composition/desk.ts';", 'main-visit'],
  ['main/gadgets/new.ts', "import type { Scanner } from '../ports/scanner.ts';", 'main-is-known-folders'],
  ['main/devices/first.ts', "import { second } from './second.ts';", 'no-circle'],
  ['main/devices/lost.ts', "import { nothing } from './nowhere.ts';", 'resolvable'],
  ['main/sync/proxy.ts', "import fastify from 'fastify';", 'shipped-needs-dependency'],
] as const;

const right = [
  ['renderer/screens/right.tsx', "import type { Snapshot } from '../../main/contract/snapshot.ts';"],
  ['main/contract/snapshot.ts', "import type { Code } from '../domain/error-code.ts';"],
  ['main/visit/right.ts', "import type { Scanner } from '../ports/scanner.ts';"],
  ['main/devices/right.ts', "import type { Scanner } from '../ports/scanner.ts';"],
  ['main/shell/right.ts', "import { visit } from '../visit/visit.ts';"],
  ['tests/visit/right.ts', "import { visit } from '../../main/visit/visit.ts';"],
] as const;

/** What the imports above lead to. */
const targets = [
  'main/storage/database.ts',
  'main/visit/visit.ts',
  'main/sync/runner.ts',
  'main/devices/escl-scanner.ts',
  'main/domain/error-code.ts',
  'main/ports/scanner.ts',
  'main/composition/desk.ts',
  'renderer/screen.tsx',
  'tests/simulators/paper.ts',
  'tools/demo.ts',
];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let tree: string;
let violations: readonly Violation[];

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
  writeFileSync(path.join(tree, file), text);
}

async function cruise(): Promise<readonly Violation[]> {
  const program = inRepository('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const rules = inRepository('.dependency-cruiser.cjs');
  const args = [program, '--config', rules, '--output-type', 'json', 'main', 'renderer', 'tests', 'tools'];
  // It exits with the number of errors and prints its findings all the same.
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: tree,
    maxBuffer: 16_000_000,
  }).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout).summary.violations;
}

beforeAll(async () => {
  tree = mkdtempSync(path.join(tmpdir(), 'borne-imports-'));
  write(
    'package.json',
    JSON.stringify({ type: 'module', devDependencies: { fastify: '1.0.0', electron: '1.0.0' } }),
  );
  for (const name of ['fastify', 'electron']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'module.exports = {};');
  }
  for (const file of targets) write(file, 'export const open = 1; export type Code = string;');
  write('main/devices/second.ts', "import { first } from './first.ts'; export const second = first;");
  for (const [file, text] of [...wrong, ...right]) write(file, text);
  violations = await cruise();
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('a wrong import is reported', () => {
  test.each(wrong)('%s: %s', (file, _text, rule) => {
    const reported = violations.filter(({ from }) => from === file).map(({ rule: { name } }) => name);
    expect(reported).toContain(rule);
  });
});

test('a right import is not reported', () => {
  const files = right.map(([file]) => path.posix.normalize(file));
  expect(violations.filter(({ from }) => files.includes(from))).toEqual([]);
});
