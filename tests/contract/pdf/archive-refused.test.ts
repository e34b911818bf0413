import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { archivedFile } from './archive-specimen.ts';

// Apache PDFBox's preflight, as Debian packages it, judges PDF/A-1b. Our files are PDF/A-2b, which allows all that 1b allows
// and, of what we use, cross-reference streams: qpdf writes the table of 1b instead, and the part's number is changed. What is
// left is judged as it is. 1b is stricter than 2b but does not contain all of it: archive-forbidden.test.ts reads the rest.

const JARS = [
  'preflight',
  'pdfbox2',
  'fontbox2',
  'xmpbox',
  'commons-logging',
  'commons-io',
  'javax.activation',
  'jaxb-api',
];
const CLASS_PATH = JARS.map((jar) => `/usr/share/java/${jar}.jar`).join(':');
const JUDGEMENT_MS = 60_000;

const folder = mkdtempSync(path.join(tmpdir(), 'borne-preflight-'));
let asPartOne: string;

/** What preflight says of a PDF's bytes (latin1), a line a complaint; nothing for a valid file. */
function complaints(pdf: string): readonly string[] {
  const file = path.join(folder, 'judged.pdf');
  writeFileSync(file, pdf, 'latin1');
  const judged = spawnSync('java', ['-cp', CLASS_PATH, 'org.apache.pdfbox.preflight.Validator_A1b', file], {
    encoding: 'utf8',
    timeout: JUDGEMENT_MS,
  });
  if (judged.error !== undefined) throw judged.error;
  const lines = judged.stdout.trim().split('\n');
  if (judged.status === 0 && lines[0] === `The file ${path.basename(file)} is a valid PDF/A-1b file`)
    return [];
  const found = lines.filter((line) => /^\d+(\.\d+)* : /.test(line));
  if (found.length === 0) throw new Error(`preflight did not judge: ${judged.stdout}${judged.stderr}`);
  return found;
}

beforeAll(async () => {
  const made = path.join(folder, 'made.pdf');
  const rewritten = path.join(folder, 'rewritten.pdf');
  writeFileSync(made, await archivedFile());
  execFileSync('qpdf', [
    '--object-streams=disable',
    '--stream-data=preserve',
    '--newline-before-endstream',
    made,
    rewritten,
  ]);
  const bytes = readFileSync(rewritten, 'latin1');
  asPartOne = bytes.replace('<pdfaid:part>2<', '<pdfaid:part>1<');
  expect(asPartOne).not.toBe(bytes);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is refused by nobody: bilevel, mixed and colour pages, turned, with a text layer', () => {
  expect(complaints(asPartOne)).toEqual([]);
}, 90_000);

it.each([
  ['an output intent', '/OutputIntents', '/OutputIntentX'],
  ['the title that its metadata says', 'Attestation &lt;', 'Attestation &gt;'],
  ['its identifier', '/ID [', '/IX ['],
])(
  'is refused without %s: the judge looks',
  (_what, there, gone) => {
    const broken = asPartOne.replaceAll(there, gone);
    expect(broken).not.toBe(asPartOne);
    expect(complaints(broken)).not.toEqual([]);
  },
  90_000,
);
