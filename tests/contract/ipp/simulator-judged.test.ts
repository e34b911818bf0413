import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReceiptA4 } from '../../../main/devices/receipt/receipt-a4.ts';
import { type IppSimulator, startIppSimulator } from '../../simulators/ipp/ipp-simulator.ts';
import { SHIPPED_FONTS } from '../../unit/devices/receipt/receipt-fixture.ts';
import { ipptool } from './ippeveprinter.ts';

/** Where Debian's cups-ipp-utils keeps CUPS's conformance files. */
const CONFORMANCE = '/usr/share/cups/ipptool/ipp-1.1.test';

describe('the simulator, judged by CUPS’s ipptool', () => {
  let simulator: IppSimulator;
  let folder: string;
  let document: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'borne-ipptool-'));
    document = join(folder, 'essai.pdf');
    const lines = [{ kind: 'text', text: 'Essai' }] as const;
    await writeFile(
      document,
      await renderReceiptA4({ language: 'fr', title: 'Essai', lines }, SHIPPED_FONTS),
    );
    simulator = await startIppSimulator();
    simulator.mechanism.behave({ pageMs: 1_500 });
  });
  afterAll(async () => {
    await simulator?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('describes itself as a printer has to', async () => {
    const { passed, report } = await ipptool(['-t', simulator.uri, 'get-printer-attributes.test']);
    expect(passed, report).toBe(true);
  });

  it('takes a job and says printed at its end', async () => {
    const print = ['-t', '-f', document, '-d', 'filetype=application/pdf', simulator.uri];
    const { passed, report } = await ipptool([...print, 'print-job-and-wait.test']);
    expect(passed, report).toBe(true);
    expect(simulator.mechanism.printed.at(-1)?.document).toEqual(await readFile(document));
  });

  it('keeps to RFC 8011 wherever CUPS’s IPP/1.1 suite looks', async () => {
    // The suite prints documents that its package does not bring: ours under each of their names.
    const suite = await readFile(CONFORMANCE, 'utf8');
    await copyFile(CONFORMANCE, join(folder, 'suite.test'));
    const wanted = new Set([...suite.matchAll(/^\s*FILE ([\w.-]+)$/gm)].map(([, name]) => name ?? ''));
    for (const name of wanted) await copyFile(document, join(folder, name));
    const { passed, report } = await ipptool([
      '-tI',
      '-f',
      document,
      simulator.uri,
      join(folder, 'suite.test'),
    ]);
    expect(passed, report).toBe(true);
    expect(Number(/(\d+) passed, 0 failed/.exec(report)?.[1])).toBeGreaterThanOrEqual(30);
  });
});
